/** Which files of one call belong to one cluster: those beside each other, and those that name each other. */
import { type Sayable, say } from "../../diagnostics/message.ts";
import { isLoopback, isUnspecified, parseHostPort, splitUrls } from "../../model/addresses.ts";
import type { Instance } from "../../model/model.ts";
import { folderTie } from "../folder-tie.ts";
import { tiedGroups } from "../tied-groups.ts";
import { metaKind } from "./kinds.ts";
import { parseInitialCluster } from "./meta/initial-cluster.ts";
import { endpointOf, endpointText, routingOf } from "./routing/routing.ts";
import { standInsAmong } from "./stand-ins.ts";

/**
 * Files of one folder are one cluster, however much they disagree: that is what is to be found. Files of different
 * folders are one if an address ties them, as with a folder for each host; otherwise two environments in one call
 * would be taken for one.
 */
export function groupFiles(instances: readonly Instance[]): readonly (readonly Instance[])[] {
  const standIns = standInsAmong(instances);
  return tiedGroups(instances, (one) => (standIns.has(one) ? [`alone ${one.at.file.path}`] : tiesOf(one)));
}

function tiesOf(instance: Instance): string[] {
  return [folderTie(instance.at.file.path), ...addressTiesOf(instance)];
}

/** The addresses by which others know a process, and those by which it knows others. */
export function addressTiesOf(instance: Instance): string[] {
  const { settings } = instance;
  const urls = (key: string) => splitUrls(settings.text(key)?.value ?? say``);
  const initialCluster = settings.text("initial-cluster");
  const peers = [
    ...urls("advertise-peer-urls"),
    ...parseInitialCluster(initialCluster?.value ?? say``).map(({ url }) => url),
  ];
  const clients =
    instance.program === metaKind
      ? urls("advertise-client-urls")
      : [
          settings.text("cluster_deployment.meta_client.meta_addr")?.value ?? say``,
          ...(settings.texts("cluster_deployment.etcd_client.server_addrs")?.value ?? []),
        ];
  return [...ties("peer", peers), ...ties("client", clients), ...ties("node", routed(instance))];
}

/** With static routing the nodes name each other. */
function routed(instance: Instance): Sayable[] {
  const table = routingOf(instance);
  if (table === undefined) return [];
  const own = endpointOf(instance);
  const shards = table.schemas?.flatMap((schema) => schema.shards.map(endpointText)) ?? [];
  return own === undefined ? shards : [own, ...shards];
}

/** A loopback or wildcard address is another machine in every folder, so it ties nothing. */
function ties(kind: string, urls: readonly Sayable[]): string[] {
  return urls.flatMap((url) => {
    const at = parseHostPort(url);
    return at === undefined || isLoopback(at.host) || isUnspecified(at.host)
      ? []
      : [`${kind} ${at.host}:${at.port}`];
  });
}
