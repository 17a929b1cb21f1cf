import { advice } from "../../diagnostics/help.ts";
import { joined, type Message, type Name, quoted, say } from "../../diagnostics/message.ts";
import type { KeyEntry } from "../catalogue.ts";
import { incompleteTable, missingKey } from "../codes/key-codes.ts";
import { lastSegment, tableOf } from "../key-path.ts";
import type { KeyCheck, Reading } from "./key-check.ts";
import { requiredAt } from "./required-at.ts";

/**
 * Reports tables that lack a key which they have to hold, and says whether there are none. Layers of `config` are
 * checked once they are merged, so this is apart from the walk. `tagOf` knows tags that stand outside of what was read.
 */
export function checkComplete(
  reading: Reading,
  check: KeyCheck,
  tagOf: (key: string) => unknown = () => undefined,
): boolean {
  const required = requiredAt(check.catalogue, check.version);
  const tables = check.root === undefined ? reading.tables.keys() : [say``, ...reading.tables.keys()];
  let isComplete = true;
  for (const table of tables) {
    const missing = required.get(table)?.filter((entry) => {
      // cfgc will add what it derives itself.
      if (check.setIn === "config" && check.derivedKeys?.[entry.key] !== undefined) return false;
      if (has(reading, entry.key)) return false;
      const { variant } = entry;
      if (variant === undefined) return true;
      const given = check.tags?.get(variant.key) ?? reading.settings.get(variant.key)?.value;
      return (given ?? tagOf(variant.key)) === variant.is;
    });
    if (missing === undefined || missing.length === 0) continue;
    isComplete = false;
    reportIncomplete(table, missing, reading, check);
  }
  return isComplete;
}

/** Whether the file says something of the key, even if that could not be read. */
export function has(reading: Reading, key: string): boolean {
  return (
    reading.settings.has(key) ||
    reading.unread.has(key) ||
    reading.tables.has(key) ||
    reading.secrets.has(key)
  );
}

function reportIncomplete(
  table: Name,
  missing: readonly KeyEntry[],
  reading: Reading,
  check: KeyCheck,
): void {
  const at = table === "" ? check.root : reading.tables.get(table);
  const [first, ...others] = [...new Set(missing.map((entry) => lastSegment(entry.key)))];
  if (at === undefined || first === undefined) return;
  const names = [first, ...others].map(quoted);
  if (table === "") {
    check.bag.report(missingKey, {
      at,
      key: first,
      message: say`${check.setIn === "file" ? "the file" : "`config`"} lacks ${inWords(names)}, which ${check.program} demands`,
      help: advice`add the ${others.length === 0 ? "key" : "keys"}`,
    });
    return;
  }
  check.bag.report(incompleteTable, {
    at,
    key: others.length === 0 ? joined([table, first], ".") : table,
    message: say`the table "${tableName(missing)}" lacks ${inWords(names)}, which ${check.program} demands`,
    help: advice`add the ${others.length === 0 ? "key" : "keys"}, or leave the whole table out`,
  });
}

/** As the catalogue has it. */
function tableName([first]: readonly KeyEntry[]): Name {
  return first === undefined ? say`` : tableOf(first.key).replaceAll("[]", "");
}

function inWords(names: readonly Name[]): Message {
  const last = names.at(-1) ?? say``;
  return names.length < 2 ? last : say`${joined(names.slice(0, -1), ", ")} and ${last}`;
}
