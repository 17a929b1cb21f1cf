/** What a HoraeDB node keeps outside its machine: log, data files, shard locks. */
import { type Message, type Name, quoted, type Sayable, say } from "../../../diagnostics/message.ts";
import { once } from "../../../diagnostics/once.ts";
import { type HostPort, hostPort, isLoopback, parseHostPort } from "../../../model/addresses.ts";
import type { Backend } from "../../../model/model.ts";
import type { Settings } from "../../../model/settings.ts";
import type { Origin, Traced } from "../../../schema/value.ts";
import { withoutEnd } from "../../../source/without-end.ts";
import { modeOf } from "./deployment-mode.ts";
import { brokersOf } from "./kafka-brokers.ts";
import { parseObkvUrl, parseObkvUser } from "./obkv-access.ts";

export function backendsOf(settings: Settings): Backend[] {
  const wal = settings.text("analytic.wal.type")?.value;
  const store = settings.text("analytic.storage.object_store.type")?.value;
  const isWithMeta = modeOf(settings) === "WithMeta";
  const named = isWithMeta ? settings.text("cluster_deployment.meta_client.cluster_name")?.value : undefined;
  // Several clusters under one HoraeMeta are right, as long as their data lie apart.
  const cluster = named === "" ? undefined : named;
  const data = [
    ...(wal === "Obkv" ? obkvOf(settings) : []),
    ...(store === "S3" || store === "Aliyun" ? bucketOf(settings, store) : []),
  ];
  return [
    ...(wal === "Kafka" ? kafkaOf(settings, cluster) : []),
    ...(cluster === undefined ? data : data.map((backend) => ({ ...backend, cluster }))),
    ...(isWithMeta ? metaOf(settings) : []),
  ];
}

/** Topics are called after a region only (apache/horaedb@v2.1.0:src/wal/src/message_queue_impl/encoding.rs). */
function kafkaOf(settings: Settings, cluster: Name | undefined): Backend[] {
  const found = brokersOf(settings);
  if (found === undefined) return [];
  const { brokers, setting } = found;
  const backends: Backend[] = [];
  for (const { at, name } of brokers)
    if (at !== undefined && !isLoopback(at.host))
      backends.push(new KafkaBackend(at, name, setting.origin, cluster));
  return backends;
}

/** Its title is made when it is asked for: there may be very many brokers, with nothing to say of them. */
class KafkaBackend implements Backend {
  readonly kind = kafkaKind;

  constructor(
    readonly at: HostPort,
    readonly identity: string,
    readonly origin: Origin,
    readonly cluster: Name | undefined,
  ) {}

  get title(): Message {
    return say`the Kafka cluster at ${hostPort(this.at.host, this.at.port)}`;
  }
}

const kafkaKind = say`Kafka cluster`;

/** Tables are called after a region only; they lie in the database that the URL names, of the user's tenant. */
function obkvOf(settings: Settings): Backend[] {
  const userName = settings.text("analytic.wal.obkv.full_user_name");
  const paramUrl = settings.text("analytic.wal.obkv.param_url");
  const user = userName && parseObkvUser(userName.value);
  const url = paramUrl && parseObkvUrl(paramUrl.value);
  if (userName === undefined || typeof user !== "object" || typeof url !== "object") return [];
  const identity = JSON.stringify([url.place, user.cluster, user.tenant, url.database]);
  const title = say`the OceanBase schema ${url.database} of the tenant ${user.tenant}`;
  return [{ kind: say`OceanBase schema`, identity, title, origin: userName.origin }];
}

function bucketOf(settings: Settings, store: string): Backend[] {
  const [bucket, prefix, endpoint] = ["bucket", "prefix", "endpoint"].map((name) =>
    settings.text(`analytic.storage.object_store.${name}`),
  );
  if (bucket === undefined || prefix === undefined || endpoint === undefined) return [];
  const place = withoutEnd(endpoint.value.toLowerCase().replace(/^[a-z]+:\/\//, ""), /\//);
  if (isLoopback(parseHostPort(place)?.host ?? place)) return [];
  const folder = withoutEnd(prefix.value.replace(/^\/+/, ""), /\//);
  return [
    {
      kind: say`bucket and prefix`,
      identity: JSON.stringify([store, place, bucket.value, folder]),
      title: say`the prefix ${quoted(folder)} of the bucket ${bucket.value}`,
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
  const locks = root && cluster && servers ? locksOf(servers, say`${root.value}/${cluster.value}`) : [];
  const asked = endpoint && metaAt(endpoint);
  return asked === undefined ? [...locks] : [...locks, asked];
}

/** All nodes of a cluster have these in common. */
function locksOf(servers: Traced<readonly Sayable[]>, path: Message): readonly Backend[] {
  const known = locksByPath(servers);
  const found = known.get(path) ?? servers.value.flatMap((server) => lockAt(server, path, servers.origin));
  known.set(path, found);
  return found;
}

const locksByPath = once((_servers: Traced<readonly Sayable[]>) => new Map<string, readonly Backend[]>());

function lockAt(server: Sayable, path: Message, origin: Origin): Backend[] {
  const at = parseHostPort(server);
  if (at === undefined || isLoopback(at.host)) return [];
  return [
    {
      kind: say`path in etcd`,
      identity: `${at.host}:${at.port}${path}`,
      title: say`${path} in the etcd at ${at.host}:${at.port}`,
      origin,
    },
  ];
}

const metaAt = once(({ value, origin }: Traced<Sayable>): Backend | undefined => {
  const at = parseHostPort(value);
  if (at === undefined || isLoopback(at.host)) return undefined;
  const name = say`${at.host}:${at.port}`;
  return { kind: say`HoraeMeta`, identity: name, title: say`the HoraeMeta at ${name}`, origin };
});
