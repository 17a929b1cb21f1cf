import type { Rule } from "../../../rules/rule.ts";
import { addressNotUsable } from "./address-not-usable.ts";
import { authLeavesSqlPortsOpen } from "./auth-leaves-sql-ports-open.ts";
import { clusterIdentityMismatch } from "./cluster-identity-mismatch.ts";
import { consoleAddressNotUsable } from "./console-address-not-usable.ts";
import { defaultCatalogMismatch } from "./default-catalog-mismatch.ts";
import { defaultClusterNotCreated } from "./default-cluster-not-created.ts";
import { diskCacheTooSmall } from "./disk-cache-too-small.ts";
import { dynamicTopologyOnLocalStorage } from "./dynamic-topology-on-local-storage.ts";
import { heartbeatTooSlow } from "./heartbeat-too-slow.ts";
import { kafkaBrokersMissing } from "./kafka-brokers-missing.ts";
import { kafkaLogUnreplicated } from "./kafka-log-unreplicated.ts";
import { layeredMemtableNotUsable } from "./layered-memtable-not-usable.ts";
import { logAndStoreApart } from "./log-and-store-apart.ts";
import { logLevelUnknown } from "./log-level-unknown.ts";
import { metaAddressMismatch } from "./meta-address-mismatch.ts";
import { metaAddressWithoutScheme } from "./meta-address-without-scheme.ts";
import { metaCompactionNotUsable } from "./meta-compaction-not-usable.ts";
import { metaDefaultsLeft } from "./meta-defaults-left.ts";
import { metaElectionTooShort } from "./meta-election-too-short.ts";
import { metaEvenMembers } from "./meta-even-members.ts";
import { metaHttpPortNotUsable } from "./meta-http-port-not-usable.ts";
import { metaHttpPortsDiffer } from "./meta-http-ports-differ.ts";
import { metaIdentityMismatch } from "./meta-identity-mismatch.ts";
import { metaLeaseTooShort } from "./meta-lease-too-short.ts";
import { metaMemberUnknown } from "./meta-member-unknown.ts";
import { metaMembersDisagree } from "./meta-members-disagree.ts";
import { metaMembersPacked } from "./meta-members-packed.ts";
import { metaNodeCountMismatch } from "./meta-node-count-mismatch.ts";
import { metaPathNotLasting } from "./meta-path-not-lasting.ts";
import { metaQuorumTooSmall } from "./meta-quorum-too-small.ts";
import { metaTransactionBound } from "./meta-transaction-bound.ts";
import { metaUrlNotUsable } from "./meta-url-not-usable.ts";
import { nodeWithoutShard } from "./node-without-shard.ts";
import { nodesBackendsDiffer } from "./nodes-backends-differ.ts";
import { nodesWithoutMeta } from "./nodes-without-meta.ts";
import { oldMemtablesRefused } from "./old-memtables-refused.ts";
import { queryRangeNotReadable } from "./query-range-not-readable.ts";
import { releaseLinesMixed } from "./release-lines-mixed.ts";
import { routingEntryUnused } from "./routing-entry-unused.ts";
import { routingHashRuleEmpty } from "./routing-hash-rule-empty.ts";
import { routingShardMissing } from "./routing-shard-missing.ts";
import { routingShardsNotContiguous } from "./routing-shards-not-contiguous.ts";
import { routingTablesDiffer } from "./routing-tables-differ.ts";
import { routingUnknownNode } from "./routing-unknown-node.ts";
import { routingWithMeta } from "./routing-with-meta.ts";
import { severalMembersJoin } from "./several-members-join.ts";
import { shardLockLeaseNotUsable } from "./shard-lock-lease-not-usable.ts";
import { shardLockPrefixNotUsable } from "./shard-lock-prefix-not-usable.ts";
import { shardsFewerThanNodes } from "./shards-fewer-than-nodes.ts";
import { staticTopologyLosesShards } from "./static-topology-loses-shards.ts";
import { storageSharedWithoutMeta } from "./storage-shared-without-meta.ts";
import { upgradingFromNewer } from "./upgrading-from-newer.ts";
import { walDataDisabled } from "./wal-data-disabled.ts";
import { walNotInBuild } from "./wal-not-in-build.ts";

export const horaedbRules: readonly Rule[] = [
  addressNotUsable,
  authLeavesSqlPortsOpen,
  clusterIdentityMismatch,
  consoleAddressNotUsable,
  defaultCatalogMismatch,
  defaultClusterNotCreated,
  diskCacheTooSmall,
  dynamicTopologyOnLocalStorage,
  heartbeatTooSlow,
  kafkaBrokersMissing,
  kafkaLogUnreplicated,
  layeredMemtableNotUsable,
  logAndStoreApart,
  logLevelUnknown,
  metaAddressMismatch,
  metaAddressWithoutScheme,
  metaCompactionNotUsable,
  metaDefaultsLeft,
  metaElectionTooShort,
  metaEvenMembers,
  metaHttpPortNotUsable,
  metaHttpPortsDiffer,
  metaIdentityMismatch,
  metaLeaseTooShort,
  metaMemberUnknown,
  metaMembersDisagree,
  metaMembersPacked,
  metaNodeCountMismatch,
  metaPathNotLasting,
  metaQuorumTooSmall,
  metaTransactionBound,
  metaUrlNotUsable,
  nodeWithoutShard,
  nodesBackendsDiffer,
  nodesWithoutMeta,
  oldMemtablesRefused,
  queryRangeNotReadable,
  releaseLinesMixed,
  routingEntryUnused,
  routingHashRuleEmpty,
  routingShardMissing,
  routingShardsNotContiguous,
  routingTablesDiffer,
  routingUnknownNode,
  routingWithMeta,
  severalMembersJoin,
  shardLockLeaseNotUsable,
  shardLockPrefixNotUsable,
  shardsFewerThanNodes,
  staticTopologyLosesShards,
  storageSharedWithoutMeta,
  upgradingFromNewer,
  walDataDisabled,
  walNotInBuild,
];
