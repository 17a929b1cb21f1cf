/** Files without a fault, in which the places of the tables are changed. */
export const documents = {
  horaedb: `cfgc: 1
name: metrics
environment: production
hosts:
  db1: { address: 10.1.1.1, zone: r1 }
  db2: { address: 10.1.1.2, zone: r2 }
  db3: { address: 10.1.1.3, zone: r3, memory: 64GB }
accept:
  - rule: meta-members-packed
    reason: a test
horaedb:
  version: 2.1.0
  cluster_name: metrics
  topology: static
  shards: 8
  wal:
    type: Kafka
    brokers: ["kafka1:9092"]
    replication: 1
  object_store:
    type: S3
    region: us-east-1
    endpoint: https://store.example.net
    bucket: metrics
    prefix: prod
    key_id: { from_env: STORE_ID }
    key_secret: { from_env: STORE_KEY }
  meta:
    config:
      lease-sec: 15
      log: { level: info }
    members:
      - host: db1
      - host: db2
        joining: true
      - host: db3
        ports: { client: 12379, peer: 12380 }
  nodes:
    config:
      logger:
        level: debug
      server:
        timeout: 10s
    members:
      - host: db1
      - host: db2
        version: 2.0.0
        config:
          logger: { level: info }
      - host: db3
`,
  dolphindb: `cfgc: 1
name: market
hosts:
  c1: { address: 10.2.1.1 }
  dn[1-3]: { address: "10.2.2.[1-3]" }
dolphindb:
  version: "2.00.12"
  replication: { factor: 2, reliability_level: 1 }
  config:
    controller:
      maxConnections: 512
    cluster:
      maxMemSize: 96
      dataSync: 1
    data_nodes:
      TSDBCacheEngineSize: 8
  controllers:
    - host: c1
  data_nodes:
    - host: dn[1-3]
      config: { workerNum: 4 }
`,
  oms: `cfgc: 1
name: transfer
hosts:
  o1: { address: 10.3.1.1 }
oms:
  version: 4.2.2
  container_name: oms
  meta_database:
    host: 10.10.10.1
    port: 2883
    user: root@oms
    password: { from_env: OMS_PASSWORD }
  databases: { rm: oms_rm, cm: oms_cm }
  regions:
    - name: cn-anhui
      location: 100
      hosts: [o1]
  tsdb:
    service: INFLUXDB
    url: 10.10.10.5:8086
    username: oms
    password: { from_file: /run/secrets/tsdb }
  config:
    ghana_server_port: 18090
`,
  hosts: `hosts:
  db1: { address: 10.1.1.1, zone: r1 }
  db2:
    address: 10.1.1.2
include: [more.yaml]
`,
  settings: `files:
  "*.toml": horaedb@2.1.0
sets:
  prod: ["*.toml"]
ignore: ["old/**"]
`,
  node: `[node]
addr = "10.1.1.1"

[server]
bind_addr = "0.0.0.0"
timeout = "10s"

[logger]
level = "info"

[analytic]
write_sst_max_buffer_size = "10MB"

[analytic.wal]
type = "Kafka"

[analytic.wal.kafka.client]
boost_brokers = ["k1:9092"]

[analytic.storage.object_store]
type = "S3"
region = "us-east-1"
endpoint = "https://store.example.net"
bucket = "metrics"
prefix = "prod"
key_id = "id"
key_secret = "secret"

[cluster_deployment]
mode = "WithMeta"

[cluster_deployment.meta_client]
cluster_name = "metrics"
meta_addr = "http://10.1.1.1:2379"

[cluster_deployment.etcd_client]
server_addrs = ["10.1.1.1:2379"]
`,
  meta: `node-name = "meta0"
lease-sec = 15
Etcd-Start-Timeout-Ms = 10000
initial-cluster = "meta0=http://10.1.1.1:2380"

[log]
level = "INFO"
`,
} as const;

export type DocumentName = keyof typeof documents;

/** A document with some of its text changed, or with more of it where nothing is to be found. */
export function changed(name: DocumentName, find: string, write: string): string {
  const text: string = documents[name];
  if (find === "") return text + write;
  if (text.split(find).length !== 2) throw new Error(`${name} has "${find}" not just once`);
  return text.replace(find, () => write);
}

/** What the file of a document is called. */
export function fileOf(document: DocumentName): string {
  return files[document] ?? "cluster.yaml";
}

const files: Partial<Record<DocumentName, string>> = {
  hosts: "hosts.yaml",
  settings: ".cfgc.yaml",
  node: "horaedb.toml",
  meta: "horaemeta.toml",
};
