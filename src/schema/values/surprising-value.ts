/** What is said of a value that the program takes, and that nobody can have meant. */
import { advice } from "../../diagnostics/help.ts";
import { say } from "../../diagnostics/message.ts";
import type { Node } from "../../source/tree.ts";
import type { KeyEntry, KeyState } from "../catalogue.ts";
import { surprisingValue } from "../codes/value-codes.ts";
import { formats } from "../formats/formats.ts";
import type { KeyCheck } from "../keys/key-check.ts";
import { textOfScalar } from "../secrets/sayable-value.ts";
import { plainOf, type Value } from "../value.ts";

/** A text that the program takes for something else than it looks like. */
export function reportSurprise(entry: KeyEntry, state: KeyState, node: Node, check: KeyCheck): void {
  const format = state.format === undefined ? undefined : formats[state.format];
  const text = node.kind === "scalar" ? textOfScalar(entry, node) : undefined;
  const surprise = text === undefined ? undefined : format?.surprise?.(text);
  if (surprise === undefined) return;
  check.bag.report(surprisingValue, {
    at: node.at,
    key: entry.key,
    message: say`${surprise} for ${check.program}, in "${entry.key}"`,
    help: advice`write the value that is meant`,
  });
}

/** A number beyond a bound that makes sense and that no document states. */
export function reportUnlikely(entry: KeyEntry, node: Node, value: Value, check: KeyCheck): void {
  const number = plainOf(value);
  if (typeof number !== "number") return;
  const { likelyMinimum: least, likelyMaximum: most } = entry;
  const bound =
    least !== undefined && number < least
      ? say`less than ${least}`
      : most !== undefined && number > most
        ? say`more than ${most}`
        : undefined;
  if (bound === undefined) return;
  check.bag.report(surprisingValue, {
    at: node.at,
    key: entry.key,
    message: say`"${entry.key}" is ${number}, and ${bound} makes no sense for ${check.program}, though no document states a bound`,
    help: advice`write the value that is meant`,
  });
}
