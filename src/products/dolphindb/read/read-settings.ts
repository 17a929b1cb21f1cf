import type { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { advice } from "../../../diagnostics/help.ts";
import { joined, type Message, type Sayable, say } from "../../../diagnostics/message.ts";
import { Settings } from "../../../model/settings.ts";
import { displayName, entriesOf } from "../../../schema/catalogue.ts";
import { keyNotInVersion } from "../../../schema/codes/key-codes.ts";
import { forLine } from "../../../schema/key-state.ts";
import { checkKeys } from "../../../schema/keys/check-keys.ts";
import type { KeyCheck, Reading } from "../../../schema/keys/key-check.ts";
import { compareVersions } from "../../../schema/versions.ts";
import type { Entry, MapNode } from "../../../source/tree.ts";
import type { UpstreamFile } from "../../product.ts";
import { ownKeys } from "../own-keys.ts";
import { type CfgProgram, cfgFiles } from "../programs.ts";

/** The settings of a file whose keys are bare, but for those that a zone may stand before. */
export function readSettings(file: UpstreamFile, bag: DiagnosticBag): Settings {
  const { bare, ofZones } = splitZones(file);
  const reading = readKeys(bare, file, bag);
  for (const ofZone of ofZones) {
    const { zone, entry } = ofZone;
    const since = newerThan(file, entry);
    if (since !== undefined) {
      reportTooNew(ofZone, since, file, bag);
      continue;
    }
    const tree = { ...file.tree, entries: new Map([[entry.key, entry]]) };
    const own = readKeys(tree, file, bag);
    for (const [key, value] of own.settings) reading.settings.set(joined([zone, key], "."), value);
    for (const key of own.unread) reading.unread.add(joined([zone, key], "."));
  }
  return Settings.of(file.program.catalogue, file.version, reading);
}

/** Checks the keys of a tree, telling those of other files from unknown ones. */
export function readKeys(tree: MapNode, file: UpstreamFile, bag: DiagnosticBag): Reading {
  const program = cfgFiles.find((one) => one.kind === file.program.kind) as CfgProgram;
  return checkKeys(ownKeys(tree, program, "file", bag), keyCheckOf(file, bag));
}

export function keyCheckOf({ program, version }: UpstreamFile, bag: DiagnosticBag): KeyCheck {
  const { catalogue, isValid } = program;
  return { catalogue, version, program: displayName(catalogue, version), setIn: "file", bag, isValid };
}

interface ZoneKey {
  readonly zone: Sayable;
  readonly entry: Entry;
}

function splitZones({ tree, program }: UpstreamFile): { bare: MapNode; ofZones: readonly ZoneKey[] } {
  const bare = new Map<string, Entry>();
  const ofZones: ZoneKey[] = [];
  for (const [name, entry] of tree.entries) {
    const dot = entry.key.indexOf(".");
    const key = entry.key.slice(dot + 1);
    if (dot > 0 && entriesOf(program.catalogue, key)[0]?.qualifier?.of === "zone")
      ofZones.push({ zone: entry.key.slice(0, dot), entry: { ...entry, key } });
    else bare.set(name, entry);
  }
  return { bare: { ...tree, entries: bare }, ofZones };
}

/** The release that zones came with, where the file is of an older one: nothing more is to say about such a line. */
function newerThan(file: UpstreamFile, { key }: Entry): Message | undefined {
  const { program, version } = file;
  const qualifier = entriesOf(program.catalogue, key)[0]?.qualifier;
  const since = forLine(qualifier?.["by-line"], version) ?? qualifier?.since;
  return since !== undefined && compareVersions(version, since) < 0 ? since : undefined;
}

function reportTooNew(
  { zone, entry: { key, keyAt } }: ZoneKey,
  since: Message,
  file: UpstreamFile,
  bag: DiagnosticBag,
): void {
  const { program, version } = file;
  bag.report(keyNotInVersion, {
    at: keyAt,
    key: `${zone}.${key}`,
    message: say`a zone before "${key}" came with ${since}; ${displayName(program.catalogue, version)} knows no zones`,
    help: advice`upgrade to ${since} or later, or delete it`,
  });
}
