import { advice } from "../../../../diagnostics/help.ts";
import { type Message, nameOfFile, say } from "../../../../diagnostics/message.ts";
import type { Report } from "../../../../rules/rule.ts";
import { defineRule } from "../../../../rules/rule.ts";
import type { KeyEntry } from "../../../../schema/catalogue.ts";
import { stateAt } from "../../../../schema/key-state.ts";
import { quotedValue } from "../../../../schema/secrets/sayable-value.ts";
import { plainOf, type Traced, type Value } from "../../../../schema/value.ts";
import { type ConfigFile, deploymentsOf, type OmsRegion, placeOfKey } from "../../deployment.ts";
import { config, files, named, secondRegion } from "../examples.ts";

const twoNodes = "cm_nodes: [10.1.1.1, 10.1.1.2]\ncm_url: http://10.1.1.9:8088\n";

export const regionFilesDiffer = defineRule({
  name: "region-files-differ",
  fault: "contradiction",
  summary: "Files of one OMS differ where they have to be equal.",
  why: "All regions share one metadata database, and what differs between them is drc_cm_heartbeat_db, cm_url, cm_location, cm_region, cm_region_cn, cm_is_default and cm_nodes; the nodes of one region share the whole file. That the ports of the services are the same in all regions is concluded from this list and said by no page, so for them it is a warning (oceanbase/oms-doc@V4.2.2:zh-CN/400.deployment-guide/700.deploy-oms-on-multiple-nodes-in-multiple-regions.md:446).",
  fix: "Write the same value into all of them, or copy one file to every node of the region.",
  examples: {
    invalid: [
      files({ "a.yaml": config(named), "b.yaml": secondRegion("oms_meta_port: 2881\n") }),
      {
        title: "nodes of one region",
        ...files({ "a.yaml": config(twoNodes), "b.yaml": config(`${twoNodes}drc_cm_db: oms_cm_2\n`) }),
      },
      {
        title: "a list of nodes that was not completed everywhere",
        ...files({
          "a.yaml": config(twoNodes),
          "b.yaml": config("cm_nodes: [10.1.1.1]\ncm_url: http://10.1.1.9:8088\n"),
        }),
      },
    ],
    valid: [
      files({ "a.yaml": config(named), "b.yaml": secondRegion() }),
      { title: "copies of one region", ...files({ "a.yaml": config(twoNodes), "b.yaml": config(twoNodes) }) },
    ],
    boundary: [
      {
        title: "what is written in one is the default of the other",
        ...files({ "a.yaml": config(`${named}tsdb_enabled: false\n`), "b.yaml": secondRegion() }),
        fires: false,
      },
      {
        title: "2089 is not",
        ...files({ "a.yaml": config(`${named}nginx_server_port: 2089\n`), "b.yaml": secondRegion() }),
        fires: true,
        severity: "warning",
      },
      {
        title: "within a region the whole file is one",
        ...files({
          "a.yaml": config(`${twoNodes}nginx_server_port: 2089\n`),
          "b.yaml": config(`${twoNodes}nginx_server_port: 2090\n`),
        }),
        fires: true,
      },
      {
        title: "a number in quotes is the same number",
        ...files({ "a.yaml": config(named), "b.yaml": secondRegion('oms_meta_port: "2883"\n') }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      // From cluster.yaml all of them are derived from one place.
      if (site !== undefined) continue;
      for (const region of regions) {
        for (const copy of region.copies)
          compare(region, copy, () => true, say`nodes of one region share the whole file`, report);
      }
      const [first, ...others] = regions;
      for (const region of others) {
        compare(first as OmsRegion, region, isShared, say`it has to be the same in all regions`, report);
        compare(
          first as OmsRegion,
          region,
          isPort,
          say`by inference it has to be the same in all regions`,
          report,
          {
            severity: "warning",
          },
        );
      }
    }
  },
});

function isShared(entry: KeyEntry): boolean {
  return entry.scope !== "unique-per-region" && entry.scope !== "equal-in-region" && !isPort(entry);
}

function isPort({ key }: KeyEntry): boolean {
  return key.endsWith("_server_port");
}

function compare(
  first: ConfigFile,
  other: ConfigFile,
  concerns: (entry: KeyEntry) => boolean,
  why: Message,
  report: Report,
  severity: { severity?: "warning" } = {},
): void {
  const { catalogue, version } = other.settings;
  for (const entry of catalogue.keys) {
    const { key } = entry;
    if (!concerns(entry) || stateAt(entry, version) === undefined) continue;
    if (first.settings.unread.has(key) || other.settings.unread.has(key)) continue;
    const [a, b] = [first.settings.get(key), other.settings.get(key)];
    // A file without a key that OMS demands has a finding of its own.
    if (stateAt(entry, version)?.required && (a === undefined || b === undefined)) continue;
    if (JSON.stringify(a && plainOf(a.value)) === JSON.stringify(b && plainOf(b.value))) continue;
    const [theirs, mine] = [shown(entry, a), shown(entry, b)];
    const elsewhere = nameOfFile(first.at.file);
    report({
      at: placeOfKey(other, key),
      key,
      message:
        mine === undefined || theirs === undefined
          ? say`"${key}" is not what ${elsewhere} says, and ${why}`
          : say`"${key}" is ${mine} here and ${theirs} in ${elsewhere}, and ${why}`,
      related: [
        {
          at: placeOfKey(first, key),
          message: theirs === undefined ? say`another value here` : say`${theirs} here`,
        },
      ],
      help: advice`write the same value into both`,
      ...severity,
    });
  }
}

/** The value with the default behind it; undefined for a secret. */
function shown(entry: KeyEntry, setting: Traced<Value> | undefined): Message | undefined {
  if (entry.secret) return undefined;
  return setting === undefined ? say`not set` : quotedValue(entry, setting);
}
