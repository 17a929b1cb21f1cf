/** What rules offer to change: a value, a key, or a key that is not there yet. Words and edits are of the same value. */
import { deleteEntry, type Fix, renameKey, writeAt, writeText } from "../diagnostics/fix.ts";
import { choice, type Help, type OfferedFix, offer } from "../diagnostics/help.ts";
import { type Message, quoted, type Sayable, say } from "../diagnostics/message.ts";
import { lastSegment, tableOf } from "../schema/key-path.ts";
import type { Origin } from "../schema/value.ts";
import type { Instance } from "./model.ts";

type Written = Sayable | number | boolean;

/** Another value where one is written; what nobody wrote, or what follows from something else, has no such place. */
export function instead(origin: Origin | undefined, value: Written, words: Message): Help {
  return choice(words, insteads(origin, [value]));
}

/** The same of several values, any of which will do. */
export function insteads(origin: Origin | undefined, values: readonly Written[]): OfferedFix[] {
  if (origin?.kind !== "source") return [];
  return values.map((value) => ({
    title: say`write ${shown(value)}`,
    edits: written(origin, value),
    isCertain: false,
  }));
}

function written({ at }: Extract<Origin, { kind: "source" }>, value: Written): Fix {
  return typeof value === "string" ? writeText(at, value) : writeAt(at, shown(value));
}

function shown(value: Written): Message {
  if (typeof value === "string") return quoted(value);
  return typeof value === "number" ? say`${value}` : value ? say`true` : say`false`;
}

/** The key taken out, so that the default counts. */
export function withoutKey(origin: Origin, words: Message): Help {
  const key = origin.kind === "source" ? origin.keyAt : undefined;
  return offer(origin.kind === "source" && key ? deleteEntry(key, origin.at) : undefined, words);
}

/** The key under another name. */
export function renameIn(origin: Origin, name: Sayable): Help {
  const key = origin.kind === "source" ? origin.keyAt : undefined;
  return offer(key && renameKey(key, name), say`write "${name}"`);
}

/** The value where the key is written, and else the key as a line more of a file that somebody wrote by hand. */
export function withKey(instance: Instance, key: Sayable, value: Written, words: Message): Help {
  const setting = instance.settings.explicit.get(key);
  if (setting !== undefined) return instead(setting.origin, value, words);
  return offer(instance.site === undefined ? newLine(instance, key, value) : undefined, words);
}

/** Where the process is called in an environment file, nothing says which line of its own file is the place. */
function newLine({ at: { file }, settings }: Instance, key: Sayable, value: Written): Fix | undefined {
  if (file.syntax !== "toml") return undefined;
  const { text } = file;
  const insert = (start: number, line: Message): Fix => [{ at: { file, start, end: start }, text: line }];
  const end = text === "" || text.endsWith("\n") ? say`` : say`\n`;
  const table = tableOf(key);
  const line = say`${lastSegment(key)} = ${shown(value)}\n`;
  if (table === "") {
    const first = text.search(/^(?!\s*(?:#.*)?$)/m);
    return first === -1 ? insert(text.length, say`${end}${line}`) : insert(first, line);
  }
  const header = settings.tables.get(table);
  if (header === undefined)
    return settings.hasTable(table) ? undefined : insert(text.length, say`${end}[${table}]\n${line}`);
  if (header.file !== file || text.charAt(header.start) !== "[") return undefined;
  const lineEnd = text.indexOf("\n", header.start);
  return lineEnd === -1 ? insert(text.length, say`\n${line}`) : insert(lineEnd + 1, line);
}
