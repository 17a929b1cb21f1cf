/** A name for an instance that is called after its host, so that it stays the same one when it moves. */
import type { TextEdit } from "../../diagnostics/fix.ts";
import type { Instance } from "../../model/model.ts";
import { expanded, rangesOf } from "../../model/ranges-of.ts";
import { inYaml } from "../in-yaml.ts";
import { modelsOf } from "../models.ts";
import type { OpenFile, Range } from "../open-file.ts";
import { type Member, membersIn } from "./members.ts";

export interface NameKept {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** For the members that a range touches and that have no name of their own. */
export function namesToKeep(open: OpenFile, { start, end }: Range): readonly NameKept[] {
  return membersIn(open).flatMap((member) => {
    const { at, instances } = member;
    const touches = at.start <= end && start <= at.end;
    const isNamed = instances.some(({ name }) => name.origin.kind === "source");
    const isOwn = touches && !isNamed && instances.every((instance) => !isShared(instance, open));
    const text = isOwn ? nameOf(member) : undefined;
    const place = text === undefined ? undefined : placeOf(member);
    if (text === undefined || place === undefined) return [];
    const key = instances[0].nameKey ?? "name";
    const written = `${key}: ${text}${place.behind}`;
    const here = { file: open.source, start: place.offset, end: place.offset };
    const what = instances.length === 1 ? "this instance's identity" : "the identity of these instances";
    return [{ title: `add ${key}: ${text} to keep ${what}`, edits: [{ at: here, text: written }] }];
  });
}

/** Whether another process of its kind has the name as well: then it is none to keep. */
function isShared({ name, program, site }: Instance, open: OpenFile): boolean {
  const alike = modelsOf(open)
    .flatMap(({ instances }) => instances)
    .filter((one) => one.program === program && one.site === site && one.name.value === name.value);
  return alike.length > 1;
}

/** As YAML; undefined where no range says the names in their order. */
function nameOf({ instances }: Member): string | undefined {
  const names = instances.map(({ name }) => name.value);
  const [first = ""] = names;
  if (names.length === 1) return inYaml(first);
  const ranges = rangesOf(names).filter((range) => sameNames(expanded(range), names));
  return ranges[0] === undefined ? undefined : inYaml(ranges[0]);
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}

/** In front of the first key; undefined for an entry that is no table, such as the name of a host alone. */
function placeOf({ at }: Member): { offset: number; behind: string } | undefined {
  const { text } = at.file;
  if (text.charAt(at.start) === "{") {
    const blanks = /^[\t ]*/.exec(text.slice(at.start + 1, at.start + 80))?.[0] ?? "";
    return { offset: at.start + 1 + blanks.length, behind: ", " };
  }
  if (!/^["']?[\w-]+["']?[\t ]*:(?=\s)/.test(text.slice(at.start, at.start + 80))) return undefined;
  const lineStart = Math.max(text.lastIndexOf("\n", at.start - 1), text.lastIndexOf("\r", at.start - 1)) + 1;
  const before = text.slice(lineStart, at.start);
  // The key of another table, or brackets without braces around the pair.
  if (!/^[\t ]*(?:-[\t ]+)*$/.test(before)) return undefined;
  return { offset: at.start, behind: `\n${before.replaceAll("-", " ")}` };
}
