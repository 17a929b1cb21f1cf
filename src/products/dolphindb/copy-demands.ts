/** How many copies which data nodes have to keep: those of each zone, where zones have numbers, else all of them. */
import { type Message, say } from "../../diagnostics/message.ts";
import type { Settings } from "../../model/settings.ts";
import type { Process } from "./cluster.ts";

export interface CopyDemand {
  /** The key that holds the number. */
  readonly key: Message;
  readonly nodes: readonly Process[];
  readonly zone: Message | undefined;
}

export function copyDemands({ explicit, unread }: Settings, dataNodes: readonly Process[]): CopyDemand[] {
  // A zone whose number could not be read has one all the same, so the number of the whole cluster does not step in.
  const ofZones = [...new Set([...explicit.keys(), ...unread])].filter((key) =>
    key.endsWith(".dfsReplicationFactor"),
  );
  if (ofZones.length === 0) return [{ key: say`dfsReplicationFactor`, nodes: dataNodes, zone: undefined }];
  return ofZones.map((key) => {
    const zone = key.slice(0, key.indexOf("."));
    return { key, nodes: dataNodes.filter((node) => node.zone?.value === zone), zone };
  });
}

/** What a cluster.yaml has to say for so many copies. */
export function replicationLine(zone: CopyDemand["zone"], count: number): Message {
  return zone === undefined
    ? say`\`replication: { factor: ${count} }\``
    : say`\`replication: { zones: { ${zone}: ${count} } }\``;
}
