/** `<ALIAS>` in a value of cluster.cfg stands for the alias of each node. */
import type { Traced, Value } from "../../../schema/value.ts";

export const aliasMacro = "<ALIAS>";

/** The value for one node; it keeps the form that all nodes share. */
export function expandAlias(traced: Traced<Value>, alias: string): Traced<Value> {
  const { value } = traced;
  return typeof value === "string" && value.includes(aliasMacro)
    ? { ...traced, value: value.replaceAll(aliasMacro, alias), template: value }
    : traced;
}
