import { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { positionAt } from "../../../diagnostics/location.ts";
import type { ListNode, MapNode, Node } from "../../../source/tree.ts";
import { readYaml } from "../../../source/yaml.ts";
import type { Io } from "../../io.ts";
import { type PlannedFile, textNow } from "../../set-up/planned-file.ts";

const path = ".pre-commit-config.yaml";

/** The hook of `.pre-commit-hooks.yaml`, by the `cfgc` that is installed already, so that no repository need be named. */
const hook = [
  "id: cfgc-lint",
  "name: cfgc lint",
  "entry: cfgc lint --by-directory --ignore-unknown",
  "language: system",
  "types: [text]",
  "files: '(?:\\.ya?ml|\\.toml|\\.cfg|\\.nodes|\\.env)$'",
  "require_serial: true",
];

const inLines = `\
- repo: local
  hooks:
    - ${hook.join("\n      ")}
`;

const inBrackets = `{ repo: local, hooks: [{ ${hook.join(", ")} }] }`;

const asList = `repos:\n${indented(inLines, 2)}`;

const newConfig = `\
# Checks before each commit what you commit, together with the files beside it. \`pre-commit install\` turns it on.
# It takes the cfgc that is installed on your machine.
${asList}`;

/** The hook for pre-commit: as a file of its own, or what to add to the one that is there. */
export function preCommitFile(io: Io): PlannedFile {
  const before = textNow(path, io);
  if (before === undefined) return { path, text: newConfig };
  return { path, text: undefined, before, remarks: remarksOn(before) };
}

const stays = "is there already, and stays as it is";

function remarksOn(text: string): readonly string[] {
  const file = { path, text };
  const bag = new DiagnosticBag("file");
  const tree = readYaml(file, bag);
  const [fault] = bag.sorted();
  if (tree === undefined || fault !== undefined) {
    const { line, column } = positionAt(file, fault?.at.start ?? 0);
    const problem = fault === undefined ? "" : `: ${fault.message}`;
    return [
      `${stays}, but has a fault at line ${line}, column ${column}${problem}`,
      "Mend it, then `cfgc init` shows what to add to have commits checked.",
    ];
  }
  const repos = tree.entries.get("repos");
  if (repos === undefined) return [`${stays}; to have commits checked, add to it`, "", ...linesOf(asList)];
  const list = repos.value;
  if (isEmpty(list)) {
    const { line } = positionAt(file, repos.keyAt.start);
    return [`${stays}; to have commits checked, add to it below line ${line}`, "", ...linesOf(inLines, 2)];
  }
  if (list.kind !== "list")
    return [
      `${stays}; its "repos" is no list; to have commits checked, it should be`,
      "",
      ...linesOf(asList),
    ];
  if (hasHook(list)) return ["has the hook already"];
  const place = placeBelow(list, text);
  if (place === undefined) {
    const { line } = positionAt(file, list.at.start);
    const others = list.items.length > 0 ? ", with a comma between" : "";
    return [
      `${stays}; to have commits checked, add to the list in brackets of line ${line}${others}`,
      "",
      inBrackets,
    ];
  }
  const { line } = positionAt(file, place.end);
  return [
    `${stays}; to have commits checked, add to it below line ${line}`,
    "",
    ...linesOf(inLines, place.indent),
  ];
}

function isEmpty(node: Node): boolean {
  return node.kind === "scalar" && node.value === null;
}

function hasHook(repos: ListNode): boolean {
  return itemsOf(repos).some((repo) =>
    itemsOf(repo.entries.get("hooks")?.value).some((one) => {
      const id = one.entries.get("id")?.value;
      return id?.kind === "scalar" && id.value === "cfgc-lint";
    }),
  );
}

function itemsOf(node: Node | undefined): readonly MapNode[] {
  return node?.kind === "list" ? node.items.filter((item) => item.kind === "map") : [];
}

/** Where a list ends, and how far its dashes are indented; undefined between brackets, where there are no lines for it. */
function placeBelow({ items }: ListNode, text: string): { end: number; indent: number } | undefined {
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const dash = /(?:^|\n)( *)-(?:\s|#[^\n]*\n)*$/.exec(text.slice(0, first.at.start));
  if (dash === null) return undefined;
  return { end: text.slice(0, last.at.end).trimEnd().length, indent: (dash[1] ?? "").length };
}

function linesOf(text: string, indent = 0): readonly string[] {
  return indented(text, indent).trimEnd().split("\n");
}

function indented(lines: string, by: number): string {
  return lines.replaceAll(/^(?=.)/gm, " ".repeat(by));
}
