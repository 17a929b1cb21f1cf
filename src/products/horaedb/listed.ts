/** Names in a sentence: the first few, and how many more there are. */
import { joined, type Message, type Name, say } from "../../diagnostics/message.ts";
export function listed(names: readonly Name[], most = 5): Message {
  const shown = joined(names.slice(0, most), ", ");
  return names.length > most ? say`${shown} and ${names.length - most} more` : shown;
}
