/** The processes that cluster.nodes and cluster.cfg tell of, joined with those that have files of their own. */
import { type Name, nameOfFile, type Sayable, say } from "../../../diagnostics/message.ts";
import { Settings } from "../../../model/settings.ts";
import { derived, plainOf, type Traced, type Value } from "../../../schema/value.ts";
import type { NodeFile, NodeKind, Process, Roster, Row } from "../cluster.ts";
import { catalogueOf } from "../programs.ts";
import { expandAlias } from "../syntax/alias-macro.ts";
import type { LocalSite } from "../syntax/local-site.ts";
import { isPattern, partsFor } from "../syntax/qualifiers.ts";
import { blank, instanceOf, type Machines, unknownSettings } from "./read-process.ts";

export interface Sources {
  /** Controllers and agents. */
  readonly own: readonly Process[];
  readonly rosters: readonly Roster[];
  readonly nodeFiles: readonly NodeFile[];
  readonly machines: Machines;
}

export function readNodes(sources: Sources): Process[] {
  const rows = distinctRows(sources.rosters);
  const used = new Set<Row>();
  const byAlias = joinRows(sources.own, rows, used, ({ alias }) => alias);
  // Only then by address: an alias that differs is a mistake in one of the two places, not another process.
  const own = joinRows(byAlias, rows, used, ({ host, port }) => `${host.toLowerCase()}:${port}`);
  const others = rows.filter((row) => !used.has(row)).flatMap((row) => processOfRow(row, sources));
  const unlisted = sources.rosters.length === 0 ? processesOfQualifiers(sources) : [];
  return [...own, ...others, ...unlisted];
}

function joinRows(
  processes: readonly Process[],
  rows: readonly Row[],
  used: Set<Row>,
  identityOf: (site: LocalSite) => string,
): Process[] {
  const known = new Map<string, Row>();
  for (const row of rows) {
    if (used.has(row) || row.site === undefined) continue;
    const identity = JSON.stringify([row.kind?.value, identityOf(row.site.value)]);
    if (!known.has(identity)) known.set(identity, row);
  }
  return processes.map((process) => {
    const { site, kind } = process;
    if (site === undefined || process.row !== undefined) return process;
    const row = known.get(JSON.stringify([kind, identityOf(site.value)]));
    if (row === undefined || used.has(row)) return process;
    used.add(row);
    return { ...process, row };
  });
}

/** Copies of the table agree or are reported; each node counts once, as its first row has it. */
function distinctRows(rosters: readonly Roster[]): Row[] {
  const known = new Set<string>();
  const rows: Row[] = [];
  for (const [index, roster] of rosters.entries()) {
    const before = new Set(known);
    for (const row of roster.rows) {
      const alias = row.site?.value.alias;
      const identity = JSON.stringify([row.kind?.value, alias]);
      // Within one table a node that stands twice is two nodes, and a mistake of its own.
      if (alias === undefined ? index > 0 : before.has(identity)) continue;
      known.add(identity);
      rows.push(row);
    }
  }
  return rows;
}

function processOfRow(row: Row, { rosters, nodeFiles, machines }: Sources): Process[] {
  const kind = row.kind?.value;
  if (kind === undefined) return [];
  const [nodeFile] = nodeFiles;
  const isNode = kind === "datanode" || kind === "computenode";
  const version = (isNode ? nodeFile?.version : undefined) ?? rosters[0]?.version ?? say``;
  const name: Traced<Sayable> = row.site
    ? { value: row.site.value.alias, origin: row.site.origin }
    : derived(row.siteText?.value ?? say``, "its row in cluster.nodes", [row.at]);
  const settings =
    isNode && nodeFile !== undefined
      ? settingsFor(name.value, nodeFile)
      : unknownSettings(catalogueOf(kind), version);
  const release = (isNode ? nodeFile : undefined)?.release ?? rosters[0]?.release;
  const instance = instanceOf(kind, { name, settings, release, site: row.site, at: row.at }, machines);
  return [
    {
      kind,
      instance,
      siteText: row.siteText,
      site: row.site,
      row,
      hasFile: isNode && nodeFile !== undefined,
      zone: row.zone,
      computeGroup: row.computeGroup,
      joining: false,
    },
  ];
}

/** Without a table the aliases in front of keys are the only nodes known; bare keys are those of any node. */
function processesOfQualifiers({ nodeFiles, machines }: Sources): Process[] {
  const [nodeFile] = nodeFiles;
  if (nodeFile === undefined) return [];
  const kind: NodeKind = "datanode";
  const aliases = nodeFile.parts
    .map((part) => part.qualifier)
    .filter((one) => one !== undefined && !isPattern(one));
  const byQualifier = new Map(nodeFile.parts.map((part) => [part.qualifier, part]));
  return [...aliases, undefined].map((alias) => {
    const part = byQualifier.get(alias);
    const at = part?.at ?? nodeFile.at;
    const name = derived(alias ?? nameOfFile(nodeFile.at.file), "cluster.cfg", [at]);
    const settings = settingsFor(alias, nodeFile);
    const { release } = nodeFile;
    const instance = instanceOf(kind, { name, settings, release, site: undefined, at }, machines);
    return { ...blank, kind, instance, siteText: undefined, site: undefined, hasFile: true };
  });
}

/**
 * What cluster.cfg says for a node, or with no alias for any. Where a bare key, a pattern and an alias give different
 * values, no document tells which counts, so the value is unknown.
 */
function settingsFor(alias: string | undefined, { parts, version }: NodeFile): Settings {
  const settings = new Map<Name, Traced<Value>>();
  const unread = new Set<Name>();
  const own =
    alias === undefined ? parts.filter(({ qualifier }) => qualifier === undefined) : partsFor(alias, parts);
  for (const part of own) {
    for (const key of part.settings.unread) unread.add(key);
    for (const [key, written] of part.settings.explicit) {
      const value = alias === undefined ? written : expandAlias(written, alias);
      const other = settings.get(key);
      if (other === undefined) settings.set(key, value);
      else if (JSON.stringify(plainOf(other.value)) !== JSON.stringify(plainOf(value.value))) unread.add(key);
    }
  }
  for (const key of unread) settings.delete(key);
  return new Settings(catalogueOf("datanode"), version, settings, unread);
}
