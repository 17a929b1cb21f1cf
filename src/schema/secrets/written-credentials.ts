/** Credentials that stand in the text of another key, as in `endpoint: https://user:password@host`. */
import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { credentialsIn } from "../../diagnostics/credentials.ts";
import { advice } from "../../diagnostics/help.ts";
import { type Name, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import { isSecretName } from "../../diagnostics/secret-names.ts";
import type { Node, ScalarNode } from "../../source/tree.ts";
import { secretInPlainText } from "../codes/value-codes.ts";

/** Reports them anywhere below a node. */
export function reportCredentials(node: Node, key: Name, bag: DiagnosticBag): void {
  reportBelow(node, key === "" ? [] : [key], bag);
}

/** `path` is that of the node, and grows and shrinks on the way. */
function reportBelow(node: Node, path: Name[], bag: DiagnosticBag): void {
  if (node.kind === "map") {
    for (const { key: name, value } of node.entries.values()) {
      // A secret as a whole has a finding of its own.
      if (isSecretName(name)) continue;
      path.push(name);
      reportBelow(value, path, bag);
      path.pop();
    }
  } else if (node.kind === "list") {
    for (const item of node.items) reportBelow(item, path, bag);
  } else if (node.kind === "scalar" && holdsCredentials(node)) {
    const key = path.reduce((above, name) => (above === "" ? name : say`${above}.${name}`), say``);
    redact(node.at);
    bag.report(secretInPlainText, {
      at: node.at,
      key,
      message: say`"${key}" holds a user's name with a password, or a token, in plain text`,
      help: advice`take it out of the text`,
    });
  }
}

/**
 * Less than what is hidden: `Basic` and `Bearer` may begin any sentence, and `h:80/a@b` is a port with a path, unless
 * somebody has such a password.
 */
function holdsCredentials({ value }: ScalarNode): boolean {
  if (typeof value !== "string" || !(value.includes("@") || value.includes("?"))) return false;
  return credentialsIn(value).some(
    ({ start, end }) =>
      value.charAt(start - 1) === "=" ||
      (value.charAt(end) === "@" && !/^[^:]*:\d{1,5}[/?#]/.test(value.slice(start, end))),
  );
}
