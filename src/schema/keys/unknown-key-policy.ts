import { type Message, say } from "../../diagnostics/message.ts";
import type { Catalogue } from "../catalogue.ts";
import { tableOf } from "../key-path.ts";
import type { KeyCheck } from "./key-check.ts";

interface UnknownKeyPolicy {
  /** Reads on after the name of the program. */
  readonly does: Message;
  readonly severity: { readonly severity?: "error" };
}

/** What the program does with a key that it does not know, and how bad that is. */
export function unknownKeyPolicy(table: string, check: KeyCheck): UnknownKeyPolicy {
  const rejects = unknownKeysOf(check.catalogue, table) === "reject";
  if (check.setIn === "config") {
    const does = rejects
      ? say`would reject the file for it`
      : say`would ignore it${certainty(check.catalogue)}`;
    return { does, severity: {} };
  }
  return rejects
    ? { does: say`rejects the file for it`, severity: { severity: "error" } }
    : { does: say`ignores it${certainty(check.catalogue)}`, severity: {} };
}

function certainty({ knownFrom }: Catalogue): Message {
  return knownFrom === "documentation" ? say`, as far as is known` : say` in silence`;
}

function unknownKeysOf(catalogue: Catalogue, table: string): "reject" | "ignore" {
  for (let name = table; name !== ""; name = tableOf(name)) {
    const own = catalogue.keys.find((entry) => entry.key === name)?.unknownKeys;
    if (own !== undefined) return own;
  }
  return catalogue.unknownKeys;
}
