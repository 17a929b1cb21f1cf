/** The processes of a cluster.yaml before they have settings: where each runs, what it is called, its port. */

import type { Location } from "../../../diagnostics/location.ts";
import { type Name, type Sayable, say } from "../../../diagnostics/message.ts";
import { expandMembers, planEach } from "../../../model/members.ts";
import type { Host } from "../../../model/model.ts";
import { booleanOf, field, isUnread, numberOf, textOf, type View } from "../../../schema/documents/view.ts";
import type {
  Agent,
  ComputeNode,
  Controller,
  DataNode,
} from "../../../schema/generated/types/dolphindb-section.ts";
import { derived, type Traced } from "../../../schema/value.ts";
import type { NodeKind } from "../cluster.ts";
import {
  isAlias,
  isSite,
  type LocalSite,
  parseSite,
  type SiteProblem,
  writeSite,
} from "../syntax/local-site.ts";
import { type DolphinSpec, reportJoinTooEarly, reportTooNew } from "./section.ts";

export interface Planned {
  readonly kind: NodeKind;
  readonly at: Location;
  readonly name: Traced<Sayable>;
  readonly hostName: Traced<Sayable>;
  readonly host: Host | undefined;
  /** Undefined if the host's address or the port could not be read. */
  readonly siteText: Traced<Sayable> | undefined;
  /** Undefined where the text is no site, too. */
  readonly site: Traced<LocalSite> | undefined;
  readonly dataDir: Traced<Sayable> | undefined;
  readonly zone: Traced<Sayable> | undefined;
  readonly computeGroup: Traced<Sayable> | undefined;
  readonly joining: boolean;
  /** The process's own layer. */
  readonly config: View<object> | undefined;
}

export interface Plan {
  readonly controllers: readonly Planned[];
  readonly agents: readonly Planned[];
  readonly nodes: readonly Planned[];
  /** Kinds of which an entry could not be read. */
  readonly unknownKinds: ReadonlySet<NodeKind>;
}

/** The home of controllers and agents that name none; nodes live below their agent's. */
export const defaultHome = "/var/lib/dolphindb";

export function planCluster(section: DolphinSpec): Plan {
  const { view } = section;
  const unknownKinds = new Set<NodeKind>();
  const entries = <T extends Entry>(list: View<readonly T[]> | undefined, kind: NodeKind) => {
    const { all, whole } = planEach(list, (entry: View<T>) => planEntry(entry, kind, section));
    if (!whole) unknownKinds.add(kind);
    return all;
  };
  const nodes = [
    ...entries(field(view, "data_nodes"), "datanode"),
    ...entries(field(view, "compute_nodes"), "computenode"),
  ];
  const agents = planAgents(nodes, section, entries);
  if (agents === undefined) unknownKinds.add("agent");
  // An agent is new to the cluster where every node of its host is.
  const running = new Set(nodes.filter((node) => !node.joining).map((node) => node.hostName.value));
  const joining = new Set(nodes.filter((node) => node.joining).map((node) => node.hostName.value));
  return {
    controllers: entries(field(view, "controllers"), "controller"),
    agents: (agents ?? []).map((agent) => ({
      ...agent,
      joining: joining.has(agent.hostName.value) && !running.has(agent.hostName.value),
    })),
    nodes,
    unknownKinds,
  };
}

type Entry = Controller | Agent | DataNode | ComputeNode;
/** All keys of all kinds of entries. */
type AnyEntry = Controller & Agent & DataNode & ComputeNode;

const defaultPorts: Readonly<Record<NodeKind, number>> = {
  controller: 8900,
  agent: 8901,
  datanode: 8902,
  computenode: 8903,
};

/** Undefined if it could not be read which processes these are, or what tells where their data lie. */
function planEntry(entry: View<Entry>, kind: NodeKind, section: DolphinSpec): Planned[] | undefined {
  const view = entry as View<AnyEntry>;
  const list = kind === "datanode" ? "data_nodes" : "compute_nodes";
  const knowsZones = !reportTooNew(field(view, "zone"), say`dolphindb.${list}[].zone`, "zone", section);
  reportTooNew(field(view, "compute_group"), say`dolphindb.${list}[].compute_group`, "computeGroup", section);
  reportJoinTooEarly(field(view, "joining"), say`dolphindb.${list}[].joining`, section);
  const { hosts, bag } = section.context;
  const port = portOf(field(view, "port"), kind, entry.at);
  const computeGroup = textOf(field(view, "compute_group"));
  const aliasOf = (host: Name) => defaultAlias(host, kind, computeGroup?.value);
  const members = expandMembers(view, hosts, bag, aliasOf);
  const telling = ["data_dir", "zone", "compute_group", "joining"] as const;
  if (telling.some((key) => isUnread(field(view, key)))) return undefined;
  return members?.map((member) => ({
    kind,
    at: entry.at,
    name: member.name,
    hostName: member.hostName,
    host: member.host,
    ...sitesOf(member.host, port, member.name, entry.at),
    dataDir: textOf(field(view, "data_dir")),
    zone: knowsZones ? textOf(field(view, "zone")) : undefined,
    computeGroup,
    joining: booleanOf(field(view, "joining")) ?? false,
    config: field(view, "config"),
  }));
}

/**
 * All kinds share one name space, so three of them say which they are. A dot would end an alias in cluster.cfg, and the
 * web manager tells the nodes of a compute group by its name in front (see the rule compute-group-prefix).
 */
function defaultAlias(hostName: Name, kind: NodeKind, computeGroup?: Name): Name {
  const host = hostName.replaceAll(".", "-");
  if (kind === "datanode") return host;
  if (kind === "computenode")
    return computeGroup === undefined ? say`${host}-compute` : say`${computeGroup}-${host}`;
  return say`${host}-${kind}`;
}

function portOf(written: View<number> | undefined, kind: NodeKind, at: Location): Traced<number> | undefined {
  if (written === undefined) return derived(defaultPorts[kind], "the default of `port`", [at]);
  const port = numberOf(written);
  return port !== undefined && port.value >= 1 && port.value <= 65_535 ? port : undefined;
}

function sitesOf(
  host: Host | undefined,
  port: Traced<number> | undefined,
  name: Traced<Sayable>,
  at: Location,
): Pick<Planned, "site" | "siteText"> {
  // A name that no list carries has a finding of its own, and will be another.
  if (host?.address === undefined || port === undefined || !isAlias(name.value))
    return { site: undefined, siteText: undefined };
  const text = writeSite({ host: host.address.value, port: port.value, alias: name.value });
  const parsed: LocalSite | SiteProblem = parseSite(text, false);
  const places = [
    port.origin.kind === "source" ? port.origin.at : at,
    host.address.origin.kind === "source" ? host.address.origin.at : host.at,
  ];
  const how = "the host's address, `port` and `alias`";
  return {
    siteText: derived(text, how, places),
    site: isSite(parsed) ? derived(parsed, how, places) : undefined,
  };
}

/**
 * Agents that are listed, or one for each host with nodes, in the order of the nodes; undefined if it could not be read
 * what is said of all of them.
 */
function planAgents(
  nodes: readonly Planned[],
  section: DolphinSpec,
  entries: (list: View<readonly Agent[]> | undefined, kind: NodeKind) => readonly Planned[],
): readonly Planned[] | undefined {
  const written = field(section.view, "agents");
  if (written?.node.kind === "list") return entries(written as View<readonly Agent[]>, "agent");
  const settings = written as View<{ port?: number; data_dir?: string }> | undefined;
  const homeOf = field(settings, "data_dir");
  if (isUnread(settings) || isUnread(homeOf)) return undefined;
  const hosts = new Map<string, Planned>();
  for (const node of nodes) {
    // A host that does not exist is reported for the node.
    const isNew = node.host !== undefined && !hosts.has(node.hostName.value);
    if (isNew) hosts.set(node.hostName.value, node);
  }
  return [...hosts.values()].map((node) => {
    const at = written?.at ?? node.at;
    const port = portOf(field(settings, "port"), "agent", at);
    const host = node.hostName.value;
    const name = derived(defaultAlias(host, "agent"), "the host's name", [node.at]);
    return {
      kind: "agent",
      at: node.at,
      name,
      hostName: node.hostName,
      host: node.host,
      ...sitesOf(node.host, port, name, node.at),
      dataDir: homeOf && textOf(homeOf),
      zone: undefined,
      computeGroup: undefined,
      joining: false,
      config: undefined,
    };
  });
}
