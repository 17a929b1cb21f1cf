/** The HoraeDB part of the bundle's README: what goes where, and in which order it starts. */
import type { Name, Sayable } from "../../../diagnostics/message.ts";
import { template } from "../../../emit/generated/templates/horaedb/readme.md.ts";
import { code, joined, type Markdown, markdown } from "../../../emit/markdown.ts";
import {
  hostNameOf,
  type Instance,
  type Model,
  programOf,
  releaseOf,
  type Site,
  siteFolder,
} from "../../../model/model.ts";
import { productName } from "../../../schema/catalogue.ts";
import { stateAt } from "../../../schema/key-state.ts";
import { Secret } from "../../../schema/value.ts";
import { clustersOf, type HoraeCluster } from "../cluster.ts";
import { listed } from "../listed.ts";
import { leaderCheck } from "../meta/leader-check.ts";
import { memberAddCommand } from "../meta/member-add.ts";
import { shardLossOf, topologyCheckOf } from "../meta/shard-loss.ts";
import { replicationKey } from "../node/kafka-brokers.ts";
import { installationOf } from "./installation.ts";
import { secretReadersOf } from "./secret-readers.ts";
import { upgradePart } from "./upgrade-part.ts";

export function readmeHoraedb(model: Model, site: Site): string | undefined {
  const cluster = clustersOf(model).find((one) => one.site === site);
  if (cluster === undefined) return undefined;
  const upgrade = upgradePart(cluster);
  const values = valuesFor(cluster, siteFolder(model, site));
  const isUpgrade = upgrade !== "";
  // The part about an upgrade has a check of its own.
  const topologyCheck = isUpgrade ? undefined : topologyCheckOf(cluster);
  return template({ ...values, isUpgrade, topologyCheck }) + upgrade;
}

/** `folder` is that of the site in the bundle. */
function valuesFor(cluster: HoraeCluster, folder: string) {
  const rows = new Map<Instance, ReturnType<typeof rowOf>>();
  const row = (instance: Instance) => {
    let known = rows.get(instance);
    if (known === undefined) {
      known = rowOf(instance, cluster, folder);
      rows.set(instance, known);
    }
    return known;
  };
  const firstMeta = cluster.meta[0];
  const firstNode = cluster.nodes[0];
  const joining = cluster.meta.filter((member) => cluster.plan?.joining.has(member.name.value));
  const running = cluster.meta.filter((member) => !joining.includes(member));
  return {
    product: firstNode ? productName(firstNode.catalogue, firstNode.version) : "HoraeDB",
    clusterText: cluster.name,
    siteFolder: folder,
    instances: cluster.instances.map(row),
    programs: programsOf(cluster),
    users: [...new Set(cluster.instances.map((instance) => row(instance).user))],
    hasMeta: cluster.meta.length > 0,
    hasRouting: cluster.plan?.routing?.isNone === false,
    hasNoRouting: cluster.plan?.routing?.isNone === true,
    metaName: firstMeta ? productName(firstMeta.catalogue, firstMeta.version) : "",
    nodeName: firstNode ? productName(firstNode.catalogue, firstNode.version) : "",
    metaStartSeconds: Math.floor(
      (firstMeta?.settings.integer("etcd-start-timeout-ms")?.value ?? 60_000) / 1000,
    ),
    leaderCheck: leaderCheck(running, cluster.name),
    starting: running.map(row),
    nodes: cluster.nodes.map(row),
    registered:
      cluster.nodes.length === 1 ? "1 node has registered" : `${cluster.nodes.length} nodes have registered`,
    attached: attachedOf(cluster),
    logCopies: logCopiesOf(cluster),
    shardLoss: shardLossOf(cluster),
    secretReaders: secretReadersOf(cluster),
    usedOnce: firstMeta ? list(usedOnce(firstMeta)) : "",
    joining: joining.map((member) => ({
      ...row(member),
      name: member.name.value,
      addCommand: memberAddCommand(member, running),
    })),
  };
}

interface InstalledProgram {
  readonly title: string;
  readonly path: string;
  readonly hosts: Set<string>;
}

/** Each program that hosts have to have: instances of a cluster may be of several releases. */
function programsOf(cluster: HoraeCluster): { title: string; path: string; hosts: Markdown }[] {
  const programs = new Map<string, InstalledProgram>();
  for (const instance of cluster.instances) {
    const title = titleOfBuild(instance);
    const path = installationOf(instance, cluster).binary;
    const known = programs.get(`${title}\n${path}`) ?? { title, path, hosts: new Set() };
    known.hosts.add(hostNameOf(instance));
    programs.set(`${title}\n${path}`, known);
  }
  return [...programs.values()].map((program) => ({ ...program, hosts: joined([...program.hosts], ", ") }));
}

function titleOfBuild(instance: Instance): string {
  const features = instance.buildFeatures ?? [];
  const title = programOf(instance);
  return features.length === 0 ? title : `${title}, built with ${features.join(", ")}`;
}

/** Copies of each topic of a log in Kafka; undefined where it lies elsewhere or has one. */
function logCopiesOf({ nodes }: HoraeCluster): number | undefined {
  const [first] = nodes;
  if (first?.settings.text("analytic.wal.type")?.value !== "Kafka") return undefined;
  const copies = first.settings.integer(replicationKey)?.value;
  return copies !== undefined && copies > 1 ? copies : undefined;
}

/** Each address that nodes have for HoraeMeta, with what is there and who goes by it. */
function attachedOf({ meta, nodes }: HoraeCluster): { to: string; nodes: string }[] {
  const members = new Map(
    meta.map((member) => [member.settings.text("advertise-client-urls")?.value, member.name.value]),
  );
  const byAddress = new Map<Sayable, Name[]>();
  for (const { settings, name } of nodes) {
    const address = settings.text("cluster_deployment.meta_client.meta_addr")?.value;
    if (address === undefined) continue;
    const others = byAddress.get(address);
    if (others === undefined) byAddress.set(address, [name.value]);
    else others.push(name.value);
  }
  return [...byAddress].map(([address, names]) => {
    const member = members.get(address);
    return { to: member === undefined ? address : `member ${member} (${address})`, nodes: listed(names) };
  });
}

/** Values that the first leader takes over when it creates the cluster. */
function usedOnce({ catalogue, version }: Instance): string[] {
  return catalogue.keys
    .filter((entry) => entry.applied === "the leader creates the default cluster" && stateAt(entry, version))
    .map(({ key }) => key);
}

function list(keys: readonly string[]): Markdown {
  const names = keys.map(code);
  return markdown`${joined(names.slice(0, -1), ", ")} and ${joined(names.slice(-1), "")}`;
}

function rowOf(instance: Instance, cluster: HoraeCluster, folder: string) {
  const {
    family,
    folder: own,
    configDir,
    configFile,
    envFile,
    unit,
    user,
  } = installationOf(instance, cluster);
  return {
    folder: `${folder}${own}`,
    configDir,
    configFile,
    envFile,
    unit,
    user,
    title: `${family} ${instance.name.value}`,
    host: hostNameOf(instance),
    version: releaseOf(instance),
    configMode: holdsSecrets(instance) ? "0600" : "0644",
  };
}

function holdsSecrets({ settings }: Instance): boolean {
  for (const { value } of settings.explicit.values()) if (value instanceof Secret) return true;
  return false;
}
