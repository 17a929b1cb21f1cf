/** HoraeDB nodes of cluster.yaml into instances with every setting that they need. */
import { type ConfigCheck, mergeLayers, readLayer } from "../../model/layers.ts";
import { expandMembers, type Member } from "../../model/members.ts";
import type { Instance } from "../../model/model.ts";
import { Settings } from "../../model/settings.ts";
import type { Node as NodeEntry } from "../../schema/generated/types/horaedb-section.ts";
import type { Reading } from "../../schema/key-check.ts";
import { derived, placeOf, type Traced, type Value } from "../../schema/value.ts";
import { field, items, textOf } from "../../schema/view.ts";
import { derivedNodeKeys } from "./derived-keys.ts";
import { describeNode } from "./describe-node.ts";
import { keyAt } from "./key-names.ts";
import { metaClientSettings } from "./meta-client-settings.ts";
import type { PlannedMember } from "./plan-members.ts";
import { portOf } from "./ports.ts";
import { horaedbServer } from "./programs.ts";
import { type Section, versionOf } from "./section.ts";
import { readStorage, type Storage } from "./storage-settings.ts";

export interface PlannedNode extends Member<NodeEntry> {
  readonly version: string;
  /** Undefined if what is written there is no port. */
  readonly grpcPort: Traced<number> | undefined;
}

export function planNodes(section: Section): PlannedNode[] {
  const { hosts, bag } = section.context;
  return items(field(field(section.view, "nodes"), "members")).flatMap((entry) => {
    const grpcPort = portOf(field(field(entry, "ports"), "grpc"), 8831, "grpc", entry.at);
    const nameOf = (host: string) =>
      (grpcPort?.value ?? 8831) === 8831 ? host : `${host}-${grpcPort?.value}`;
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
  const metaClient = metaClientSettings(members, rootPath, section);
  const layers = layersOf(section, storage, members.length > 0);
  return nodes.map((node) => {
    const own = layers(node);
    const settings = new Map(own.settings);
    const unknown = new Set(own.unread);
    const put = (key: string, value: Traced<Value> | undefined) => {
      const name = keyAt({ catalogue: horaedbServer.catalogue, version: node.version }, key);
      if (name === undefined) return;
      if (value === undefined) unknown.add(name);
      else settings.set(name, value);
    };
    const suggest = (key: string, value: Traced<Value>) => {
      if (!own.settings.has(key) && !own.unread.has(key)) put(key, value);
    };
    putIdentity(put, suggest, node);
    putStorage(put, suggest, node, storage, section);
    for (const [key, value] of metaClient(node)) put(key, value);
    const tables = new Set(own.tables.keys());
    return instanceOf(
      node,
      new Settings(horaedbServer.catalogue, node.version, settings, unknown, tables),
      section,
    );
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
  put("server.http_port", portOf(field(ports, "http"), 5440, "http", entry.at));
  put("server.grpc_port", node.grpcPort);
  put("server.mysql_port", portOf(field(ports, "mysql"), 3307, "mysql", entry.at));
  put("server.postgresql_port", portOf(field(ports, "postgresql"), 5433, "postgresql", entry.at));
}

function putStorage(put: Put, suggest: Suggest, node: PlannedNode, storage: Storage, section: Section): void {
  const { entry } = node;
  const written = textOf(field(entry, "data_dir"));
  const base = written?.value ?? `/var/lib/${section.nodeFamily}/${node.name.value}`;
  const inBase = (path: string): Traced<string> =>
    derived(`${base.replace(/\/+$/, "")}/${path}`, "data_dir of the node", [
      (written && placeOf(written.origin)) ?? entry.at,
    ]);
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
