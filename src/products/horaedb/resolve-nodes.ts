/** HoraeDB nodes of cluster.yaml into instances with every setting that they need. */
import type { Location } from "../../diagnostics/location.ts";
import { hostPort, httpUrl } from "../../model/addresses.ts";
import { type ConfigCheck, mergeLayers, readLayer } from "../../model/layers.ts";
import { expandMembers, type Member } from "../../model/members.ts";
import type { Instance } from "../../model/model.ts";
import { Settings } from "../../model/settings.ts";
import type { Node as NodeEntry } from "../../schema/generated/types/horaedb-section.ts";
import type { Reading } from "../../schema/key-check.ts";
import { derived, type Traced, type Value } from "../../schema/value.ts";
import { field, items, numberOf, textOf } from "../../schema/view.ts";
import { derivedNodeKeys } from "./derived-keys.ts";
import { describeNode } from "./describe-node.ts";
import { keyAt } from "./key-names.ts";
import { horaedbServer } from "./programs.ts";
import { type PlannedMember, port } from "./resolve-meta.ts";
import { type Section, versionOf } from "./section.ts";
import { readStorage, type Storage } from "./storage-settings.ts";

export interface PlannedNode extends Member<NodeEntry> {
  readonly version: string;
  readonly grpcPort: Traced<number>;
}

export function planNodes(section: Section): PlannedNode[] {
  const { hosts, bag } = section.context;
  return items(field(field(section.view, "nodes"), "members")).flatMap((entry) => {
    const grpcPort = port(numberOf(field(field(entry, "ports"), "grpc")), 8831, "grpc", entry.at);
    const nameOf = (host: string) => (grpcPort.value === 8831 ? host : `${host}-${grpcPort.value}`);
    const version = versionOf(textOf(field(entry, "version")), section.context) ?? section.version;
    return expandMembers(entry, hosts, nameOf, bag).map((member) => ({ ...member, version, grpcPort }));
  });
}

export function resolveNodes(
  nodes: readonly PlannedNode[],
  members: readonly PlannedMember[],
  rootPath: Traced<Value> | undefined,
  section: Section,
): Instance[] {
  const storage = readStorage(section);
  const deployment = deploymentOf(members, rootPath, section);
  const layers = layersOf(section, storage, members.length > 0);
  return nodes.map((node) => {
    const own = layers(node);
    const settings = new Map(own.settings);
    const put = (key: string, value: Traced<Value> | undefined) => {
      const name = keyAt({ catalogue: horaedbServer.catalogue, version: node.version }, key);
      if (value !== undefined && name !== undefined) settings.set(name, value);
    };
    const suggest = (key: string, value: Traced<Value>) => {
      if (!own.settings.has(key) && !own.unread.has(key)) put(key, value);
    };
    putIdentity(put, suggest, node);
    putStorage(put, suggest, node, storage, section);
    for (const [key, value] of deployment.shared) put(key, value);
    put("cluster_deployment.meta_client.meta_addr", deployment.metaAddr(node));
    const tables = new Set(own.tables.keys());
    return instanceOf(node, new Settings(horaedbServer.catalogue, node.version, settings, own.unread, tables), section);
  });
}

/** The merged `config` of a node. Nodes without their own share the role's, however many they are. */
function layersOf(section: Section, storage: Storage, withMeta: boolean): (node: PlannedNode) => Reading {
  const tags = new Map([
    ["analytic.wal.type", storage.wal.value],
    ["analytic.storage.object_store.type", storage.objectStore.value],
    ["cluster_deployment.mode", withMeta ? "WithMeta" : "NoMeta"],
  ]);
  const checkFor = (version: string): ConfigCheck => ({
    catalogue: horaedbServer.catalogue,
    version,
    isValid: horaedbServer.isValid,
    derivedKeys: derivedNodeKeys,
    tags,
    bag: section.context.bag,
    site: section.context.site,
  });
  const roleConfig = field(field(section.view, "nodes"), "config");
  const roles = new Map<string, Reading>();
  const merged = new Map<string, Reading>();
  const ofEntry = new Map<unknown, Reading>();
  return ({ version, entry }) => {
    const check = checkFor(version);
    const role = remember(roles, version, () => readLayer(roleConfig, check));
    const own = field(entry, "config");
    if (own === undefined) return remember(merged, version, () => mergeLayers([role], check));
    return remember(ofEntry, entry.node, () => mergeLayers([role, readLayer(own, check)], check));
  };
}

function remember<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

type Put = (key: string, value: Traced<Value> | undefined) => void;
type Suggest = (key: string, value: Traced<Value>) => void;

function putIdentity(put: Put, suggest: Suggest, node: PlannedNode): void {
  const { entry } = node;
  const ports = field(entry, "ports");
  put("node.addr", node.host?.address);
  // 127.0.0.1 by default since 1.1.0: nobody but the node itself could connect.
  suggest("server.bind_addr", derived("0.0.0.0", "a node is reached from other hosts", [entry.at]));
  put("server.http_port", port(numberOf(field(ports, "http")), 5440, "http", entry.at));
  put("server.grpc_port", node.grpcPort);
  put("server.mysql_port", port(numberOf(field(ports, "mysql")), 3307, "mysql", entry.at));
  put("server.postgresql_port", port(numberOf(field(ports, "postgresql")), 5433, "postgresql", entry.at));
}

function putStorage(put: Put, suggest: Suggest, node: PlannedNode, storage: Storage, section: Section): void {
  const { entry } = node;
  const written = textOf(field(entry, "data_dir"));
  const base = written?.value ?? `/var/lib/${section.nodeFamily}/${node.name.value}`;
  const inBase = (path: string): Traced<string> =>
    derived(`${base.replace(/\/+$/, "")}/${path}`, "data_dir of the node", [placeOf(written, entry.at)]);
  suggest("tracing.dir", inBase("tracing"));
  put("analytic.wal.type", storage.wal);
  if (storage.wal.value === "RocksDB" || storage.wal.value === "Local") {
    put("analytic.wal.data_dir", storage.walDir ?? inBase("wal"));
  }
  put("analytic.storage.object_store.type", storage.objectStore);
  if (storage.objectStore.value === "Local") {
    put("analytic.storage.object_store.data_dir", storage.objectStoreDir ?? inBase("store"));
  }
  for (const [key, value] of storage.shared) put(key, value);
  for (const [key, value] of storage.suggested) suggest(key, value);
  // By default one file in /tmp for every node of a host.
  if (storage.wal.value === "Obkv") {
    suggest("analytic.wal.obkv.client.ocp_model_cache_file", inBase("ocp_model_cache.json"));
  }
}

interface Deployment {
  readonly shared: ReadonlyMap<string, Traced<Value>>;
  readonly metaAddr: (node: PlannedNode) => Traced<string> | undefined;
}

function deploymentOf(members: readonly PlannedMember[], rootPath: Traced<Value> | undefined, section: Section): Deployment {
  const shared = new Map<string, Traced<Value>>();
  if (members.length === 0) return { shared, metaAddr: () => undefined };
  const places = members.map((member) => member.entry.at);
  shared.set("cluster_deployment.mode", derived("WithMeta", "there is a meta section", places));
  shared.set("cluster_deployment.meta_client.cluster_name", section.clusterName);
  shared.set(
    "cluster_deployment.etcd_client.server_addrs",
    derived(
      members.map((member) => hostPort(member.host?.address?.value ?? "", member.clientPort.value)),
      "the client ports of meta.members",
      places,
    ),
  );
  if (rootPath !== undefined) shared.set("cluster_deployment.etcd_client.root_path", rootPath);
  const endpoint = textOf(field(field(section.view, "meta"), "endpoint"));
  const viaEndpoint = endpoint && derived(`http://${endpoint.value}`, "meta.endpoint", [placeOf(endpoint, section.view.at)]);
  return { shared, metaAddr: (node) => viaEndpoint ?? spread(node, members) };
}

/** meta_addr takes one address, so nodes are spread; a member more or less moves only the nodes that it has to. */
function spread(node: PlannedNode, members: readonly PlannedMember[]): Traced<string> | undefined {
  let chosen: PlannedMember | undefined;
  let highest = -1;
  for (const member of members) {
    const weight = hash(`${node.name.value}\n${member.name.value}`);
    if (weight > highest) [chosen, highest] = [member, weight];
  }
  if (chosen === undefined) return undefined;
  const url = httpUrl(chosen.host?.address?.value ?? "", chosen.clientPort.value);
  return derived(url, "one of meta.members by a stable hash of the names", [chosen.entry.at]);
}

/** FNV-1a with a final mix, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

function placeOf(value: Traced<unknown> | undefined, otherwise: Location): Location {
  return value?.origin.kind === "source" ? value.origin.at : otherwise;
}

function instanceOf(node: PlannedNode, settings: Settings, section: Section): Instance {
  return {
    product: "horaedb",
    program: horaedbServer.kind,
    catalogue: horaedbServer.catalogue,
    version: node.version,
    buildFeatures: section.buildFeatures,
    site: section.context.site,
    name: node.name,
    hostName: node.hostName,
    host: node.host,
    at: node.entry.at,
    settings,
    claims: describeNode(settings),
  };
}
