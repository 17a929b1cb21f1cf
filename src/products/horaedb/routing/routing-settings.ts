/** The settings of every node that follow from `routing` in cluster.yaml. */

import { advice } from "../../../diagnostics/help.ts";
import type { Location } from "../../../diagnostics/location.ts";
import { type Message, quoted, type Sayable, say } from "../../../diagnostics/message.ts";
import { expand, type Listed, type Member, reportMismatch } from "../../../model/members.ts";
import { wrongType } from "../../../schema/codes/value-codes.ts";
import {
  field,
  isWhole,
  items,
  members,
  numberOf,
  textOf,
  type View,
} from "../../../schema/documents/view.ts";
import type { HoraedbSection, RoutedSchema } from "../../../schema/generated/types/horaedb-section.ts";
import { derived, type Origin, type Traced, type Value } from "../../../schema/value.ts";
import type { PlannedShard, RoutingPlan } from "../cluster.ts";
import type { HoraeSpec } from "../section.ts";
import { hashRulesKey, prefixRulesKey, schemaShardsKey } from "./routing.ts";

/** What has to be known of a node to place a shard on it. */
export interface RoutableNode extends Member<unknown> {
  readonly grpcPort: Traced<number> | undefined;
}

export interface Routing {
  readonly plan: RoutingPlan;
  /** The same for every node; a value of undefined is unknown, and so are all if there is no list. */
  readonly settings: readonly (readonly [key: string, value: Traced<Value> | undefined])[] | undefined;
}

type RoutingTable = Exclude<NonNullable<HoraedbSection["routing"]>, string>;

export function readRouting(section: HoraeSpec, nodes: Listed<RoutableNode>): Routing | undefined {
  const routing = field(section.view, "routing");
  if (routing === undefined) return undefined;
  const at = routing.keyAt ?? routing.at;
  if (textOf(routing as View<string>) !== undefined)
    return { plan: { at, isNone: true, shards: [] }, settings: [] };
  const written = field(routing as View<RoutingTable>, "schemas");
  if (!isWhole(written)) return { plan: { at, isNone: false, shards: [] }, settings: undefined };
  const schemas = members(written).map(({ key, value }) => ({
    name: key,
    view: value,
    at: value.keyAt ?? value.at,
    shards: shardsOf(value, section),
  }));
  const byName = new Map(nodes.all.map((node) => [node.name.value, node]));
  const rules = schemas.map(({ name, view }) => ({ schema: name, rules: field(view, "rules") }));
  return {
    plan: { at, isNone: false, shards: schemas.flatMap(({ shards }) => shards ?? []) },
    settings: [
      ["cluster_deployment.mode", derived("NoMeta", "there is a routing section", [at])],
      [
        schemaShardsKey,
        listOf(
          schemas.map((schema) => schemaRow(schema, byName)),
          at,
        ),
      ],
      ...ifAny(
        prefixRulesKey,
        rules.flatMap(({ schema, rules }) =>
          each(field(rules, "prefix"), (rule) =>
            row(rule.at, "routing rules", {
              schema,
              prefix: textOf(field(rule, "prefix")),
              shard: numberOf(field(rule, "shard")),
            }),
          ),
        ),
        at,
      ),
      ...ifAny(
        hashRulesKey,
        rules.flatMap(({ schema, rules }) =>
          each(field(rules, "hash"), (rule) => {
            const shards = field(rule, "shards");
            const numbers = items(shards).map((shard) => numberOf(shard)?.value);
            const known = numbers.every((number) => number !== undefined);
            return row(rule.at, "routing rules", {
              schema,
              shards:
                shards && isWhole(shards) && known
                  ? derived(numbers, "routing rules", [shards.at])
                  : undefined,
            });
          }),
        ),
        at,
      ),
    ],
  };
}

interface SchemaEntry {
  readonly name: Sayable;
  readonly view: View<RoutedSchema>;
  readonly at: Location;
  readonly shards: readonly PlannedShard[] | undefined;
}

/** Undefined if one of them could not be read: half a table would only cause findings that follow from it. */
function shardsOf(schema: View<RoutedSchema>, section: HoraeSpec): PlannedShard[] | undefined {
  const shards = field(schema, "shards");
  const parts = members(shards).map(({ key, value }) => shardRange(key, value, section));
  return isWhole(shards) && parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** A range of numbers takes a range of names, so that a large site stays short. */
function shardRange(key: Message, value: View<string>, { context }: HoraeSpec): PlannedShard[] | undefined {
  const { bag } = context;
  const at = value.keyAt ?? value.at;
  const name = textOf(value);
  const ids = expand(key, at, bag);
  const names = name && expand(name.value, value.at, bag);
  if (ids === undefined || names === undefined) return undefined;
  if (ids.names.length !== names.names.length) {
    reportMismatch(value.at, names.names.length, at, ids.names.length, "shards", bag);
    return undefined;
  }
  const wrong = ids.names.find((id) => !/^(?:0|[1-9]\d*)$/.test(id) || Number(id) > 4_294_967_295);
  if (wrong !== undefined) {
    bag.report(wrongType, {
      at,
      message: say`a shard has a number from 0 to 4294967295, not ${quoted(wrong)}`,
      help: advice`number the shards from 0`,
    });
    return undefined;
  }
  return ids.names.map((id, index) => ({
    id: Number(id),
    node: names.names[index] ?? say``,
    at,
    nodeAt: value.at,
  }));
}

function schemaRow(schema: SchemaEntry, nodes: ReadonlyMap<string, RoutableNode>): Row {
  const { name, view, at, shards } = schema;
  const views = shards?.map((shard) => {
    const node = nodes.get(shard.node);
    const addr = node?.host?.address?.value;
    const port = node?.grpcPort?.value;
    const how = `the address and the gRPC port of ${shard.node}`;
    return row(shard.at, "routing shards", {
      shard_id: shard.id,
      endpoint:
        addr === undefined || port === undefined
          ? undefined
          : derived({ addr, port }, how, [shard.nodeAt, node?.entry.at]),
    });
  });
  const engine = textOf(field(view, "default_engine_type"));
  const timestamp = textOf(field(view, "default_timestamp_column_name"));
  return row(at, "routing schemas", {
    schema: name,
    ...(engine && { default_engine_type: engine }),
    ...(timestamp && { default_timestamp_column_name: timestamp }),
    shard_views: views && listOf(views, at),
  });
}

/** A table of a list; undefined if one of its members is not known. */
type Row = Traced<Value> | undefined;

function row(at: Location, how: string, table: Readonly<Record<string, Value | Row>>): Row {
  const value: Record<string, Value> = {};
  const parts = new Map<string, Origin>();
  for (const [key, member] of Object.entries(table)) {
    if (member === undefined) return undefined;
    if (!isTraced(member)) {
      value[key] = member;
      continue;
    }
    value[key] = member.value;
    parts.set(key, member.origin);
    for (const [path, origin] of member.parts ?? []) parts.set(`${key}.${path}`, origin);
  }
  return { ...derived<Value>(value, how, [at]), parts };
}

function isTraced(member: Value | Traced<Value>): member is Traced<Value> {
  return typeof member === "object" && "origin" in member;
}

function listOf(rows: readonly Row[], at: Location): Row {
  const parts = new Map<string, Origin>();
  const values: Value[] = [];
  for (const [index, one] of rows.entries()) {
    if (one === undefined) return undefined;
    values.push(one.value);
    parts.set(String(index), one.origin);
    for (const [path, origin] of one.parts ?? []) parts.set(`${index}.${path}`, origin);
  }
  return { ...derived<Value>(values, "routing", [at]), parts };
}

/** The rows of a list; one that is not known stands for a list that is not. */
function each<T>(list: View<readonly T[]> | undefined, rowOf: (item: View<T>) => Row): Row[] {
  return isWhole(list) ? items(list).map(rowOf) : [undefined];
}

function ifAny(key: string, rows: readonly Row[], at: Location): (readonly [string, Row])[] {
  return rows.length === 0 ? [] : [[key, listOf(rows, at)]];
}
