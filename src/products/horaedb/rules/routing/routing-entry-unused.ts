import { advice } from "../../../../diagnostics/help.ts";
import { type Message, quoted, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import type { Origin } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import type { RoutedSchema, RoutingTable } from "../../routing/routing.ts";
import { type Shadowed, shadowedRules } from "../../routing/routing-order.ts";
import { routingTablesIn } from "../../routing/routing-tables.ts";
import { allShards, deployment, routed, routedFile, topologyToml } from "../examples.ts";

const twice = `${topologyToml([1, 1])}${topologyToml([1, 2])}`;

export const routingEntryUnused = defineRule({
  name: "routing-entry-unused",
  fault: "ineffective",
  summary: "A routing rule, a schema or a shard has no effect, because another entry takes its place.",
  why: "Of several hash rules of a schema only the first is used, and of its prefix rules the first that fits. An empty prefix fits every table, so no hash rule is used beside it. Of a schema or a shard number that stands twice only the last entry counts. Rules of a schema without shards are never used (apache/horaedb@v2.1.0:src/router/src/rule_based.rs, src/server/src/config.rs).",
  fix: "Delete the entry, or bring the entries into the order that is meant.",
  examples: {
    invalid: [
      {
        title: "a second hash rule",
        ...routed(`${allShards}, rules: { hash: [ { shards: [0, 1] }, { shards: [2] } ] }`),
      },
      {
        title: "a prefix behind a shorter one",
        ...routed(
          `${allShards}, rules: { prefix: [ { prefix: cpu, shard: 0 }, { prefix: cpu_, shard: 1 } ] }`,
        ),
      },
      { title: "a schema twice", ...deployment({ "horaedb1.toml": routedFile(1, twice) }) },
      {
        title: "a shard twice",
        ...deployment({
          "horaedb1.toml": routedFile(1, topologyToml([1, 2, 1]).replace("shard_id = 2", "shard_id = 1")),
        }),
      },
      {
        title: "rules of a schema without shards",
        ...deployment({
          "horaedb1.toml": routedFile(
            1,
            `${topologyToml([1, 2])}[[cluster_deployment.rules.prefix_rules]]\nschema = "pubic"\nprefix = "a"\nshard = 0\n`,
          ),
        }),
      },
    ],
    valid: [
      routed(
        `${allShards}, rules: { prefix: [ { prefix: cpu_, shard: 1 }, { prefix: cpu, shard: 0 } ], hash: [ { shards: [0, 1] } ] }`,
      ),
    ],
    boundary: [
      {
        title: "the same prefix of another schema",
        ...deployment({
          "horaedb1.toml": routedFile(
            1,
            `${topologyToml([1, 2])}${topologyToml([1, 2], "other")}${["public", "other"].map((schema) => `[[cluster_deployment.rules.prefix_rules]]\nschema = "${schema}"\nprefix = "a"\nshard = 0\n`).join("")}`,
          ),
        }),
        fires: false,
      },
      {
        title: "a longer prefix first",
        ...routed(`${allShards}, rules: { prefix: [ { prefix: ab, shard: 1 }, { prefix: a, shard: 0 } ] }`),
        fires: false,
      },
      {
        title: "an empty prefix before a hash rule",
        ...routed(
          `${allShards}, rules: { prefix: [ { prefix: "", shard: 0 } ], hash: [ { shards: [0, 1] } ] }`,
        ),
        fires: true,
      },
      {
        title: "the empty prefix of another schema",
        ...deployment({
          "horaedb1.toml": routedFile(
            1,
            `${topologyToml([1, 2])}${topologyToml([1, 2], "other")}[[cluster_deployment.rules.prefix_rules]]\nschema = "other"\nprefix = ""\nshard = 0\n[[cluster_deployment.rules.hash_rules]]\nschema = "public"\nshards = [0]\n`,
          ),
        }),
        fires: false,
      },
      {
        title: "the same prefix again",
        ...routed(`${allShards}, rules: { prefix: [ { prefix: a, shard: 1 }, { prefix: a, shard: 0 } ] }`),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, table } of routingTablesIn(cluster)) {
        for (const { unused, because, used } of unusedIn(table)) {
          report({
            at: placeFor(instance, unused),
            site: cluster.site,
            message: because,
            related:
              used === undefined ? [] : [{ at: placeFor(instance, used), message: say`this one counts` }],
            help: advice`delete it, or change the order`,
          });
        }
      }
    }
  },
});

interface Unused {
  readonly unused: Origin;
  readonly because: Message;
  /** The entry that counts instead. */
  readonly used?: Origin;
}

function unusedIn(table: RoutingTable): Unused[] {
  const { schemas, prefixRules = [], hashRules = [] } = table;
  return [
    ...(schemas === undefined
      ? []
      : [...repeated(schemas), ...ofNoSchema([...prefixRules, ...hashRules], schemas)]),
    ...shadowedRules(table).map(({ rule, by }) => ({
      unused: rule.origin,
      because: whyUnused(rule, by),
      used: by.origin,
    })),
  ];
}

function repeated(schemas: readonly RoutedSchema[]): Unused[] {
  const found: Unused[] = [];
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  for (const schema of schemas) {
    const last = byName.get(schema.name);
    if (last !== undefined && last !== schema) {
      found.push({
        unused: schema.origin,
        because: say`the schema "${schema.name}" stands twice, and its last entry counts`,
        used: last.origin,
      });
    }
    const shards = new Map(schema.shards.map((shard) => [shard.id, shard]));
    for (const shard of schema.shards) {
      const kept = shards.get(shard.id);
      if (kept === undefined || kept === shard) continue;
      found.push({
        unused: shard.origin,
        because: say`shard ${shard.id} of the schema "${schema.name}" stands twice, and its last entry counts`,
        used: kept.origin,
      });
    }
  }
  return found;
}

function ofNoSchema(
  rules: readonly { readonly schema: Message; readonly origin: Origin }[],
  schemas: readonly RoutedSchema[],
): Unused[] {
  const names = new Set(schemas.map(({ name }) => name));
  return rules
    .filter(({ schema }) => !names.has(schema))
    .map(({ schema, origin }) => ({
      unused: origin,
      because: say`no shard belongs to the schema "${schema}", so its rule is never asked`,
    }));
}

function whyUnused(rule: Shadowed["rule"], by: Shadowed["by"]): Message {
  if (!("prefix" in by))
    return say`a schema uses its first hash rule, so this one of "${rule.schema}" is never used`;
  if (!("prefix" in rule))
    return say`the empty prefix before it takes every table of the schema "${rule.schema}", so its hash rule is never used`;
  return say`every table that begins with ${quoted(rule.prefix)} is taken by the rule for ${quoted(by.prefix)} before it`;
}
