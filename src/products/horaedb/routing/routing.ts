/** Static routing (NoMeta): which node serves which shard, and which tables go there. */
import { type Message, type Sayable, say } from "../../../diagnostics/message.ts";
import type { Instance } from "../../../model/model.ts";
import { isUnread, type Settings } from "../../../model/settings.ts";
import { entriesOf } from "../../../schema/catalogue.ts";
import { type MaybeSecret, textIn } from "../../../schema/secrets/sayable-value.ts";
import { memberOf, type Origin, originOfPart, type Value } from "../../../schema/value.ts";

export const schemaShardsKey = "cluster_deployment.topology.schema_shards";
export const prefixRulesKey = "cluster_deployment.rules.prefix_rules";
export const hashRulesKey = "cluster_deployment.rules.hash_rules";

/**
 * The routing table of one node, in the order of its file. Each node goes by its own copy. Of a list in which something
 * could not be read, or is missing, nothing is known.
 */
export interface RoutingTable {
  readonly schemas: readonly RoutedSchema[] | undefined;
  readonly prefixRules: readonly PrefixRule[] | undefined;
  readonly hashRules: readonly HashRule[] | undefined;
}

export interface RoutedSchema {
  readonly name: Message;
  readonly shards: readonly Shard[];
  readonly origin: Origin;
}

export interface Shard extends Endpoint {
  readonly id: number;
  readonly origin: Origin;
}

export interface Endpoint {
  readonly addr: Sayable;
  readonly port: number;
}

export interface PrefixRule {
  readonly schema: Message;
  readonly prefix: Sayable;
  readonly shard: number;
  readonly origin: Origin;
}

export interface HashRule {
  readonly schema: Message;
  readonly shards: readonly number[];
  readonly origin: Origin;
}

/** Undefined if the node is not in mode NoMeta. */
export function routingOf({ settings }: Instance): RoutingTable | undefined {
  if (settings.text("cluster_deployment.mode")?.value !== "NoMeta") return undefined;
  return {
    schemas: rows(settings, schemaShardsKey, schemaOf),
    prefixRules: rows(settings, prefixRulesKey, prefixRuleOf),
    hashRules: rows(settings, hashRulesKey, hashRuleOf),
  };
}

/** A table of a list, as the file has it: nothing says that a key is there, or of which type. */
interface Row {
  readonly value: Value | undefined;
  /** Of the list. */
  readonly entry: MaybeSecret | undefined;
  readonly origin: Origin;
  readonly originOf: (...path: readonly (string | number)[]) => Origin;
}

/** Undefined if one of the rows is. */
function rows<T>(settings: Settings, key: string, read: (row: Row) => T | undefined): T[] | undefined {
  if (isUnread(key, settings.unread)) return undefined;
  const setting = settings.explicit.get(key);
  if (setting === undefined) return [];
  const [entry] = entriesOf(settings.catalogue, key);
  return all(setting.value, (value, index) =>
    read({
      value,
      entry,
      origin: originOfPart(setting, [index]),
      originOf: (...path) => originOfPart(setting, [index, ...path]),
    }),
  );
}

function schemaOf({ value, entry, origin, originOf }: Row): RoutedSchema | undefined {
  // The program takes a schema without a name, and calls it "".
  const name = textIn(entry, memberOf(value, "schema") ?? "");
  const shards = all(memberOf(value, "shard_views") ?? [], (view, at) =>
    shardOf(view, entry, originOf("shard_views", at)),
  );
  return name !== undefined && shards ? { name, shards, origin } : undefined;
}

function shardOf(view: Value, entry: Row["entry"], origin: Origin): Shard | undefined {
  const id = memberOf(view, "shard_id");
  const addr = textIn(entry, memberOf(memberOf(view, "endpoint"), "addr"));
  const port = memberOf(memberOf(view, "endpoint"), "port");
  if (typeof id !== "number" || addr === undefined || typeof port !== "number") return undefined;
  return { id, addr, port, origin };
}

function prefixRuleOf({ value, entry, origin }: Row): PrefixRule | undefined {
  const schema = textIn(entry, memberOf(value, "schema"));
  const prefix = textIn(entry, memberOf(value, "prefix"));
  const shard = memberOf(value, "shard");
  if (schema === undefined || prefix === undefined || typeof shard !== "number") return undefined;
  return { schema, prefix, shard, origin };
}

function hashRuleOf({ value, entry, origin }: Row): HashRule | undefined {
  const schema = textIn(entry, memberOf(value, "schema"));
  const shards = all(memberOf(value, "shards"), (shard) => (typeof shard === "number" ? shard : undefined));
  return schema !== undefined && shards ? { schema, shards, origin } : undefined;
}

/** What is read of each item of a list; undefined if it is no list, or if one of them could not be read. */
function all<T>(
  list: Value | undefined,
  read: (item: Value, index: number) => T | undefined,
): T[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const items = list.map(read);
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** The address under which a node looks for itself in the table (apache/horaedb@v2.1.0:src/horaedb/src/setup.rs). */
export function endpointOf({ settings }: Instance): Message | undefined {
  const addr = settings.text("node.addr");
  const port = settings.integer("server.grpc_port");
  return addr && port && endpointText({ addr: addr.value, port: port.value });
}

export function endpointText({ addr, port }: Endpoint): Sayable {
  return say`${addr.toLowerCase()}:${port}`;
}

/** The rules and topology as one text, equal for tables that route alike. */
export function routingText(table: RoutingTable): string {
  return JSON.stringify(table, (name, value) => (name === "origin" ? undefined : value));
}
