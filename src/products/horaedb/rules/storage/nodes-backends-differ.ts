import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Backend, type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { deployment, memberFile, nodeFile, remoteNodeFile } from "../examples.ts";

const node = (index: number, brokers: string, prefix: string, clusterName?: string) =>
  remoteNodeFile(index, { brokers, prefix, ...(clusterName === undefined ? {} : { clusterName }) });
/** With the table of Kafka's client replaced by that of OceanBase. */
const onObkv = (index: number) =>
  node(index, '"10.9.0.1:9092"', "p").replace(
    /\[analytic\.wal\]\n[\s\S]*?\n(?=\[analytic\.storage)/,
    '[analytic.wal]\ntype = "Obkv"\n[analytic.wal.obkv]\nfull_user_name = "u@t#c"\nparam_url = "http://10.9.1.1:8080/x?database=wal"\n',
  );
const two = (second: string) =>
  deployment({ "horaedb1.toml": node(1, '"10.9.0.1:9092"', "p"), "horaedb2.toml": second });

const dynamic = (second: string) =>
  deployment({
    "meta0.toml": memberFile(0, { more: 'topology-type = "dynamic"\n' }),
    "horaedb1.toml": node(1, '"10.9.0.1:9092"', "p"),
    "horaedb2.toml": second,
  });

export const nodesBackendsDiffer = defineRule({
  name: "nodes-backends-differ",
  fault: "contradiction",
  across: true,
  summary: "Nodes of one cluster keep their log or their data files in different places.",
  why: "Under a dynamic topology HoraeMeta opens a shard on another node, which looks for its log and its files in the place that its own file names. If that is another one, the tables are empty there. One Kafka may be named by different brokers, and one bucket by different addresses, so a difference in those alone is a warning.",
  fix: "Give every node of the cluster the same WAL and the same object store.",
  examples: {
    invalid: [
      {
        title: "while the topology is not known",
        ...two(node(2, '"10.9.0.1:9092"', "q")),
        severity: "warning",
      },
      { title: "another Kafka", ...two(node(2, '"10.9.0.7:9092"', "p")), severity: "warning" },
      {
        title: "under a dynamic topology",
        ...dynamic(node(2, '"10.9.0.1:9092"', "q")),
      },
      { title: "Kafka and OceanBase", ...two(onObkv(2)), severity: "warning" },
      { title: "Kafka and OceanBase under a dynamic topology", ...dynamic(onObkv(2)) },
    ],
    valid: [two(node(2, '"10.9.0.1:9092"', "p"))],
    boundary: [
      {
        title: "brokers that may be of one Kafka, under a dynamic topology",
        ...dynamic(node(2, '"10.9.0.7:9092"', "p")),
        severity: "warning",
        fires: true,
      },
      {
        title: "a bucket that may have two addresses, under a dynamic topology",
        ...dynamic(node(2, '"10.9.0.1:9092"', "p").replace("s3.example.net", "s3-internal.example.net")),
        severity: "warning",
        fires: true,
      },
      {
        title: "another broker of the same Kafka",
        ...two(node(2, '"10.9.0.2:9092", "10.9.0.1:9092"', "p")),
        fires: false,
      },
      {
        title: "another cluster in one folder",
        ...two(node(2, '"10.9.0.7:9092"', "q", "other")),
        fires: false,
      },
      {
        title: "disks of their own",
        ...deployment({
          "horaedb1.toml": nodeFile(),
          "horaedb2.toml": nodeFile().replace("10.1.2.1", "10.1.2.2").replace("/data/wal", "/data/log"),
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      // In cluster.yaml all nodes have one `wal` and one `object_store`.
      if (cluster.site !== undefined || cluster.nodes.length < 2) continue;
      const firsts = new Map<string, Instance>();
      for (const instance of cluster.nodes) {
        const name = clusterName(instance);
        if (name === undefined) continue;
        const first = firsts.get(name);
        if (first === undefined) {
          firsts.set(name, instance);
          continue;
        }
        const differing = differenceOf(instance, first);
        if (differing === undefined) continue;
        const [own, other] = differing;
        const isCertain = own.kind !== "Kafka cluster" && own.title !== other.title;
        const ownPlace = own.title === other.title ? say`${own.title} at another address` : own.title;
        report({
          at: placeFor(instance, own.origin),
          message: say`${titleOf(instance)} uses ${ownPlace}, and ${titleOf(first)} of the same cluster ${other.title}`,
          related: [{ at: placeFor(first, other.origin), message: say`the other place is here` }],
          help: advice`give every node the same WAL and the same object store`,
          ...(isCertain && isDynamic(cluster, name) ? {} : { severity: "warning" as const }),
        });
      }
    }
  },
});

function clusterName({ settings }: Instance): string | undefined {
  if (settings.text("cluster_deployment.mode")?.value !== "WithMeta") return undefined;
  return settings.text("cluster_deployment.meta_client.cluster_name")?.value;
}

/** While nobody says so of the cluster that has that name, the shards may stay where they are. */
function isDynamic({ meta }: HoraeCluster, name: string): boolean {
  return meta.some(
    ({ settings }) =>
      settings.text("topology-type")?.value === "dynamic" &&
      settings.text("default-cluster-name")?.value === name,
  );
}

type BackendPlace = Pick<Backend, "kind" | "title" | "origin">;

/** One place of each that is of one kind and not the same. Several of a kind are servers of one backend. */
function differenceOf(
  instance: Instance,
  first: Instance,
): readonly [BackendPlace, BackendPlace] | undefined {
  const [log, otherLog] = [instance, first].map(remoteLogOf);
  if (log !== undefined && otherLog !== undefined && log.title !== otherLog.title) return [log, otherLog];
  for (const kind of ["Kafka cluster", "OceanBase schema", "bucket and prefix"]) {
    const [own, others] = [instance, first].map(({ claims }) =>
      (claims.backends ?? []).filter((backend) => backend.kind === kind),
    );
    const [one] = own ?? [];
    const [other] = others ?? [];
    if (one === undefined || other === undefined) continue;
    const identities = new Set(others?.map(({ identity }) => identity));
    if (!own?.some(({ identity }) => identities.has(identity))) return [one, other];
  }
  return undefined;
}

/** A log on the node's disk is nobody else's, and has findings of its own where shards may move. */
function remoteLogOf({ settings }: Instance): BackendPlace | undefined {
  const type = settings.text("analytic.wal.type");
  if (type?.value !== "Kafka" && type?.value !== "Obkv") return undefined;
  return { kind: say`log`, title: type.value === "Kafka" ? say`Kafka` : say`OceanBase`, origin: type.origin };
}
