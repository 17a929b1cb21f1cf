/** The text of a variable as the value that its key takes. */

import { DiagnosticBag, findingOf } from "../../diagnostics/bag.ts";
import { advice } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import { type Message, quoted, say } from "../../diagnostics/message.ts";
import { displayName, type KeyEntry, type KeyState } from "../../schema/catalogue.ts";
import { surprisingValue, wrongType } from "../../schema/codes/value-codes.ts";
import { formats } from "../../schema/formats/formats.ts";
import { inForce } from "../../schema/key-state.ts";
import { type MaybeSecret, textOfValue } from "../../schema/secrets/sayable-value.ts";
import type { Value } from "../../schema/value.ts";
import { checkValue } from "../../schema/values/check-value.ts";
import { wanted } from "../../schema/values/value-words.ts";
import type { EnvVariable } from "../../source/env/read-env.ts";
import type { Node, ScalarNode } from "../../source/tree.ts";
import type { Reader } from "./variable-readers.ts";

/** The value as the key takes it; undefined if the program cannot read the text, which is reported, or nobody knows. */
export function valueFor(
  variable: EnvVariable,
  entry: KeyEntry,
  state: KeyState,
  { program, version, file }: Reader,
  bag: DiagnosticBag,
): Value | undefined {
  if (variable.value === undefined) return undefined;
  const { catalogue, isValid } = program;
  const scratch = new DiagnosticBag("file");
  const name = displayName(catalogue, version);
  const own = entry.env?.find((one) => one.name === variable.name && inForce(one, version))?.format;
  const text = own === "ip-port" ? variable.value.replace(/:\d+$/, "") : variable.value;
  const node = nodeFor(text, variable.valueAt, state);
  const check = { catalogue, version, program: name, setIn: "file" as const, bag: scratch, isValid };
  const value = node === undefined ? undefined : checkValue(entry, state, node, check);
  if (own !== undefined && !isOfFormat(own, variable.value)) {
    const fitsFile = value !== undefined && scratch.all().length === 0;
    bag.report(wrongType, {
      at: variable.valueAt,
      key: entry.key,
      message: say`${name} takes ${formats[own]?.description ?? say`another text`} in ${variable.name} and panics at ${shownText(entry, variable.value)}`,
      help: fitsFile ? advice`write "${entry.key}" into its file, which takes this value` : undefined,
    });
    return undefined;
  }
  const refused = scratch.all().some(({ code }) => code === wrongType);
  if (node === undefined || refused) {
    bag.report(wrongType, {
      at: variable.valueAt,
      key: entry.key,
      message: say`${variable.name} sets "${entry.key}", which must be ${wanted(state)}; ${name} does not start with ${shownText(entry, variable.value)}`,
      help: state.types.includes("boolean") ? advice`write true or false` : undefined,
    });
    return undefined;
  }
  for (const found of scratch.all()) bag.report(found.code, findingOf(found));
  if (node.kind === "list") checkItems(variable, entry, name, bag);
  const sayable = textOfValue(entry, { value: text });
  const odd =
    file === undefined && sayable !== undefined
      ? formats[state.format ?? say``]?.ofVariable?.(sayable)
      : undefined;
  if (odd !== undefined) {
    bag.report(surprisingValue, {
      at: variable.valueAt,
      key: entry.key,
      message: say`${odd} for ${name}, in ${variable.name}`,
      help: advice`write the value that is meant`,
    });
  }
  return value;
}

/** Whether the program takes what stands in its file for the key. */
export function isTaken(
  node: Node,
  entry: KeyEntry,
  state: KeyState,
  { program: { catalogue, isValid }, version }: Reader,
): boolean {
  const bag = new DiagnosticBag("file", true);
  const program = displayName(catalogue, version);
  const value = checkValue(entry, state, node, { catalogue, version, program, setIn: "file", bag, isValid });
  return value !== undefined && !bag.all().some(({ code }) => code === wrongType);
}

/** Lists are split at their commas and nothing is trimmed (apache/horaedb@v2.1.0:src/horaedb/src/config.rs). */
function checkItems(
  { name, value = "", valueAt }: EnvVariable,
  { key, secret }: KeyEntry,
  program: Message,
  bag: DiagnosticBag,
): void {
  const items = value.split(",");
  const odd = items.find((item) => item.trim() !== item || item === "");
  if (odd === undefined) return;
  bag.report(surprisingValue, {
    at: valueAt,
    key,
    message: say`${program} splits ${name} at the commas and trims nothing, so ${odd === "" ? say`one item is empty` : secret ? say`one item has a blank` : say`one item is ${shownText({ secret }, odd)}`}`,
    help: advice`write nothing but a comma between two items`,
  });
}

/** The text of a variable, for a sentence. */
function shownText(entry: MaybeSecret, text: string): Message {
  const sayable = textOfValue(entry, { value: text });
  return sayable === undefined ? say`this` : quoted(shortened(sayable));
}

/** Long texts need not be quoted in full. */
export function shortened(text: Message): Message {
  return text.length > 60 ? say`${text.slice(0, 57)}...` : text;
}

/** The text as Go's strconv reads it, and lists split at commas, as apache/horaedb@v2.1.0:src/horaedb/src/config.rs. */
export function nodeFor(text: string, at: Location, state: KeyState) {
  const scalar = (type: ScalarNode["type"], value: ScalarNode["value"]): ScalarNode => ({
    kind: "scalar",
    at,
    type,
    value,
  });
  if (state.types.includes("array"))
    return { kind: "list" as const, at, items: text.split(",").map((item) => scalar("string", item)) };
  if (state.types.includes("string")) return scalar("string", text);
  if (state.types.includes("integer")) {
    const number = integerIn(text);
    return number === undefined ? undefined : scalar("integer", number);
  }
  if (state.types.includes("boolean"))
    return /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(text)
      ? scalar("boolean", /^[1tT]/.test(text))
      : undefined;
  const number = Number(text);
  return text.trim() !== "" && Number.isFinite(number) ? scalar("float", number) : undefined;
}

/** Any number of leading zeros, and no more than 64 bits: strconv.ParseInt. */
function integerIn(text: string): number | bigint | undefined {
  const [, sign = "", digits] = /^([+-]?)0*(\d{1,19})$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const value = BigInt(`${sign === "-" ? "-" : ""}${digits}`);
  if (BigInt.asIntN(64, value) !== value) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Whether a text has a syntax that the schemas name; one that they do not is not judged. */
export function isOfFormat(format: string, text: string): boolean {
  return formats[format]?.test(text) ?? true;
}

/** What stands in a file, for a comparison with what a variable says. */
export function plainIn(node: Node): unknown {
  if (node.kind === "list") return node.items.map(plainIn);
  return node.kind === "scalar" ? node.value : undefined;
}
