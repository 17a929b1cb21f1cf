/**
 * The settings of all nodes as lines of cluster.cfg. Which of two qualifiers wins is documented nowhere, so no key gets
 * both: it stands bare if it has one value for every node, and else once for each node by its alias.
 */
import type { Sayable } from "../../../diagnostics/message.ts";
import type { DocumentEntry } from "../../../emit/output-file.ts";
import { entriesOf } from "../../../schema/catalogue.ts";
import { plainOf, Secret, type Traced, type Value } from "../../../schema/value.ts";
import type { Process } from "../cluster.ts";

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
  readonly alias: Sayable;
  readonly setting: Traced<Value> | undefined;
}

/**
 * The one value of all nodes. The macro stands where cluster.yaml or cfgc's own default has it, and only for keys whose
 * documents do: a part of a path that is a node's alias by chance stays what it is.
 */
function sharedBy(
  key: string,
  values: readonly ValueOf[],
  node: Process | undefined,
): Traced<Value> | undefined {
  const macro = node && entriesOf(node.instance.catalogue, key)[0]?.aliasMacro;
  const first = values[0]?.setting;
  if (first === undefined) return undefined;
  const { template } = first;
  if (macro !== undefined && template !== undefined) {
    if (values.every(({ setting }) => setting?.template === template))
      return { value: template, origin: first.origin };
  }
  // With a bare key such a value has to hold the macro.
  if (macro === "required-with-pattern") return undefined;
  const text = comparable(first.value);
  const isShared = values.every(({ setting }) => setting && comparable(setting.value) === text);
  // One node's value that a macro gave is that node's alone, however many there are.
  const isOwn = template !== undefined && values.length === 1;
  return isShared && !isOwn ? { value: first.value, origin: first.origin } : undefined;
}

function comparable(value: Value): string {
  return JSON.stringify(value instanceof Secret ? [value.placeholder, value.source] : plainOf(value));
}
