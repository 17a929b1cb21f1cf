/** `<ALIAS>` in a value of cluster.cfg stands for the alias of each node. */
import type { Traced, Value } from "../../schema/value.ts";

export const aliasMacro = "<ALIAS>";

export function expandAlias(traced: Traced<Value>, alias: string): Traced<Value> {
  return typeof traced.value === "string" && traced.value.includes(aliasMacro)
    ? { ...traced, value: traced.value.replaceAll(aliasMacro, alias) }
    : traced;
}

/** The value with the macro where a part of a path is the node's alias; the same value if there is none. */
export function withMacro(value: Value, alias: string): Value {
  if (typeof value !== "string") return value;
  return value
    .split(/([/,])/)
    .map((part) => (part === alias ? aliasMacro : part))
    .join("");
}
