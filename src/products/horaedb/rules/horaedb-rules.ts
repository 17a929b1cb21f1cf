import type { Rule } from "../../../rules/rule.ts";
import { addressOfOwnProcess } from "./address-of-own-process.ts";
import { authLeavesSqlPortsOpen } from "./auth-leaves-sql-ports-open.ts";
import { backendOnLoopback } from "./backend-on-loopback.ts";
import { bucketNamedTwice } from "./bucket-named-twice.ts";
import { clusterIdentityMismatch } from "./cluster-identity-mismatch.ts";
import { clusterWithoutShards } from "./cluster-without-shards.ts";
import { dedupQueueEmpty } from "./dedup-queue-empty.ts";
import { defaultCatalogMismatch } from "./default-catalog-mismatch.ts";
import { defaultClusterNotCreated } from "./default-cluster-not-created.ts";
import { diskCacheNotUsable } from "./disk-cache-not-usable.ts";
import { dynamicTopologyOnLocalStorage } from "./dynamic-topology-on-local-storage.ts";
import { etcdServersUnwritten } from "./etcd-servers-unwritten.ts";
import { heartbeatTooSlow } from "./heartbeat-too-slow.ts";
import { kafkaBrokersMissing } from "./kafka-brokers-missing.ts";
import { kafkaLogUnreplicated } from "./kafka-log-unreplicated.ts";
import { layeredMemtableNotUsable } from "./layered-memtable-not-usable.ts";
import { logAndStoreApart } from "./log-and-store-apart.ts";
import { logLevelUnknown } from "./log-level-unknown.ts";
import { memCacheNotUsable } from "./mem-cache-not-usable.ts";
import { metaAddressMismatch } from "./meta-address-mismatch.ts";
import { metaAddressNotForwarded } from "./meta-address-not-forwarded.ts";
import { metaAddressNotUsable } from "./meta-address-not-usable.ts";
import { metaCompactionNotUsable } from "./meta-compaction-not-usable.ts";
import { metaDefaultsLeft } from "./meta-defaults-left.ts";
import { metaElectionTooShort } from "./meta-election-too-short.ts";
import { metaEvenMembers } from "./meta-even-members.ts";
import { metaHttpPortNotUsable } from "./meta-http-port-not-usable.ts";
import { metaHttpPortsDiffer } from "./meta-http-ports-differ.ts";
import { metaIdentityMismatch } from "./meta-identity-mismatch.ts";
import { metaLeaseTooShort } from "./meta-lease-too-short.ts";
import { metaLimiterNotUsable } from "./meta-limiter-not-usable.ts";
import { metaMemberUnknown } from "./meta-member-unknown.ts";
import { metaMembersDisagree } from "./meta-members-disagree.ts";
import { metaMembersPacked } from "./meta-members-packed.ts";
import { metaNobodyToJoin } from "./meta-nobody-to-join.ts";
import { metaNodeCountMismatch } from "./meta-node-count-mismatch.ts";
import { metaPathNotLasting } from "./meta-path-not-lasting.ts";
import { metaQuorumTooSmall } from "./meta-quorum-too-small.ts";
import { metaQuotaTooSmall } from "./meta-quota-too-small.ts";
import { metaStartTimeoutTooShort } from "./meta-start-timeout-too-short.ts";
import { metaTransactionBound } from "./meta-transaction-bound.ts";
import { metaUrlNotServed } from "./meta-url-not-served.ts";
import { metaUrlNotUsable } from "./meta-url-not-usable.ts";
import { metaWithoutLeader } from "./meta-without-leader.ts";
import { nodeAddressLocal } from "./node-address-local.ts";
import { nodeAddressNotUsable } from "./node-address-not-usable.ts";
import { nodeBoundToLoopback } from "./node-bound-to-loopback.ts";
import { nodePathNotLasting } from "./node-path-not-lasting.ts";
import { nodeWithoutShard } from "./node-without-shard.ts";
import { nodesBackendsDiffer } from "./nodes-backends-differ.ts";
import { nodesIdentityDiffer } from "./nodes-identity-differ.ts";
import { nodesWithoutMeta } from "./nodes-without-meta.ts";
import { obkvAccessNotUsable } from "./obkv-access-not-usable.ts";
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
import { shardsNeverPlaced } from "./shards-never-placed.ts";
import { staticTopologyLosesShards } from "./static-topology-loses-shards.ts";
import { storageSharedWithoutMeta } from "./storage-shared-without-meta.ts";
import { storeKeysAlike } from "./store-keys-alike.ts";
import { tableTtlCut } from "./table-ttl-cut.ts";
import { tracingConsoleNotUsable } from "./tracing-console-not-usable.ts";
import { upgradingFromNewer } from "./upgrading-from-newer.ts";
import { walDataDisabled } from "./wal-data-disabled.ts";
import { walNotInBuild } from "./wal-not-in-build.ts";

export const horaedbRules: readonly Rule[] = [
  addressOfOwnProcess,
  authLeavesSqlPortsOpen,
  backendOnLoopback,
  bucketNamedTwice,
  clusterIdentityMismatch,
  clusterWithoutShards,
  dedupQueueEmpty,
  defaultCatalogMismatch,
  defaultClusterNotCreated,
  diskCacheNotUsable,
  dynamicTopologyOnLocalStorage,
  etcdServersUnwritten,
  heartbeatTooSlow,
  kafkaBrokersMissing,
  kafkaLogUnreplicated,
  layeredMemtableNotUsable,
  logAndStoreApart,
  logLevelUnknown,
  memCacheNotUsable,
  metaAddressMismatch,
  metaAddressNotForwarded,
  metaAddressNotUsable,
  metaCompactionNotUsable,
  metaDefaultsLeft,
  metaElectionTooShort,
  metaEvenMembers,
  metaHttpPortNotUsable,
  metaHttpPortsDiffer,
  metaIdentityMismatch,
  metaLeaseTooShort,
  metaLimiterNotUsable,
  metaMemberUnknown,
  metaMembersDisagree,
  metaMembersPacked,
  metaNobodyToJoin,
  metaNodeCountMismatch,
  metaPathNotLasting,
  metaQuorumTooSmall,
  metaQuotaTooSmall,
  metaStartTimeoutTooShort,
  metaTransactionBound,
  metaUrlNotServed,
  metaUrlNotUsable,
  metaWithoutLeader,
  nodeAddressLocal,
  nodeAddressNotUsable,
  nodeBoundToLoopback,
  nodePathNotLasting,
  nodeWithoutShard,
  nodesBackendsDiffer,
  nodesIdentityDiffer,
  nodesWithoutMeta,
  obkvAccessNotUsable,
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
  shardsNeverPlaced,
  staticTopologyLosesShards,
  storageSharedWithoutMeta,
  storeKeysAlike,
  tableTtlCut,
  tracingConsoleNotUsable,
  upgradingFromNewer,
  walDataDisabled,
  walNotInBuild,
];
