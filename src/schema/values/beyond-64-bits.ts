import { advice } from "../../diagnostics/help.ts";
import { type Message, say } from "../../diagnostics/message.ts";
import { leavesOf, type Node, type ScalarNode } from "../../source/tree.ts";
import { wrongType } from "../codes/value-codes.ts";
import type { KeyCheck } from "../keys/key-check.ts";

/**
 * Reports an integer under `config`, also one within a list or a table, that the program's own file cannot carry:
 * TOML has 64 bits with a sign, whatever the type in the program. In a file the reader of its syntax says so.
 */
export function reportBeyond64Bits(key: Message, node: Node, check: KeyCheck): boolean {
  const integer = check.setIn === "config" ? beyond64Bits(node) : undefined;
  if (integer === undefined) return false;
  check.bag.report(wrongType, {
    at: integer.at,
    key,
    message: say`"${key}" is an integer beyond 64 bits with a sign, and the file of ${check.program} cannot hold one`,
    help:
      Number(integer.value) < 0
        ? advice`write at least -${2n ** 63n}`
        : advice`write at most ${2n ** 63n - 1n}`,
  });
  return true;
}

function beyond64Bits(node: Node): ScalarNode | undefined {
  for (const leaf of leavesOf(node)) if (leaf.kind === "scalar" && isBeyond(leaf.value)) return leaf;
  return undefined;
}

function isBeyond(value: ScalarNode["value"]): boolean {
  return typeof value === "bigint" && BigInt.asIntN(64, value) !== value;
}
