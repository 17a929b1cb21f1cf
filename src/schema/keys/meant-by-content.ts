/** What an unknown name stands for that is not misspelt: a table by its keys, a word by the names that it is a part of. */
import { advice, type Help } from "../../diagnostics/help.ts";
import { greatest } from "../../diagnostics/long-lists.ts";
import { joined, type Message, type Name, quoted } from "../../diagnostics/message.ts";
import type { Node } from "../../source/tree.ts";
import type { KeyCheck } from "./key-check.ts";
import { siblingsAt } from "./siblings.ts";

/** Of the tables that a table may have the one which has most of these keys, if it is among those that are open. */
export function meantByContent(
  value: Node,
  names: readonly Name[],
  open: readonly Name[],
  prefix: Message,
  check: KeyCheck,
): Name | undefined {
  if (value.kind !== "map" || value.entries.size === 0) return undefined;
  const fitting = tablesAmong(names, prefix, check)
    .filter(({ name }) => open.includes(name))
    .map(({ name, keys }) => ({
      name,
      shared: [...value.entries.keys()].filter((key) => keys.has(key)).length,
    }));
  const most = greatest(fitting.map(({ shared }) => shared));
  const [found, other] = fitting.filter(({ shared }) => shared === most);
  return other === undefined && most * 2 > value.entries.size ? found?.name : undefined;
}

interface Table {
  readonly name: Name;
  readonly keys: ReadonlySet<string>;
}

const tables = new WeakMap<readonly Name[], readonly Table[]>();

/** Found once for all unknown keys of a table. */
function tablesAmong(names: readonly Name[], prefix: Message, check: KeyCheck): readonly Table[] {
  let found = tables.get(names);
  if (found === undefined) {
    found = names.flatMap((name) => {
      const keys = siblingsAt(check, prefix === "" ? name : `${prefix}.${name}`);
      return keys.length === 0 ? [] : [{ name, keys: new Set<string>(keys) }];
    });
    tables.set(names, found);
  }
  return found;
}

const parts = new WeakMap<readonly Name[], ReadonlyMap<string, readonly Name[]>>();

/** The names that end in a word: `http_port` and `grpc_port` do in `port`. Where many do, it says too little. */
export function namesEndingIn(word: string, names: readonly Name[]): readonly Name[] {
  let found = parts.get(names);
  if (found === undefined) {
    const byEnd = new Map<string, Name[]>();
    for (const name of names) {
      const end = /[_-]([^_-]+)$/.exec(name)?.[1];
      if (end !== undefined) byEnd.set(end, [...(byEnd.get(end) ?? []), name]);
    }
    found = byEnd;
    parts.set(names, found);
  }
  const ending = found.get(word) ?? [];
  return ending.length > 4 ? [] : ending;
}

export function endingHelp(names: readonly Name[]): Help | undefined {
  return names.length === 0 ? undefined : advice`did you mean ${joined(names.map(quoted), " or ")}?`;
}
