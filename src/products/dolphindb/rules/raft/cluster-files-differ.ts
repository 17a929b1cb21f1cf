import { mask } from "../../../../diagnostics/credentials.ts";
import { advice } from "../../../../diagnostics/help.ts";
import type { Location } from "../../../../diagnostics/location.ts";
import {
  joined,
  type Message,
  nameOfFile,
  quoted,
  type Sayable,
  say,
} from "../../../../diagnostics/message.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { entriesOf } from "../../../../schema/catalogue.ts";
import { textOfValue } from "../../../../schema/secrets/sayable-value.ts";
import { placeOf, plainOf } from "../../../../schema/value.ts";
import { clustersOf, isReadable, type NodeFile, type Roster } from "../../cluster.ts";
import { writeSite } from "../../syntax/local-site.ts";
import { agentCfg, dolphin, files, nodesTable } from "../examples.ts";

const tables = (first: string, second: string) => ({
  files: { "p1/cluster.nodes": first, "p2/cluster.nodes": second },
});
const cfgs = (first: string, second: string) => files({ "cluster-1.cfg": first, "cluster-2.cfg": second });
const table = nodesTable("c1 c2 c3 a1 d1");

export const clusterFilesDiffer = defineRule({
  name: "cluster-files-differ",
  fault: "contradiction",
  summary: "The controllers have different copies of cluster.nodes or cluster.cfg.",
  why: "Both files have to be the same on every controller: cluster.nodes (dolphindb/Tutorials_CN@35282f6:ha_cluster_deployment.md:173) and cluster.cfg (dolphindb/Tutorials_CN@35282f6:ha_cluster_deployment.md:210). A Raft group reads them at its first start; whose copy counts then no document says.",
  fix: "Copy the right file to all controllers.",
  examples: {
    invalid: [
      { title: "a node more", ...tables(table, `${table}10.1.1.1:8912:d2,datanode\n`) },
      { title: "another port", ...tables(table, table.replace("8902", "8912")) },
      { title: "another value", ...cfgs("maxMemSize=8\n", "maxMemSize=16\n") },
      { title: "for another node", ...cfgs("d1.maxMemSize=8\n", "d2.maxMemSize=8\n") },
    ],
    valid: [dolphin(), tables(table, table), cfgs("maxMemSize=8\n", "maxMemSize=8\n")],
    boundary: [
      { title: "blank lines at the end do not count", ...tables(table, `${table}\n\n`), fires: false },
      {
        title: "nor does the order of lines",
        ...cfgs("maxMemSize=8\nworkerNum=4\n", "workerNum=4\nmaxMemSize=8\n"),
        fires: false,
      },
      {
        title: "a copy beside an agent alone is read by nobody, so it is a warning",
        ...files({
          "p1/cluster.nodes": nodesTable("c1 c2 c3 a1 a4 d1"),
          "p4/agent.cfg": agentCfg(4),
          "p4/cluster.nodes": nodesTable("c1 c2 c3 a1 a4"),
        }),
        fires: true,
        severity: "warning",
      },
    ],
  },
  check(model, report) {
    for (const { rosters, nodeFiles } of clustersOf(model)) {
      const tables = [...rosters].sort((a, b) => Number(a.besideAgentOnly) - Number(b.besideAgentOnly));
      const [firstTable, ...otherTables] = tables;
      const [firstFile, ...otherFiles] = nodeFiles;
      for (const other of otherTables) {
        if (firstTable !== undefined)
          compare(
            say`cluster.nodes`,
            linesOfTable(firstTable),
            linesOfTable(other),
            other.besideAgentOnly,
            report,
          );
      }
      for (const other of otherFiles) {
        if (firstFile !== undefined)
          compare(say`cluster.cfg`, linesOfCfg(firstFile), linesOfCfg(other), false, report);
      }
    }
  },
});

interface Copy {
  readonly at: Location;
  /** What each line says, in a form that does not depend on blanks and order. */
  readonly lines: ReadonlyMap<string, Line>;
  /** The keys whose values could not be read, with their qualifiers: nobody knows whether they are the same. */
  readonly unread: ReadonlySet<string>;
  /** False if lines of it could not be read, which may be the very lines that seem to be missing. */
  readonly isWhole: boolean;
}

interface Line {
  readonly at: Location;
  /** How to call it in a sentence. */
  readonly text: Sayable;
  /** The key of a line of cluster.cfg. */
  readonly name?: string;
}

function linesOfTable(table: Roster): Copy {
  const { at, rows } = table;
  return {
    at,
    lines: new Map(
      rows
        .filter((row) => row.isWhole)
        .map((row) => {
          const cells = [
            row.site ? writeSite(row.site.value) : row.siteText?.value,
            row.kind?.value,
            row.computeGroup?.value,
            row.zone?.value,
          ];
          const text = joined(
            cells.filter((cell) => cell !== undefined),
            ",",
          );
          return [text, { at: row.at, text }];
        }),
    ),
    unread: new Set(),
    isWhole: isReadable(table),
  };
}

function linesOfCfg({ at, parts, isWhole }: NodeFile): Copy {
  const lines = new Map<string, Line>();
  const unread = new Set<string>();
  for (const { qualifier, settings } of parts) {
    const prefix = qualifier === undefined ? say`` : joined([qualifier, "."], "");
    for (const [key, { value, origin }] of settings.explicit) {
      const name = joined([prefix, key], "");
      const [entry] = entriesOf(settings.catalogue, key);
      const shown = (entry && textOfValue(entry, { value })) ?? mask;
      const text = say`${name}=${shown}`;
      lines.set(`${name}=${String(plainOf(value))}`, { at: placeOf(origin) ?? at, name, text });
    }
    for (const key of settings.unread) unread.add(`${prefix}${key}`);
  }
  return { at, lines, unread, isWhole };
}

function compare(file: Message, first: Copy, other: Copy, unread: boolean, report: Report): void {
  const mine = lineMissingIn(first, other);
  const theirs = lineMissingIn(other, first);
  if (mine === undefined && theirs === undefined) return;
  const parts = [
    ...(mine ? [say`has ${quoted(mine.text)}`] : []),
    ...(theirs ? [say`lacks ${quoted(theirs.text)}`] : []),
  ];
  report({
    at: mine?.at ?? other.at,
    message: say`this copy of ${file} ${joined(parts, " and ")}, unlike ${nameOfFile(first.at.file)}`,
    related: [{ at: theirs?.at ?? first.at, message: say`the other copy is here` }],
    help: unread
      ? advice`copy the right file; no controller runs beside this one`
      : advice`copy the right file to all controllers`,
    ...(unread ? { severity: "warning" as const } : {}),
  });
}

function lineMissingIn({ lines, unread, isWhole }: Copy, other: Copy): Line | undefined {
  if (!isWhole) return undefined;
  return [...other.lines].find(([line, { name }]) => !lines.has(line) && !(name && unread.has(name)))?.[1];
}
