/** HoraeMeta members of cluster.yaml into instances with every setting that they need. */
import type { Sayable } from "../../../diagnostics/message.ts";
import { httpUrl } from "../../../model/addresses.ts";
import { type ConfigCheck, mergeLayers, readLayer } from "../../../model/layers.ts";
import type { Listed } from "../../../model/members.ts";
import type { Instance } from "../../../model/model.ts";
import { isCarried } from "../../../model/names.ts";
import type { Settings } from "../../../model/settings.ts";
import { SettingsDraft } from "../../../model/settings-draft.ts";
import { field } from "../../../schema/documents/view.ts";
import type { Reading } from "../../../schema/keys/key-check.ts";
import { derived, type Traced } from "../../../schema/value.ts";
import { derivedMetaKeys } from "../derived-keys.ts";
import { horaemeta } from "../horaemeta.ts";
import { keyAt } from "../key-names.ts";
import type { HoraeSpec } from "../section.ts";
import { describeMeta } from "./describe-meta.ts";
import { type InitialMember, writeInitialCluster } from "./initial-cluster.ts";
import { metaSettings } from "./meta-settings.ts";
import type { PlannedMember } from "./plan-members.ts";

/** `nodeCount` is the number of HoraeDB nodes of the cluster. */
export function resolveMembers(
  members: Listed<PlannedMember>,
  nodeCount: Traced<number> | undefined,
  section: HoraeSpec,
): Instance[] {
  const check = configCheck(section, section.version);
  const role = readLayer(field(field(section.view, "meta"), "config"), check);
  const shared = { own: mergeLayers([role], check), check };
  const initialCluster = initialClusterOf(members);
  return members.all.map((member) => {
    const config = field(member.entry, "config");
    const isPlain = config === undefined && member.version === section.version;
    const { own, check: ownCheck } = isPlain ? shared : merged(role, member, section);
    const draft = new SettingsDraft(own, ownCheck, member.entry.at, (key) => keyAt(ownCheck, key));
    for (const [key, value] of metaSettings(member, { initialCluster, nodeCount, section }))
      draft.set(key, value);
    return instanceOf(member, draft.settings(), section);
  });
}

function configCheck(section: HoraeSpec, version: Sayable): ConfigCheck {
  return {
    catalogue: horaemeta.catalogue,
    version,
    isValid: horaemeta.isValid,
    derivedKeys: derivedMetaKeys,
    tags: new Map(),
    bag: section.context.bag,
    site: section.context.site,
  };
}

function merged(
  role: Reading,
  member: PlannedMember,
  section: HoraeSpec,
): { own: Reading; check: ConfigCheck } {
  const check = configCheck(section, member.version);
  // A member of another release takes the role's layer as its own release understands it.
  const roleLayer =
    member.version === section.version
      ? role
      : readLayer(field(field(section.view, "meta"), "config"), check);
  return { own: mergeLayers([roleLayer, readLayer(field(member.entry, "config"), check)], check), check };
}

/**
 * Unknown as long as one member is, or its address, or if a name cannot be carried by the list: half of one would only
 * cause findings that follow from it.
 */
function initialClusterOf({ all: members, whole }: Listed<PlannedMember>): Traced<Sayable> | undefined {
  if (!whole || !members.every(({ name }) => isCarried(name.value))) return undefined;
  const pairs = members.map(({ name, host, peerPort }) => ({
    name: name.value,
    url: host?.address && peerPort && httpUrl(host.address.value, peerPort.value),
  }));
  if (!pairs.every((pair): pair is InitialMember => pair.url !== undefined)) return undefined;
  const places = members.map((member) => member.entry.at);
  return derived(writeInitialCluster(pairs), "all of meta.members", places);
}

function instanceOf(member: PlannedMember, settings: Settings, section: HoraeSpec): Instance {
  return {
    product: "horaedb",
    program: horaemeta.kind,
    catalogue: horaemeta.catalogue,
    version: member.version,
    release: member.release,
    buildFeatures: [],
    site: section.context.site,
    name: member.name,
    hostName: member.hostName,
    host: member.host,
    at: member.entry.at,
    settings,
    claims: describeMeta(settings),
  };
}
