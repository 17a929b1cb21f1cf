import { type Instance, placeFor } from "../../../model/model.ts";
import { defineRule, type Report } from "../../../rules/rule.ts";
import type { Value } from "../../../schema/value.ts";
import { clustersOf } from "../cluster.ts";

const node = (rules: string, ids: readonly number[] = [0, 1]) => ({
  as: "horaedb@2.0.0",
  files: {
    "horaedb.toml": `[cluster_deployment]
mode = "NoMeta"
[[cluster_deployment.topology.schema_shards]]
schema = "public"
${ids
  .map(
    (id) =>
      `[[cluster_deployment.topology.schema_shards.shard_views]]\nshard_id = ${id}\nendpoint = { addr = "10.1.1.1", port = 8831 }\n`,
  )
  .join("")}${rules}`,
  },
});
const prefix = (shard: number) =>
  `[[cluster_deployment.rules.prefix_rules]]\nschema = "public"\nprefix = "cpu_"\nshard = ${shard}\n`;
const hash = (shards: string) =>
  `[[cluster_deployment.rules.hash_rules]]\nschema = "public"\nshards = [${shards}]\n`;

export const routingShardMissing = defineRule({
  name: "routing-shard-missing",
  fault: "contradiction",
  summary: "A routing rule leads to a shard that the topology does not have.",
  why: "The tables that the rule is for cannot be reached: HoraeDB looks the shard up when a request comes and fails. A hash rule without shards divides by zero. Tables that no rule is for go to the hash modulo the number of shards, so without a hash rule the ids have to run from 0 without a gap.",
  fix: "Name shards that stand under topology.schema_shards of the same schema, and number them from 0.",
  examples: {
    invalid: [
      node(prefix(2)),
      node(hash("0, 5")),
      { title: "no shards", ...node(hash("")) },
      { title: "ids with a gap", ...node("", [1, 2]) },
    ],
    valid: [node(`${prefix(1)}${hash("0, 1")}`), node("")],
    boundary: [
      { ...node(prefix(1)), fires: false },
      { ...node(prefix(2)), fires: true },
      {
        title: "a hash rule is for every table, so the ids may be any",
        ...node(hash("1, 2"), [1, 2]),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { nodes } of clustersOf(model)) {
      for (const instance of nodes) {
        if (instance.settings.text("cluster_deployment.mode")?.value === "NoMeta") check(instance, report);
      }
    }
  },
});

function check(instance: Instance, report: Report): void {
  const topology = instance.settings.get("cluster_deployment.topology.schema_shards");
  if (topology === undefined || instance.settings.unread.has("cluster_deployment.topology.schema_shards"))
    return;
  const shards = new Map<unknown, number[]>();
  // A schema given twice: the last one counts.
  for (const { schema, shard_views: views } of tablesIn(topology.value)) {
    shards.set(
      schema,
      tablesIn(views).flatMap(({ shard_id: id }) => (typeof id === "number" ? [id] : [])),
    );
  }
  const hashed = new Set<unknown>();
  for (const [key, of] of [
    ["cluster_deployment.rules.prefix_rules", "shard"],
    ["cluster_deployment.rules.hash_rules", "shards"],
  ] as const) {
    const rules = instance.settings.get(key);
    // Without knowing the rules nobody can say which tables are left to the hash.
    if (instance.settings.unread.has(key)) return;
    if (rules === undefined) continue;
    for (const rule of tablesIn(rules.value)) {
      // Only the first hash rule of a schema is used.
      if (of === "shards" && hashed.has(rule.schema)) continue;
      if (of === "shards") hashed.add(rule.schema);
      const problem = problemOf([rule[of]].flat(), shards.get(rule.schema) ?? []);
      if (problem === undefined) continue;
      report({
        at: placeFor(instance, rules.origin),
        key,
        site: instance.site,
        message: `a rule in ${key} for the schema ${JSON.stringify(rule.schema)} ${problem}`,
        related: [{ at: placeFor(instance, topology.origin), message: "the shards stand here" }],
        help: `name shards of the schema: ${(shards.get(rule.schema) ?? []).join(", ") || "it has none"}`,
      });
    }
  }
  for (const [schema, ids] of shards) {
    if (hashed.has(schema) || ids.every((_, index) => ids.includes(index))) continue;
    report({
      at: placeFor(instance, topology.origin),
      key: "cluster_deployment.topology.schema_shards",
      site: instance.site,
      message: `the shards of the schema ${JSON.stringify(schema)} are ${ids.join(", ")}, but tables without a rule are sent to the shards 0 to ${ids.length - 1}`,
      help: "number the shards from 0, or add a hash rule",
      // Prefix rules may be for every table that there is.
      severity: "warning",
    });
  }
}

function problemOf(named: readonly unknown[], present: readonly number[]): string | undefined {
  if (named.length === 0) return "has no shards, so the first table that it is for ends in a panic";
  const missing = named.filter((id) => typeof id === "number" && !present.includes(id));
  return missing.length === 0
    ? undefined
    : `leads to the shard ${missing.join(", ")}, which the topology lacks`;
}

function tablesIn(value: Value | undefined): readonly { readonly [key: string]: Value }[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (one): one is { [key: string]: Value } => typeof one === "object" && !Array.isArray(one),
  );
}
