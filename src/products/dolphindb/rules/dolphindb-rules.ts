import type { Rule } from "../../../rules/rule.ts";
import { agentSites } from "./agent-sites.ts";
import { aliasCharacters } from "./alias-characters.ts";
import { aliasMacroMisused } from "./alias-macro-misused.ts";
import { aliasNotUnique } from "./alias-not-unique.ts";
import { cacheEngineTooLarge } from "./cache-engine-too-large.ts";
import { cacheEngineWithoutSync } from "./cache-engine-without-sync.ts";
import { clusterFilesDiffer } from "./cluster-files-differ.ts";
import { computeGroupPrefix } from "./compute-group-prefix.ts";
import { controllerSiteMismatch } from "./controller-site-mismatch.ts";
import { controllersPacked } from "./controllers-packed.ts";
import { controllersWithoutRaft } from "./controllers-without-raft.ts";
import { coreAffinityTooWide } from "./core-affinity-too-wide.ts";
import { dataSyncOnComputeNode } from "./data-sync-on-compute-node.ts";
import { hostWithSeveralAgents } from "./host-with-several-agents.ts";
import { hostWithoutAgent } from "./host-without-agent.ts";
import { memoryReserveTooLarge } from "./memory-reserve-too-large.ts";
import { modeMismatch } from "./mode-mismatch.ts";
import { parameterOldName } from "./parameter-old-name.ts";
import { parameterTwice } from "./parameter-twice.ts";
import { publicNameNotDomain } from "./public-name-not-domain.ts";
import { qualifierWithoutNode } from "./qualifier-without-node.ts";
import { qualifiersOverlap } from "./qualifiers-overlap.ts";
import { queryMemoryTooLarge } from "./query-memory-too-large.ts";
import { raftEditsOnDisk } from "./raft-edits-on-disk.ts";
import { raftEvenControllers } from "./raft-even-controllers.ts";
import { raftQuorumTooSmall } from "./raft-quorum-too-small.ts";
import { raftReplicationFactor } from "./raft-replication-factor.ts";
import { recoveryWaitRaised } from "./recovery-wait-raised.ts";
import { replicationFactorTooLarge } from "./replication-factor-too-large.ts";
import { replicationHostsTooFew } from "./replication-hosts-too-few.ts";
import { settingsDiffer } from "./settings-differ.ts";
import { siteMalformed } from "./site-malformed.ts";
import { siteNotInNodes } from "./site-not-in-nodes.ts";
import { streamingRaftGroups } from "./streaming-raft-groups.ts";
import { transportConflict } from "./transport-conflict.ts";
import { unitChanged } from "./unit-changed.ts";
import { volumesNotAbsolute } from "./volumes-not-absolute.ts";
import { zonesIncomplete } from "./zones-incomplete.ts";

export const dolphindbRules: readonly Rule[] = [
  agentSites,
  aliasCharacters,
  aliasMacroMisused,
  aliasNotUnique,
  cacheEngineTooLarge,
  cacheEngineWithoutSync,
  clusterFilesDiffer,
  computeGroupPrefix,
  controllerSiteMismatch,
  controllersPacked,
  controllersWithoutRaft,
  coreAffinityTooWide,
  dataSyncOnComputeNode,
  hostWithSeveralAgents,
  hostWithoutAgent,
  memoryReserveTooLarge,
  modeMismatch,
  parameterOldName,
  parameterTwice,
  publicNameNotDomain,
  qualifierWithoutNode,
  qualifiersOverlap,
  queryMemoryTooLarge,
  raftEditsOnDisk,
  raftEvenControllers,
  raftQuorumTooSmall,
  raftReplicationFactor,
  recoveryWaitRaised,
  replicationFactorTooLarge,
  replicationHostsTooFew,
  settingsDiffer,
  siteMalformed,
  siteNotInNodes,
  streamingRaftGroups,
  transportConflict,
  unitChanged,
  volumesNotAbsolute,
  zonesIncomplete,
];
