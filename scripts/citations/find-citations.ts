/**
 * Every place of this repository that cites another program's source or document, as `owner/repository@revision:path`
 * with an optional line or range of lines behind it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Citation {
  /** As it is written: the key of the committed list. */
  readonly text: string;
  readonly repository: string;
  readonly revision: string;
  readonly path: string;
  /** From 1; undefined where the whole file is meant. */
  readonly line: number | undefined;
  /** The file of this repository that cites it first. */
  readonly citedIn: string;
  /** What stands around it there: names what is to be found. */
  readonly context: string;
}

const folders = ["schemas", "src", "templates"];
const pattern = /([\w.-]+\/[\w.-]+)@([\w.-]+):((?:[\w.-]+\/)*[\w.-]*\w)(?::(\d+)(?:-\d+)?)?/g;

/** All citations below `root`, each once, sorted by their text. */
export function findCitations(root: string): Citation[] {
  const found = new Map<string, Citation>();
  for (const file of folders.flatMap((folder) => filesBelow(root, folder))) {
    const text = readFileSync(join(root, file), "utf8");
    for (const match of text.matchAll(pattern)) {
      const [whole, repository = "", revision = "", path = "", line] = match;
      if (found.has(whole)) continue;
      found.set(whole, {
        text: whole,
        repository,
        revision,
        path,
        line: line === undefined ? undefined : Number(line),
        citedIn: file,
        context: text.slice(Math.max(0, match.index - 500), match.index + whole.length + 100),
      });
    }
  }
  return [...found.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Generated files repeat what their sources cite. */
function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|ts|hbs|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.includes("/generated/"))
    .sort();
}
