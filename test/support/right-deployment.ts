/**
 * A large deployment that is right: two sites with every product and almost every spelling, and the same kind of
 * things as files written by hand. Tests plant one fault in it and demand that nothing else is found.
 */

/** HoraeDB with HoraeMeta and remote storage, a Raft group of DolphinDB, three regions of OMS. */
const east = `cfgc: 1
name: east
environment: production

hosts:
  db1: { address: 10.1.1.1, zone: az-a, memory: 128GB }
  db2:
    address: 10.1.1.2
    zone: az-b
    memory: 128GB
  db3: { address: 10.1.1.3, zone: az-c, memory: 128GB }
  "dn[01-04]": { address: "10.1.2.[1-4]", zone: az-a }
  p1: { address: 10.1.3.1, zone: az-a }
  p2: { address: 10.1.3.2, zone: az-b }
  p3: { address: 10.1.3.3, zone: az-c }
  "hz[1-2]": { address: "10.1.4.[1-2]", zone: az-a }
  "hl[1-2]": { address: "10.1.5.[1-2]", zone: az-b }
  js1: { address: 10.1.6.1 }

horaedb:
  version: 2.1.0
  cluster_name: metrics
  topology: dynamic
  shards: 64
  meta:
    config:
      lease-sec: 10
      log: { level: info }
      flow-limiter:
        enable: true
        limit: 5000
        burst: 10000
    members:
      - { name: meta0, host: db1 }
      - name: meta1
        host: db2
        ports: { client: 2379, peer: 2380, http: 8080 }
      - { name: meta2, host: db3, data_dir: /data/meta }
  nodes:
    config:
      logger: { level: info }
      analytic:
        replay_batch_size: 100
        storage: { mem_cache_capacity: 20GB, mem_cache_partition_bits: 8 }
        compaction: { schedule_interval: 30m, memory_limit: 4G }
    members:
      - { host: db1 }
      - { name: first, host: db2, ports: { http: 5440, grpc: 8831 } }
      - host: "dn[01-04]"
        config: { server: { timeout: 10s } }
  wal:
    type: Kafka
    brokers:
      - 10.9.0.1:9092
      - 10.9.0.2:9092
      - 10.9.0.3:9092
  object_store:
    type: S3
    region: eu-west-1
    endpoint: https://s3.eu-west-1.example.net
    bucket: metrics
    prefix: prod
    key_id: { from_env: S3_KEY_ID }
    key_secret: { from_file: /run/secrets/s3_key_secret }

dolphindb:
  version: "2.00.12"
  replication: { factor: 2, reliability_level: 1 }
  config:
    controller: { workerNum: 4 }
    cluster:
      maxMemSize: 64
      chunkCacheEngineMemSize: 16
    data_nodes: { volumes: "/ssd/<ALIAS>" }
  controllers:
    - { alias: controller1, host: p1, port: 8900 }
    - { alias: controller2, host: p2, port: 8900 }
    - { alias: controller3, host: p3, port: 8900 }
  agents:
    - { alias: agent1, host: p1, port: 8901 }
    - { alias: agent2, host: p2, port: 8901 }
  data_nodes:
    - { alias: datanode1, host: p1, port: 8911 }
    - alias: datanode2
      host: p2
      port: 8912
      config: { workerNum: 8 }

oms:
  version: 4.2.2
  upgrading_from: 4.2.1
  meta_database:
    host: 10.10.10.1
    port: 2883
    user: "root@oms_meta"
    password: { from_env: OMS_META_PASSWORD }
  databases: { rm: oms_rm, cm: oms_cm, heartbeat: oms_cm_heartbeat }
  regions:
    - { name: cn-hangzhou, label: 杭州, location: 1, default: true, vip: 10.1.0.1, hosts: ["hz[1-2]"] }
    - name: cn-heilongjiang
      location: 2
      vip: oms-hl.example.net
      hosts: ["hl[1-2]"]
    - { name: cn-jiangsu, location: 3, heartbeat: oms_cm_heartbeat_js, hosts: [js1] }
  tsdb: { url: "10.10.10.5:8086", username: oms, password: { from_env: TSDB_PASSWORD } }
  mounts: { logs: /data/oms/logs, store: /data/oms/store, run: /data/oms/run }
  config:
    nginx_server_port: 8443
    apsara_audit_sls_endpoint: cn-hangzhou.log.aliyuncs.com
    apsara_audit_sls_access_key: { from_env: SLS_ACCESS_KEY }
    apsara_audit_sls_access_secret: { from_env: SLS_ACCESS_SECRET }
    apsara_audit_sls_ops_site_topic: oms_ops
    apsara_audit_sls_user_site_topic: oms_user
`;

/** A routing table on local disks, and a DolphinDB of the new line with one controller. */
const west = `cfgc: 1
name: west
environment: development

hosts:
  w1: { address: 10.2.1.1 }
  w2: { address: 10.2.1.2 }
  w3: { address: 10.2.1.3 }

horaedb:
  version: 2.0.0
  nodes:
    members:
      - { name: node0, host: w1 }
      - { name: node1, host: w2 }
      - { name: node2, host: w3 }
  routing:
    schemas:
      public:
        shards: { 0: node0, 1: node1, 2: node2 }
        rules:
          prefix:
            - { prefix: cpu_, shard: 0 }
            - { prefix: disk_, shard: 2 }
      traces:
        default_timestamp_column_name: ts
        shards:
          0: node0
          1: node1
          2: node2
        rules:
          hash: [ { shards: [1, 2] } ]
  wal: { type: RocksDB }
  object_store: { type: Local }

dolphindb:
  version: "3.00.5"
  replication: { factor: 2, reliability_level: 2 }
  controllers: [ { host: w1 } ]
  agents: { port: 8901 }
  data_nodes:
    - { host: w1, config: { volumes: /data/w1 } }
    - { host: w2 }
    - { host: w3 }
  compute_nodes:
    - { host: w3, compute_group: orca }
`;

export const rightClusters: Readonly<Record<string, string>> = {
  "east/cluster.yaml": east,
  "west/cluster.yaml": west,
};

const meta = (index: number) => `# cfgc: horaemeta@2.0.0
node-name = "meta${index}"
data-dir = "/var/lib/horaemeta/meta${index}"
storage-root-path = "/horaedb"
http-port = 8080
client-urls = "http://10.3.1.${index}:2379"
peer-urls = "http://10.3.1.${index}:2380"
advertise-client-urls = "http://10.3.1.${index}:2379"
advertise-peer-urls = "http://10.3.1.${index}:2380"
initial-cluster = "meta1=http://10.3.1.1:2380,meta2=http://10.3.1.2:2380,meta3=http://10.3.1.3:2380"
initial-cluster-token = "prod"
default-cluster-name = "prodCluster"
default-cluster-node-count = 2
topology-type = "static"

[log]
level = "info"

[flow-limiter]
limit = 5000
burst = 10000
`;

const node = (index: number) => `# cfgc: horaedb@2.0.0
[node]
addr = "10.3.1.${index}"

[server]
bind_addr = "0.0.0.0"
http_port = 5440
timeout = "10s"

[analytic.wal]
type = "RocksDB"
data_dir = "/data/horaedb"

[analytic.storage]
mem_cache_capacity = "20GB"

[analytic.storage.object_store]
type = "Local"
data_dir = "/data/horaedb"

[cluster_deployment]
mode = "WithMeta"

[cluster_deployment.meta_client]
cluster_name = "prodCluster"
meta_addr = "http://10.3.1.1:2379"

[cluster_deployment.etcd_client]
server_addrs = [
  "10.3.1.1:2379",
  "10.3.1.2:2379",
  "10.3.1.3:2379",
]
root_path = "/horaedb"
`;

const controllers = "10.4.1.1:8900:c1:controller,10.4.1.2:8900:c2:controller,10.4.1.3:8900:c3:controller";
const dolphin = (index: number): Record<string, string> => ({
  [`p${index}/controller.cfg`]: `# cfgc: dolphindb-controller@2.00.12
mode=controller
localSite=10.4.1.${index}:8900:c${index}
dfsReplicationFactor=2
dfsReplicaReliabilityLevel=1
dfsHAMode=Raft
dataSync=1
workerNum=4
`,
  [`p${index}/agent.cfg`]: `# cfgc: dolphindb-agent@2.00.12
mode=agent
localSite=10.4.1.${index}:8901:a${index}
controllerSite=10.4.1.1:8900:c1
sites=10.4.1.${index}:8901:a${index}:agent,${controllers}
workerNum=4
`,
  [`p${index}/cluster.cfg`]: `# cfgc: dolphindb-cluster@2.00.12
maxMemSize=64
chunkCacheEngineMemSize=16
workerNum=8
d1.volumes=/data/d1
d2.volumes=/data/d2
d3.volumes=/data/d3
`,
  [`p${index}/cluster.nodes`]: `localSite,mode
10.4.1.1:8900:c1,controller
10.4.1.2:8900:c2,controller
10.4.1.3:8900:c3,controller
10.4.1.1:8901:a1,agent
10.4.1.2:8901:a2,agent
10.4.1.3:8901:a3,agent
10.4.1.1:8902:d1,datanode
10.4.1.2:8902:d2,datanode
10.4.1.3:8902:d3,datanode
`,
});

const region = (index: number) => `# cfgc: oms@4.2.2
oms_meta_host: 10.10.10.1
oms_meta_port: 2883
oms_meta_user: root@oms
oms_meta_password: "__CFGC_SECRET_OMS_META_PASSWORD__"
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_cm_heartbeat${index === 1 ? "" : `_${index}`}
cm_url: http://10.5.0.${index}:8088
cm_location: ${index}
cm_region: ${index === 1 ? "cn-hangzhou" : "cn-jiangsu"}
cm_region_cn: ${index === 1 ? "杭州" : "江苏"}
cm_is_default: ${index === 1}
cm_nodes:
  - 10.5.1.${index}
  - 10.5.2.${index}
tsdb_service: INFLUXDB
tsdb_enabled: true
tsdb_url: 10.10.10.5:8086
tsdb_username: oms
tsdb_password: "__CFGC_SECRET_TSDB_PASSWORD__"
`;

/** Files that somebody wrote, of one call. */
export const rightFiles: Readonly<Record<string, string>> = {
  ...Object.fromEntries([1, 2, 3].map((index) => [`m${index}/horaemeta.toml`, meta(index)])),
  "m1/horaemeta.env": "# cfgc: env\nHTTP_PORT=8080\nexport LEASE_SEC=10\nMAX_SCAN_LIMIT=200\n",
  ...Object.fromEntries([1, 2].map((index) => [`n${index}/horaedb.toml`, node(index)])),
  ...dolphin(1),
  ...dolphin(2),
  ...dolphin(3),
  ...Object.fromEntries([1, 2].map((index) => [`o${index}/config.yaml`, region(index)])),
};
