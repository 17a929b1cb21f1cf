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
  const { text } = root.at.file;
  const words = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^[\w.%?-]{4,}$/.test(line));
  const beginnings = words.map((word) => word.slice(word.lastIndexOf(".") + 1));
  for (const [name, keys] of keysByName(catalogue)) {
    const absent = keys.filter((key) => !has(reading, key));
    if (absent.length === 0) continue;
    if (text.includes(name) || beginnings.some((word) => word !== "" && name.startsWith(word)))
      for (const key of absent) reading.unread.add(key);
  }
  for (const list of listsOfTables(catalogue))
    if (reading.settings.has(list)) loseKeys([list], reading, check);
}

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
