/** The HoraeMeta members of cluster.yaml, before they are told of each other. */
import { expandMembers, type Member } from "../../model/members.ts";
import type { MetaMember } from "../../schema/generated/types/horaedb-section.ts";
import type { Traced } from "../../schema/value.ts";
import { booleanOf, field, items, type View } from "../../schema/view.ts";
import { horaemeta } from "./horaemeta.ts";
import { portOf } from "./ports.ts";
import { releaseFor, type Section } from "./section.ts";

/** A member with what the other instances have to know of it. */
export interface PlannedMember extends Member<MetaMember> {
  readonly version: string;
  readonly release: string | undefined;
  readonly joining: boolean;
  /** Undefined if what is written there is no port. */
  readonly clientPort: Traced<number> | undefined;
  readonly peerPort: Traced<number> | undefined;
  readonly httpPort: Traced<number> | undefined;
}

export function planMembers(section: Section): PlannedMember[] {
  const meta = field(section.view, "meta");
  return items(field(meta, "members")).flatMap((entry) => planEntry(entry, section));
}

/** Whether each entry gave a member: one that could not be read gives none, and its name is not known. */
export function areAllPlanned({ view }: Section, members: readonly PlannedMember[]): boolean {
  const planned = new Set(members.map(({ entry }) => entry.node));
  return items(field(field(view, "meta"), "members")).every(({ node }) => planned.has(node));
}

function planEntry(entry: View<MetaMember>, section: Section): PlannedMember[] {
  const { hosts, bag } = section.context;
  const ports = field(entry, "ports");
  const release = releaseFor(entry, "horaedb.meta.members[]", horaemeta, section);
  return expandMembers(entry, hosts, bag).map((member) => ({
    ...member,
    ...release,
    joining: booleanOf(field(entry, "joining")) ?? false,
    clientPort: portOf(field(ports, "client"), 2379, "client", entry.at),
    peerPort: portOf(field(ports, "peer"), 2380, "peer", entry.at),
    httpPort: portOf(field(ports, "http"), 8080, "http", entry.at),
  }));
}
