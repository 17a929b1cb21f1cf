/** The HoraeMeta members of cluster.yaml, before they are told of each other. */
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { expandMembers, type Listed, type Member, planEach } from "../../../model/members.ts";
import { booleanOf, field, readOr, type View } from "../../../schema/documents/view.ts";
import type { MetaMember } from "../../../schema/generated/types/horaedb-section.ts";
import type { Traced } from "../../../schema/value.ts";
import { horaemeta } from "../horaemeta.ts";
import { portOf } from "../ports.ts";
import { type HoraeSpec, releaseFor } from "../section.ts";

/** A member with what the other instances have to know of it. */
export interface PlannedMember extends Member<MetaMember> {
  readonly version: Sayable;
  readonly release: Sayable | undefined;
  readonly joining: boolean;
  /** Undefined if what is written there is no port. */
  readonly clientPort: Traced<number> | undefined;
  readonly peerPort: Traced<number> | undefined;
  readonly httpPort: Traced<number> | undefined;
}

export function planMembers(section: HoraeSpec): Listed<PlannedMember> {
  return planEach(field(field(section.view, "meta"), "members"), (entry) => planEntry(entry, section));
}

function planEntry(entry: View<MetaMember>, section: HoraeSpec): PlannedMember[] | undefined {
  const { hosts, bag } = section.context;
  const ports = field(entry, "ports");
  const release = releaseFor(entry, say`horaedb.meta.members[]`, horaemeta, section);
  const joining = readOr(field(entry, "joining"), booleanOf, false);
  const members = expandMembers(entry, hosts, bag);
  if (release === undefined || joining === undefined) return undefined;
  return members?.map((member) => ({
    ...member,
    ...release,
    joining,
    clientPort: portOf(field(ports, "client"), 2379, "client", entry.at),
    peerPort: portOf(field(ports, "peer"), 2380, "peer", entry.at),
    httpPort: portOf(field(ports, "http"), 8080, "http", entry.at),
  }));
}
