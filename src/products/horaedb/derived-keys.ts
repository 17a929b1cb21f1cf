/** Keys that follow from the rest of cluster.yaml, and what to write there instead of `config`. */

export const derivedMetaKeys: Readonly<Record<string, string>> = {
  "node-name": "write `name` at the member",
  "data-dir": "write `data_dir` at the member",
  "initial-cluster": "it follows from `meta.members`",
  "initial-cluster-state": "write `joining: true` at a member that joins a running cluster",
  "client-urls": "write `ports.client` at the member",
  "peer-urls": "write `ports.peer` at the member",
  "advertise-client-urls": "it follows from the host's address and `ports.client`",
  "advertise-peer-urls": "it follows from the host's address and `ports.peer`",
  "http-port": "write `ports.http` at the member",
  "default-http-port": "write `ports.http` at the member",
  "enable-embed-etcd": "cfgc sets up HoraeMeta with its embedded etcd",
  "default-cluster-name": "write `cluster_name`",
  "default-cluster-node-count": "it is the number of `nodes.members`",
  "default-cluster-shard-total": "write `shards`",
  "topology-type": "write `topology`",
};

const store = "write it under `object_store`";
const wal = "write it under `wal`";

export const derivedNodeKeys: Readonly<Record<string, string>> = {
  "node.addr": "it is the host's `address`",
  "server.http_port": "write `ports.http` at the node",
  "server.grpc_port": "write `ports.grpc` at the node",
  "server.mysql_port": "write `ports.mysql` at the node",
  "server.postgresql_port": "write `ports.postgresql` at the node",
  "analytic.wal.type": "write `wal.type`",
  "analytic.wal.data_dir": "write `wal.data_dir`, or `data_dir` at the node",
  "analytic.wal.kafka.client.boost_brokers": "write `wal.brokers`",
  "analytic.wal.kafka.client.boost_broker": "write `wal.brokers`",
  "analytic.wal.kafka.topic_management.create_replication_factor": "write `wal.replication`",
  "analytic.wal.obkv.full_user_name": wal,
  "analytic.wal.obkv.param_url": wal,
  "analytic.wal.obkv.password": wal,
  "analytic.wal.obkv.client.sys_user_name": wal,
  "analytic.wal.obkv.client.sys_password": wal,
  "analytic.storage.object_store.type": "write `object_store.type`",
  "analytic.storage.object_store.data_dir": "write `object_store.data_dir`, or `data_dir` at the node",
  "analytic.storage.object_store.endpoint": store,
  "analytic.storage.object_store.bucket": store,
  "analytic.storage.object_store.prefix": store,
  "analytic.storage.object_store.region": store,
  "analytic.storage.object_store.key_id": store,
  "analytic.storage.object_store.key_secret": store,
  "cluster_deployment.mode": "it follows from whether there is a `meta` or a `routing` section",
  "cluster_deployment.topology": "write it under `routing`",
  "cluster_deployment.rules": "write it under `routing`",
  "cluster_deployment.meta_client.cluster_name": "write `cluster_name`",
  "cluster_deployment.meta_client.meta_addr":
    "it follows from `meta.members`; write `meta.endpoint`, or `meta_member` at the node",
  "cluster_deployment.etcd_client.server_addrs": "it follows from `meta.members`",
  "cluster_deployment.etcd_client.root_path": "write `storage-root-path` under `meta.config`",
};
