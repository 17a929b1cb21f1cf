/** The page of a program's keys: what each is, since when, what overrides it, and where that can be read. */
import { markdownText } from "../../src/editor/reference/markdown-text.ts";
import { variableNames } from "../../src/editor/reference/variable-names.ts";
import type { KeyReference } from "../../src/products/product.ts";
import type { KeyEntry, OwnVariable } from "../../src/schema/catalogue.ts";
import { stateAt } from "../../src/schema/key-state.ts";
import { wanted } from "../../src/schema/values/value-words.ts";

export function keyReference({ catalogue, prose }: KeyReference): string {
  const names = [...new Set(catalogue.releases.map((release) => release.name))].join(", ");
  const rows = catalogue.keys.map((entry, index) => {
    const text = prose[index]?.[2];
    const cells = [
      `\`${entry.key}\`${entry.variant ? ` (${entry.variant.key.split(".").at(-1)} = ${entry.variant.is})` : ""}`,
      entry.table ? "table" : wanted(entry),
      entry.table
        ? ""
        : (entry.defaultText ??
          defaults(
            entry,
            catalogue.releases.map((release) => release.version),
          )),
      variableNames(entry)
        .map((name) => name.replace(/^\S+/, "`$&`"))
        .join(", "),
      since(entry),
      `${text?.description ?? ""}${entry.secret ? " **Secret.**" : ""}${entry.deadSince ? ` **${entry.deadInferred ? "Probably not" : "Not"} read since ${entry.deadSince}.**` : ""}`,
      (text?.source ?? []).map((source) => `\`${source}\``).join("<br>"),
    ];
    return `| ${cells.map(escaped).join(" | ")} |`;
  });
  const variables = catalogue.environment.map(
    (variable) => `| ${variableCells(variable).map(escaped).join(" | ")} |`,
  );
  return [
    `# Keys of ${catalogue.program} (${names})`,
    "",
    `${catalogue.keys.length} keys and tables in ${catalogue.releases.length} releases, from ${catalogue.oldestCompared} on. Unknown keys at the top level: ${catalogue.unknownKeys === "reject" ? "the file is rejected" : "ignored in silence"}.${catalogue.secretsShown === undefined ? "" : ` A **secret** is not kept one: ${catalogue.secretsShown}.`}`,
    "",
    "| key | type | default | variable | releases | | evidence |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    ...(variables.length > 0
      ? [
          "",
          "Variables that belong to no key:",
          "",
          "| variable | default | releases | | evidence |",
          "| --- | --- | --- | --- | --- |",
          ...variables,
        ]
      : []),
    "",
  ].join("\n");
}

/** The default of each release that reads the key, in runs: `500 (to 1.0.0), none (from 1.1.0)`. */
function defaults(entry: KeyEntry, releases: readonly string[]): string {
  const runs: { text: string; from: string; to: string }[] = [];
  for (const version of releases) {
    const state = stateAt(entry, version);
    if (state === undefined) continue;
    const text =
      state.default === undefined
        ? state.required
          ? "required"
          : "none"
        : `\`${JSON.stringify(state.default)}\``;
    const last = runs.at(-1);
    if (last?.text === text) last.to = version;
    else runs.push({ text, from: version, to: version });
  }
  if (runs.length === 1) return runs[0]?.text ?? "";
  return runs.map(({ text, from, to }) => `${text} (${from === to ? from : `${from} to ${to}`})`).join(", ");
}

function since(entry: KeyEntry): string {
  if (entry.sinceUnknown) return "not known";
  if (entry.sinceByLine !== undefined) return `${Object.values(entry.sinceByLine).join(", ")} on`;
  return entry.until === undefined ? `${entry.since} on` : `${entry.since} to ${entry.until}`;
}

/** A variable that belongs to no key. */
function variableCells({ name, default: byDefault, since, until, effect, source }: OwnVariable): string[] {
  const releases = [since && `${since} on`, until && `to ${until}`].filter(Boolean).join(" ") || "all";
  return [`\`${name}\``, byDefault ?? "", releases.replace(" on to", " to"), effect, `\`${source}\``];
}

/** A cell of a table in Markdown. */
export function escaped(cell: string): string {
  return markdownText(cell).replaceAll("|", "\\|").replace(/\s+/g, " ");
}
