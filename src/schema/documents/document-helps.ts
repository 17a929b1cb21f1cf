/** What to write into a cluster.yaml instead of what does not belong there, or where something is missing. */
import { deleteEntry, renameKey, writeAround, writeText } from "../../diagnostics/fix.ts";
import { advice, advising, type Help, offer } from "../../diagnostics/help.ts";
import {
  type Constant,
  isText,
  joined,
  type Message,
  type Name,
  quoted,
  say,
} from "../../diagnostics/message.ts";
import type { Entry, Node, UnreadNode } from "../../source/tree.ts";
import { type DocumentSchema, expectation, namesAt, stateOf } from "../document-schema.ts";
import { nearest } from "../nearest.ts";
import { type ReleaseNames, releaseHelp, releasesMeant } from "../release-meant.ts";
import { textOfScalar, writtenText } from "../secrets/sayable-value.ts";
import { spellingHelp } from "../spelling-help.ts";
import { suggestion } from "../values/suggest-value.ts";
import { bareVersion } from "../versions.ts";
import type { Meant } from "./meant-by-value.ts";

/** For a key that nobody knows: a single value can only be meant for another place, a table for a section of another name. */
export function strayHelp({ keyAt, value }: Entry, names: readonly Name[], meant?: Meant): Help {
  const known = say`known here: ${joined(names, ", ")}`;
  if (meant?.surely !== undefined)
    return offer(
      renameKey(keyAt, meant.surely),
      say`did you mean "${meant.surely}"? ${known}`,
      say`write "${meant.surely}"`,
    );
  if (meant !== undefined && meant.required.length > 0) return advising(known);
  return value.kind === "scalar"
    ? offer(deleteEntry(keyAt, value.at), say`delete it; ${known}`, say`delete it`)
    : advising(known);
}

/** What a table has to have that may stand there under a wrong name. */
export function lackingToo(meant: Meant | undefined, place: Message): Message {
  if (meant === undefined || meant.required.length === 0) return say``;
  const names = joined(meant.required.map(quoted), ", ");
  return place === "" ? say`, and the file lacks ${names}` : say`, and "${place}" lacks ${names}`;
}

/** For a key that is missing: the key with a value, as far as the schema shows one. */
export function missingHelp(name: Name, schema: DocumentSchema = {}): Help {
  const value = exampleIn(schema);
  return value === undefined
    ? advice`add \`${name}\`, ${expectation(schema)}`
    : advice`add \`${name}: ${value}\``;
}

/** The keys that a table must have, each with its example. */
function exampleIn(schema: DocumentSchema): Message | undefined {
  const { "x-example": example, const: only, required = [], properties, items } = schema;
  if (schema["x-secret"]) return say`{ from_env: NAME }`;
  if (only !== undefined) return shownValue(only);
  if (example !== undefined) return shownValue(example);
  const item = items && exampleIn(items);
  if (items !== undefined) return item && say`[ ${item} ]`;
  const parts = required.flatMap((part) => {
    const value = exampleIn(properties?.[part] ?? {});
    return value === undefined ? [] : [say`${part}: ${value}`];
  });
  return parts.length > 0 && parts.length === required.length ? say`{ ${joined(parts, ", ")} }` : undefined;
}

/** As YAML reads it: a text without quotes where it needs none. */
function shownValue(example: Constant): Message {
  if (Array.isArray(example)) return say`[${joined(example.map(shownValue), ", ")}]`;
  return isText(example) && /^[A-Za-z/][\w/.:-]*$/.test(example) ? example : quoted(example);
}

/** For a value that is wrong. */
export function valueHelp(
  node: Exclude<Node, UnreadNode>,
  schema: DocumentSchema,
  path: readonly Name[],
  releases: (() => ReleaseNames) | undefined,
): Help | undefined {
  const misspelt = misspeltWithin(node, schema);
  if (misspelt !== undefined || schema["x-secret"]) return misspelt;
  return (
    shortRelease(node, path, releases) ??
    asTable(node, schema) ??
    withUnit(node, schema) ??
    eachByItself(node, schema, path) ??
    suggestion({}, stateOf(schema), node) ??
    shown(schema)
  );
}

/** `{ from_evn: NAME }`: a key of one of the forms that the value may have. */
function misspeltWithin(node: Node, { anyOf, oneOf }: DocumentSchema): Help | undefined {
  if (node.kind !== "map") return undefined;
  const names = (anyOf ?? oneOf ?? []).flatMap((form) => namesAt(form, node));
  const [stranger, other] = [...node.entries.values()].filter(({ key }) => !names.includes(key));
  const meant = stranger && nearest(stranger.key, names);
  return stranger === undefined || other !== undefined || meant === undefined
    ? undefined
    : spellingHelp(stranger, node, meant, names);
}

/** A release without quotes is a number, and mostly one that is written shorter than the release is called. */
function shortRelease(
  node: Node,
  path: readonly Name[],
  releases: (() => ReleaseNames) | undefined,
): Help | undefined {
  if (!["version", "treat_as", "upgrading_from"].includes(path.at(-1) ?? "")) return undefined;
  if (releases === undefined || node.kind !== "scalar" || node.type !== "float") return undefined;
  const text = bareVersion(writtenText({}, node) ?? say``);
  const known = releases();
  return known.has(text)
    ? undefined
    : releaseHelp(releasesMeant(text, known), (release) => writeText(node.at, release));
}

/** `db1: 10.1.1.1` for `db1: { address: 10.1.1.1 }` */
function asTable(node: Node, { required = [], properties }: DocumentSchema): Help | undefined {
  const [only, another] = required;
  if (only === undefined || another !== undefined || properties?.[only]?.type !== "string") return undefined;
  if (node.kind !== "scalar" || textOfScalar({}, node) === undefined) return undefined;
  return offer(writeAround(node.at, say`{ ${only}: `, say` }`), say`write a table: { ${only}: ... }`);
}

/** A number of bytes that is too small was meant to have a unit. */
function withUnit(node: Node, { format }: DocumentSchema): Help | undefined {
  if (format !== "byte-size" || node.kind !== "scalar" || node.type !== "integer") return undefined;
  const count = Number(node.value);
  return count > 0
    ? offer(
        writeText(node.at, say`${count}GB`),
        say`write "${count}GB", if that is meant`,
        say`write "${count}GB"`,
      )
    : undefined;
}

/** `- host: [db1, db2]` */
function eachByItself(node: Node, { type }: DocumentSchema, path: readonly Name[]): Help | undefined {
  const isInItem = path.some((part) => /^\d+$/.test(part));
  return node.kind === "list" && node.items.length > 0 && type === "string" && isInItem
    ? advice`write an entry of the list above for each of them`
    : undefined;
}

/** What a right value looks like, where nothing tells what was meant. */
function shown({ examples: [example] = [] }: DocumentSchema): Help | undefined {
  return example === undefined ? undefined : advice`write for example ${quoted(example)}`;
}
