import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { routingTablesIn } from "../../routing/routing-tables.ts";
import { allShards, deployment, routed, routedFile, topologyToml } from "../examples.ts";

const gap = topologyToml([1, 2]).replace("shard_id = 1", "shard_id = 2");

export const routingShardsNotContiguous = defineRule({
  name: "routing-shards-not-contiguous",
  fault: "contradiction",
  summary: "The shards of a schema without a hash rule are not numbered from 0 without a gap.",
  why: "A table that no rule fits goes to the shard whose number is the hash of its name modulo the count of shards. If no shard has that number, requests for the table fail (apache/horaedb@v2.1.0:src/router/src/rule_based.rs). A hash rule always fits, so with one the numbers are free.",
  fix: "Number the shards 0, 1, 2 and so on, or add a hash rule that lists them.",
  examples: {
    invalid: [
      routed("shards: { 1: node0, 2: node1, 3: node2 }"),
      deployment({ "horaedb1.toml": routedFile(1, gap) }),
    ],
    valid: [routed(allShards)],
    boundary: [
      {
        title: "by hand each table may have its prefix",
        ...deployment({
          "horaedb1.toml": routedFile(
            1,
            `${gap}[[cluster_deployment.rules.prefix_rules]]\nschema = "public"\nprefix = "a"\nshard = 0\n`,
          ),
        }),
        fires: true,
        severity: "warning",
      },
      {
        title: "a hash rule makes the numbers free",
        ...routed("shards: { 1: node0, 2: node1, 4: node2 }, rules: { hash: [ { shards: [1, 2, 4] } ] }"),
        fires: false,
      },
      {
        title: "a prefix rule does not",
        ...routed("shards: { 0: node0, 1: node1, 3: node2 }, rules: { prefix: [ { prefix: a, shard: 3 } ] }"),
        fires: true,
      },
      {
        title: "unless every table begins like that",
        ...routed(
          'shards: { 0: node0, 1: node1, 3: node2 }, rules: { prefix: [ { prefix: a, shard: 3 }, { prefix: "", shard: 0 } ] }',
        ),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, table } of routingTablesIn(cluster)) {
        const { schemas, prefixRules, hashRules } = table;
        if (schemas === undefined || prefixRules === undefined || hashRules === undefined) continue;
        // Of a schema that stands twice the last entry counts.
        for (const schema of new Map(schemas.map((one) => [one.name, one])).values()) {
          const prefixes = prefixRules.filter((rule) => rule.schema === schema.name);
          if (hashRules.some((rule) => rule.schema === schema.name)) continue;
          if (prefixes.some(({ prefix }) => prefix === "")) continue;
          const ids = new Set(schema.shards.map(({ id }) => id));
          const missing = [...ids.keys()].findIndex((_, number) => !ids.has(number));
          if (missing === -1) continue;
          report({
            at: placeFor(instance, schema.origin),
            site: cluster.site,
            message: say`the schema "${schema.name}" has ${ids.size === 1 ? say`one shard` : say`${ids.size} shards`} and no number ${missing}, so a table whose name hashes to ${missing} cannot be found`,
            help: advice`number the shards from 0 without a gap, or add a hash rule`,
            // Whoever wrote the file may have a prefix for each of the tables.
            ...(cluster.site === undefined && prefixes.length > 0 ? { severity: "warning" as const } : {}),
          });
        }
      }
    }
  },
});
