import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { Name } from "../../diagnostics/message.ts";
import { once } from "../../diagnostics/once.ts";
import type { MapNode } from "../../source/tree.ts";
import type { Catalogue } from "../catalogue.ts";
import { lastSegment } from "../key-path.ts";
import { has } from "./check-complete.ts";
import type { KeyCheck, Reading } from "./key-check.ts";
import { loseKeys } from "./lost-keys.ts";

/**
 * In a text that could not be read as a whole a key may stand in the part that is lost, if its name begins there, and a
 * table of a list of tables as well.
 */
export function leaveOpen(root: MapNode, reading: Reading, check: KeyCheck): void {
  const { catalogue } = check;
  const { names, beginnings } = namesIn(root.at.file.text, catalogue, lineNames(check.bag));
  for (const [name, keys] of keysByName(catalogue)) {
    if (!names.has(name) && !beginnings.some((word) => name.startsWith(word))) continue;
    for (const key of keys) if (!has(reading, key)) reading.unread.add(key);
  }
  for (const list of listsOfTables(catalogue))
    if (reading.settings.has(list)) loseKeys([list], reading, check);
}

interface NamesInText {
  /** Names of keys that stand in it, be it within a word. */
  readonly names: ReadonlySet<string>;
  /** What is alone in its line, and may be half of a name. */
  readonly beginnings: readonly string[];
}

function namesIn(text: string, catalogue: Catalogue, memo: LineNames): NamesInText {
  const known = memo.get(catalogue) ?? new Map<string, readonly string[]>();
  memo.set(catalogue, known);
  const names = new Set<string>();
  const beginnings: string[] = [];
  let others = "";
  for (const line of text.split("\n")) {
    const word = line.trim();
    if (/^[\w.%?-]{4,}$/.test(word) && !word.endsWith("."))
      beginnings.push(word.slice(word.lastIndexOf(".") + 1));
    let found = known.get(line);
    if (found === undefined && known.size < mostLines && text.length < longestText) {
      found = namesAmong(catalogue, line);
      known.set(line, found);
    }
    if (found === undefined) others += `${line}\n`;
    else for (const name of found) names.add(name);
  }
  for (const name of namesAmong(catalogue, others)) names.add(name);
  return { names, beginnings };
}

function namesAmong(catalogue: Catalogue, text: string): readonly string[] {
  return text === "" ? [] : [...keysByName(catalogue).keys()].filter((name) => text.includes(name));
}

type LineNames = Map<Catalogue, Map<string, readonly string[]>>;

/**
 * Which names each line holds: files of one deployment hold the same lines. Forgotten with its findings, as a line
 * keeps the text alive that it is from.
 */
const lineNames = once((_: DiagnosticBag): LineNames => new Map());
const mostLines = 2000;
const longestText = 20_000;

/** All keys by what they are called in their tables. */
const keysByName = once((catalogue: Catalogue): ReadonlyMap<string, readonly Name[]> => {
  const byName = new Map<string, Name[]>();
  for (const key of new Set(catalogue.keys.map((entry) => entry.key))) {
    const name = lastSegment(key).replace("[]", "");
    byName.set(name, [...(byName.get(name) ?? []), key]);
  }
  return byName;
});

const listsOfTables = once((catalogue: Catalogue): ReadonlySet<Name> => {
  const inLists = catalogue.keys.filter(({ key }) => key.includes("[]."));
  return new Set(inLists.map(({ key }) => key.slice(0, key.indexOf("[]."))));
});
