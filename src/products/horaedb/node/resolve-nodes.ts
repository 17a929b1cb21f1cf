/** HoraeDB nodes of cluster.yaml into instances with every setting that they need. */
import { type Name, type Sayable, say } from "../../../diagnostics/message.ts";
import { once } from "../../../diagnostics/once.ts";
import { type ConfigCheck, mergeLayers, readLayer } from "../../../model/layers.ts";
import { expandMembers, type Listed, type Member, planEach } from "../../../model/members.ts";
import type { Instance } from "../../../model/model.ts";
import type { Settings } from "../../../model/settings.ts";
import { SettingsDraft } from "../../../model/settings-draft.ts";
import { field, readOr, textOf, type View } from "../../../schema/documents/view.ts";
import type { Node as NodeEntry } from "../../../schema/generated/types/horaedb-section.ts";
import type { Reading } from "../../../schema/keys/key-check.ts";
import { derived, placeOf, type Traced, type Value } from "../../../schema/value.ts";
import { withoutEnd } from "../../../source/without-end.ts";
import { derivedNodeKeys } from "../derived-keys.ts";
import { horaedbServer } from "../horaedb-server.ts";
import { keyAt } from "../key-names.ts";
import type { PlannedMember } from "../meta/plan-members.ts";
import { portOf } from "../ports.ts";
import type { Routing } from "../routing/routing-settings.ts";
import { type HoraeSpec, releaseFor } from "../section.ts";
import { catalogVariables } from "./default-catalog.ts";
import { describeNode } from "./describe-node.ts";
import { metaClientSettings } from "./meta-client-settings.ts";
import { compatKey, storedLayeredMemtables } from "./old-memtables.ts";
import { readStorage, type Storage } from "./storage-settings.ts";

export interface PlannedNode extends Member<NodeEntry> {
  readonly version: Sayable;
  readonly release: Sayable | undefined;
  /** Undefined if what is written there is no port. */
  readonly grpcPort: Traced<number> | undefined;
}

export function planNodes(section: HoraeSpec): Listed<PlannedNode> {
  const { hosts, bag } = section.context;
  return planEach(field(field(section.view, "nodes"), "members"), (entry: View<NodeEntry>) => {
    const grpcPort = portOf(field(field(entry, "ports"), "grpc"), 8831, "grpc", entry.at);
    const release = releaseFor(entry, say`horaedb.nodes.members[]`, horaedbServer, section);
    const members = expandMembers(entry, hosts, bag);
    return release === undefined
      ? undefined
      : members?.map((member): PlannedNode => ({ ...member, ...release, grpcPort }));
  });
}

/** What every node is told of the cluster. */
export interface NodeSurroundings {
  readonly members: Listed<PlannedMember>;
  /** The root path of HoraeMeta. */
  readonly rootPath: Traced<Value> | undefined;
  readonly routing: Routing | undefined;
}

export function resolveNodes(
  nodes: Listed<PlannedNode>,
  { members, rootPath, routing }: NodeSurroundings,
  section: HoraeSpec,
): Instance[] {
  const storages = new Map<string, Storage>();
  const storageOf = (version: Sayable) => remember(storages, version, () => readStorage(section, version));
  const metaClient = metaClientSettings(nodes, members, rootPath, section);
  const withMeta = members.all.length > 0 ? true : members.whole ? false : undefined;
  const layers = layersOf(section, storageOf, withMeta);
  return nodes.all.map((node) => {
    const { own, check } = layers(node);
    const draft = new SettingsDraft(own, check, node.entry.at, (key) => keyAt(check, key));
    setIdentity(draft, node);
    setStorage(draft, node, storageOf(node.version), section);
    setCompatibility(draft, node, section);
    const deployment =
      withMeta === undefined ? undefined : withMeta ? metaClient(node) : routing ? routing.settings : [];
    if (deployment === undefined) draft.loseTable("cluster_deployment");
    for (const [key, value] of deployment ?? []) draft.set(key, value);
    return instanceOf(node, draft.settings(), section);
  });
}

interface NodeConfig {
  readonly own: Reading;
  readonly check: ConfigCheck;
}

/** The merged `config` of a node. Nodes without their own share the role's, however many they are. */
function layersOf(
  section: HoraeSpec,
  storageOf: (version: Sayable) => Storage,
  withMeta: boolean | undefined,
): (node: PlannedNode) => NodeConfig {
  const roleConfig = field(field(section.view, "nodes"), "config");
  const checks = new Map<string, ConfigCheck>();
  const roles = new Map<string, Reading>();
  const merged = new Map<string, NodeConfig>();
  const ofEntry = new Map<unknown, NodeConfig>();
  return ({ version, entry }) => {
    const check = remember(checks, version, () =>
      configCheck(version, storageOf(version), withMeta, section),
    );
    const role = remember(roles, version, () => readLayer(roleConfig, check));
    const own = field(entry, "config");
    if (own === undefined)
      return remember(merged, version, () => ({ own: mergeLayers([role], check), check }));
    return remember(ofEntry, entry.node, () => ({
      own: mergeLayers([role, readLayer(own, check)], check),
      check,
    }));
  };
}

function configCheck(
  version: Name,
  storage: Storage,
  withMeta: boolean | undefined,
  { context }: HoraeSpec,
): ConfigCheck {
  return {
    catalogue: horaedbServer.catalogue,
    version,
    isValid: horaedbServer.isValid,
    derivedKeys: derivedNodeKeys,
    tags: new Map([
      ["analytic.wal.type", storage.wal?.value],
      ["analytic.storage.object_store.type", storage.objectStore?.value],
      ["cluster_deployment.mode", withMeta === undefined ? undefined : withMeta ? "WithMeta" : "NoMeta"],
    ]),
    bag: context.bag,
    site: context.site,
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

function setIdentity(draft: SettingsDraft, { host, entry, grpcPort }: PlannedNode): void {
  const { bind, http, mysql, postgresql } = listeningOf(entry);
  draft.set("node.addr", host?.address);
  draft.set("server.bind_addr", bind);
  draft.set("server.http_port", http);
  draft.set("server.grpc_port", grpcPort);
  draft.set("server.mysql_port", mysql);
  draft.set("server.postgresql_port", postgresql);
}

/** The same for all nodes of a range. */
const listeningOf = once((entry: View<NodeEntry>) => {
  const ports = field(entry, "ports");
  return {
    // 127.0.0.1 by default since 1.1.0: nobody but the node itself could connect.
    bind: derived("0.0.0.0", "a node is reached from other hosts", [entry.at]),
    http: portOf(field(ports, "http"), 5440, "http", entry.at),
    mysql: portOf(field(ports, "mysql"), 3307, "mysql", entry.at),
    postgresql: portOf(field(ports, "postgresql"), 5433, "postgresql", entry.at),
  };
});

function setStorage(draft: SettingsDraft, node: PlannedNode, storage: Storage, section: HoraeSpec): void {
  const byDefault = say`/var/lib/${section.nodeFamily}/${node.name.value}`;
  const base = readOr(
    field(node.entry, "data_dir"),
    textOf,
    derived(byDefault, "the default of data_dir", [node.entry.at]),
  );
  const inBase = (path: Name): Traced<Sayable> | undefined =>
    base &&
    derived(say`${withoutEnd(base.value, /\//)}/${path}`, "data_dir of the node", [
      placeOf(base.origin) ?? node.entry.at,
    ]);
  draft.set("tracing.dir", inBase(say`tracing`));
  if (storage.wal === undefined) draft.loseTable("analytic.wal");
  else draft.set("analytic.wal.type", storage.wal);
  if (storage.wal?.value === "RocksDB" || storage.wal?.value === "Local") {
    draft.set("analytic.wal.data_dir", readOr(storage.walDir, textOf, inBase(say`wal`)));
  }
  if (storage.objectStore === undefined) draft.loseTable("analytic.storage.object_store");
  else draft.set("analytic.storage.object_store.type", storage.objectStore);
  if (storage.objectStore?.value === "Local") {
    const directory = readOr(storage.objectStoreDir, textOf, inBase(say`store`));
    draft.set("analytic.storage.object_store.data_dir", directory);
  }
  for (const [key, value] of storage.settings) draft.set(key, value);
  // These two have defaults in /tmp that the nodes of a host would share.
  if (draft.has("analytic.storage.disk_cache_capacity")) {
    draft.set("analytic.storage.disk_cache_dir", inBase(say`cache`));
  }
  if (storage.wal?.value === "Obkv") {
    draft.set("analytic.wal.obkv.client.ocp_model_cache_file", inBase(say`ocp_model_cache.json`));
  }
}

/** What a release needs to read what an older one has stored. */
function setCompatibility(
  draft: SettingsDraft,
  { version, entry }: PlannedNode,
  { upgradingFrom }: HoraeSpec,
): void {
  if (upgradingFrom === undefined || !storedLayeredMemtables(upgradingFrom.value, version)) return;
  const at = placeOf(upgradingFrom.origin) ?? entry.at;
  draft.set(compatKey, derived(true, "the tables that 2.0.0 stored", [at]));
}

function instanceOf(node: PlannedNode, settings: Settings, section: HoraeSpec): Instance {
  return {
    product: "horaedb",
    program: horaedbServer.kind,
    catalogue: horaedbServer.catalogue,
    version: node.version,
    release: node.release,
    buildFeatures: section.buildFeatures,
    site: section.context.site,
    name: node.name,
    hostName: node.hostName,
    host: node.host,
    at: node.entry.at,
    settings,
    variables: catalogVariables(node.version, section.defaultCatalog),
    claims: describeNode(settings),
  };
}
