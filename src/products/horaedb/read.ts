/** Files written by hand into the model: what each process claims, checked key by key on the way. */
import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { isUnspecified, parseHostPort, splitUrls } from "../../model/addresses.ts";
import type { Claims, Host, Instance } from "../../model/model.ts";
import { Settings } from "../../model/settings.ts";
import { displayName } from "../../schema/catalogue.ts";
import { checkKeys } from "../../schema/check-keys.ts";
import { derived, type Traced } from "../../schema/value.ts";
import type { ReadFiles, UpstreamFile } from "../product.ts";
import type { HoraeCluster } from "./cluster.ts";
import { describeMeta } from "./describe-meta.ts";
import { describeNode } from "./describe-node.ts";
import { horaemeta } from "./programs.ts";

export function readHoraeFiles(files: readonly UpstreamFile[], bag: DiagnosticBag): ReadFiles {
  const hosts = new Map<string, Host>();
  const instances = files.map((file) => readFile(file, hosts, bag));
  const first = files[0];
  if (first === undefined) return { hosts: [], instances: [], groups: [] };
  const cluster: HoraeCluster = {
    product: "horaedb",
    name: "",
    site: undefined,
    at: { file: first.source, start: 0, end: 0 },
    instances,
    meta: instances.filter((instance) => instance.program === horaemeta.kind),
    nodes: instances.filter((instance) => instance.program !== horaemeta.kind),
    closed: false,
    plan: undefined,
  };
  return { hosts: [...hosts.values()], instances, groups: [cluster] };
}

function readFile(file: UpstreamFile, hosts: Map<string, Host>, bag: DiagnosticBag): Instance {
  const { program, version } = file;
  const reading = checkKeys(file.tree, {
    catalogue: program.catalogue,
    version,
    program: displayName(program.catalogue, version),
    door: "file",
    bag,
    isValid: program.isValid,
  });
  const settings = Settings.of(program.catalogue, version, reading);
  const isMeta = program.kind === horaemeta.kind;
  const at = { file: file.source, start: 0, end: 0 };
  const claims = isMeta ? describeMeta(settings) : describeNode(settings);
  const name = isMeta ? settings.text("node-name") : settings.text("node.addr");
  return {
    product: "horaedb",
    program: program.kind,
    catalogue: program.catalogue,
    version,
    buildFeatures: file.buildFeatures,
    site: undefined,
    name: name?.origin.kind === "source" ? name : derived(file.source.path, "the file's name", [at]),
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
  const told = isMeta ? advertisedHost(settings) : settings.text("node.addr");
  if (told === undefined || told.origin.kind !== "source" || claims.listeners.length === 0) return undefined;
  const address = told.value.toLowerCase();
  if (isUnspecified(address)) return undefined;
  let host = hosts.get(address);
  if (host === undefined) {
    host = {
      name: address,
      site: undefined,
      address: { value: address, origin: told.origin },
      zone: undefined,
      memoryBytes: undefined,
      at,
    };
    hosts.set(address, host);
  }
  return host;
}

function advertisedHost(settings: Settings): Traced<string> | undefined {
  const urls = settings.text("advertise-peer-urls");
  const host = urls && parseHostPort(splitUrls(urls.value)[0] ?? "")?.host;
  return urls && host !== undefined ? { value: host, origin: urls.origin } : undefined;
}
