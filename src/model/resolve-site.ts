/** The part of cluster.yaml that belongs to no product: the site, its hosts, what it accepts. */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Message, type Name, quoted, type Sayable, say } from "../diagnostics/message.ts";
import { wrongType } from "../schema/codes/value-codes.ts";
import {
  field,
  isWhole,
  items,
  members,
  numberOf,
  textOf,
  type View,
  viewOf,
} from "../schema/documents/view.ts";
import { bytesOf, isHost } from "../schema/formats/formats.ts";
import type { ClusterYaml, HostEntry } from "../schema/generated/types/cluster.ts";
import type { Traced } from "../schema/value.ts";
import type { MapNode } from "../source/tree.ts";
import { duplicateHost } from "./codes.ts";
import { expand, reportMismatch, reportTooMany } from "./members.ts";
import type { Acceptance, Host, Site } from "./model.ts";
import { isCarried } from "./names.ts";
import { type Expansion, expandRanges, isProblem, maxExpansion } from "./ranges.ts";

export interface ResolvedSite {
  readonly site: Site;
  readonly hosts: ReadonlyMap<string, Host>;
}

/** `whole`: whether the hosts of every include are there. */
export function resolveSite(document: MapNode, whole: boolean, bag: DiagnosticBag): ResolvedSite {
  const view: View<ClusterYaml> = viewOf(document);
  const name = textOf(field(view, "name"));
  const hosts = field(view, "hosts");
  const accepted = items(field(view, "accept")).map(acceptance);
  const site: Site = {
    name: name?.value ?? say``,
    environment: environmentIn(field(view, "environment")),
    at: name?.origin.kind === "source" ? name.origin.at : document.at,
    accepted: accepted.flatMap((one) => one ?? []),
    acceptedKnown: isWhole(field(view, "accept")) && accepted.every((one) => one !== undefined),
    hostsKnown: whole && isWhole(hosts) && areKnown(members(hosts).map(({ key }) => key)),
  };
  return { site, hosts: resolveHosts(hosts, site, bag) };
}

/** What would be an error in production only is none while nobody knows that it is one. */
function environmentIn(view: View<string> | undefined): Site["environment"] {
  if (view === undefined) return "production";
  return textOf(view)?.value === "production" ? "production" : "development";
}

/** Whether every name can be expanded, and all of them are few enough to be taken. */
function areKnown(names: readonly Name[]): boolean {
  let total = 0;
  return names.every((name) => {
    const expansion = expandRanges(name);
    if (isProblem(expansion) || !isCarried(expansion.names[0] ?? "")) return false;
    total += expansion.names.length;
    return total <= maxExpansion;
  });
}

/** Undefined if it could not be read which rule it is about. */
function acceptance(entry: View<{ rule: string; reason: string }>): Acceptance | undefined {
  const rule = textOf(field(entry, "rule"));
  if (rule?.origin.kind !== "source") return undefined;
  return { rule: rule.value, reason: textOf(field(entry, "reason"))?.value ?? "", at: rule.origin.at };
}

function resolveHosts(
  hosts: View<Record<string, HostEntry>> | undefined,
  site: Site,
  bag: DiagnosticBag,
): ReadonlyMap<string, Host> {
  const resolved = new Map<string, Host>();
  for (const { key, value } of members(hosts)) {
    const at = value.keyAt ?? value.at;
    const expanded = expandHost(key, at, value, site, bag);
    if (resolved.size + expanded.length > maxExpansion) {
      reportTooMany("hosts", resolved.size + expanded.length, at, bag);
      continue;
    }
    for (const host of expanded) {
      // A range may name a host that stands on its own as well; the model keeps the first, the rule names both.
      const known = resolved.get(host.name);
      if (known === undefined) resolved.set(host.name, host);
      else reportSameHost(host, known, bag);
    }
  }
  return resolved;
}

function expandHost(key: Name, at: Location, value: View<HostEntry>, site: Site, bag: DiagnosticBag): Host[] {
  const names = expand(key, at, bag);
  const address = textOf(field(value, "address"));
  const writtenAt = address?.origin.kind === "source" ? address.origin.at : undefined;
  const addresses = address && expand(address.value, writtenAt, bag);
  if (names === undefined) return [];
  if (addresses !== undefined && addresses.names.length !== names.names.length) {
    reportMismatch(writtenAt, addresses.names.length, at, names.names.length, "names", bag);
    return names.names.map((name) => ({ ...hostOf(name, value, site, at), address: undefined }));
  }
  if (address !== undefined && addresses !== undefined && writtenAt !== undefined)
    reportNoAddress(key, address.value, addresses, writtenAt, bag);
  const common = hostOf(say``, value, site, at);
  return names.names.map((name, index) => ({
    ...common,
    name,
    address: addressAt(address, addresses?.names[index]),
  }));
}

/** The check of cluster.yaml sees the range alone, and not that it runs past 255 or puts zeros before a number. */
function reportNoAddress(
  key: Name,
  text: Message,
  { names, lengths }: Expansion,
  at: Location,
  bag: DiagnosticBag,
): void {
  if (lengths.length === 0) return;
  const wrong = names.find((name) => !isHost(name));
  if (wrong === undefined) return;
  bag.report(wrongType, {
    at,
    key: `hosts.${key}.address`,
    message: say`the range ${quoted(text)} holds ${quoted(wrong)}, which is no address`,
    help: advice`write numbers from 0 to 255 without leading zeros, such as 10.1.2.[1-40]`,
  });
}

/** Undefined if it is none; then nothing is derived from it. */
function addressAt(
  written: Traced<Sayable> | undefined,
  address: Sayable | undefined,
): Traced<Sayable> | undefined {
  return written !== undefined && address !== undefined && isHost(address)
    ? { value: address, origin: written.origin }
    : undefined;
}

function hostOf(name: Name, value: View<HostEntry>, site: Site, at: Location): Host {
  return {
    name,
    site,
    address: undefined,
    zone: textOf(field(value, "zone")),
    memoryBytes: memoryOf(value),
    at,
  };
}

function memoryOf(value: View<HostEntry>): Traced<number> | undefined {
  const view = field(value, "memory");
  const size = textOf(view as View<string> | undefined) ?? numberOf(view as View<number> | undefined);
  const bytes = size && bytesOf(size.value);
  return size && bytes !== undefined && Number.isFinite(bytes)
    ? { value: bytes, origin: size.origin }
    : undefined;
}

function reportSameHost(host: Host, known: Host, bag: DiagnosticBag): void {
  bag.report(duplicateHost, {
    at: host.at,
    message: say`the host "${host.name}" is described twice`,
    related: [{ at: known.at, message: say`first described here` }],
    help: advice`describe each host once`,
  });
}
