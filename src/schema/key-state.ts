/** What a release sees of a key of the catalogue. */
import type { Message, Name } from "../diagnostics/message.ts";
import type { Catalogue, KeyEntry, KeyState, PastState } from "./catalogue.ts";
import { compareVersions } from "./versions.ts";

/** By version first: there are few of them, and many keys. */
const states = new Map<string, Map<KeyEntry, KeyState | undefined>>();

/** How the key is at a release, or undefined if that release does not read it. Asked for every key of every instance. */
export function stateAt(entry: KeyEntry, version: string): KeyState | undefined {
  let known = states.get(version);
  if (known === undefined) {
    known = new Map();
    states.set(version, known);
  }
  const state = known.get(entry);
  if (state !== undefined || known.has(entry)) return state;
  const computed = computeState(entry, version);
  known.set(entry, computed);
  return computed;
}

function computeState(entry: KeyEntry, version: string): KeyState | undefined {
  if (compareVersions(version, sinceFor(entry, version)) < 0) return undefined;
  if (entry.until !== undefined && compareVersions(version, entry.until) > 0) return undefined;
  const past = entry.history?.find(({ until, before }) =>
    before === undefined ? compareVersions(version, until) <= 0 : compareVersions(version, before) < 0,
  );
  if (past === undefined) return entry;
  if (past.absent) return undefined;
  return { ...entry, ...pastMembers(past) } as KeyState;
}

function pastMembers(past: PastState): Partial<KeyState> {
  const members: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(past)) {
    if (name !== "until" && name !== "before") members[name] = value === null ? undefined : value;
  }
  return members;
}

/** Whether the program accepts the key at this release and never reads it. */
export function isDead(entry: KeyEntry, version: string): boolean {
  if (entry.deadSince === undefined && entry.deadSinceByLine === undefined) return false;
  const since = forLine(entry.deadSinceByLine, version) ?? entry.deadSince;
  return since !== undefined && compareVersions(version, since) >= 0;
}

/** The first release of a version's line that reads the key. */
export function sinceFor(entry: KeyEntry, version: string): Message {
  return forLine(entry.sinceByLine, version) ?? entry.since;
}

/** What holds for the line of a version: of the lines that it starts with, segment by segment, the longest. */
export function forLine<T>(lines: Readonly<Record<string, T>> | undefined, version: string): T | undefined {
  if (lines === undefined) return undefined;
  const own = Object.keys(lines).filter((line) => version === line || version.startsWith(`${line}.`));
  const longest = own.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : lines[longest];
}

/** Whether the release takes a value that is younger than its key. */
export function takesValue(entry: KeyEntry, value: string, version: string): boolean {
  const since = valueSinceFor(entry, value, version);
  return since === undefined || compareVersions(version, since) >= 0;
}

/** The first release of a version's line that takes the value, where it is younger than its key. */
export function valueSinceFor({ valueSince }: KeyEntry, value: string, version: string): Message | undefined {
  // A value may be called like a member that every object has.
  const young = valueSince && Object.hasOwn(valueSince, value) ? valueSince[value] : undefined;
  return young && (forLine(young["by-line"], version) ?? young.since);
}

/** The names of the variables that override the key at this release. */
export function variablesOf(entry: KeyEntry, version: string): readonly Name[] {
  return (entry.env ?? []).filter((variable) => inForce(variable, version)).map((variable) => variable.name);
}

export function inForce(range: { since?: string; until?: string }, version: string): boolean {
  return (
    (range.since === undefined || compareVersions(version, range.since) >= 0) &&
    (range.until === undefined || compareVersions(version, range.until) <= 0)
  );
}

/** What follows from a catalogue and a release alone, made when it is asked for first. */
export function onceAtRelease<T>(
  derive: (catalogue: Catalogue, version: Name) => T,
): (catalogue: Catalogue, version: Name) => T {
  const known = new WeakMap<Catalogue, Map<string, { readonly result: T }>>();
  return (catalogue, version) => {
    const releases = known.get(catalogue) ?? new Map<string, { readonly result: T }>();
    known.set(catalogue, releases);
    let found = releases.get(version);
    if (found === undefined) {
      found = { result: derive(catalogue, version) };
      releases.set(version, found);
    }
    return found.result;
  };
}
