/** Files that the examples of the codes are made of. */

export const meta = (text: string, version = "2.0.0") => ({
  as: `horaemeta@${version}`,
  files: { "meta0.toml": `${complete}${text}` },
});
export const node = (text: string, version = "2.1.0") => ({
  as: `horaedb@${version}`,
  files: { "horaedb.toml": text },
});

export const shared = (text: string) => ({
  as: "dolphindb-cluster@2.00.12",
  files: { "cluster.cfg": text },
});
export const controller = (text: string) => ({
  as: "dolphindb-controller@2.00.12",
  files: { "controller.cfg": `localSite=10.1.1.1:8900:c1\n${text}` },
});

/** A site of DolphinDB with one controller and what stands under its `config`. */
export const dolphinSite = (config: string, version = "3.00.5") => ({
  files: {
    "cluster.yaml": `cfgc: 1
name: metrics
hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }
dolphindb:
  version: "${version}"
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db2 } ]
  config: ${config}
`,
  },
});

/** A site of HoraeDB with one node, what stands under its `config`, and further keys of the section. */
export const horaeSite = (config: string, more = "") => ({
  files: {
    "cluster.yaml": `cfgc: 1
name: metrics
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  nodes: { config: ${config}, members: [ { host: db1 } ] }
${more}`,
  },
});

/** The tables by which a HoraeDB node finds its cluster. */
export const metaDeployment = (
  cluster: string,
  metaAddr = "http://10.1.1.1:2379",
  etcd = metaAddr.replace("http://", ""),
): string => `[cluster_deployment]
mode = "WithMeta"
[cluster_deployment.meta_client]
cluster_name = "${cluster}"
meta_addr = "${metaAddr}"
[cluster_deployment.etcd_client]
server_addrs = ["${etcd}"]
`;

/** A member on its own that gives no other finding than the note that it is alone. */
export const complete = `node-name = "meta0"
data-dir = "/var/lib/horaemeta/meta0"
storage-root-path = "/horaedb"
initial-cluster = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380"
peer-urls = "http://10.1.1.1:2380"
client-urls = "http://10.1.1.1:2379"
advertise-peer-urls = "http://10.1.1.1:2380"
advertise-client-urls = "http://10.1.1.1:2379"
`;
export const remoteWal =
  '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n';
export const localWal =
  '[analytic.storage.object_store]\ntype = "Local"\ndata_dir = "/data/store"\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\n';

/** What config.yaml of OMS has to hold, but for the password; `without` is left out of it. */
export const oms = (text: string, without = "") => ({
  as: "oms@4.2.2",
  files: {
    "config.yaml":
      `oms_meta_host: 10.10.10.1
oms_meta_port: 2883
oms_meta_user: root@oms
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_cm_heartbeat
cm_url: http://10.1.1.1:8088
cm_location: 0
cm_nodes:
 - 10.1.1.1
`.replace(without, "") + text,
  },
});

/** A placeholder of cfgc, so that the examples hold no literal secret. */
export const password = 'oms_meta_password: "__CFGC_SECRET_METRICS_OMS_META_DATABASE_PASSWORD__"\n';

export const s3 = (secret: string) =>
  `${remoteWal}[analytic.storage.object_store]\ntype = "S3"\nregion = "eu"\nendpoint = "s3.example.net"\nbucket = "b"\nprefix = "p"\nkey_id = "{id}"\n${secret}`;

/** A site whose data lie in a bucket, with some values of its own. */
export const bucketSite = ({
  cluster_name = "prod",
  endpoint = "https://s3.example.net",
  bucket = "metrics",
  address = "10.1.1.1",
  prefix = "p",
}) => ({
  files: {
    "cluster.yaml": `cfgc: 1
name: metrics
hosts: { db1: { address: "${address}" } }
horaedb:
  version: 2.0.0
  cluster_name: "${cluster_name}"
  nodes: { members: [ { host: db1 } ] }
  wal: { type: Kafka, brokers: [ 10.9.0.1:9092, 10.9.0.2:9092, 10.9.0.3:9092 ] }
  object_store: { type: S3, region: r, endpoint: "${endpoint}", bucket: "${bucket}", prefix: "${prefix}", key_id: { from_env: A }, key_secret: { from_env: B } }
`,
  },
});
