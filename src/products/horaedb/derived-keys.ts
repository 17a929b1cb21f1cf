import { type Sayable, say } from "../../diagnostics/message.ts";
/** Keys that follow from the rest of cluster.yaml, and what to write there instead of `config`. */

export const derivedMetaKeys: Readonly<Record<string, Sayable>> = {
  "node-name": say`write \`name\` at the member`,
  "data-dir": say`write \`data_dir\` at the member`,
  "initial-cluster": say`it follows from \`meta.members\``,
  "initial-cluster-state": say`write \`joining: true\` at a member that joins a running cluster`,
  "client-urls": say`write \`ports.client\` at the member`,
  "peer-urls": say`write \`ports.peer\` at the member`,
  "advertise-client-urls": say`it follows from the host's address and \`ports.client\``,
  "advertise-peer-urls": say`it follows from the host's address and \`ports.peer\``,
  "http-port": say`write \`ports.http\` at the member`,
  "default-http-port": say`write \`ports.http\` at the member`,
  "enable-embed-etcd": say`cfgc sets up HoraeMeta with its embedded etcd`,
  "default-cluster-name": say`write \`cluster_name\``,
  "default-cluster-node-count": say`it is the number of \`nodes.members\``,
  "default-cluster-shard-total": say`write \`shards\``,
  "topology-type": say`write \`topology\``,
};

const store = say`write it under \`object_store\``;
const wal = say`write it under \`wal\``;

export const derivedNodeKeys: Readonly<Record<string, Sayable>> = {
  "node.addr": say`it is the host's \`address\``,
  "server.http_port": say`write \`ports.http\` at the node`,
  "server.grpc_port": say`write \`ports.grpc\` at the node`,
  "server.mysql_port": say`write \`ports.mysql\` at the node`,
  "server.postgresql_port": say`write \`ports.postgresql\` at the node`,
  "analytic.wal.type": say`write \`wal.type\``,
  "analytic.wal.data_dir": say`write \`wal.data_dir\`, or \`data_dir\` at the node`,
  "analytic.wal.kafka.client.boost_brokers": say`write \`wal.brokers\``,
  "analytic.wal.kafka.client.boost_broker": say`write \`wal.brokers\``,
  "analytic.wal.kafka.topic_management.create_replication_factor": say`write \`wal.replication\``,
  "analytic.wal.obkv.full_user_name": wal,
  "analytic.wal.obkv.param_url": wal,
  "analytic.wal.obkv.password": wal,
  "analytic.wal.obkv.client.sys_user_name": wal,
  "analytic.wal.obkv.client.sys_password": wal,
  "analytic.storage.object_store.type": say`write \`object_store.type\``,
  "analytic.storage.object_store.data_dir": say`write \`object_store.data_dir\`, or \`data_dir\` at the node`,
  "analytic.storage.object_store.endpoint": store,
  "analytic.storage.object_store.bucket": store,
  "analytic.storage.object_store.prefix": store,
  "analytic.storage.object_store.region": store,
  "analytic.storage.object_store.key_id": store,
  "analytic.storage.object_store.key_secret": store,
  "cluster_deployment.mode": say`it follows from whether there is a \`meta\` or a \`routing\` section`,
  "cluster_deployment.topology": say`write it under \`routing\``,
  "cluster_deployment.rules": say`write it under \`routing\``,
  "cluster_deployment.meta_client.cluster_name": say`write \`cluster_name\``,
  "cluster_deployment.meta_client.meta_addr": say`it follows from \`meta.members\`; write \`meta.endpoint: "host:port"\` for a virtual address, or \`meta_member: NAME\` at a node`,
  "cluster_deployment.etcd_client.server_addrs": say`it follows from \`meta.members\``,
  "cluster_deployment.etcd_client.root_path": say`write \`storage-root-path\` under \`meta.config\``,
};
