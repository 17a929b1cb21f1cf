import { advice } from "../../../../diagnostics/help.ts";
import { joined, quoted, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { rulesInForce } from "../../routing/routing-order.ts";
import { routingTablesIn } from "../../routing/routing-tables.ts";
import { allShards, deployment, routed, routedFile, topologyToml } from "../examples.ts";

const hashRule = (shards: string) => `[[cluster_deployment.rules.hash_rules]]
schema = "public"
shards = ${shards}
`;

export const routingShardMissing = defineRule({
  name: "routing-shard-missing",
  fault: "contradiction",
  summary: "A routing rule sends tables to a shard that the topology does not have.",
  why: "HoraeDB does not compare the two when it starts. Every request for a table that the rule fits fails: no node is found for the shard (apache/horaedb@v2.1.0:src/router/src/rule_based.rs).",
  fix: "Name a shard of that schema, or give the shard a node.",
  examples: {
    invalid: [
      routed(`${allShards}, rules: { prefix: [ { prefix: cpu_, shard: 7 } ] }`),
      deployment({ "horaedb1.toml": routedFile(1, `${topologyToml([1, 2])}${hashRule("[1, 2]")}`) }),
    ],
    valid: [routed(`${allShards}, rules: { prefix: [ { prefix: cpu_, shard: 0 } ] }`)],
    boundary: [
      { ...routed(`${allShards}, rules: { hash: [ { shards: [1, 2] } ] }`), fires: false },
      { ...routed(`${allShards}, rules: { hash: [ { shards: [1, 2, 3] } ] }`), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, table } of routingTablesIn(cluster)) {
        const schemas = new Map(
          table.schemas?.map(({ name, shards, origin }) => [
            name,
            { ids: new Set(shards.map(({ id }) => id)), origin },
          ]),
        );
        const { prefixRules = [], hashRules = [] } = rulesInForce(table);
        const rules = [
          ...prefixRules.map((rule) => ({
            ...rule,
            shards: [rule.shard],
            what: say`the rule for the prefix ${quoted(rule.prefix)}`,
          })),
          ...hashRules.map((rule) => ({ ...rule, what: say`the hash rule` })),
        ];
        for (const { schema: name, shards, what, origin } of rules) {
          const schema = schemas.get(name);
          const missing = schema && shards.find((id) => !schema.ids.has(id));
          if (schema === undefined || missing === undefined) continue;
          report({
            at: placeFor(instance, origin),
            site: cluster.site,
            message: say`${what} of the schema "${name}" names shard ${missing}, which the schema does not have`,
            related: [
              {
                at: placeFor(instance, schema.origin),
                message: say`its shards are ${joined([...schema.ids], ", ")}`,
              },
            ],
            help: advice`name one of its shards, or place the shard on a node`,
          });
        }
      }
    }
  },
});
