/** The value of a key that counts for the processes around a place, and where it comes from. */
import { positionAt } from "../../diagnostics/location.ts";
import type { Instance } from "../../model/model.ts";
import { entriesOf } from "../../schema/catalogue.ts";
import { quotedValue } from "../../schema/secrets/sayable-value.ts";
import { type Origin, Secret, type Traced, type Value } from "../../schema/value.ts";
import type { Subject } from "../known/subject.ts";
import { modelsOf } from "../models.ts";
import type { OpenFile } from "../open-file.ts";

/** Markdown; undefined where no process has the key, or the last check is of an older text. */
export function valueInForce(open: OpenFile, offset: number, subject: Subject): string | undefined {
  if (!open.isChecked) return undefined;
  const lines = targetsOf(subject).flatMap(([program, key]) => ofKey(open, offset, program, key, subject));
  return lines.length === 0 ? undefined : [...new Set(lines)].map((line) => `- ${line}`).join("\n");
}

/** The keys of programs that it is, or becomes. */
function targetsOf(subject: Subject): readonly (readonly [program: string, key: string])[] {
  if (subject.of === "program") return [[subject.file.reference.catalogue.program, subject.key]];
  return (subject.schema["x-writes"] ?? []).flatMap((one) => {
    const [program, key] = one.split(/:(.*)/s);
    return program === undefined || key === undefined ? [] : [[program, key] as const];
  });
}

function ofKey(open: OpenFile, offset: number, program: string, key: string, subject: Subject): string[] {
  const around = instancesAround(open, offset, program);
  const name = subject.of === "program" ? "" : `\`${program}:${key}\` `;
  const values = new Map<string, string[]>();
  for (const instance of around) {
    const found = instance.settings.get(key);
    if (found === undefined) continue;
    const said = `${valueSaid(instance, key, found)}, ${originSaid(found.origin, open, instance)}`;
    values.set(said, [...(values.get(said) ?? []), instance.name.value]);
  }
  return [...values].slice(0, most).map(([said, names]) => {
    const whose =
      values.size === 1 && names.length === around.length && names.length > 1
        ? "everywhere"
        : `at ${someOf(names)}`;
    return `${name}counts ${whose}: ${said}`;
  });
}

/** More different ones are no help. */
const most = 5;

function someOf(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

/** Those whose entry the place is in, else all of the site or the file. */
function instancesAround(open: OpenFile, offset: number, program: string): readonly Instance[] {
  const path = open.source.path;
  const all = modelsOf(open)
    .flatMap(({ instances }) => instances)
    .filter(
      ({ catalogue, at, site }) =>
        catalogue.program === program && (at.file.path === path || site?.at.file.path === path),
    );
  const own = all.filter(({ at }) => at.file.path === path && at.start <= offset && offset <= at.end);
  return own.length > 0 ? own : all;
}

/** Of a secret that it is set. */
function valueSaid({ catalogue }: Instance, key: string, found: Traced<Value>): string {
  const entries = entriesOf(catalogue, key);
  const secret = entries.length === 0 || entries.some((one) => one.secret) || found.value instanceof Secret;
  const text = quotedValue({ secret }, found);
  if (text === undefined) return "set";
  return `\`${text.length > longest ? `${text.slice(0, longest)}…` : text}\``;
}

const longest = 120;

function originSaid(origin: Origin, { source }: OpenFile, { version }: Instance): string {
  if (origin.kind === "default") return `the default of ${version}`;
  const at = origin.kind === "source" ? origin.at : origin.from[0];
  const place =
    at === undefined
      ? ""
      : `line ${positionAt(at.file, at.start).line}${at.file.path === source.path ? "" : ` of ${at.file.path}`}`;
  if (origin.kind === "source") return `written in ${place}`;
  return place === "" ? `from ${origin.how}` : `from ${origin.how} (${place})`;
}
