/** The part of the README about an upgrade: what changed between the two releases that touches this cluster. */
import type { Name, Sayable } from "../../../diagnostics/message.ts";
import { template } from "../../../emit/generated/templates/horaedb/upgrade.md.ts";
import { code, joined, type Markdown, markdown } from "../../../emit/markdown.ts";
import { type Instance, programOf, releaseOf, titleOf } from "../../../model/model.ts";
import { productName } from "../../../schema/catalogue.ts";
import { type UpgradeNotes, upgradeNotes } from "../../upgrade-notes.ts";
import type { HoraeCluster } from "../cluster.ts";
import { metaKind, nodeKind } from "../kinds.ts";
import { listed } from "../listed.ts";
import { topologyCheckOf } from "../meta/shard-loss.ts";
import { catalogVariable, isCeres } from "../node/default-catalog.ts";
import { storedLayeredMemtables } from "../node/old-memtables.ts";
import { fullStopOf, renamedAmong } from "./upgrade-steps.ts";

const rootPathKey = "cluster_deployment.etcd_client.root_path";

/** "" without `upgrading_from`, or where nothing runs at another release yet. */
export function upgradePart(cluster: HoraeCluster): string {
  const from = cluster.plan?.upgradingFrom?.value;
  const runs = cluster.plan?.runs;
  if (from === undefined || runs === undefined) return "";
  const moving = cluster.instances.filter((instance) => releaseOf(instance) !== runs);
  const last = moving.at(-1);
  if (last === undefined) return "";
  const staying = cluster.instances.filter((instance) => releaseOf(instance) === runs);
  const moves = renamedAmong(moving, from, cluster);
  const lock = lockOf(moving, from);
  return template({
    from: runs,
    to: [...new Set(moving.map(releaseOf))].join(" and "),
    staying: staying.map(titleOf).join(", "),
    hasMeta: cluster.meta.length > 0,
    several: cluster.nodes.length > 1,
    metaName: nameOf(cluster.meta[0]),
    nodeName: nameOf(cluster.nodes[0]),
    fullStop: fullStopOf(cluster, from),
    topologyCheck: topologyCheckOf(cluster),
    moves,
    catalog: isCeres(from) ? catalogOf(moving) : undefined,
    memtables: memtablesOf(moving, from),
    oldConfigDirs:
      moves.length === 0
        ? undefined
        : joined([...new Set(moves.map((move) => move.oldConfigDir))].map(code), ", "),
    leftBehind: leftBehind(moving, from),
    locks: lock?.path,
    lockDefault: lock?.change,
    programs: programsOf(moving, from),
  });
}

function nameOf(instance: Instance | undefined): string {
  return instance === undefined ? "" : productName(instance.catalogue, instance.version);
}

/** What nodes are told of the catalog; undefined if they have no need of it. */
function catalogOf(instances: readonly Instance[]): string | undefined {
  return instances.flatMap(({ variables }) => variables?.get(catalogVariable)?.value ?? [])[0];
}

/** Undefined if no table can be refused for what the earlier release stored with it. */
function memtablesOf(instances: readonly Instance[], from: Sayable) {
  const node = instances.find(
    ({ program, version }) => program === nodeKind && storedLayeredMemtables(from, version),
  );
  if (node === undefined) return undefined;
  return { alone: node.settings.text("cluster_deployment.mode")?.value !== "WithMeta" };
}

/** Undefined if a node of either release takes no locks. */
function lockOf(moving: readonly Instance[], from: Sayable) {
  const node = moving.find(({ program }) => program !== metaKind);
  const root = node?.settings.text(rootPathKey);
  const name = node?.settings.text("cluster_deployment.meta_client.cluster_name");
  if (node === undefined || root === undefined || name === undefined) return undefined;
  if (node.settings.text("cluster_deployment.mode")?.value !== "WithMeta") return undefined;
  const notes = upgradeNotes(node.settings, from);
  if (notes.added.includes(rootPathKey)) return undefined;
  const change = notes.kept.find(({ key }) => key === rootPathKey);
  return {
    path: `${root.value}/${name.value}/shards`,
    change: change && { before: JSON.parse(change.before), after: JSON.parse(change.after) },
  };
}

/** Storage of a type that the earlier release does not have, so that the data lie in another one. */
function leftBehind(instances: readonly Instance[], from: Sayable) {
  const refused = new Map(
    instances
      .flatMap(({ settings }) => upgradeNotes(settings, from).refused)
      .map((one) => [one.key, one.value]),
  );
  const [log, store] = [refused.get("analytic.wal.type"), refused.get("analytic.storage.object_store.type")];
  return { any: log !== undefined || store !== undefined, log, store, isRocksdbGone: log === "Local" };
}

interface Row {
  readonly key: string;
  readonly text: Markdown;
}

/** One table for each program and release; a row that does not concern all of its instances names them. */
function programsOf(instances: readonly Instance[], from: Sayable): { title: string; rows: Row[] }[] {
  const groups = new Map<string, Instance[]>();
  for (const instance of instances) {
    const title = programOf(instance);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [instance]);
    else group.push(instance);
  }
  return [...groups].flatMap(([title, members]) => {
    const owners = new Map<string, { row: Row; names: Name[] }>();
    for (const { settings, name } of members) {
      for (const row of rowsOf(upgradeNotes(settings, from), from)) {
        const known = owners.get(JSON.stringify(row)) ?? { row, names: [] };
        owners.set(JSON.stringify(row), known);
        known.names.push(name.value);
      }
    }
    const rows = [...owners.values()].map(({ row, names }) =>
      names.length === members.length ? row : { ...row, text: markdown`${row.text} (${listed(names)})` },
    );
    return rows.length === 0 ? [] : [{ title, rows }];
  });
}

function rowsOf(notes: UpgradeNotes, from: Sayable): Row[] {
  return [
    ...notes.renamed.map(({ before, after }) => ({ key: after, text: markdown`was called ${code(before)}` })),
    ...notes.added.map((key) => ({ key, text: markdown`new: ${from} does not have it` })),
    ...notes.refused.map(({ key, value, taken }) => ({
      key,
      text: markdown`${code(value)} is new: ${from} takes ${joined(taken.map(code), ", ")}`,
    })),
    ...notes.retyped.map((key) => ({ key, text: markdown`takes another kind of value` })),
    ...notes.defaults.map(({ key, before, after }) => ({
      key,
      text: markdown`not written; the default changes from ${code(before)} to ${code(after)}`,
    })),
    ...notes.kept.map(({ key, before, after, value }) => ({
      key,
      text: markdown`written out; the default changes from ${code(before)} to ${code(after)}${
        value === before
          ? ""
          : markdown`, and an instance at ${from} that leaves the key out has ${code(before)}`
      }`,
    })),
    ...notes.variables.map(({ key, before, after }) => ({
      key,
      text: markdown`the variable ${code(before)} is ${code(after)} now`,
    })),
    ...notes.ownVariables.map(({ before, after }) => ({
      key: after,
      text: markdown`this variable was called ${code(before)}; start.sh clears both, so what was set there counts no more`,
    })),
  ];
}
