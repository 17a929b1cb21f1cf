/**
 * The settings of all nodes as lines of cluster.cfg. Which of two qualifiers wins is documented nowhere, so no key gets
 * both: it stands bare if it has one value for every node, and else once for each node by its alias.
 */
import type { DocumentEntry } from "../../emit/output-file.ts";
import { entriesOf } from "../../schema/catalogue.ts";
import { plainOf, Secret, type Traced, type Value } from "../../schema/value.ts";
import { aliasMacro, withMacro } from "./alias-macro.ts";
import type { Process } from "./cluster.ts";

export function nodeLines(nodes: readonly Process[]): DocumentEntry[] {
  return keysOf(nodes).flatMap((key) => linesFor(key, nodes));
}

/** In the order of the catalogue, so that a file does not depend on the order of `config`. */
function keysOf(nodes: readonly Process[]): string[] {
  const used = new Set(nodes.flatMap(({ instance }) => [...instance.settings.explicit.keys()]));
  const known = nodes[0]?.instance.catalogue.keys.map((entry) => entry.key) ?? [];
  return known.filter((key) => used.has(key));
}

function linesFor(key: string, nodes: readonly Process[]): DocumentEntry[] {
  const values = nodes.map(({ instance }) => ({
    alias: instance.name.value,
    setting: instance.settings.explicit.get(key),
  }));
  const shared = sharedBy(key, values, nodes[0]);
  if (shared !== undefined) return [{ path: [key], ...shared }];
  return values.flatMap(({ alias, setting }) => (setting ? [{ path: [alias, key], ...setting }] : []));
}

interface ValueOf {
  readonly alias: string;
  readonly setting: Traced<Value> | undefined;
}

/** The one value of all nodes, with the macro where only their aliases differ. */
function sharedBy(
  key: string,
  values: readonly ValueOf[],
  node: Process | undefined,
): Traced<Value> | undefined {
  // With a bare key some values have to hold the macro, with a named node none may.
  const needsMacro = node && entriesOf(node.instance.catalogue, key)[0]?.aliasMacro !== undefined;
  const first = values[0]?.setting;
  if (first === undefined) return undefined;
  for (const form of [(one: Value) => one, withMacro] as const) {
    const texts = values.map(({ alias, setting }) => setting && comparable(form(setting.value, alias)));
    const [text] = texts;
    if (text === undefined || texts.some((one) => one !== text)) continue;
    const value = form(first.value, values[0]?.alias ?? "");
    const holdsMacro = typeof value === "string" && value.includes(aliasMacro);
    // One node alone: the form with the macro stays as it is when a second node comes.
    if (
      values.length === 1 &&
      form !== withMacro &&
      withMacro(first.value, values[0]?.alias ?? "") !== first.value
    )
      continue;
    if (!needsMacro || holdsMacro) return { value, origin: first.origin };
  }
  return undefined;
}

function comparable(value: Value): string {
  return JSON.stringify(value instanceof Secret ? [value.placeholder, value.source] : plainOf(value));
}
