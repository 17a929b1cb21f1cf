/** What is known of a program's key, for whoever asks: `cfgc explain` and editors. */
import type { KeyReference } from "../../products/product.ts";
import type { KeyEntry, KeyState } from "../../schema/catalogue.ts";
import type { DocumentKey } from "../../schema/documents/document-keys.ts";
import { tableOf } from "../../schema/key-path.ts";
import { stateAt } from "../../schema/key-state.ts";
import type { KeyProse } from "../../schema/prose.ts";
import { wanted } from "../../schema/values/value-words.ts";
import { childrenOf } from "./children-of.ts";
import { variableNames } from "./variable-names.ts";

/** By name; what is not known or does not apply is undefined or empty. */
export type Facts = readonly (readonly [name: string, text: string | undefined])[];

/** All that is known of a key besides its description, as Markdown. */
export function keyFacts(
  entry: KeyEntry,
  prose: KeyProse,
  { catalogue }: KeyReference,
  clusterKeys: readonly DocumentKey[],
): Facts {
  const writes = `${catalogue.program}:${entry.key}`;
  return [
    [
      "program",
      `${catalogue.program} (${[...new Set(catalogue.releases.map((release) => release.name))].join(", ")})`,
    ],
    ["only with", entry.variant && `${entry.variant.key} = ${JSON.stringify(entry.variant.is)}`],
    [
      "read only with",
      entry.appliesWhen && `${entry.appliesWhen.key} = ${JSON.stringify(entry.appliesWhen.is)}`,
    ],
    ["type", wanted(entry) + (entry.nativeType === undefined ? "" : ` (${entry.nativeType} in the program)`)],
    ["keys", childrenOf(entry.key, catalogue.keys)],
    ["unit", entry.unit],
    ["in quotes", entry.acceptQuoted && "accepted as well"],
    ["documented form", entry.documentedForm?.example],
    ["documented spellings", entry.spellings?.join(", ")],
    ["examples", prose.examples?.map((one) => JSON.stringify(one)).join(", ")],
    ["likely bounds", likelyBounds(entry)],
    [
      "default",
      entry.table
        ? undefined
        : (entry.defaultText ?? defaultsText(entry, catalogue, (state) => state.default)),
    ],
    [
      "without its table",
      entry.defaultWhenTableAbsent === undefined
        ? undefined
        : defaultsText(entry, catalogue, (state) => state.defaultWhenTableAbsent),
    ],
    ["required", entry.required && (entry.key.includes(".") ? "yes, if its table is there" : "yes")],
    ["required when", prose.requiredWhen],
    ["since", since(entry, catalogue.oldestCompared)],
    ["values since", valuesSince(entry)],
    ["last read by", entry.until],
    ["earlier", entry.history?.flatMap((past) => pastText(past) ?? []).join("; ")],
    ["renamed from", entry.renamedFrom?.map((old) => `${old.key} (${renamedText(old.until)})`).join(", ")],
    ["variable", variableNames(entry).join(", ") || (entry.table ? undefined : "none")],
    [
      "in cluster.yaml",
      clusterKeys.flatMap((one) => (one.writes.includes(writes) ? [`\`${one.key}\``] : [])).join(", "),
    ],
    ["scope", entry.table ? entry.scope : scopeText(entry, catalogue)],
    ["command line only", entry.commandLineOnly && "yes"],
    ["newer name", entry.aliasOf ?? newerName(entry, catalogue.keys)],
    ["misspelt as", entry.seenAs?.join(", ")],
    ["also seen in", entry.filesSeen?.join(", ")],
    ["secret", entry.secret && ["yes", catalogue.secretsShown].filter(Boolean).join("; ")],
    ["effect", entry.table ? undefined : effectText(entry, catalogue)],
    [
      entry.table ? "unknown keys" : "if misspelt",
      unknownKeysText(entry.table ? entry.key : tableOf(entry.key), catalogue),
    ],
    ...Object.entries(prose.notes ?? {}),
    ["evidence", prose.source.join("\n")],
    ["inferred", prose.inferred?.join(", ")],
  ];
}

/** What holds at each release; one value where it never changed. */
function defaultsText(
  entry: KeyEntry,
  { releases }: KeyReference["catalogue"],
  of: (state: KeyState) => unknown,
): string {
  // What changed between two patches stands under "earlier".
  if (entry.history?.some(({ before }) => before !== undefined)) return defaultText(of(entry));
  const spans: { from: string; to: string; text: string }[] = [];
  for (const { version } of releases) {
    const state = stateAt(entry, version);
    if (state === undefined) continue;
    const text = defaultText(of(state));
    const span = spans.at(-1);
    if (span?.text === text) span.to = version;
    else spans.push({ from: version, to: version, text });
  }
  if (spans.length < 2) return spans[0]?.text ?? defaultText(of(entry));
  return spans.map(({ from, to, text }) => `${text} (${from === to ? from : `${from} to ${to}`})`).join(", ");
}

function defaultText(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}

/** The key that this one's name was changed to, where both are still in the catalogue. */
function newerName({ key }: KeyEntry, keys: readonly KeyEntry[]): string | undefined {
  return keys.find((one) => one.renamedFrom?.some((old) => old.key === key))?.key;
}

function renamedText(until: string): string {
  if (until === "never") return "never a key";
  return until === "unknown" ? "since when is not known" : `until ${until}`;
}

function likelyBounds({ likelyMinimum: low, likelyMaximum: high }: KeyEntry): string | undefined {
  if (low === undefined && high === undefined) return undefined;
  const parts = [low !== undefined && `at least ${low}`, high !== undefined && `at most ${high}`];
  return `${parts.filter(Boolean).join(", ")} (no document states it)`;
}

function byLine(lines: Readonly<Record<string, string>> | undefined): string | undefined {
  return lines && Object.values(lines).join(", ");
}

function valuesSince({ valueSince }: KeyEntry): string | undefined {
  return (
    valueSince &&
    Object.entries(valueSince)
      .map(([value, young]) => `${JSON.stringify(value)} since ${byLine(young["by-line"]) ?? young.since}`)
      .join("; ")
  );
}

/** Where the program's source is public, a key that nothing is said of may be different everywhere. */
function scopeText({ scope }: KeyEntry, { knownFrom }: KeyReference["catalogue"]): string | undefined {
  return scope ?? (knownFrom === "documentation" ? undefined : "free");
}

/** When a value counts, where that is known: documents say it of few keys. */
function effectText(entry: KeyEntry, catalogue: KeyReference["catalogue"]): string | undefined {
  const { deadSince, deadSinceByLine, deadInferred, applied } = entry;
  if (deadSince !== undefined)
    return `${deadInferred ? "probably none" : "none"} since ${byLine(deadSinceByLine) ?? deadSince}: accepted and never read`;
  if (applied !== undefined) return `only when ${applied}; a later change has no effect on it`;
  return catalogue.knownFrom === "documentation" ? undefined : "from the next start on";
}

function since(entry: KeyEntry, oldest: string): string {
  if (entry.sinceUnknown) return "not known";
  if (entry.sinceByLine !== undefined) return byLine(entry.sinceByLine) ?? entry.since;
  return entry.since === oldest && oldest !== "main" ? `${entry.since} or earlier` : entry.since;
}

/** What was different, but for defaults, which have a line of their own; undefined if nothing else was. */
function pastText({
  until,
  before,
  absent,
  ...members
}: NonNullable<KeyEntry["history"]>[number]): string | undefined {
  const range = before === undefined ? `up to ${until}` : `before ${before}`;
  if (absent) return `not read in the releases ${range}`;
  // Where a change lies between two patches, the line of defaults, which goes by releases, does not show it.
  const elsewhere = before === undefined ? ["default", "defaultWhenTableAbsent"] : [];
  const parts = Object.entries(members)
    .filter(([name]) => name !== "shape" && !elsewhere.includes(name))
    .map(([name, value]) => (value === null ? `no ${name}` : `${name} ${JSON.stringify(value)}`));
  if (parts.length > 0) return `${range}: ${parts.join(", ")}`;
  return "shape" in members ? `${range}: see the description` : undefined;
}

/** What the program does with a key that it does not know in that table; "" is the top level. */
function unknownKeysText(of: string, catalogue: KeyReference["catalogue"]): string {
  let table = of.replace(/\[\]$/, "");
  while (table !== "") {
    const own = catalogue.keys.find((one) => one.key === table)?.unknownKeys;
    if (own !== undefined) return policy(own);
    table = tableOf(table).replace(/\[\]$/, "");
  }
  return policy(catalogue.unknownKeys);
}

function policy(unknownKeys: "reject" | "ignore"): string {
  return unknownKeys === "reject" ? "the program rejects the file" : "ignored in silence";
}
