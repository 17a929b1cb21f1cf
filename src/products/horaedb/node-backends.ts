/** What a HoraeDB node keeps outside its machine: log, data files, shard locks. */
import { isLoopback, parseHostPort } from "../../model/addresses.ts";
import type { Backend } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import { brokerName, brokersOf } from "./kafka-brokers.ts";

export function backendsOf(settings: Settings): Backend[] {
  const wal = settings.text("analytic.wal.type")?.value;
  const store = settings.text("analytic.storage.object_store.type")?.value;
  return [
    ...(wal === "Kafka" ? kafkaOf(settings) : []),
    ...(wal === "Obkv" ? obkvOf(settings) : []),
    ...(store === "S3" || store === "Aliyun" ? bucketOf(settings, store) : []),
    ...(settings.text("cluster_deployment.mode")?.value === "WithMeta" ? metaOf(settings) : []),
  ];
}

/** Topics are called after a region only (apache/horaedb@v2.1.0:src/wal/src/message_queue_impl/encoding.rs). */
function kafkaOf(settings: Settings): Backend[] {
  const brokers = brokersOf(settings);
  if (brokers === undefined) return [];
  return brokers.value.flatMap((broker) => {
    const at = parseHostPort(broker);
    if (at === undefined || isLoopback(at.host)) return [];
    const name = brokerName(broker);
    return [
      {
        kind: "Kafka cluster",
        identity: name,
        title: `the Kafka cluster at ${name}`,
        origin: brokers.origin,
      },
    ];
  });
}

/** Tables are called after a region only; the schema is the database behind the colon of the user name. */
function obkvOf(settings: Settings): Backend[] {
  const user = settings.text("analytic.wal.obkv.full_user_name");
  const url = settings.text("analytic.wal.obkv.param_url");
  const schema = user && /@([^:]*:.+)$/.exec(user.value)?.[1];
  if (user === undefined || url === undefined || schema === undefined) return [];
  const identity = JSON.stringify([url.value, schema]);
  return [
    { kind: "OceanBase schema", identity, title: `the OceanBase schema ${schema}`, origin: user.origin },
  ];
}

function bucketOf(settings: Settings, store: string): Backend[] {
  const [bucket, prefix, endpoint] = ["bucket", "prefix", "endpoint"].map((name) =>
    settings.text(`analytic.storage.object_store.${name}`),
  );
  if (bucket === undefined || prefix === undefined || endpoint === undefined) return [];
  const place = endpoint.value
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, "")
    .replace(/\/+$/, "");
  if (isLoopback(parseHostPort(place)?.host ?? place)) return [];
  const folder = prefix.value.replace(/^\/+|\/+$/g, "");
  return [
    {
      kind: "bucket and prefix",
      identity: JSON.stringify([store, place, bucket.value, folder]),
      title: `the prefix ${JSON.stringify(folder)} of the bucket ${bucket.value}`,
      origin: prefix.origin.kind === "default" ? bucket.origin : prefix.origin,
    },
  ];
}

/** Locks lie under root_path/cluster_name/shards of that etcd; the endpoint leads to the members of one cluster. */
function metaOf(settings: Settings): Backend[] {
  const root = settings.text("cluster_deployment.etcd_client.root_path");
  const cluster = settings.text("cluster_deployment.meta_client.cluster_name");
  const servers = settings.texts("cluster_deployment.etcd_client.server_addrs");
  const endpoint = settings.text("cluster_deployment.meta_client.meta_addr");
  const locks = (servers?.value ?? []).flatMap((server) => {
    const at = parseHostPort(server);
    if (at === undefined || isLoopback(at.host) || !root || !cluster || !servers) return [];
    const path = `${root.value}/${cluster.value}`;
    return [
      {
        kind: "path in etcd",
        identity: `${at.host}:${at.port}${path}`,
        title: `${path} in the etcd at ${at.host}:${at.port}`,
        origin: servers.origin,
      },
    ];
  });
  const at = endpoint && parseHostPort(endpoint.value);
  if (endpoint === undefined || at === undefined || isLoopback(at.host)) return locks;
  const name = `${at.host}:${at.port}`;
  return [
    ...locks,
    { kind: "HoraeMeta", identity: name, title: `the HoraeMeta at ${name}`, origin: endpoint.origin },
  ];
}
