/** Inputs for the examples of this product's rules. */
import type { Example } from "../../../diagnostics/diagnostic.ts";
import { s3Store, site, threeHosts } from "../../../rules/examples.ts";

export { site, threeHosts };

/**
 * A cluster of three members; `nodes` and further keys of the section follow. At 2.0.0, since with 2.1.0 the default
 * topology has a finding of its own; `lastMember` is what else the third member says.
 */
export function cluster(rest: string, { version = "2.0.0", lastMember = "" } = {}): Example {
  const last = `host: db3${lastMember === "" ? "" : `, ${lastMember}`}`;
  return site(`${threeHosts}horaedb:
  version: ${version}
  meta: { members: [ { host: db1 }, { host: db2 }, { ${last} } ] }
${rest}`);
}

/** A right cluster in which HoraeMeta or the nodes say more under `config`, as YAML in one line. */
export function configured({
  meta = "{}",
  nodes = "{}",
  version = "2.0.0",
  rest = "",
}: {
  meta?: string;
  nodes?: string;
  version?: string;
  rest?: string;
}): Example {
  return site(`${threeHosts}horaedb:
  version: ${version}
  meta: { members: [ { host: db1 }, { host: db2 }, { host: db3 } ], config: ${meta} }
  nodes: { members: [ { host: db1 }, { host: db2 } ], config: ${nodes} }
${rest}`);
}

export const kafkaAndS3 = `  wal: { type: Kafka, brokers: [ 10.9.0.1:9092, 10.9.0.2:9092, 10.9.0.3:9092 ] }
  object_store: { type: S3, region: eu, endpoint: https://s3.example.net, bucket: b, prefix: p, key_id: { from_env: ID }, key_secret: { from_env: SECRET } }
`;

/** One of three members on hosts of their own; each part can be replaced. */
export function memberFile(
  index: 0 | 1 | 2,
  {
    name = `meta${index}`,
    initialCluster = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380",
    peerUrl = `http://10.1.1.${index + 1}:2380`,
    more = "",
  } = {},
): string {
  return `node-name = "${name}"
data-dir = "/var/lib/horaemeta/meta${index}"
storage-root-path = "/horaedb"
client-urls = "http://0.0.0.0:2379"
peer-urls = "http://0.0.0.0:2380"
advertise-client-urls = "http://10.1.1.${index + 1}:2379"
advertise-peer-urls = "${peerUrl}"
initial-cluster = "${initialCluster}"
${more}`;
}

/** A node that is told of the members, and the files of all three. */
export function nodeAndMembers(node: Parameters<typeof nodeFile>[0]): Example {
  return deployment({
    "horaedb.toml": nodeFile(node),
    "meta0.toml": memberFile(0),
    "meta1.toml": memberFile(1),
    "meta2.toml": memberFile(2),
  });
}

/** The node at 10.1.2.<index>, with a Kafka and a bucket instead of its disk; `brokers` as TOML. */
export function remoteNodeFile(
  index: number,
  { brokers = '"10.9.0.1:9092"', prefix = "p", clusterName = "defaultCluster" } = {},
): string {
  return nodeFile({ clusterName })
    .replace("10.1.2.1", `10.1.2.${index}`)
    .replace(
      /\[analytic\.wal\][^[]*\[analytic\.storage\.object_store\][^[]*/,
      `[analytic.wal]
type = "Kafka"
[analytic.wal.kafka.client]
boost_brokers = [${brokers}]
[analytic.wal.kafka.topic_management]
create_replication_factor = 2
${s3Store(prefix)}
`,
    );
}

/** A node that is told of the members above. */
export function nodeFile({
  addr = "10.1.2.1",
  bindAddr = "0.0.0.0",
  metaAddr = "http://10.1.1.1:2379",
  serverAddrs = '"10.1.1.1:2379", "10.1.1.2:2379", "10.1.1.3:2379"',
  clusterName = "defaultCluster",
  rootPath = "/horaedb",
} = {}): string {
  return `[node]
addr = "${addr}"

[server]
bind_addr = "${bindAddr}"

[analytic.wal]
type = "Local"
data_dir = "/data/wal"

[analytic.storage.object_store]
type = "Local"
data_dir = "/data/store"

[cluster_deployment]
mode = "WithMeta"

[cluster_deployment.meta_client]
cluster_name = "${clusterName}"
meta_addr = "${metaAddr}"

[cluster_deployment.etcd_client]
server_addrs = [${serverAddrs}]
root_path = "${rootPath}"
`;
}

/** A node of CeresDB, which has no `etcd_client`; `more` are further keys of `meta_client`. */
export function ceresdbNodeFile({ clusterName = "defaultCluster", more = "" } = {}): string {
  return `[node]
addr = "10.1.2.1"
[server]
bind_addr = "0.0.0.0"
[cluster_deployment]
mode = "WithMeta"
[cluster_deployment.meta_client]
cluster_name = "${clusterName}"
meta_addr = "http://10.1.1.1:2379"
${more}`;
}

/**
 * Files of one deployment; those called horaedb* are nodes at 2.1.0, the others members at 2.0.0, since with 2.1.0 the
 * default topology has a finding of its own.
 */
export function deployment(files: Readonly<Record<string, string>>, { version = "2.0.0" } = {}): Example {
  const marked = Object.entries(files).map(([name, text]) => [
    name,
    `# cfgc: ${name.startsWith("horaedb") ? "horaedb@2.1.0" : `horaemeta@${version}`}\n${text}`,
  ]);
  return { files: Object.fromEntries(marked) };
}

/** Three nodes without HoraeMeta; `schema` is what `routing` says of the schema public. */
export function routed(schema: string, rest = ""): Example {
  return site(`${threeHosts}horaedb:
  version: 2.1.0
  nodes: { members: [ { name: node0, host: db1 }, { name: node1, host: db2 }, { name: node2, host: db3 } ] }
  routing: { schemas: { public: { ${schema} } } }
${rest}`);
}

export const allShards = "shards: { 0: node0, 1: node1, 2: node2 }";

/** One of two nodes with a routing table of its own; the table follows as TOML. */
export function routedFile(index: 1 | 2, table: string): string {
  return `[node]
addr = "10.1.1.${index}"

[server]
bind_addr = "0.0.0.0"

[analytic.wal]
type = "Local"
data_dir = "/data/wal"

[analytic.storage.object_store]
type = "Local"
data_dir = "/data/store"

[cluster_deployment]
mode = "NoMeta"

${table}`;
}

/** The topology of one schema: the shard at each place of the list lies on 10.1.1.<number>. */
export function topologyToml(nodes: readonly number[], schema = "public"): string {
  const shards = nodes.map(
    (node, id) => `[[cluster_deployment.topology.schema_shards.shard_views]]
shard_id = ${id}
endpoint = { addr = "10.1.1.${node}", port = 8831 }
`,
  );
  return `[[cluster_deployment.topology.schema_shards]]
schema = "${schema}"
${shards.join("")}`;
}
