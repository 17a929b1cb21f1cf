/** Expands a list of members in cluster.yaml: ranges in hosts make one instance each, names come from the host. */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Name, type Sayable, say } from "../diagnostics/message.ts";
import { field, isWhole, items, readOr, textOf, type View } from "../schema/documents/view.ts";
import { derived, type Traced } from "../schema/value.ts";
import { rangeMismatch, rangeSyntax } from "./codes.ts";
import type { Host } from "./model.ts";
import { type Expansion, expandRanges, isProblem, maxExpansion } from "./ranges.ts";

export interface MemberEntry {
  name?: string;
  /** What some products call the name. */
  alias?: string;
  host: string;
}

export interface Member<T> {
  readonly entry: View<T>;
  readonly name: Traced<Name>;
  readonly hostName: Traced<Name>;
  /** Undefined if there is no host of that name. */
  readonly host: Host | undefined;
}

/** What a list of cluster.yaml stands for. */
export interface Listed<T> {
  readonly all: readonly T[];
  /** False if an entry could not be read, so that some are missing here which are not missing in the file. */
  readonly whole: boolean;
}

/** What all entries of a list stand for; `plan` gives undefined for an entry that could not be read. */
export function planEach<E, T>(
  list: View<readonly E[]> | undefined,
  plan: (entry: View<E>) => readonly T[] | undefined,
): Listed<T> {
  const planned = items(list).map(plan);
  return {
    all: planned.flatMap((one) => one ?? []),
    whole: isWhole(list) && planned.every((one) => one !== undefined),
  };
}

/**
 * The members that one entry stands for; undefined if that could not be read, which is reported. `defaultName` gives the name of an instance from its host's. It looks neither
 * at ports nor at other members, so that one written later renames nothing: who shares a host with another of its
 * program has to have a name of its own.
 */
export function expandMembers<T extends MemberEntry>(
  entry: View<T>,
  hosts: ReadonlyMap<string, Host>,
  bag: DiagnosticBag,
  defaultName: (hostName: Name) => Name = (hostName) => hostName,
): Member<T>[] | undefined {
  const view = entry as View<MemberEntry>;
  const host = textOf(field(view, "host"));
  const name = readOr(field(view, "name") ?? field(view, "alias"), textOf, byHost);
  const hostNames = host && expand(host.value, placeOfText(host), bag);
  if (name === undefined || host === undefined || hostNames === undefined) return undefined;
  const names = name === byHost ? undefined : expand(name.value, placeOfText(name), bag);
  if (names === undefined && name !== byHost) return undefined;
  if (names !== undefined && names.names.length !== hostNames.names.length) {
    reportMismatch(
      placeOfText(name),
      names.names.length,
      placeOfText(host),
      hostNames.names.length,
      "hosts",
      bag,
    );
    return undefined;
  }
  if (!fits(hostNames.names.length, hosts, placeOfText(host), bag)) return undefined;
  return hostNames.names.map((hostName, index) => ({
    entry,
    name:
      name === byHost
        ? derived(defaultName(hostName), "the host's name", [placeOfText(host)])
        : { value: names?.names[index] ?? say``, origin: name.origin },
    hostName: { value: hostName, origin: host.origin },
    host: hosts.get(hostName),
  }));
}

/** Stands for the name that nobody wrote. */
const byHost: Traced<Name> = derived(say``, "the host's name", []);

/** How many instances a site has so far, by its hosts. */
const taken = new WeakMap<ReadonlyMap<string, Host>, number>();

/** Whether the site may have so many instances more; all its ranges together are limited as one is. */
function fits(
  count: number,
  hosts: ReadonlyMap<string, Host>,
  at: Location | undefined,
  bag: DiagnosticBag,
): boolean {
  const total = (taken.get(hosts) ?? 0) + count;
  if (total > maxExpansion) {
    reportTooMany("instances", total, at, bag);
    return false;
  }
  taken.set(hosts, total);
  return true;
}

export function reportTooMany(
  what: "hosts" | "instances",
  total: number,
  at: Location | undefined,
  bag: DiagnosticBag,
): void {
  if (at === undefined) return;
  bag.report(rangeSyntax, {
    at,
    message: say`with this the site has ${total} ${what}, and ${maxExpansion} are the most that cfgc takes`,
    help: advice`split the site into several`,
  });
}

/** The names that a text stands for; undefined if its range is wrong, which is reported. */
export function expand(text: Name, at: Location | undefined, bag: DiagnosticBag): Expansion | undefined {
  const expansion = expandRanges(text);
  if (!isProblem(expansion)) return expansion;
  if (at !== undefined)
    bag.report(rangeSyntax, { at, message: expansion.problem, help: advice`write it like dn[01-40]` });
  return undefined;
}

export function reportMismatch(
  at: Location | undefined,
  length: number,
  otherAt: Location | undefined,
  otherLength: number,
  other: "hosts" | "names" | "shards",
  bag: DiagnosticBag,
): void {
  if (at === undefined) return;
  bag.report(rangeMismatch, {
    at,
    message: say`this gives ${length}, and there are ${otherLength} ${other}`,
    related: otherAt === undefined ? [] : [{ at: otherAt, message: say`${otherLength} here` }],
    help: advice`make both ranges equally long`,
  });
}

function placeOfText(text: Traced<Sayable> | undefined): Location | undefined {
  return text?.origin.kind === "source" ? text.origin.at : undefined;
}
