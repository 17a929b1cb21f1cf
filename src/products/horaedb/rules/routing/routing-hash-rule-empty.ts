import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { rulesInForce } from "../../routing/routing-order.ts";
import { routingTablesIn } from "../../routing/routing-tables.ts";
import { allShards, deployment, routed, routedFile, topologyToml } from "../examples.ts";

const rule = (shards: string) => `[[cluster_deployment.rules.hash_rules]]
schema = "public"
shards = ${shards}
`;

export const routingHashRuleEmpty = defineRule({
  name: "routing-hash-rule-empty",
  fault: "refused",
  summary: "A hash rule lists no shard.",
  why: "The node takes the hash of the table's name modulo the count of these shards; modulo 0 panics at the first request that the rule is for (apache/horaedb@v2.1.0:src/router/src/rule_based.rs:130).",
  fix: "List the shards among which the tables are to be spread, or delete the rule.",
  examples: {
    invalid: [
      routed(`${allShards}, rules: { hash: [ { shards: [] } ] }`),
      deployment({ "horaedb1.toml": routedFile(1, `${topologyToml([1, 2])}${rule("[]")}`) }),
    ],
    valid: [routed(`${allShards}, rules: { hash: [ { shards: [0, 1] } ] }`)],
    boundary: [
      {
        title: "one shard is enough",
        ...routed(`${allShards}, rules: { hash: [ { shards: [2] } ] }`),
        fires: false,
      },
      {
        title: "behind an empty prefix it is never asked",
        ...deployment({
          "horaedb1.toml": routedFile(
            1,
            `# cfgc-disable-file routing-entry-unused: it is\n${topologyToml([1, 2])}[[cluster_deployment.rules.prefix_rules]]\nschema = "public"\nprefix = ""\nshard = 0\n${rule("[]")}`,
          ),
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, table } of routingTablesIn(cluster)) {
        for (const { schema, shards, origin } of rulesInForce(table).hashRules ?? []) {
          if (shards.length > 0) continue;
          report({
            at: placeFor(instance, origin),
            site: cluster.site,
            message: say`the hash rule of the schema "${schema}" lists no shard, so the node panics at the first request that it is for`,
            help: advice`list shards, or delete the rule`,
          });
        }
      }
    }
  },
});
