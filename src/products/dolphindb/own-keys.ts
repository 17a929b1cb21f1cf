/**
 * DolphinDB's parameters are spread over several files, and a server skips what it does not know. A key that belongs
 * to another file is told from one that nobody knows.
 */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { advising } from "../../diagnostics/help.ts";
import { joined, type Message, type Name, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import type { Severity } from "../../diagnostics/severity.ts";
import { entriesOf, type KeyEntry } from "../../schema/catalogue.ts";
import { misplacedKey } from "../../schema/codes/key-codes.ts";
import { catalogue as commandLine } from "../../schema/generated/catalogues/dolphindb-commandline.ts";
import type { Entry, MapNode } from "../../source/tree.ts";
import type { NodeKind } from "./cluster.ts";
import { offOnComputeNodes } from "./compute-node-keys.ts";
import { derivedAgentKeys, derivedControllerKeys, derivedNodeKeys } from "./derived-keys.ts";
import { type CfgProgram, cfgFiles, nodesFile, standaloneFile } from "./programs.ts";

/**
 * The entries that the program's file may hold, or that nobody knows; those of other files are reported. `kind` where
 * they are for nodes of one kind.
 */
export function ownKeys(
  tree: MapNode,
  program: CfgProgram,
  setIn: "file" | "config",
  bag: DiagnosticBag,
  kind?: NodeKind,
): MapNode {
  const entries = new Map<string, Entry>();
  for (const [name, entry] of tree.entries) {
    const [own] = entriesOf(program.catalogue, entry.key);
    const isHome = own !== undefined && !isDisputedIn(own, program);
    const homes = isHome ? [] : homesOf(entry.key, program);
    if (own !== undefined || homes.length === 0) entries.set(name, entry);
    // Nobody looks at its value here, which may be a secret all the same.
    else if (homes.some((home) => home.entry.secret)) redact(entry.value.at);
    // What compute nodes must not have is no matter of place, and has a rule of its own.
    if (kind === "computenode" && entry.key === offOnComputeNodes) continue;
    if (homes.length > 0) report(entry, homes, program, setIn, bag);
  }
  return { ...tree, entries };
}

/** Whether one document has the key in this file, against the others. */
function isDisputedIn({ disputedKinds = [] }: KeyEntry, { readers }: CfgProgram): boolean {
  return disputedKinds.some((kind) => readers.includes(kind));
}

interface KeyHome {
  /** Reads on after "belongs to". */
  readonly title: Message;
  readonly entry: KeyEntry;
}

/** The other places of a key, as far as they are not disputed themselves; none if nobody knows it. */
function homesOf(key: string, program: CfgProgram): KeyHome[] {
  const others = [...cfgFiles, nodesFile].flatMap((file): KeyHome[] => {
    const [entry] = entriesOf(file.catalogue, key);
    if (file === program || entry === undefined || isDisputedIn(entry, file)) return [];
    return [{ title: file === nodesFile ? say`a column of cluster.nodes` : file.fileName, entry }];
  });
  // A single server's file belongs to no cluster; it is named only where nothing else has the key.
  const ofCluster = others.filter(({ title }) => title !== standaloneFile.fileName);
  if (others.length > 0) return ofCluster.length > 0 ? ofCluster : others;
  return entriesOf(commandLine, key).map((entry) => ({ title: say`the command line`, entry }));
}

/** What the server does with it is not documented; a key that documents or working files have here is a hint only. */
function report(
  { key, keyAt }: Entry,
  homes: readonly KeyHome[],
  program: CfgProgram,
  setIn: "file" | "config",
  bag: DiagnosticBag,
): void {
  const titles = joined(
    homes.map((home) => home.title),
    " and ",
  );
  const disputed = homes.some(({ entry }) => isDisputedIn(entry, program));
  const isKept = entriesOf(program.catalogue, key).length > 0;
  // What follows from the rest of cluster.yaml has a finding of its own.
  if (isKept && setIn === "config" && derivedIn(program.fileName, key) !== undefined) return;
  const seen = homes.some(({ entry }) => entry.filesSeen?.includes(program.fileName));
  const wording = { titles, file: program.fileName, evidence: evidence(homes) };
  bag.report(misplacedKey, {
    at: keyAt,
    key,
    message: disputed ? disputeOf(key, wording) : misplacementOf(key, wording, seen),
    help: advising(helpOf(key, homes, titles, isKept, setIn)),
    ...severityOf(homes, { disputed, seen, isKept, setIn }),
  });
}

function helpOf(
  key: string,
  homes: readonly KeyHome[],
  titles: Message,
  isKept: boolean,
  setIn: "file" | "config",
): Message {
  // The value of a compute node is none for the data nodes, for which the controllers have it.
  const what = isKept && key === offOnComputeNodes ? say`what the data nodes need` : say`it`;
  const move = setIn === "config" ? helpFor(key, homes, what) : movedTo(titles, isKept, what);
  return isKept ? say`${move} as well, where no document disagrees` : move;
}

interface Wording {
  readonly titles: Message;
  readonly file: Message;
  readonly evidence: Message;
}

function disputeOf(key: Message, { titles, file, evidence }: Wording): Message {
  return say`documents disagree on "${key}" in ${file}: one has it there, and by the others it belongs to ${titles}, as ${evidence}`;
}

function misplacementOf(key: Message, { titles, file, evidence }: Wording, seen: boolean): Message {
  return say`"${key}" belongs to ${titles} and not to ${file}: ${evidence}${seen ? ", though some working files have it there" : ""}`;
}

function movedTo(titles: Message, isKept: boolean, what: Message): Message {
  if (titles === "the command line") return say`give it on the command line`;
  return say`${isKept ? say`write ${what} into` : say`move it to`} ${titles}`;
}

/** Reads on after what belongs where. */
function evidence(homes: readonly KeyHome[]): Message {
  const kinds = documentedKinds(homes);
  if (kinds.length === 0) return say`by inference from the documents that name it`;
  const names = kinds.map((kind) => kindNames[kind]);
  const last = names.pop() ?? "";
  return say`it is documented for ${names.length > 0 ? say`${joined(names, ", ")} and ` : say``}${last}`;
}

function documentedKinds(homes: readonly KeyHome[]): (keyof typeof kindNames)[] {
  const told = homes.flatMap(({ entry: { nodeKinds = [], inferredKinds = [] } }) =>
    nodeKinds.filter((kind) => !inferredKinds.includes(kind)),
  );
  const all = Object.keys(kindNames) as (keyof typeof kindNames)[];
  return all.filter((kind) => told.some((one) => one === kind));
}

const kindNames = {
  commandline: "the command line",
  standalone: "single servers",
  controller: "controllers",
  agent: "agents",
  datanode: "data nodes",
  computenode: "compute nodes",
} as const;

interface Doubts {
  readonly disputed: boolean;
  readonly seen: boolean;
  readonly isKept: boolean;
  readonly setIn: "file" | "config";
}

function severityOf(
  homes: readonly KeyHome[],
  { disputed, seen, isKept, setIn }: Doubts,
): { severity?: Severity } {
  if (setIn === "file") return { severity: disputed || seen ? "info" : "warning" };
  if (disputed) return { severity: isKept ? "info" : "warning" };
  return documentedKinds(homes).length === 0 ? { severity: "warning" } : {};
}

function helpFor(key: string, homes: readonly KeyHome[], what: Message): Message {
  const sections = homes.flatMap(({ title }) => sectionOf[title] ?? []);
  const derived = homes.flatMap(({ title }) => derivedIn(title, key) ?? [])[0];
  if (derived !== undefined) return say`delete it: ${derived}`;
  return sections.length === 0
    ? say`delete it; cfgc writes the command lines itself`
    : say`write ${what} under ${joined(
        sections.map((section) => say`\`config.${section}\``),
        " or ",
      )}`;
}

const sectionOf: Readonly<Record<string, Name>> = {
  "controller.cfg": say`controller`,
  "agent.cfg": say`agent`,
  "cluster.cfg": say`cluster`,
};

function derivedIn(file: string, key: string): Message | undefined {
  return derivedKeysOf[file]?.[key];
}

const derivedKeysOf: Readonly<Record<string, Readonly<Record<string, Message>>>> = {
  "controller.cfg": derivedControllerKeys,
  "agent.cfg": derivedAgentKeys,
  "cluster.cfg": derivedNodeKeys,
  "a column of cluster.nodes": {
    zone: say`write \`zone\` at the node`,
    computeGroup: say`write \`compute_group\` at the node`,
  },
};
