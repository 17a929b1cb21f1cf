/** What a name stands for: a host with what runs on it, an instance with what it opens and writes. */
import { type Host, type Instance, programOf, titleOf } from "../../model/model.ts";
import { expanded } from "../../model/ranges-of.ts";
import { propertyOf } from "../known/document-part.ts";
import { type DocumentSubject, subjectAt } from "../known/subject.ts";
import type { Library } from "../library.ts";
import { hostsOf, instancesOf, modelsOf } from "../models.ts";
import type { OpenFile } from "../open-file.ts";
import { type Path, partAt, type TablePart } from "../places/outline.ts";

/** Markdown; undefined if nothing of that name is known, or no name belongs there. `isKey`: the name is the key itself. */
export function helpOfName(
  open: OpenFile,
  root: TablePart,
  path: Path,
  isKey: boolean,
  name: string,
  library: Library,
): string | undefined {
  const subject = subjectAt(open, root, isKey ? path.slice(0, -1) : path, library);
  if (subject?.of !== "document") return undefined;
  const { "x-declares": declares, "x-refers": refers } = subject.schema;
  const isNamed = isKey && propertyOf(subject.schema, partAt(root, path.slice(0, -1)), name) === undefined;
  if (isKey && (declares === undefined || isNamed)) return undefined;
  const what = declares ?? refers;
  const names = expanded(subject.schema.format === "host-port" ? name.replace(/:\d+$/, "") : name);
  if (what === "host") return ofHosts(open, names);
  return what === "instance" ? ofInstances(open, names, subject) : undefined;
}

function ofHosts(open: OpenFile, names: readonly string[]): string | undefined {
  const hosts = hostsOf(open).filter((host) => names.includes(host.name));
  const [first] = hosts;
  if (first === undefined) return undefined;
  if (hosts.length === 1) return ofHost(open, first);
  return [
    `**${hosts.length} hosts**`,
    listed(
      hosts.map((host) => `\`${host.name}\`${host.address === undefined ? "" : `, ${host.address.value}`}`),
    ),
  ].join("\n\n");
}

function ofHost(open: OpenFile, host: Host): string {
  const processes = modelsOf(open)
    .flatMap(({ instances }) => instances)
    .filter((one) => one.host === host || (one.host?.name === host.name && one.site === host.site));
  const facts = [
    host.address && `address: ${host.address.value}`,
    host.zone && `zone: ${host.zone.value}`,
    host.memoryBytes && `memory: ${inGigabytes(host.memoryBytes.value)}`,
    ...processes.slice(0, most).map((one) => `${titleOf(one)}${portsOf(one)}`),
    processes.length > most ? `and ${processes.length - most} more` : undefined,
  ];
  return [`**host \`${host.name}\`**`, listed(facts)].join("\n\n");
}

/** More are no help. */
const most = 20;

function listed(lines: readonly (string | undefined)[]): string {
  const shown = lines.filter((line) => line !== undefined);
  const rest = shown.length - 2 * most;
  return [...shown.slice(0, 2 * most), ...(rest > 0 ? [`and ${rest} more`] : [])]
    .map((line) => `- ${line}`)
    .join("\n");
}

function inGigabytes(bytes: number): string {
  return `${Number((bytes / 1024 ** 3).toFixed(2))} GB`;
}

function portsOf({ claims: { listeners } }: Instance): string {
  const ports = [...new Set(listeners.map(({ port }) => port))];
  return ports.length === 0 ? "" : `, port${ports.length > 1 ? "s" : ""} ${ports.join(", ")}`;
}

function ofInstances(
  open: OpenFile,
  names: readonly string[],
  { program }: DocumentSubject,
): string | undefined {
  const found = instancesOf(open).filter(
    ({ name, catalogue }) =>
      names.includes(name.value) && (program === undefined || catalogue.program === program),
  );
  const [first] = found;
  if (first === undefined) return undefined;
  if (found.length === 1) return ofInstance(first);
  return [`**${found.length} processes**`, listed(found.map((one) => `${titleOf(one)}${portsOf(one)}`))].join(
    "\n\n",
  );
}

export function ofInstance(instance: Instance): string {
  const { host, hostName, claims } = instance;
  const where = hostName?.value ?? host?.name;
  const facts = [
    where && `host: ${where}${host?.address === undefined ? "" : ` (${host.address.value})`}`,
    ...claims.listeners.map(
      ({ port, lastPort, purpose }) =>
        `${purpose}: ${port}${lastPort === undefined ? "" : ` to ${lastPort}`}`,
    ),
    ...claims.directories.map(({ path, purpose }) => `${purpose}: ${path}`),
  ];
  return [`**${titleOf(instance)}**, ${programOf(instance)}`, listed(facts)].join("\n\n");
}
