/** In which order the instances of a cluster come to another release: one after the other, or in a full stop. */
import { type Message, say } from "../../../diagnostics/message.ts";
import { shell, shellWords } from "../../../emit/shell.ts";
import { hostNameOf, type Instance } from "../../../model/model.ts";
import { compareVersions } from "../../../schema/versions.ts";
import type { HoraeCluster } from "../cluster.ts";
import { directoriesOf } from "../directories.ts";
import { clientEndpoints, leaderCheck } from "../meta/leader-check.ts";
import { losesShards } from "../meta/shard-loss.ts";
import { isCeres } from "../node/default-catalog.ts";
import { type Installation, installationOf } from "./installation.ts";

/** Values of the template; undefined if instances may follow one another. */
export function fullStopOf(cluster: HoraeCluster, from: Message) {
  const { meta, nodes, name, instances } = cluster;
  const betweenLines = isCeres(from) && instances.some(({ version }) => !isCeres(version));
  const losing = meta.find(losesShards);
  if (meta.length === 0 || (!betweenLines && losing === undefined)) return undefined;
  const running = meta.filter((member) => !cluster.plan?.joining.has(member.name.value));
  return {
    betweenLines,
    losing: losing?.version ?? say``,
    // A snapshot is taken of one member; etcdctl refuses several.
    snapshotOf: clientEndpoints(running.slice(0, 1)),
    leader: leaderCheck(running, name),
    stopMeta: meta.map((instance) => stopOf(instance, from, cluster)),
    stopNodes: nodes.map((instance) => stopOf(instance, from, cluster)),
    owners: renamedAmong(instances, from, cluster),
    startMeta: meta.map((instance) => startOf(instance, cluster)),
    startNodes: nodes.map((instance) => startOf(instance, cluster)),
  };
}

/** Where a release renamed the program, unit, user and folder are called after the new name. */
export function renamedAmong(instances: readonly Instance[], from: Message, cluster: HoraeCluster) {
  return instances.flatMap((instance) => {
    const [now, before] = [installationOf(instance, cluster), installationAt(instance, from, cluster)];
    if (now.unit === before.unit) return [];
    return [
      {
        host: hostNameOf(instance),
        oldUnit: before.unit,
        oldConfigDir: before.configDir,
        unit: now.unit,
        user: now.user,
        directories: shellWords(directoriesOf(instance, now.configDir).map(({ value }) => value)),
      },
    ];
  });
}

/** A unit that has another name now must not come back with the next boot. */
function stopOf(instance: Instance, from: Message, cluster: HoraeCluster) {
  const [now, before] = [installationOf(instance, cluster), installationAt(instance, from, cluster)];
  const stop = now.unit === before.unit ? shell`systemctl stop` : shell`systemctl disable --now`;
  return { host: hostNameOf(instance), command: shell`${stop} ${before.unit}` };
}

function startOf(instance: Instance, cluster: HoraeCluster) {
  const { unit } = installationOf(instance, cluster);
  return { host: hostNameOf(instance), command: shell`systemctl enable --now ${unit}` };
}

/** As it is deployed now: an instance may be at its release already. */
function installationAt(instance: Instance, from: Message, cluster: HoraeCluster): Installation {
  const before = compareVersions(instance.version, from) < 0 ? instance.version : from;
  return installationOf({ ...instance, version: before }, cluster);
}
