import { type Instance, placeFor, titleOf } from "../../../model/model.ts";
import { defineRule, type Report } from "../../../rules/rule.ts";
import type { Traced, Value } from "../../../schema/value.ts";
import { clustersOf, type HoraeCluster } from "../cluster.ts";
import { parseInitialCluster } from "../initial-cluster.ts";
import { deployment, memberFile, site, threeHosts } from "./examples.ts";

const third = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380";
const files = (last: Parameters<typeof memberFile>[1]) =>
  deployment({ "meta0.toml": memberFile(0), "meta1.toml": memberFile(1), "meta2.toml": memberFile(2, last) });

export const metaMembersDisagree = defineRule({
  name: "meta-members-disagree",
  fault: "contradiction",
  summary:
    "The files of HoraeMeta's members differ where they have to be equal, or are equal where they have to differ.",
  why: "Members with another initial-cluster or token form a cluster of their own. Of values that the first leader writes, such as the default cluster's, whichever member leads first decides.",
  fix: "Write the same value into the file of every member.",
  examples: {
    invalid: [
      {
        title: "another list of members",
        ...files({ initialCluster: third.replace("10.1.1.1:2380", "10.1.1.8:2380") }),
      },
      {
        title: "a value that one member sets for itself",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1 }, { host: db2, config: { tick-interval-ms: 400 } }, { host: db3 } ] }
  nodes: { members: [ { host: db1 } ] }
`),
      },
      { title: "another token", ...files({ more: 'initial-cluster-token = "other"\n' }) },
    ],
    valid: [files({})],
    boundary: [
      {
        title: "one name for two",
        ...deployment({
          "meta0.toml": memberFile(0),
          "meta1.toml": memberFile(1, { name: "meta0", more: 'initial-cluster-state = "existing"\n' }),
        }),
        fires: true,
      },
      {
        title: "the same pairs in another order",
        ...files({ initialCluster: third.split(",").reverse().join(",") }),
        fires: false,
      },
      {
        title: "a default that one member writes out",
        ...files({ more: 'topology-type = "static"\n' }),
        fires: false,
      },
      {
        title: "a default that one member changes",
        ...files({ more: 'topology-type = "dynamic"\n' }),
        fires: true,
      },
      {
        title: "a member that joins lists one more",
        ...files({
          initialCluster: `${third},meta3=http://10.1.1.4:2380,meta4=http://10.1.1.5:2380`,
          more: 'initial-cluster-state = "existing"\n',
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.meta.length < 2) continue;
      for (const key of equalKeys(cluster)) compareAll(key, cluster, report);
      // In cluster.yaml a name twice is `duplicate-name`.
      if (cluster.site === undefined) reportSameName(cluster, report);
    }
  },
});

/** http-port only has to be equal for forwarding between hosts, which has a rule of its own. */
function equalKeys(cluster: HoraeCluster): string[] {
  const entries = cluster.meta[0]?.catalogue.keys ?? [];
  return entries
    .filter((entry) => entry.scope === "equal-across-nodes" && entry.key !== "http-port")
    .map((entry) => entry.key);
}

function compareAll(key: string, cluster: HoraeCluster, report: Report): void {
  let first: { member: Instance; value: Traced<Value> } | undefined;
  for (const member of cluster.meta) {
    const value = comparable(key, member);
    if (value === undefined) continue;
    if (first === undefined) {
      first = { member, value };
      continue;
    }
    // The members of cluster.yaml share one long list, which need not be taken apart for each.
    if (value.value === first.value.value) continue;
    if (normal(key, value.value) === normal(key, first.value.value)) continue;
    const written = value.origin.kind === "default" ? first : { member, value };
    const other = written.member === member ? first : { member, value };
    report({
      at: placeFor(written.member, written.value.origin),
      site: cluster.site,
      key,
      message: `"${key}" differs between the members: ${JSON.stringify(written.value.value)} here, ${JSON.stringify(other.value.value)} for ${whoIs(other.member)}`,
      related: [
        {
          at: placeFor(other.member, other.value.origin),
          message:
            other.value.origin.kind === "default"
              ? `the default ${JSON.stringify(other.value.value)} holds here`
              : "the other value is here",
        },
      ],
      help: "write the same value for every member",
    });
    return;
  }
}

function whoIs(member: Instance): string {
  return member.site === undefined ? member.at.file.path : titleOf(member);
}

/** The value to compare; undefined where it is unknown, differs by right, or names the machine. */
function comparable(key: string, member: Instance): Traced<Value> | undefined {
  const value = member.settings.get(key);
  if (value === undefined || (typeof value.value === "string" && value.value.includes("<hostname>")))
    return undefined;
  // Members that joined later list more members, and running ones do not read their list again.
  const state = member.settings.text("initial-cluster-state")?.value;
  return key === "initial-cluster" && state !== "new" ? undefined : value;
}

function normal(key: string, value: Value): string {
  if (key !== "initial-cluster" || typeof value !== "string")
    return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one));
  return parseInitialCluster(value)
    .map(({ name, url }) => `${name}=${url}`)
    .sort()
    .join(",");
}

function reportSameName(cluster: HoraeCluster, report: Report): void {
  const known = new Map<string, Instance>();
  for (const member of cluster.meta) {
    const name = member.settings.text("node-name");
    if (name === undefined || name.origin.kind === "default") continue;
    const other = known.get(name.value);
    known.set(name.value, other ?? member);
    if (other === undefined) continue;
    report({
      at: placeFor(member, name.origin),
      key: "node-name",
      message: `two members are called "${name.value}"`,
      related: [{ at: placeFor(other, other.name.origin), message: "the first one is here" }],
      help: "give each member its own name, and list it in initial-cluster",
    });
  }
}
