/** Which rules of a routing table ever count: a node takes the first that fits. */
import type { HashRule, PrefixRule, RoutingTable } from "./routing.ts";

export interface Shadowed {
  readonly rule: PrefixRule | HashRule;
  /** What comes before it and leaves it nothing. */
  readonly by: PrefixRule | HashRule;
}

/**
 * Prefix rules are asked first, in the order of the file, and then the first hash rule of the schema, which always fits
 * (apache/horaedb@v2.1.0:src/router/src/rule_based.rs:120).
 */
export function shadowedRules({ prefixRules = [], hashRules = [] }: RoutingTable): Shadowed[] {
  const firstByPrefix = new Map<string, PrefixRule>();
  const firstHash = new Map<string, HashRule>();
  const shadowed: Shadowed[] = [];
  for (const rule of prefixRules) {
    const by = shorterPrefixOf(rule, firstByPrefix);
    if (by === undefined) firstByPrefix.set(keyOf(rule.schema, rule.prefix), rule);
    else shadowed.push({ rule, by });
  }
  for (const rule of hashRules) {
    const by = firstByPrefix.get(keyOf(rule.schema, "")) ?? firstHash.get(rule.schema);
    if (by === undefined) firstHash.set(rule.schema, rule);
    else shadowed.push({ rule, by });
  }
  return shadowed;
}

/** Looked up by each of its own beginnings, since a table may have thousands of rules. */
function shorterPrefixOf(
  { schema, prefix }: PrefixRule,
  firstByPrefix: ReadonlyMap<string, PrefixRule>,
): PrefixRule | undefined {
  for (let length = 0; length <= prefix.length; length += 1) {
    const found = firstByPrefix.get(keyOf(schema, prefix.slice(0, length)));
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyOf(schema: string, prefix: string): string {
  return JSON.stringify([schema, prefix]);
}

/** The rules of a table that count. */
export function rulesInForce(table: RoutingTable): Pick<RoutingTable, "prefixRules" | "hashRules"> {
  const shadowed = new Set(shadowedRules(table).map(({ rule }) => rule));
  return {
    prefixRules: table.prefixRules?.filter((rule) => !shadowed.has(rule)),
    // One of the prefixes may be empty.
    hashRules: table.prefixRules && table.hashRules?.filter((rule) => !shadowed.has(rule)),
  };
}
