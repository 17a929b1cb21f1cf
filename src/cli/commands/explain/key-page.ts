import type { KeyReference } from "../../../products/product.ts";
import type { KeyEntry } from "../../../schema/catalogue.ts";
import { wanted } from "../../../schema/check-value.ts";
import { tableOf } from "../../../schema/key-path.ts";
import type { KeyProse } from "../../../schema/prose.ts";

/** Everything known about a key, for each program and variant that has it. `[PROGRAM:]KEY`, or its last segment. */
export function keyPages(what: string, references: readonly KeyReference[]): string[] {
  const [, program, wantedKey = ""] = /^(?:([a-z][\w-]*):)?(.+)$/.exec(what) ?? [];
  const key = wantedKey.replace(/\[\]$/, "");
  const candidates = references.filter(
    ({ catalogue }) => program === undefined || catalogue.program === program,
  );
  const pick = (matches: (entry: KeyEntry) => boolean) =>
    candidates.flatMap((reference) =>
      reference.catalogue.keys.flatMap((entry, index) => {
        const prose = reference.prose[index]?.[2];
        return matches(entry) && prose !== undefined ? [keyPage(entry, prose, reference)] : [];
      }),
    );
  const exact = pick((entry) => entry.key === key);
  if (exact.length > 0) return exact;
  const variable = pick((entry) => entry.env?.some((one) => one.name === key) ?? false);
  return variable.length > 0 ? variable : pick((entry) => entry.key.endsWith(`.${key}`));
}

export function knownKeys(references: readonly KeyReference[]): string[] {
  return references.flatMap(({ catalogue }) => catalogue.keys.map((entry) => entry.key));
}

function keyPage(entry: KeyEntry, prose: KeyProse, { catalogue }: KeyReference): string {
  const facts: [string, string | undefined][] = [
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
    ["unit", entry.unit],
    ["in quotes", entry.acceptQuoted && "accepted as well"],
    ["documented form", entry.documentedForm?.example],
    ["documented spellings", entry.spellings?.join(", ")],
    ["examples", prose.examples?.map((one) => JSON.stringify(one)).join(", ")],
    ["likely bounds", likelyBounds(entry)],
    ["default", entry.table ? undefined : (entry.defaultText ?? defaultText(entry.default))],
    [
      "if its table is absent",
      entry.defaultWhenTableAbsent === undefined ? undefined : defaultText(entry.defaultWhenTableAbsent),
    ],
    ["required", entry.required && (entry.key.includes(".") ? "yes, if its table is there" : "yes")],
    ["required when", prose.requiredWhen],
    ["since", since(entry, catalogue.oldestCompared)],
    ["values since", valuesSince(entry)],
    ["last read by", entry.until],
    ["earlier", entry.history?.map((past) => pastText(past)).join("; ")],
    ["renamed from", entry.renamedFrom?.map((old) => `${old.key} (${renamedText(old.until)})`).join(", ")],
    ["variable", entry.env?.map(variableText).join(", ") ?? (entry.table ? undefined : "none")],
    ["scope", entry.scope],
    ["read by", entry.nodeKinds?.join(", ")],
    ["command line only", entry.commandLineOnly && "yes"],
    ["newer name", entry.aliasOf ?? newerName(entry, catalogue.keys)],
    ["misspelt as", entry.seenAs?.join(", ")],
    ["also seen in", entry.filesSeen?.join(", ")],
    ["secret", entry.secret && "yes"],
    ["counts only", entry.applied && `when ${entry.applied}; a later change has no effect`],
    ["effect", deadText(entry)],
    ["unknown keys", entry.table ? unknownKeysText(entry, catalogue) : undefined],
    ...Object.entries(prose.notes ?? {}),
    ["evidence", prose.source.join("\n                        ")],
    ["inferred", prose.inferred?.join(", ")],
  ];
  const lines = facts.flatMap(([name, text]) =>
    text === undefined || text === "" ? [] : [`  ${name.padEnd(22)}${text}`],
  );
  return `${catalogue.program}: ${entry.key}\n\n  ${prose.description}\n\n${lines.join("\n")}\n`;
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

function deadText({ deadSince, deadSinceByLine, deadInferred }: KeyEntry): string | undefined {
  if (deadSince === undefined) return undefined;
  return `${deadInferred ? "probably none" : "none"} since ${byLine(deadSinceByLine) ?? deadSince}: accepted and never read`;
}

function since(entry: KeyEntry, oldest: string): string {
  if (entry.sinceUnknown) return "not known";
  if (entry.sinceByLine !== undefined) return byLine(entry.sinceByLine) ?? entry.since;
  return entry.since === oldest && oldest !== "main" ? `${entry.since} or earlier` : entry.since;
}

function pastText({ until, before, absent, ...members }: NonNullable<KeyEntry["history"]>[number]): string {
  const range = before === undefined ? `up to ${until}` : `before ${before}`;
  if (absent) return `not read in the releases ${range}`;
  const parts = Object.entries(members)
    .filter(([name]) => name !== "shape")
    .map(([name, value]) => (value === null ? `no ${name}` : `${name} ${JSON.stringify(value)}`));
  return parts.length === 0 ? `${range}: see the description` : `${range}: ${parts.join(", ")}`;
}

function variableText({
  name,
  since: from,
  until,
}: {
  name: string;
  since?: string;
  until?: string;
}): string {
  const range = [from && `since ${from}`, until && `until ${until}`].filter(Boolean).join(", ");
  return range === "" ? name : `${name} (${range})`;
}

function unknownKeysText(entry: KeyEntry, catalogue: KeyReference["catalogue"]): string {
  let table = entry.key;
  while (table !== "") {
    const own = catalogue.keys.find((one) => one.key === table)?.unknownKeys;
    if (own !== undefined) return fate(own);
    table = tableOf(table);
  }
  return fate(catalogue.unknownKeys);
}

function fate(unknownKeys: "reject" | "ignore"): string {
  return unknownKeys === "reject" ? "the program rejects the file" : "ignored in silence";
}
