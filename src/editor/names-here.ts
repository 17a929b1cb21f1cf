/** The names that a place may speak of: those that the text declares now, and those that the last check knows besides. */
import type { Name } from "../diagnostics/message.ts";
import { writtenName } from "../diagnostics/message.ts";
import type { Host, Instance, Model } from "../model/model.ts";
import { expandRanges, isProblem } from "../model/ranges.ts";
import type { NamedThing } from "../schema/document-schema.ts";
import type { ProseSchema } from "../schema/documents/document-keys.ts";
import { propertyOf } from "./document-part.ts";
import type { OpenFile } from "./open-file.ts";
import { type Part, textIn } from "./places/outline.ts";

/** Of the deployment: sites first, then what was written by hand. */
export function modelsOf({ check }: OpenFile): readonly Model[] {
  return [
    ...check.sites.map(({ model }) => model),
    ...(check.written === undefined ? [] : [check.written.model]),
  ];
}

/** The hosts of the site that the file is, or is brought into. */
export function hostsOf(open: OpenFile): readonly Host[] {
  const hosts = modelsOf(open).flatMap((model) => model.hosts);
  const path = open.source.path;
  const sites = new Set(
    hosts.flatMap(({ site, at }) => (at.file.path === path || site?.at.file.path === path ? [site] : [])),
  );
  return sites.size === 0 && open.kind !== "cluster" ? hosts : hosts.filter(({ site }) => sites.has(site));
}

export function instancesOf(open: OpenFile): readonly Instance[] {
  const instances = modelsOf(open).flatMap((model) => model.instances);
  if (open.kind !== "cluster") return instances;
  return instances.filter(({ site }) => site?.at.file.path === open.source.path);
}

/** Names with ranges are expanded. */
export function namesHere(
  open: OpenFile,
  root: Part,
  schema: ProseSchema,
  what: NamedThing,
  program: string | undefined,
): readonly string[] {
  const names = new Set<string>();
  for (const one of declaredIn(root, schema, what, program))
    for (const name of expanded(one)) names.add(name);
  if (what === "host") for (const { name } of hostsOf(open)) names.add(name);
  if (what === "instance")
    for (const { name, catalogue } of instancesOf(open))
      if (program === undefined || catalogue.program === program) names.add(name.value);
  return [...names];
}

/** No more are of use to anybody. */
const most = 5000;

export function expanded(text: string): readonly string[] {
  // The name of a host or of an instance, which may stand for several.
  const expansion = expandRanges(writtenName(text));
  return isProblem(expansion) ? [] : expansion.names.slice(0, most);
}

function* declaredIn(
  part: Part | undefined,
  schema: ProseSchema | undefined,
  what: NamedThing,
  wanted: string | undefined,
  program?: Name,
): Generator<string> {
  if (part === undefined || schema === undefined) return;
  const whose = schema["x-program"] ?? program;
  const isIt = schema["x-declares"] === what && (wanted === undefined || whose === wanted);
  if (part.kind === "list")
    for (const item of part.items) yield* declaredIn(item, schema.items, what, wanted, whose);
  else if (part.kind === "table") {
    for (const { key, value } of part.entries) {
      if (isIt) yield key;
      yield* declaredIn(value, propertyOf(schema, part, key), what, wanted, whose);
    }
  }
  const text = isIt && part.kind !== "list" ? textIn(part) : undefined;
  if (text !== undefined && text !== "") yield text;
}

/** Ranges that stand for several of the names: h[1-3] for h1, h2, h3. */
export function rangesOf(names: readonly string[]): readonly string[] {
  const series = new Map<string, { before: string; after: string; width: number; numbers: number[] }>();
  for (const name of names) {
    const [, before = "", digits, after = ""] = /^(.*?)(\d{1,9})(\D*)$/.exec(name) ?? [];
    if (digits === undefined) continue;
    const isPadded = digits.length > 1 && digits.startsWith("0");
    // Without padding the numbers of any width are one row; with it 01 and 10 have one width.
    for (const width of isPadded ? [digits.length] : [0, digits.length]) {
      const key = `${before} ${after} ${width}`;
      const row = series.get(key) ?? { before, after, width, numbers: [] };
      series.set(key, row);
      row.numbers.push(Number(digits));
    }
  }
  const found = [...series.values()].flatMap(({ before, after, width, numbers }) =>
    runsOf(numbers).flatMap(([first, last]) => {
      const isPadded = width > 1 && String(first).length < width;
      if (width > 0 && !isPadded) return [];
      const written = (number: number) => String(number).padStart(isPadded ? width : 0, "0");
      return [`${before}[${written(first)}-${written(last)}]${after}`];
    }),
  );
  return [...new Set(found)];
}

/** First and last of numbers that follow one another. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.filter(([first, last]) => last > first);
}
