import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { type ConfigFile, deploymentsOf, placeOfKey } from "../../deployment.ts";
import { config, file, oms, oneHost } from "../examples.ts";

const keys = ["drc_rm_db", "drc_cm_db", "drc_cm_heartbeat_db"] as const;
type Key = (typeof keys)[number];

export const databasesNotDistinct = defineRule({
  name: "databases-not-distinct",
  fault: "doubtful",
  summary: "Two of OMS's three databases have the same name.",
  why: "`docker_init.sh` creates all of them on one server; under one name their tables would mix (inferred: every document gives them three names).",
  fix: "Use three names, such as oms_rm, oms_cm and oms_cm_heartbeat.",
  examples: {
    invalid: [
      oms(oneHost, "  databases: { rm: oms, cm: oms }\n"),
      file(config("drc_cm_heartbeat_db: oms_cm\n")),
      {
        title: "two regions on them, which is said once",
        ...oms(
          "{ name: a, location: 1, default: true, hosts: [db1] }, { name: b, location: 2, hosts: [db2] }",
          "  databases: { rm: oms, cm: oms }\n",
        ),
      },
    ],
    valid: [oms(oneHost, "  databases: { rm: oms_a, cm: oms_b }\n"), file(config())],
    boundary: [
      { title: "the default of a third", ...oms(oneHost, "  databases: { cm: oms_rm }\n"), fires: true },
      { ...oms(oneHost, "  databases: { cm: oms_r }\n"), fires: false },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      const reported = new Set<string>();
      for (const region of regions) {
        for (const [first, second] of repeated(region)) {
          const name = region.settings.text(second)?.value;
          if (reported.has(`${first} ${second} ${name}`)) continue;
          reported.add(`${first} ${second} ${name}`);
          report({
            at: placeOfKey(region, second),
            key: second,
            site,
            message: say`"${first}" and "${second}" are one database, "${name ?? say``}", where OMS wants two (inferred)`,
            related: [{ at: placeOfKey(region, first), message: say`${first} here` }],
            help: advice`give each a name of its own`,
          });
        }
      }
    }
  },
});

function repeated({ settings }: ConfigFile): [Key, Key][] {
  return keys.flatMap((second, index) =>
    keys
      .slice(0, index)
      .filter((first) => {
        const name = settings.text(first)?.value;
        return name !== undefined && name === settings.text(second)?.value;
      })
      .map((first): [Key, Key] => [first, second]),
  );
}
