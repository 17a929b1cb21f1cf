import type { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { entriesOf } from "../../../schema/catalogue.ts";
import { stateAt } from "../../../schema/key-state.ts";
import { checkKeys } from "../../../schema/keys/check-keys.ts";
import { textIn } from "../../../schema/secrets/sayable-value.ts";
import type { Traced } from "../../../schema/value.ts";
import type { MapNode } from "../../../source/tree.ts";
import type { UpstreamFile } from "../../product.ts";
import type { NodeKind, Roster, Row } from "../cluster.ts";
import { siteIn } from "./read-process.ts";
import { keyCheckOf } from "./read-settings.ts";

/** A cluster.nodes. Its columns are checked once, by the header, and the cells of those that the release reads. */
export function readRoster(file: UpstreamFile, besideAgentOnly: boolean, bag: DiagnosticBag): Roster {
  const check = keyCheckOf(file, bag);
  const columns = file.tree.entries.get("columns")?.value;
  if (columns?.kind === "map") checkKeys(ownColumns(columns, file), check);
  const list = file.tree.entries.get("rows")?.value;
  const rows = list?.kind === "list" ? list.items.filter((item): item is MapNode => item.kind === "map") : [];
  return {
    at: { file: file.source, start: 0, end: 0 },
    version: file.version,
    release: file.release,
    besideAgentOnly,
    rows: rows.map((row): Row => {
      const { settings, unread } = checkKeys(knownCells(row, file), check);
      const text = (key: string) => {
        const found = settings.get(key);
        const value = textIn(entriesOf(check.catalogue, key)[0], found?.value);
        return found && value !== undefined ? { ...found, value } : undefined;
      };
      const siteText = text("localSite");
      const site = siteIn(siteText);
      const kind = text("mode") as Traced<NodeKind> | undefined;
      return {
        at: row.at,
        isWhole: unread.size === 0 && site !== undefined && kind !== undefined,
        siteText,
        site,
        kind,
        computeGroup: text("computeGroup"),
        zone: text("zone"),
      };
    }),
  };
}

/**
 * With zones the table has a column for groups, empty where the release knows none: the page on zones shows it, for
 * 2.00.16.1 as well (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/30-database/three_centers_in_two_places.md:111).
 */
function ownColumns(columns: MapNode, file: UpstreamFile): MapNode {
  const known = knownCells(columns, file);
  if (!known.entries.has("zone")) return columns;
  const entries = [...columns.entries].filter(([name]) => name !== "computeGroup" || known.entries.has(name));
  return { ...columns, entries: new Map(entries) };
}

function knownCells(row: MapNode, { program, version }: UpstreamFile): MapNode {
  const known = [...row.entries].filter(([column]) => {
    const entry = entriesOf(program.catalogue, column)[0];
    return entry !== undefined && stateAt(entry, version) !== undefined;
  });
  return { ...row, entries: new Map(known) };
}
