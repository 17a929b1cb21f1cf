/**
 * DolphinDB's parameters are spread over several files, and a server skips what it does not know. A key that belongs
 * to another file is told from one that nobody knows.
 */
import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { conceal } from "../../diagnostics/conceal.ts";
import { entriesOf, type KeyEntry } from "../../schema/catalogue.ts";
import { misplacedKey } from "../../schema/codes.ts";
import { catalogue as commandLine } from "../../schema/generated/catalogues/dolphindb-commandline.ts";
import type { Entry, MapNode } from "../../source/tree.ts";
import { derivedAgentKeys, derivedControllerKeys, derivedNodeKeys } from "./derived-keys.ts";
import { type CfgProgram, cfgFiles, standaloneFile } from "./programs.ts";

/** The entries that belong to the program's file, or that nobody knows; the others are reported. */
export function ownKeys(
  tree: MapNode,
  program: CfgProgram,
  door: "file" | "config",
  bag: DiagnosticBag,
): MapNode {
  const entries = new Map<string, Entry>();
  for (const [name, entry] of tree.entries) {
    const homes = homesOf(entry.key, program);
    if (homes.length === 0) entries.set(name, entry);
    else {
      // Nobody looks at its value here, which may be a secret all the same.
      if (homes.some((home) => home.entry.secret)) conceal(entry.value.at);
      report(entry, homes, program, door, bag);
    }
  }
  return { ...tree, entries };
}

interface KeyHome {
  /** Reads on after "belongs to". */
  readonly title: string;
  readonly entry: KeyEntry;
}

/** Where a key belongs instead; nowhere if it is at home here or unknown everywhere. */
function homesOf(key: string, program: CfgProgram): KeyHome[] {
  if (entriesOf(program.catalogue, key).length > 0) return [];
  // A single server's file belongs to no cluster; it is named only where nothing else has the key.
  const others = cfgFiles.flatMap((file): KeyHome[] => {
    const [entry] = entriesOf(file.catalogue, key);
    return entry === undefined ? [] : [{ title: file.fileName, entry }];
  });
  const ofCluster = others.filter(({ title }) => title !== standaloneFile.fileName);
  if (others.length > 0) return ofCluster.length > 0 ? ofCluster : others;
  return entriesOf(commandLine, key).map((entry) => ({ title: "the command line", entry }));
}

/** What the server does with it is not documented; a key that works in public files is worth a hint only. */
function report(
  { key, keyAt }: Entry,
  homes: readonly KeyHome[],
  program: CfgProgram,
  door: "file" | "config",
  bag: DiagnosticBag,
): void {
  const titles = homes.map((home) => home.title).join(" and ");
  const seen = homes.some(({ entry }) => entry.filesSeen?.includes(program.fileName));
  bag.report(misplacedKey, {
    at: keyAt,
    key,
    message: `"${key}" belongs to ${titles} and not to ${program.fileName}${seen ? ", though some working files have it there" : ""}`,
    help: door === "config" ? helpFor(key, homes) : `move it to ${titles}`,
    ...(door === "file" ? { severity: seen ? ("info" as const) : ("warning" as const) } : {}),
  });
}

function helpFor(key: string, homes: readonly KeyHome[]): string {
  const sections = homes.flatMap(({ title }) => sectionOf[title] ?? []);
  const derived = homes.flatMap(({ title }) => derivedKeysOf[title]?.[key] ?? [])[0];
  if (derived !== undefined) return `delete it: ${derived}`;
  return sections.length === 0
    ? "delete it; cfgc writes the command lines itself"
    : `write it under ${sections.map((section) => `\`config.${section}\``).join(" or ")}`;
}

const sectionOf: Readonly<Record<string, string>> = {
  "controller.cfg": "controller",
  "agent.cfg": "agent",
  "cluster.cfg": "cluster",
};

const derivedKeysOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "controller.cfg": derivedControllerKeys,
  "agent.cfg": derivedAgentKeys,
  "cluster.cfg": derivedNodeKeys,
};
