import { type Sayable, say } from "../../../diagnostics/message.ts";
/** `ID:alias:alias:alias,ID:...`, the syntax of streamingRaftGroups and mvccTableRaftGroups. */

export interface RaftGroup {
  readonly id: number | undefined;
  readonly aliases: readonly Sayable[];
  readonly text: Sayable;
}

export function parseRaftGroups(text: Sayable): RaftGroup[] {
  return text
    .split(",")
    .map((group) => group.trim())
    .filter((group) => group !== "")
    .map((group) => {
      const [id = say``, ...aliases] = group.split(":").map((part) => part.trim());
      return { id: /^\d{1,9}$/.test(id) ? Number(id) : undefined, aliases, text: group };
    });
}
