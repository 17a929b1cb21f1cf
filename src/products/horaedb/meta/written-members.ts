/** Members whose URLs somebody wrote by hand. */
import type { Instance, Model } from "../../../model/model.ts";
import { clustersOf } from "../cluster.ts";
import { isEmbedded } from "./describe-meta.ts";

/** A member of HoraeMeta with an etcd of its own. */
export interface WrittenMember {
  readonly member: Instance;
  /** No other member of its cluster is known. */
  readonly isAlone: boolean;
}

/**
 * The members of clusters that are known from hand-written files, external etcds left out. Members of a cluster.yaml
 * have URLs that cfgc makes of one port and of addresses that are checked.
 */
export function* writtenMembers(model: Model): Generator<WrittenMember> {
  for (const { meta, site } of clustersOf(model)) {
    if (site !== undefined) continue;
    for (const member of meta) if (isEmbedded(member.settings)) yield { member, isAlone: meta.length === 1 };
  }
}
