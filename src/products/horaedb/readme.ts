/** The HoraeDB part of the bundle's README: what goes where, and in which order it starts. */
import { template } from "../../emit/generated/templates/horaedb/readme.md.ts";
import { renderTemplate } from "../../emit/template.ts";
import type { Instance, Model, Site } from "../../model/model.ts";
import { productName } from "../../schema/catalogue.ts";
import { Secret } from "../../schema/value.ts";
import { clustersOf, type HoraeCluster } from "./cluster.ts";
import { deploymentOf } from "./deployment.ts";
import { keyAt } from "./key-names.ts";

export function readmeHoraedb(model: Model, site: Site): string | undefined {
  const cluster = clustersOf(model).find((one) => one.site === site);
  return cluster && renderTemplate(template, valuesFor(cluster));
}

function valuesFor(cluster: HoraeCluster): Record<string, unknown> {
  const rows = new Map(cluster.instances.map((instance) => [instance, rowOf(instance, cluster)]));
  const row = (instance: Instance) => rows.get(instance);
  const firstMeta = cluster.meta[0];
  const firstNode = cluster.nodes[0];
  return {
    product: firstNode ? productName(firstNode.catalogue, firstNode.version) : "HoraeDB",
    cluster: cluster.name,
    instances: cluster.instances.map(row),
    users: [...new Set(cluster.instances.map((instance) => deploymentOf(instance, cluster).user))],
    hasMeta: cluster.meta.length > 0,
    metaName: firstMeta ? productName(firstMeta.catalogue, firstMeta.version) : "",
    nodeName: firstNode ? productName(firstNode.catalogue, firstNode.version) : "",
    metaStartSeconds: Math.floor(
      (firstMeta?.settings.integer("etcd-start-timeout-ms")?.value ?? 60_000) / 1000,
    ),
    firstMeta: firstMeta ? `${firstMeta.host?.address?.value}:${httpPortOf(firstMeta)}` : "",
    meta: cluster.meta.map(row),
    nodes: cluster.nodes.map(row),
    nodeCount: cluster.nodes.length,
    joining: cluster.meta
      .filter((member) => cluster.plan?.joining.has(member.name.value))
      .map((member) => ({
        name: member.name.value,
        peerUrl: member.settings.text("advertise-peer-urls")?.value,
        endpoints: cluster.meta
          .filter((other) => !cluster.plan?.joining.has(other.name.value))
          .map((other) => other.settings.text("advertise-client-urls")?.value)
          .join(","),
      })),
  };
}

function httpPortOf(member: Instance): number | undefined {
  return member.settings.integer(keyAt(member.settings, "http-port") ?? "http-port")?.value;
}

function rowOf(instance: Instance, cluster: HoraeCluster): Record<string, unknown> {
  const deployment = deploymentOf(instance, cluster);
  const holdsSecrets = [...instance.settings.explicit.values()].some(({ value }) => value instanceof Secret);
  return {
    ...deployment,
    title: `${deployment.family} ${instance.name.value}`,
    host: instance.hostName?.value,
    version: instance.version,
    configMode: holdsSecrets ? "0600" : "0644",
  };
}
