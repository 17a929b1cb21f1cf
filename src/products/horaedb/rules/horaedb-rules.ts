import type { Rule } from "../../../rules/rule.ts";
import { addressNotUsable } from "./address-not-usable.ts";
import { clusterIdentityMismatch } from "./cluster-identity-mismatch.ts";
import { dynamicTopologyOnLocalStorage } from "./dynamic-topology-on-local-storage.ts";
import { kafkaBrokersMissing } from "./kafka-brokers-missing.ts";
import { metaAddressMismatch } from "./meta-address-mismatch.ts";
import { metaEvenMembers } from "./meta-even-members.ts";
import { metaHttpPortsDiffer } from "./meta-http-ports-differ.ts";
import { metaIdentityMismatch } from "./meta-identity-mismatch.ts";
import { metaMembersDisagree } from "./meta-members-disagree.ts";
import { metaQuorumTooSmall } from "./meta-quorum-too-small.ts";
import { nodesWithoutMeta } from "./nodes-without-meta.ts";
import { walNotInBuild } from "./wal-not-in-build.ts";

export const horaedbRules: readonly Rule[] = [
  addressNotUsable,
  clusterIdentityMismatch,
  dynamicTopologyOnLocalStorage,
  kafkaBrokersMissing,
  metaAddressMismatch,
  metaEvenMembers,
  metaHttpPortsDiffer,
  metaIdentityMismatch,
  metaMembersDisagree,
  metaQuorumTooSmall,
  nodesWithoutMeta,
  walNotInBuild,
];
