/** Static routing (NoMeta): which node serves which shard, and which tables go there. */
import type { Instance } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import { type Origin, originOfPart, plainOf, type Traced, type Value } from "../../schema/value.ts";

export const schemaShardsKey = "cluster_deployment.topology.schema_shards";
export const prefixRulesKey = "cluster_deployment.rules.prefix_rules";
export const hashRulesKey = "cluster_deployment.rules.hash_rules";

/** The routing table of one node, in the order of its file. Each node goes by its own copy. */
export interface RoutingTable {
  readonly schemas: readonly RoutedSchema[];
  readonly prefixRules: readonly PrefixRule[];
  readonly hashRules: readonly HashRule[];
}

export interface RoutedSchema {
  readonly name: string;
  readonly shards: readonly Shard[];
  readonly origin: Origin;
}

export interface Shard {
  readonly id: number;
  readonly addr: string;
  readonly port: number;
  readonly origin: Origin;
}

export interface PrefixRule {
  readonly schema: string;
  readonly prefix: string;
  readonly shard: number;
  readonly origin: Origin;
}

export interface HashRule {
  readonly schema: string;
  readonly shards: readonly number[];
  readonly origin: Origin;
}

/** Undefined if the node is not in mode NoMeta, or if something in its table could not be read. */
export function routingOf({ settings }: Instance): RoutingTable | undefined {
  if (settings.text("cluster_deployment.mode")?.value !== "NoMeta") return undefined;
  const keys = [schemaShardsKey, prefixRulesKey, hashRulesKey];
  if (keys.some((key) => settings.unread.has(key))) return undefined;
  return {
    schemas: rows<SchemaRow>(settings, schemaShardsKey).map(({ row, index, setting }) => ({
      // The program takes a schema without a name, and calls it "".
      name: row.schema ?? "",
      origin: originOfPart(setting, [index]),
      shards: (row.shard_views ?? []).map((view, at) => ({
        id: view.shard_id,
        ...view.endpoint,
        origin: originOfPart(setting, [index, "shard_views", at]),
      })),
    })),
    prefixRules: rows<PrefixRule>(settings, prefixRulesKey).map(({ row, index, setting }) => ({
      ...row,
      origin: originOfPart(setting, [index]),
    })),
    hashRules: rows<HashRule>(settings, hashRulesKey).map(({ row, index, setting }) => ({
      ...row,
      origin: originOfPart(setting, [index]),
    })),
  };
}

interface SchemaRow {
  schema?: string;
  shard_views?: { shard_id: number; endpoint: { addr: string; port: number } }[];
}

/** The tables of a list, whose members the schema has checked already. */
function rows<T>(settings: Settings, key: string): { row: T; index: number; setting: Traced<Value> }[] {
  const setting = settings.explicit.get(key);
  const plain = setting && plainOf(setting.value);
  if (setting === undefined || !Array.isArray(plain)) return [];
  return plain.map((row, index) => ({ row: row as T, index, setting }));
}

/** The address under which a node looks for itself in the table (apache/horaedb@v2.1.0:src/horaedb/src/setup.rs). */
export function endpointOf({ settings }: Instance): string | undefined {
  const addr = settings.text("node.addr");
  const port = settings.integer("server.grpc_port");
  return addr && port && endpointText({ addr: addr.value, port: port.value });
}

export function endpointText({ addr, port }: { addr: string; port: number }): string {
  return `${addr.toLowerCase()}:${port}`;
}

/** The rules and topology as one text, equal for tables that route alike. */
export function routingText(table: RoutingTable): string {
  return JSON.stringify(table, (name, value) => (name === "origin" ? undefined : value));
}
