/** What it takes for a changed file to count: a restart, or that nothing does any more. */

import { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Message, Sayable } from "../diagnostics/message.ts";
import { entriesOf, type KeyEntry } from "../schema/catalogue.ts";
import { stateAt } from "../schema/key-state.ts";
import { plainOf, valueIn } from "../schema/value.ts";
import type { MapNode, Node } from "../source/tree.ts";
import type { Program } from "./product.ts";

export interface ChangeEffects {
  /** Keys that the process reads when it starts. */
  readonly atStart: readonly string[];
  /** Those of {@link atStart} that say where data lie, which do not move. */
  readonly locatesData: readonly string[];
  /** Keys that are used once, by what they are used for; a running cluster has that behind it. */
  readonly once: ReadonlyMap<string, readonly string[]>;
}

/** Both texts are files of the program; `version` is the release of the second. */
export function changeEffects(
  before: string,
  after: string,
  { program, version }: { program: Program; version: Message },
): ChangeEffects {
  const [old, now] = [before, after].map((text) => keysOf(text, program, version));
  const changed = [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])].filter(
    (key) => old?.get(key) !== now?.get(key),
  );
  const atStart: string[] = [];
  const once = new Map<string, string[]>();
  for (const key of changed) {
    const applied = entryOf(key, version, program)?.applied;
    if (applied === undefined) atStart.push(key);
    else once.set(applied, [...(once.get(applied) ?? []), key]);
  }
  const locatesData = atStart.filter((key) => entryOf(key, version, program)?.locatesData);
  return { atStart, locatesData, once };
}

function entryOf(key: string, version: Sayable, { catalogue }: Program): KeyEntry | undefined {
  const entries = entriesOf(catalogue, key);
  return entries.find((entry) => stateAt(entry, version) !== undefined) ?? entries[0];
}

/** Every key of the catalogue that the text sets, with its value as JSON. */
function keysOf(text: string, program: Program, version: Sayable): ReadonlyMap<string, string> {
  const root = program.parse({ path: "", text }, new DiagnosticBag("file", true), version);
  const keys = new Map<string, string>();
  const visit = (table: MapNode, prefix: string): void => {
    for (const { key, value } of table.entries.values()) {
      const path = prefix === "" ? key : `${prefix}.${key}`;
      const isTable = entriesOf(program.catalogue, path)[0]?.table === true;
      if (value.kind === "map" && isTable) visit(value, path);
      else keys.set(path, textOf(value));
    }
  };
  if (root !== undefined) visit(root, "");
  return keys;
}

function textOf(node: Node): string {
  const value = valueIn(node);
  return value === undefined ? "" : JSON.stringify(plainOf(value));
}
