/** The DolphinDB part of the bundle's README: what goes where, the order to start in, how the cluster grows. */
import { say } from "../../../diagnostics/message.ts";
import { cfgWriter } from "../../../emit/cfg.ts";
import { template } from "../../../emit/generated/templates/dolphindb/readme.md.ts";
import { code, joined, type Markdown, markdown } from "../../../emit/markdown.ts";
import { hostNameOf, type Model, releaseOf, type Site } from "../../../model/model.ts";
import { compareVersions } from "../../../schema/versions.ts";
import { booleanSpelling } from "../boolean-spelling.ts";
import { clustersOf, type DolphinCluster, ofKind, type Process } from "../cluster.ts";
import { clusterFile } from "../programs.ts";
import { defaultHome } from "../resolve/plan.ts";
import { type Installation, installationsOf, user } from "./installation.ts";
import { nodeLines } from "./node-lines.ts";

export function readmeDolphindb(model: Model, site: Site): string | undefined {
  const cluster = clustersOf(model).find((one) => one.site === site);
  return cluster && template(valuesFor(cluster));
}

function valuesFor(cluster: DolphinCluster) {
  const installations = installationsOf(cluster);
  const controllers = ofKind(cluster, "controller");
  const nodes = ofKind(cluster, "datanode", "computenode");
  const [first] = cluster.instances;
  const running = nodes.filter((node) => !node.joining);
  const joining = nodes.filter((node) => node.joining);
  const isNew = (process: Process) => process.joining;
  return {
    version: first ? releaseOf(first) : "",
    user,
    home: defaultHome,
    homes: homesOf(installations),
    serverDir: installations[0]?.serverDir ?? "",
    raft: controllers.length > 1,
    tolerated: Math.ceil(controllers.length / 2) - 1,
    processes: cluster.processes.map(rowOf),
    hosts: [...byHost(installations)].map(([host, there]) => hostOf(host, there)),
    controllers: installations.filter(({ process }) => process.kind === "controller").map(startOf),
    agents: installations.filter(({ process }) => process.kind === "agent" && !isNew(process)).map(startOf),
    aliases: running.map((node) => JSON.stringify(node.instance.name.value)).join(", "),
    firstUrl: urlOf(controllers[0]),
    nodeCount: nodes.length,
    computeNodes: nodes.some(({ kind }) => kind === "computenode"),
    subscriberPorts: portsOf(nodes, "subPort"),
    broadcasts: cluster.processes.some(
      ({ instance }) => instance.settings.boolean("lanCluster")?.value === true,
    ),
    homesWithLogs: homesWithLogs(installations),
    logFolder: `${installations[0]?.directory ?? ""}/log`,
    online: first !== undefined && compareVersions(first.version, "1.30.4") >= 0,
    joining: joining.length > 0,
    joiningAgents: installations
      .filter(({ process }) => process.kind === "agent" && isNew(process))
      .map(joinOf),
    joiningNodes: joining.map(joinCommand),
    ...changedLines(joining.length > 0 ? running : nodes, nodes),
    joiningAliases: joining.map((node) => JSON.stringify(node.instance.name.value)).join(", "),
  };
}

/** Of the controllers alone: an agent keeps nothing that a backup would have to hold. */
function homesOf(installations: readonly Installation[]): Markdown {
  const homes = installations.filter(({ process }) => process.kind === "controller").map((one) => one.home);
  return joined([...new Set(homes)].map(code), ", ");
}

/** What becomes of cluster.cfg when nodes join those that run; secrets stay placeholders. */
function changedLines(running: readonly Process[], all: readonly Process[]) {
  const before = linesOf(running);
  const after = linesOf(all);
  const joiningLines = after.filter((line) => !before.includes(line));
  const leavingLines = before.filter((line) => !after.includes(line));
  return { joiningLines, leavingLines, linesChange: joiningLines.length + leavingLines.length > 0 };
}

function linesOf(nodes: readonly Process[]): string[] {
  const write = cfgWriter(booleanSpelling(clusterFile.catalogue));
  return write({ comment: [], entries: nodeLines(nodes) }, (secret) => secret.placeholder)
    .text.split("\n")
    .filter((line) => line !== "");
}

/** The ports of a purpose that nodes open besides their own, each with its node. */
function portsOf(nodes: readonly Process[], purpose: string): Markdown | undefined {
  const ports = nodes.flatMap(({ instance }) =>
    instance.claims.listeners
      .filter((listener) => listener.purpose === purpose)
      .map(({ port }) => markdown`${code(instance.name.value)} on ${port}`),
  );
  return ports.length === 0 ? undefined : joined(ports, ", ");
}

function homesWithLogs(installations: readonly Installation[]): Markdown {
  return joined([...new Set(installations.map((one) => `${one.home}/log`))].map(code), ", ");
}

function rowOf({ kind, instance, site }: Process) {
  return { host: hostNameOf(instance), kind, alias: instance.name.value, port: site?.value.port ?? "" };
}

function byHost(installations: readonly Installation[]): Map<string, Installation[]> {
  const hosts = new Map<string, Installation[]>();
  for (const one of installations) {
    const there = hosts.get(one.hostName);
    if (there === undefined) hosts.set(one.hostName, [one]);
    else there.push(one);
  }
  return hosts;
}

function hostOf(host: string, ofHost: readonly Installation[]) {
  const directory = ofHost[0]?.directory ?? "";
  return {
    host,
    directory,
    folders: [...new Set(ofHost.map((one) => one.configFolder))],
    files: ofHost.map((one) => ({ script: one.script, unit: one.unit })),
  };
}

function startOf({ hostName, unit }: Installation) {
  return { host: hostName, unit };
}

function joinOf(installation: Installation) {
  return { ...startOf(installation), ...commandParts(installation.process) };
}

/** `addNode(host, port, alias, [saveConfig], [nodeType], [computeGroup], [zone])`, as short as it can be. */
function joinCommand(process: Process) {
  const { kind, computeGroup, zone } = process;
  const { address, port, alias } = commandParts(process);
  const more = [
    zone?.value,
    computeGroup?.value ?? (zone && say``),
    kind === "computenode" || zone || computeGroup ? kind : undefined,
  ];
  const given = more.filter((part) => part !== undefined).reverse();
  const rest = given.length === 0 ? "" : `, true, ${given.map((part) => JSON.stringify(part)).join(", ")}`;
  return { command: `addNode(${JSON.stringify(address)}, ${port}, ${JSON.stringify(alias)}${rest})` };
}

function commandParts({ site, instance }: Process) {
  return { address: site?.value.host ?? say``, port: site?.value.port ?? "", alias: instance.name.value };
}

function urlOf(process: Process | undefined): string {
  if (process?.site === undefined) return "";
  const { settings } = process.instance;
  const { host, port } = process.site.value;
  if (settings.boolean("enableHTTPS")?.value !== true) return `http://${host}:${port}`;
  // The certificate is for the name, and HTTPS wants one (see `public-name-not-domain`).
  return `https://${settings.text("publicName")?.value.split(",")[0] ?? host}:${port}`;
}
