import { advice } from "../diagnostics/help.ts";
import { type Message, nameOfFile, quoted, say } from "../diagnostics/message.ts";
import { type Backend, type Group, type Instance, type Model, placeFor } from "../model/model.ts";
import { clusterNode, twoSites } from "./examples.ts";
import { defineRule } from "./rule.ts";

const kafka = (broker: string) => `  wal: { type: Kafka, brokers: [ ${broker} ] }\n`;
/** A cluster whose files are shared needs a log that is not on the disk. */
const ownKafka = (index: number) => kafka(`10.9.0.${index}:9092`);
const bucket = (prefix: string, endpoint = "https://s3.example.net") =>
  `  object_store: { type: S3, region: eu, endpoint: ${endpoint}, bucket: b, prefix: ${prefix}, key_id: { from_env: ID }, key_secret: { from_env: SECRET } }\n`;
const obkv = (user: string, database: string) =>
  `  wal: { type: Obkv, full_user_name: ${JSON.stringify(user)}, param_url: "http://10.9.1.1:8080/x?database=${database}", password: { from_env: A }, sys_user_name: proxyro, sys_password: { from_env: B } }\n`;

const byHand = (addr: string) =>
  `# cfgc: horaedb@2.0.0\n# cfgc-disable-file node-path-not-lasting: a trial\n[node]\naddr = "${addr}"\n[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n`;

export const backendShared = defineRule({
  name: "backend-shared",
  fault: "contradiction",
  across: true,
  summary:
    "Two clusters keep their data in one place: a bucket and prefix, a Kafka cluster, a schema, a database, a path in etcd.",
  why: "The data have the same names in every cluster: HoraeDB's Kafka topics and OceanBase tables, for example, do not hold the name of the cluster (apache/horaedb@v2.1.0:src/wal/src/message_queue_impl/encoding.rs). The clusters read and overwrite each other's data. An OMS that finds the metadata of another takes its projects, machines and accounts for its own.",
  fix: "Give each cluster a place of its own: another prefix in the bucket, another Kafka cluster, another schema, databases of other names.",
  examples: {
    invalid: [
      {
        title: "one Kafka cluster",
        ...twoSites(kafka("10.9.0.1:9092") + bucket("a"), kafka("10.9.0.1:9092") + bucket("b")),
      },
      {
        title: "one bucket and prefix",
        ...twoSites(ownKafka(1) + bucket("prod"), ownKafka(2) + bucket("prod")),
      },
      {
        title: "one schema under two users",
        ...twoSites(obkv("a@t#c", "wal") + bucket("a"), obkv("b@t#c", "wal") + bucket("b")),
      },
      {
        title: "one OMS database",
        ...omsSites("10.10.10.1", "root@oms", "oms_hb", "oms_b"),
      },
      {
        title: "one HoraeMeta before both",
        ...twoSites("", "", "endpoint: meta.example.net:2379, "),
      },
    ],
    valid: [
      omsSites("10.10.10.1", "root@oms", "oms_b_hb", "oms_b"),
      twoSites(kafka("10.9.0.1:9092") + bucket("a"), kafka("10.9.0.2:9092") + bucket("b")),
      twoSites(obkv("a@t#c", "wal") + bucket("a"), obkv("a@t#c", "other") + bucket("b")),
    ],
    boundary: [
      {
        title: "two clusters under one HoraeMeta",
        files: {
          "horaedb1.toml": clusterNode("metrics", "10.1.2.1"),
          "horaedb2.toml": clusterNode("traces", "10.1.2.2"),
        },
        fires: true,
        severity: "warning",
      },
      {
        title: "two nodes of one cluster",
        files: {
          "horaedb1.toml": clusterNode("metrics", "10.1.2.1"),
          "horaedb2.toml": clusterNode("metrics", "10.1.2.2"),
        },
        fires: false,
      },
      {
        title: "files of two folders may be alternatives",
        files: {
          "a/horaedb.toml": byHand("10.1.1.1"),
          "b/horaedb.toml": byHand("10.1.1.2"),
        },
        fires: true,
        severity: "warning",
      },
      {
        title: "one of several brokers",
        ...twoSites(
          kafka("10.9.0.1:9092, 10.9.0.2:9092") + bucket("a"),
          kafka("10.9.0.2:9092, 10.9.0.3:9092") + bucket("b"),
        ),
        fires: true,
      },
      {
        title: "slashes around a prefix change nothing",
        ...twoSites(ownKafka(1) + bucket("prod"), ownKafka(2) + bucket("/prod/", "https://S3.example.net/")),
        fires: true,
      },
      {
        title: "the same names in another tenant",
        ...omsSites("10.10.10.1", "root@b", "oms_hb", "oms"),
        fires: false,
      },
      {
        title: "the same names on another server",
        ...omsSites("10.10.10.2", "root@oms", "oms_hb", "oms"),
        fires: false,
      },
      {
        title: "a prefix inside the other",
        ...twoSites(ownKafka(1) + bucket("prod"), ownKafka(2) + bucket("prod/b")),
        fires: false,
      },
    ],
  },
  check(model, report) {
    if (!hasSeveralClusters(model)) return;
    const owners = new Map<string, Use>();
    const reported = new Map<Group, Set<string>>();
    for (const use of model.groups.flatMap(usesOf)) {
      const { group, instance, backend } = use;
      const identity = `${backend.kind} ${backend.identity}`;
      const owner = owners.get(identity);
      owners.set(identity, owner ?? use);
      // A site given twice shares everything with itself, which has a finding of its own.
      if (owner === undefined || sameCluster(owner, use) || sameSite(owner.group, group)) continue;
      const known = reported.get(group) ?? new Set();
      reported.set(group, known);
      if (known.has(backend.kind)) continue;
      known.add(backend.kind);
      report({
        at: placeFor(instance, backend.origin),
        site: group.site,
        message: say`${clusterTitle(use, owner)} and ${clusterTitle(owner, use)} both use ${backend.title}, so their data mix`,
        related: [
          {
            at: placeFor(owner.instance, owner.backend.origin),
            message: say`the other cluster's use is here`,
          },
        ],
        help: advice`give each cluster its own ${backend.kind}`,
        // Files of one call may be alternatives, of which one runs at a time.
        ...(group.site === undefined ? { severity: "warning" as const } : {}),
      });
    }
  },
});

/** Two sites with OMS, the first with the databases oms_rm, oms_cm and oms_hb of root@oms at 10.10.10.1. */
function omsSites(server: string, user: string, heartbeat: string, prefix: string) {
  const text = (
    name: string,
    address: string,
    host: string,
    account: string,
    hb: string,
    start: string,
  ) => `cfgc: 1
name: ${name}
hosts: { h: { address: ${address} } }
oms:
  version: 4.2.2
  meta_database: { host: ${host}, port: 2883, user: ${account}, password: { from_env: A } }
  databases: { rm: ${start}_rm, cm: ${start}_cm, heartbeat: ${hb} }
  regions: [ { location: 1, hosts: [h] } ]
`;
  return {
    files: {
      "a-cluster.yaml": text("a", "10.1.1.1", "10.10.10.1", "root@oms", "oms_hb", "oms"),
      "b-cluster.yaml": text("b", "10.1.1.2", server, user, heartbeat, prefix),
    },
  };
}

interface Use {
  readonly group: Group;
  readonly instance: Instance;
  readonly backend: Backend;
}

function usesOf(group: Group): Use[] {
  return group.instances.flatMap((instance) =>
    (instance.claims.backends ?? []).map((backend) => ({ group, instance, backend })),
  );
}

/** Of one cluster alone, which most calls are about, not every backend need be looked at. */
function hasSeveralClusters({ groups }: Model): boolean {
  const [only, another] = groups;
  if (only === undefined || another !== undefined) return another !== undefined;
  if (only.site !== undefined) return false;
  const names = new Set<string>();
  for (const { claims } of only.instances)
    for (const { cluster } of claims.backends ?? []) if (cluster !== undefined) names.add(cluster);
  return names.size > 1;
}

/** In cluster.yaml a section is one cluster; files beside each other may name several. */
function sameCluster(one: Use, other: Use): boolean {
  if (one.group !== other.group) return false;
  const [name, otherName] = [one.backend.cluster, other.backend.cluster];
  return one.group.site !== undefined || name === undefined || otherName === undefined || name === otherName;
}

function sameSite(one: Group, other: Group): boolean {
  return one.site !== undefined && one.site.name === other.site?.name;
}

function clusterTitle({ group, instance, backend }: Use, other: Use): Message {
  if (group === other.group && backend.cluster !== undefined)
    return say`the cluster ${quoted(backend.cluster)}`;
  return group.site === undefined
    ? say`the cluster of ${nameOfFile(instance.at.file)}`
    : group.name === group.site.name
      ? say`site "${group.name}"`
      : say`cluster "${group.name}" of site "${group.site.name}"`;
}
