/**
 * What a YAML 1.1 reader makes of a bare scalar. Follows PyYAML's SafeLoader (yaml/pyyaml@6.0.1:lib/yaml/resolver.py
 * and constructor.py), because that is how programs in Python read their files: `yes` is a boolean, `0123` is 83,
 * `12:30` is 750, and `=` ends the reading.
 */
import type { ScalarNode } from "./tree.ts";

/** The type and value of a bare text, or `refused` where the reader stops at it. */
export function resolveBareScalar(text: string): Pick<ScalarNode, "type" | "value"> | "refused" {
  if (/^(?:~|null|Null|NULL|)$/.test(text)) return { type: "null", value: null };
  if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return { type: "boolean", value: true };
  if (/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return { type: "boolean", value: false };
  if (integer.test(text)) return { type: "integer", value: integerValue(text) };
  if (float.test(text)) return { type: "float", value: floatValue(text) };
  if (timestamp.test(text)) return { type: "datetime", value: text };
  return text === "=" || text === "<<" ? "refused" : { type: "string", value: text };
}

const integer =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const timestamp =
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?)$/;

/** A bigint where a number would lose digits. */
function integerValue(text: string): number | bigint {
  const { negative, digits } = signed(text.replaceAll("_", ""));
  let value: bigint;
  // `0b_` passes the resolver and fails later in Python; any number will do for it here.
  if (/^0[bx]/.test(digits)) value = BigInt(digits.length > 2 ? digits : 0);
  else if (digits.startsWith("0") && digits !== "0") value = BigInt(`0o${digits.slice(1)}`);
  else if (digits.includes(":")) value = sixties(digits.split(":").map(BigInt));
  else value = BigInt(digits);
  const whole = negative ? -value : value;
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
}

function floatValue(text: string): number {
  const { negative, digits } = signed(text.replaceAll("_", "").toLowerCase());
  let value: number;
  if (digits === ".inf") value = Number.POSITIVE_INFINITY;
  else if (digits === ".nan") value = Number.NaN;
  else if (digits.includes(":")) value = digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  else value = Number(digits);
  return negative ? -value : value;
}

function signed(text: string): { negative: boolean; digits: string } {
  return { negative: text.startsWith("-"), digits: text.replace(/^[-+]/, "") };
}

function sixties(parts: readonly bigint[]): bigint {
  return parts.reduce((sum, part) => sum * 60n + part, 0n);
}
