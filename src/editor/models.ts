/** What is known of the deployment of an open file: its models, and of them what concerns the file. */
import type { Host, Instance, Model } from "../model/model.ts";
import type { OpenFile } from "./open-file.ts";

/** Of the deployment: sites first, then what was written by hand. */
export function modelsOf({ check }: OpenFile): readonly Model[] {
  return [
    ...check.sites.map(({ model }) => model),
    ...(check.written === undefined ? [] : [check.written.model]),
  ];
}

/** The hosts of the site that the file is, or is brought into. */
export function hostsOf(open: OpenFile): readonly Host[] {
  const hosts = modelsOf(open).flatMap((model) => model.hosts);
  const path = open.source.path;
  const sites = new Set(
    hosts.flatMap(({ site, at }) => (at.file.path === path || site?.at.file.path === path ? [site] : [])),
  );
  return sites.size === 0 && open.kind !== "cluster" ? hosts : hosts.filter(({ site }) => sites.has(site));
}

export function instancesOf(open: OpenFile): readonly Instance[] {
  const instances = modelsOf(open).flatMap((model) => model.instances);
  if (open.kind !== "cluster") return instances;
  return instances.filter(({ site }) => site?.at.file.path === open.source.path);
}
