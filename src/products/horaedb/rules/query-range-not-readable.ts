import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { displayName } from "../../../schema/catalogue.ts";
import { originOfPart } from "../../../schema/value.ts";
import { clustersOf } from "../cluster.ts";

const rules = (version: string, list: string) => ({
  as: `horaedb@${version}`,
  files: { "horaedb.toml": `[limiter]\nrules = [${list}]\n` },
});
const range = '{ type = "QueryRange", content = "5d" }';

export const queryRangeNotReadable = defineRule({
  name: "query-range-not-readable",
  fault: "doubtful",
  summary: "A limiter rule of type QueryRange stands in the file, where it probably cannot be read.",
  why: "The rule wants its duration as a piece of the text itself, which its TOML library does not hand out, so the whole file would be refused (inferred from reading apache/horaedb@v2.1.0:src/proxy/src/limiter.rs:51). Over the HTTP API the same rule works.",
  fix: "Set the rule over the HTTP API after the start: POST /admin/block.",
  examples: {
    invalid: [rules("2.0.0", range)],
    valid: [rules("2.0.0", '{ type = "AnyQuery" }')],
    boundary: [
      { title: "a bare word, as before 2.0.0", ...rules("1.2.7", '"AnyQuery"'), fires: false },
      { title: "behind another rule", ...rules("2.0.0", `{ type = "AnyInsert" }, ${range}`), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      for (const instance of nodes) {
        const list = instance.settings.get("limiter.rules");
        if (list === undefined || !Array.isArray(list.value)) continue;
        const index = list.value.findIndex((rule) => rule.type === "QueryRange");
        if (index === -1) continue;
        report({
          at: placeFor(instance, originOfPart(list, [index, "type"])),
          key: "limiter.rules",
          site,
          message: `${displayName(instance.catalogue, instance.version)} probably refuses a file with a limiter rule of type QueryRange (inferred from reading)`,
          help: "delete the rule, and set it over the HTTP API after the start",
        });
      }
    }
  },
});
