/** `ID:alias:alias:alias,ID:...`, the syntax of streamingRaftGroups and mvccTableRaftGroups. */

export interface RaftGroup {
  readonly id: number | undefined;
  readonly aliases: readonly string[];
  readonly text: string;
}

export function parseRaftGroups(text: string): RaftGroup[] {
  return text
    .split(",")
    .map((group) => group.trim())
    .filter((group) => group !== "")
    .map((group) => {
      const [id = "", ...aliases] = group.split(":").map((part) => part.trim());
      return { id: /^\d{1,9}$/.test(id) ? Number(id) : undefined, aliases, text: group };
    });
}
