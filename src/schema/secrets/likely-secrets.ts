import { once } from "../../diagnostics/once.ts";
import { redact } from "../../diagnostics/redact.ts";
import { isSecretName } from "../../diagnostics/secret-names.ts";
import type { Entry, Node } from "../../source/tree.ts";
import type { Catalogue } from "../catalogue.ts";
import { lastSegment } from "../key-path.ts";
import { nearest } from "../nearest.ts";

/**
 * Hides secrets under a key whose value is not looked at, because no release has it, or not here: a misspelt secret
 * is one all the same, and so is one in a table that is out of place.
 */
export function redactLikelySecrets(entry: Entry, catalogue: Catalogue): void {
  if (isSecretName(entry.key) || nearest(entry.key, secretNames(catalogue)) !== undefined)
    redactAll(entry.value);
  else if (entry.value.kind === "map")
    for (const below of entry.value.entries.values()) redactLikelySecrets(below, catalogue);
}

/** A table that begins with a header is more than its own place. */
function redactAll(node: Node): void {
  if (node.kind !== "map") redact(node.at);
  else for (const { value } of node.entries.values()) redactAll(value);
}

const secretNames = once(
  (catalogue: Catalogue): ReadonlySet<string> =>
    new Set(catalogue.keys.filter((entry) => entry.secret).map(({ key }) => lastSegment(key))),
);
