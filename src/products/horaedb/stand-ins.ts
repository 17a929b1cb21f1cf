/**
 * Files that stand in for others: beside the files of a cluster there is often one of a member alone, for a machine
 * to try things on, under a name that the cluster has as well. The two are never in use together.
 */
import { say } from "../../diagnostics/message.ts";
import type { Instance } from "../../model/model.ts";
import { folderTie } from "../folder-tie.ts";
import { metaKind } from "./kinds.ts";
import { parseInitialCluster } from "./meta/initial-cluster.ts";

/** Members that are a whole cluster by themselves, in a folder with one of their name that is part of a larger one. */
export function standInsAmong(instances: readonly Instance[]): ReadonlySet<Instance> {
  const members = instances.filter(({ program }) => program === metaKind).map(membershipOf);
  const larger = new Set(
    members
      .filter(({ names }) => names.size > 1)
      .flatMap(({ names, folder }) => [...names].map((name) => `${folder} ${name}`)),
  );
  const alone = members.filter(
    ({ own, names, folder }) => names.size === 1 && names.has(own) && larger.has(`${folder} ${own}`),
  );
  return new Set(alone.map(({ instance }) => instance));
}

function membershipOf(instance: Instance) {
  const { settings, at } = instance;
  const names = parseInitialCluster(settings.text("initial-cluster")?.value ?? say``).map(({ name }) => name);
  return {
    instance,
    own: settings.text("node-name")?.value ?? say``,
    names: new Set(names),
    folder: folderTie(at.file.path),
  };
}
