/** The page of the keys of cluster.yaml: one table for what every site has, and one for each section. */
import { onlyWithText } from "../../src/editor/reference/cluster-key-facts.ts";
import type { DocumentKey } from "../../src/schema/documents/document-keys.ts";
import { escaped } from "./key-reference.ts";

export function clusterReference(keys: readonly DocumentKey[]): string {
  const top = (key: string) => key.split(/[.[]/, 1)[0] ?? "";
  const isSection = (name: string) => keys.some(({ key }) => key === `${name}.version`);
  const names = [...new Set(keys.map(({ key }) => top(key)))];
  const general = names.filter((name) => !isSection(name));
  const inPart = (part: readonly string[]) => keys.filter(({ key }) => part.includes(top(key)));
  return [
    "# Keys of cluster.yaml",
    "",
    `${keys.length} keys and tables. \`[]\` stands behind a list: the key is in each of its items. \`<name>\` is a name that you choose. \`cfgc explain KEY\` shows one key with an example; \`cfgc schema cluster\` prints the schema for your editor.`,
    ...part("The site", inPart(general)),
    ...names.filter(isSection).flatMap((name) => part(`\`${name}\``, inPart([name]))),
    "",
  ].join("\n");
}

function part(title: string, keys: readonly DocumentKey[]): string[] {
  const rows = keys.map((key) => `| ${cellsOf(key).map(escaped).join(" | ")} |`);
  return [
    "",
    `## ${title}`,
    "",
    "| key | value | default | | becomes |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

function cellsOf(key: DocumentKey): string[] {
  const only = onlyWithText(key);
  return [
    `\`${key.key}\`${only === undefined ? "" : ` (${only})`}`,
    key.type,
    key.default === undefined ? (key.required ? "**required**" : "") : `\`${JSON.stringify(key.default)}\``,
    `${key.description}${key.secret ? " **Secret.**" : ""}`,
    key.writes.map((one) => `\`${one}\``).join("<br>"),
  ];
}
