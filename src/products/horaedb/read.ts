/** Files written by hand into the model: what each process claims, checked key by key on the way. */

import { dirname } from "node:path/posix";
import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { append } from "../../diagnostics/long-lists.ts";
import { nameOfFile, type Sayable, say } from "../../diagnostics/message.ts";
import type { Steps } from "../../diagnostics/steps.ts";
import { isLoopback, isUnspecified, parseHostPort, splitUrls } from "../../model/addresses.ts";
import { held } from "../../model/held-reading.ts";
import type { Claims, Host, Instance } from "../../model/model.ts";
import { Settings } from "../../model/settings.ts";
import { displayName } from "../../schema/catalogue.ts";
import { onceAtRelease } from "../../schema/key-state.ts";
import { checkKeys } from "../../schema/keys/check-keys.ts";
import { derived, placeOf, type Traced } from "../../schema/value.ts";
import { type LateFile, opened, type ReadFiles, type UpstreamFile } from "../product.ts";
import type { HoraeCluster } from "./cluster.ts";
import { groupFiles } from "./group-files.ts";
import { metaKind } from "./kinds.ts";
import { describeMeta } from "./meta/describe-meta.ts";
import { modeOf } from "./node/deployment-mode.ts";
import { describeNode } from "./node/describe-node.ts";
import { standInsAmong } from "./stand-ins.ts";

export function* readHoraeFiles(files: readonly LateFile[], bag: DiagnosticBag): Steps<ReadFiles> {
  const hosts = new Map<string, Host>();
  const read: Instance[] = [];
  for (const late of files) {
    append(
      read,
      opened(late).map((file) => readFile(file, hosts, bag)),
    );
    yield;
  }
  const standIns = standInsAmong(read);
  // On the machine that a stand-in takes over nothing else of the call runs.
  const instances = read.map((one) => (standIns.has(one) ? { ...one, host: undefined } : one));
  const groups = groupFiles(instances).map(clusterOf);
  return { hosts: [...hosts.values()], instances, groups };
}

function clusterOf(instances: readonly Instance[]): HoraeCluster {
  const [first] = instances;
  return {
    product: "horaedb",
    name: say``,
    site: undefined,
    at: first?.at ?? { file: { path: "", text: "" }, start: 0, end: 0 },
    instances,
    meta: instances.filter((instance) => instance.program === metaKind),
    nodes: instances.filter((instance) => instance.program !== metaKind),
    metaKnown: true,
    nodesKnown: true,
    closed: false,
    plan: undefined,
  };
}

/** For the check of every file. */
const titleAt = onceAtRelease(displayName);

function readFile(file: UpstreamFile, hosts: Map<string, Host>, bag: DiagnosticBag): Instance {
  const { program, version, release } = file;
  const reading = checkKeys(file.tree, {
    catalogue: program.catalogue,
    version,
    program: titleAt(program.catalogue, version),
    setIn: "file",
    bag,
    isValid: program.isValid,
    overrides: file.overrides,
  });
  const settings = Settings.of(program.catalogue, version, held(file.source, reading));
  const isMeta = program.kind === metaKind;
  const claims = isMeta ? describeMeta(settings) : describeNode(settings);
  const name = isMeta ? settings.text("node-name") : settings.text("node.addr");
  // The line that says who the process is, else the first one that says anything: the file may begin with a licence.
  const [firstEntry] = file.tree.entries.values();
  const at = (name && placeOf(name.origin)) ?? firstEntry?.keyAt ?? { file: file.source, start: 0, end: 0 };
  return {
    product: "horaedb",
    program: program.kind,
    catalogue: program.catalogue,
    version,
    release,
    ...(file.versionGiven ? {} : { versionAssumed: true as const }),
    buildFeatures: file.buildFeatures,
    site: undefined,
    name: name?.origin.kind === "source" ? name : derived(nameOfFile(file.source), "the file's name", [at]),
    hostName: undefined,
    host: hostOf(settings, isMeta, claims, hosts, at),
    at,
    settings,
    claims,
  };
}

/** The machine that a file is for, if the file says so: the address that the process gives others. */
function hostOf(
  settings: Settings,
  isMeta: boolean,
  claims: Claims,
  hosts: Map<string, Host>,
  at: Instance["at"],
): Host | undefined {
  const told = isMeta ? advertisedHost(settings) : nodeHost(settings);
  if (told === undefined || told.origin.kind !== "source" || claims.listeners.length === 0) return undefined;
  const address = told.value.toLowerCase();
  if (isUnspecified(address)) return undefined;
  // A loopback address is another machine in every folder.
  const machine = isLoopback(address) ? `${dirname(at.file.path)} ${address}` : address;
  let host = hosts.get(machine);
  if (host === undefined) {
    const claimed = { value: address, origin: told.origin };
    host = { name: address, site: undefined, address: claimed, zone: undefined, memoryBytes: undefined, at };
    hosts.set(machine, host);
  }
  return host;
}

/** A node that looks for HoraeMeta at a loopback address is on that machine, whatever it is called. */
function nodeHost(settings: Settings): Traced<Sayable> | undefined {
  const addr = settings.text("node.addr");
  if (addr === undefined) return undefined;
  if (addr.origin.kind === "source") return { ...addr, value: parseHostPort(addr.value)?.host ?? addr.value };
  if (modeOf(settings) !== "WithMeta") return undefined;
  const metaAddr = settings.text("cluster_deployment.meta_client.meta_addr");
  const meta = metaAddr && parseHostPort(metaAddr.value);
  return metaAddr && meta && isLoopback(meta.host) ? { ...metaAddr, value: say`127.0.0.1` } : undefined;
}

function advertisedHost(settings: Settings): Traced<Sayable> | undefined {
  const urls = settings.text("advertise-peer-urls");
  const host = urls && parseHostPort(splitUrls(urls.value)[0] ?? say``)?.host;
  return urls && host !== undefined ? { value: host, origin: urls.origin } : undefined;
}
