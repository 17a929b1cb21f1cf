import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { memberOf, originOfPart } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { configured } from "../examples.ts";

const rules = (version: string, list: string) => ({
  as: `horaedb@${version}`,
  files: { "horaedb.toml": `[limiter]\nrules = [${list}]\n` },
});
const range = '{ type = "QueryRange", content = "5d" }';

export const queryRangeNotReadable = defineRule({
  name: "query-range-not-readable",
  fault: "refused",
  summary: "HoraeDB cannot read a limiter rule of type QueryRange from its file.",
  why: 'The rule borrows its duration from the text of the file (apache/horaedb@v2.1.0:src/proxy/src/limiter.rs:57), and HoraeDB\'s TOML library, toml 0.7.3, does not lend it. So the whole file is refused, with "expected a borrowed string". From JSON, over the HTTP API, the same rule is read.',
  fix: "Set the rule over the HTTP API after the start: POST /admin/block.",
  examples: {
    invalid: [rules("2.0.0", range)],
    valid: [rules("2.0.0", '{ type = "AnyQuery" }')],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ nodes: "{ limiter: { rules: [ { type: QueryRange, content: 5d } ] } }" }),
        fires: true,
      },
      { title: "a bare word, as before 2.0.0", ...rules("1.2.7", '"AnyQuery"'), fires: false },
      { title: "behind another rule", ...rules("2.0.0", `{ type = "AnyInsert" }, ${range}`), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const list = instance.settings.get("limiter.rules");
        if (list === undefined || !Array.isArray(list.value)) return;
        const index = list.value.findIndex((rule) => memberOf(rule, "type") === "QueryRange");
        if (index === -1) return;
        tell({
          at: placeFor(instance, originOfPart(list, [index, "type"])),
          key: "limiter.rules",
          site,
          message: say`${displayName(instance.catalogue, instance.version)} refuses a file with a limiter rule of type QueryRange`,
          help: advice`delete the rule, and set it over the HTTP API after the start`,
        });
      });
    }
  },
});
