import type { ValueOffer } from "./values-at.ts";

/** A reference instead of a secret's text: a variable that is called after the key. */
export function literalSecret(key: string): ValueOffer {
  const name = key.replaceAll(/[^A-Za-z0-9]+/g, "_").toUpperCase();
  return { value: { from_env: name }, kind: "secret", detail: "read on the machine that builds" };
}
