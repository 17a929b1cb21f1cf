/** HoraeMeta members of cluster.yaml into instances with every setting that they need. */
import type { Location } from "../../diagnostics/location.ts";
import { httpUrl } from "../../model/addresses.ts";
import { mergeLayers, readLayer, type ConfigCheck } from "../../model/layers.ts";
import { expandMembers, type Member } from "../../model/members.ts";
import type { Instance } from "../../model/model.ts";
import { Settings } from "../../model/settings.ts";
import type { MetaMember } from "../../schema/generated/types/horaedb-section.ts";
import type { Reading } from "../../schema/key-check.ts";
import { derived, type Traced, type Value } from "../../schema/value.ts";
import { booleanOf, field, items, numberOf, textOf, type View } from "../../schema/view.ts";
import { compareVersions } from "../../schema/versions.ts";
import { derivedMetaKeys } from "./derived-keys.ts";
import { describeMeta } from "./describe-meta.ts";
import { writeInitialCluster } from "./initial-cluster.ts";
import { keyAt } from "./key-names.ts";
import { horaemeta } from "./programs.ts";
import { type Section, versionOf } from "./section.ts";

/** A member with what the other instances have to know of it. */
export interface PlannedMember extends Member<MetaMember> {
  readonly version: string;
  readonly joining: boolean;
  readonly clientPort: Traced<number>;
  readonly peerPort: Traced<number>;
  readonly httpPort: Traced<number>;
}

export function planMembers(section: Section): PlannedMember[] {
  const meta = field(section.view, "meta");
  return items(field(meta, "members")).flatMap((entry) => planEntry(entry, section));
}

function planEntry(entry: View<MetaMember>, section: Section): PlannedMember[] {
  const { hosts, bag } = section.context;
  const ports = field(entry, "ports");
  const clientPort = port(numberOf(field(ports, "client")), 2379, "client", entry.at);
  const nameOf = (host: string) => (clientPort.value === 2379 ? host : `${host}-${clientPort.value}`);
  return expandMembers(entry, hosts, nameOf, bag).map((member) => ({
    ...member,
    version: versionOf(textOf(field(entry, "version")), section.context) ?? section.version,
    joining: booleanOf(field(entry, "joining")) ?? false,
    clientPort,
    peerPort: port(numberOf(field(ports, "peer")), 2380, "peer", entry.at),
    httpPort: port(numberOf(field(ports, "http")), 8080, "http", entry.at),
  }));
}

export function port(written: Traced<number> | undefined, byDefault: number, name: string, at: Location): Traced<number> {
  return written ?? derived(byDefault, `the default of ports.${name}`, [at]);
}

/** `nodeCount` is the number of HoraeDB nodes of the cluster. */
export function resolveMembers(
  members: readonly PlannedMember[],
  nodeCount: Traced<number>,
  section: Section,
): Instance[] {
  const check = configCheck(section);
  const role = readLayer(field(field(section.view, "meta"), "config"), check);
  const shared = mergeLayers([role], check);
  const initialCluster = initialClusterOf(members);
  return members.map((member) => {
    const config = field(member.entry, "config");
    const own = config === undefined && member.version === section.version ? shared : merged(role, member, section);
    const settings = new Map(own.settings);
    const put = (key: string, value: Traced<Value>) => {
      const name = keyAt({ catalogue: horaemeta.catalogue, version: member.version }, key);
      if (name !== undefined && !own.settings.has(name)) settings.set(name, value);
    };
    putSettings(put, member, { initialCluster, nodeCount, section });
    const tables = new Set(own.tables.keys());
    return instanceOf(member, new Settings(horaemeta.catalogue, member.version, settings, own.unread, tables), section);
  });
}

function configCheck(section: Section, version = section.version): ConfigCheck {
  return {
    catalogue: horaemeta.catalogue,
    version,
    isValid: horaemeta.isValid,
    derivedKeys: derivedMetaKeys,
    tags: new Map(),
    bag: section.context.bag,
    site: section.context.site,
  };
}

function merged(role: Reading, member: PlannedMember, section: Section): Reading {
  const check = configCheck(section, member.version);
  // A member of another release takes the role's layer as its own release understands it.
  const roleLayer =
    member.version === section.version ? role : readLayer(field(field(section.view, "meta"), "config"), check);
  return mergeLayers([roleLayer, readLayer(field(member.entry, "config"), check)], check);
}

function initialClusterOf(members: readonly PlannedMember[]): Traced<string> {
  const pairs = members.map((member) => ({
    name: member.name.value,
    url: httpUrl(member.host?.address?.value ?? "", member.peerPort.value),
  }));
  return derived(writeInitialCluster(pairs), "all of meta.members", members.map((member) => member.entry.at));
}

interface Surroundings {
  readonly initialCluster: Traced<string>;
  readonly nodeCount: Traced<number>;
  readonly section: Section;
}

type Put = (key: string, value: Traced<Value>) => void;

/** Everything that a member needs to be told: the program's own defaults fit one process on one machine only. */
function putSettings(put: Put, member: PlannedMember, { initialCluster, nodeCount, section }: Surroundings): void {
  const { entry, clientPort, peerPort, httpPort } = member;
  const address = member.host?.address?.value ?? "";
  const addressAt = member.host?.at;
  const dataDir = textOf(field(entry, "data_dir"));
  const directory = `/var/lib/${section.metaFamily}/${member.name.value}`;
  put("node-name", member.name);
  put("data-dir", dataDir ?? derived(directory, "the default of data_dir", [entry.at]));
  put("initial-cluster", initialCluster);
  put("initial-cluster-state", derived(member.joining ? "existing" : "new", "`joining` of the member", [entry.at]));
  put("initial-cluster-token", derived(`${section.context.site.name}-${section.clusterName.value}`, "site and cluster name", [section.context.site.at]));
  put("client-urls", derived(httpUrl("0.0.0.0", clientPort.value), "ports.client", [placeOf(clientPort, entry.at)]));
  put("peer-urls", derived(httpUrl("0.0.0.0", peerPort.value), "ports.peer", [placeOf(peerPort, entry.at)]));
  put("advertise-client-urls", derived(httpUrl(address, clientPort.value), "the host's address and ports.client", [addressAt, placeOf(clientPort, entry.at)]));
  put("advertise-peer-urls", derived(httpUrl(address, peerPort.value), "the host's address and ports.peer", [addressAt, placeOf(peerPort, entry.at)]));
  put("http-port", httpPort);
  put("storage-root-path", rootPathByDefault(section));
  put("default-cluster-name", section.clusterName);
  put("default-cluster-node-count", nodeCount);
  put("default-cluster-shard-total", section.shards);
  put("topology-type", section.topology);
  // Up to 1.2.7 one etcd transaction carries 2 operations for every shard; etcd's default allows 128.
  const operations = 2 * section.shards.value;
  if (compareVersions(member.version, "1.2.7") <= 0 && operations > 128) {
    put("etcd-max-txn-ops", derived(operations, "2 operations for each of horaedb.shards", [placeOf(section.shards, entry.at)]));
  }
}

export function rootPathByDefault(section: Section): Traced<string> {
  const path = section.metaFamily === "ceresmeta" ? "/ceresdb" : "/horaedb";
  return derived(path, "the root path of the release that laid out the metadata", [section.view.keyAt ?? section.view.at]);
}

function placeOf(value: Traced<unknown>, otherwise: Location): Location {
  return value.origin.kind === "source" ? value.origin.at : otherwise;
}

function instanceOf(member: PlannedMember, settings: Settings, section: Section): Instance {
  return {
    product: "horaedb",
    program: horaemeta.kind,
    catalogue: horaemeta.catalogue,
    version: member.version,
    buildFeatures: [],
    site: section.context.site,
    name: member.name,
    hostName: member.hostName,
    host: member.host,
    at: member.entry.at,
    settings,
    claims: describeMeta(settings),
  };
}
