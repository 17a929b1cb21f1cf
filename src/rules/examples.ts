/** Inputs for the examples of rules, small enough to be read. */
import type { Example } from "../diagnostics/diagnostic.ts";
import { site } from "../model/code-examples.ts";
import { metaDeployment } from "../schema/codes/code-examples.ts";

export { site };

/** Three hosts in three zones. */
export const threeHosts = `hosts:
  db1: { address: 10.1.1.1, zone: a }
  db2: { address: 10.1.1.2, zone: b }
  db3: { address: 10.1.1.3, zone: c }
`;

/** Two sites on hosts of their own, each a HoraeDB cluster; the further keys of both sections follow. */
export function twoSites(
  first: string,
  second: string,
  meta = "",
  names: readonly [string, string] = ["east", "west"],
): Example {
  const one = (name: string, network: number, rest: string) => `cfgc: 1
name: ${name}
hosts: { "db[1-3]": { address: "10.1.${network}.[1-3]" } }
horaedb:
  version: 2.0.0
  meta: { ${meta}members: [ { host: "db[1-3]" } ] }
  nodes: { members: [ { host: db1 } ] }
${rest}`;
  return {
    files: { "east/cluster.yaml": one(names[0], 1, first), "west/cluster.yaml": one(names[1], 2, second) },
  };
}

/** The data of a HoraeDB node in a bucket. */
export function s3Store(prefix: string): string {
  return `[analytic.storage.object_store]
type = "S3"
region = "r"
key_id = ""
key_secret = ""
endpoint = "https://s3.example.net"
bucket = "b"
prefix = "${prefix}"
`;
}

/** The file of a HoraeDB node whose log and data lie outside of it, with the path in etcd if one is named. */
export function clusterNode(cluster: string, address: string, rootPath?: string): string {
  return `# cfgc: horaedb@2.0.0
[node]
addr = "${address}"
[server]
bind_addr = "0.0.0.0"
[analytic.wal]
type = "Kafka"
[analytic.wal.kafka.client]
boost_brokers = ["10.9.0.1:9092", "10.9.0.2:9092", "10.9.0.3:9092"]
[analytic.wal.kafka.topic_management]
create_replication_factor = 3
${s3Store("p")}${metaDeployment(cluster)}${rootPath === undefined ? "" : `root_path = "${rootPath}"\n`}`;
}
