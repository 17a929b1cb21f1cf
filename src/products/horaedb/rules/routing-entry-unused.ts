import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import type { Origin } from "../../../schema/value.ts";
import { clustersOf } from "../cluster.ts";
import type { RoutingTable } from "../routing.ts";
import { routingTablesIn } from "../routing-tables.ts";
import { allShards, deployment, routed, routedFile, topologyToml } from "./examples.ts";

const twice = `${topologyToml([1, 1])}${topologyToml([1, 2])}`;

export const routingEntryUnused = defineRule({
  name: "routing-entry-unused",
  fault: "ineffective",
  summary: "A routing rule, a schema or a shard never counts, because another entry comes before it.",
  why: "Of several hash rules of a schema only the first is used, of prefix rules the first that fits. A schema or a shard number that stands twice keeps only its last entry. Rules of a schema without shards are never asked (apache/horaedb@v2.1.0:src/router/src/rule_based.rs, src/server/src/config.rs).",
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
            related: used === undefined ? [] : [{ at: placeFor(instance, used), message: "this one counts" }],
            help: "delete it, or change the order",
          });
        }
      }
    }
  },
});

interface Unused {
  readonly unused: Origin;
  readonly because: string;
  /** The entry that counts instead. */
  readonly used?: Origin;
}

function unusedIn(table: RoutingTable): Unused[] {
  const found: Unused[] = [];
  const schemas = new Map(table.schemas.map((schema) => [schema.name, schema]));
  for (const schema of table.schemas) {
    const last = schemas.get(schema.name);
    if (last !== undefined && last !== schema) {
      found.push({
        unused: schema.origin,
        because: `the schema "${schema.name}" stands twice, and its last entry counts`,
        used: last.origin,
      });
    }
    const shards = new Map(schema.shards.map((shard) => [shard.id, shard]));
    for (const shard of schema.shards) {
      const kept = shards.get(shard.id);
      if (kept === undefined || kept === shard) continue;
      found.push({
        unused: shard.origin,
        because: `shard ${shard.id} of the schema "${schema.name}" stands twice, and its last entry counts`,
        used: kept.origin,
      });
    }
  }
  for (const rule of [...table.prefixRules, ...table.hashRules]) {
    if (schemas.has(rule.schema)) continue;
    const because = `no shard belongs to the schema "${rule.schema}", so its rule is never asked`;
    found.push({ unused: rule.origin, because });
  }
  return [...found, ...shadowedPrefixes(table), ...laterHashRules(table)];
}

function shadowedPrefixes({ prefixRules }: RoutingTable): Unused[] {
  return prefixRules.flatMap((rule, index) => {
    const before = prefixRules
      .slice(0, index)
      .find((one) => one.schema === rule.schema && rule.prefix.startsWith(one.prefix));
    if (before === undefined) return [];
    const because = `every table that begins with ${JSON.stringify(rule.prefix)} is taken by the rule for ${JSON.stringify(before.prefix)} before it`;
    return [{ unused: rule.origin, because, used: before.origin }];
  });
}

function laterHashRules({ hashRules }: RoutingTable): Unused[] {
  return hashRules.flatMap((rule, index) => {
    const first = hashRules.slice(0, index).find((one) => one.schema === rule.schema);
    if (first === undefined) return [];
    const because = `a schema uses its first hash rule, so this one of "${rule.schema}" is never used`;
    return [{ unused: rule.origin, because, used: first.origin }];
  });
}
