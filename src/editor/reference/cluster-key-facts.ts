/** What is known of a key of cluster.yaml, for `cfgc explain` and editors. */
import type { DocumentKey } from "../../schema/documents/document-keys.ts";
import { lastSegment } from "../../schema/key-path.ts";
import { childrenOf } from "./children-of.ts";
import type { Facts } from "./key-facts.ts";

/** What is known of a key besides its description, as Markdown. */
export function clusterKeyFacts(key: DocumentKey, all: readonly DocumentKey[]): Facts {
  return [
    ["type", key.type],
    ["keys", childrenOf(key.key, all)],
    ["default", key.default === undefined ? undefined : JSON.stringify(key.default)],
    ["required", requiredText(key)],
    ["only with", onlyWithText(key)],
    ["secret", key.secret ? "yes; a literal is an error in production" : undefined],
    ["becomes", key.writes.map((one) => `\`${one}\``).join(", ")],
  ];
}

function requiredText({ key, required, onlyWith }: DocumentKey): string {
  if (!required) return "no";
  return key.includes(".") || onlyWith !== undefined ? "yes, where its table is written" : "yes";
}

/** `type: Kafka`, as it stands beside the key. */
export function onlyWithText({ onlyWith }: DocumentKey): string | undefined {
  return onlyWith?.is.map((value) => `\`${lastSegment(onlyWith.key)}: ${value}\``).join(" or ");
}
