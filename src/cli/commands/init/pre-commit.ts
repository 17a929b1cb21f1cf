import { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { positionAt } from "../../../diagnostics/location.ts";
import { readYaml } from "../../../source/yaml.ts";
import type { Io } from "../../io.ts";
import { type PlannedFile, textNow } from "../../set-up/planned-file.ts";

const path = ".pre-commit-config.yaml";

/** The hook of `.pre-commit-hooks.yaml`, by the `cfgc` that is installed already, so that no repository need be named. */
const hook = `\
- repo: local
  hooks:
    - id: cfgc-lint
      name: cfgc lint
      entry: cfgc lint --by-directory --ignore-unknown
      language: system
      types: [text]
      files: '(?:\\.ya?ml|\\.toml|\\.cfg|\\.nodes|\\.env)$'
      require_serial: true
`;

const newConfig = `\
# Checks before each commit what you commit, together with the files beside it. \`pre-commit install\` turns it on.
# It takes the cfgc that is installed on your machine.
repos:
${indented(hook, 2)}`;

/** The hook for pre-commit: as a file of its own, or what to add to the one that is there. */
export function preCommitFile(io: Io): PlannedFile {
  const before = textNow(path, io);
  if (before === undefined) return { path, text: newConfig };
  if (/\bid:\s*["']?cfgc-lint\b/.test(before))
    return { path, text: undefined, before, remarks: ["has the hook already"] };
  const { below, indent } = placeForHook(before);
  return {
    path,
    text: undefined,
    before,
    remarks: [
      "is there already, and stays as it is; to have commits checked, add to it",
      ...(below === undefined ? ["", "repos:"] : [`below line ${below}`, ""]),
      ...indented(hook, indent).trimEnd().split("\n"),
    ],
  };
}

/** The last line of its list of repositories, and how far that is indented. */
function placeForHook(text: string): { below: number | undefined; indent: number } {
  const file = { path, text };
  const tree = readYaml(file, new DiagnosticBag("file"));
  const repos = tree?.entries.get("repos")?.value;
  if (repos?.kind !== "list") return { below: undefined, indent: 2 };
  const [first, last] = [repos.items[0], repos.items.at(-1)];
  if (first === undefined || last === undefined) return { below: undefined, indent: 2 };
  // Between brackets there is no line for it.
  if (!/-[ ]+$/.test(text.slice(0, first.at.start))) return { below: undefined, indent: 2 };
  const { column } = positionAt(file, first.at.start);
  return {
    below: positionAt(file, text.slice(0, last.at.end).trimEnd().length).line,
    indent: Math.max(0, column - 3),
  };
}

function indented(lines: string, by: number): string {
  return lines.replaceAll(/^(?=.)/gm, " ".repeat(by));
}
