/**
 * Reads `key=value` lines, DolphinDB's syntax of configuration files. No document defines it, so this follows what
 * the vendor's web manager does (dolphindb/web@acbe4c0, strs_2_controller_configs): the value is everything behind the
 * first `=`, without the blanks around it. Values have no type of their own; the key decides.
 */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { deleteLine, writeAt } from "../../diagnostics/fix.ts";
import { advice, certain, offer } from "../../diagnostics/help.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { say, writtenName } from "../../diagnostics/message.ts";
import { blankFirstLine, cfgSyntax, duplicateKey, trailingComment } from "../codes.ts";
import type { Entry, MapNode } from "../tree.ts";
import { bareText, type Line, linesOf, placeOfLine } from "./lines.ts";

export function readCfg(file: SourceFile, bag: DiagnosticBag): MapNode {
  return readLines(file, "refused", bag);
}

/** Of the file of a single server no document says that its first line may not be blank. */
export function readStandaloneCfg(file: SourceFile, bag: DiagnosticBag): MapNode {
  return readLines(file, "inferred", bag);
}

/** What a blank first line does to the file. */
type BlankStart = "refused" | "inferred";

function readLines(file: SourceFile, blankStart: BlankStart, bag: DiagnosticBag): MapNode {
  const entries = new Map<string, Entry>();
  let isWhole = true;
  reportStart(file, blankStart, bag);
  for (const line of linesOf(file)) {
    const entry = readLine(line, file, bag);
    if (entry === "lost") isWhole = false;
    else if (entry !== undefined) addEntry(entry, entries, bag);
  }
  const map = { kind: "map" as const, at: { file, start: 0, end: 0 }, entries };
  return isWhole ? map : { ...map, damaged: true };
}

/** A file whose first line is blank fails as a whole, and a byte order mark ends up in front of the first key. */
export function reportStart(file: SourceFile, blankStart: BlankStart, bag: DiagnosticBag): void {
  if (file.text.startsWith("\ufeff")) {
    bag.report(cfgSyntax, {
      at: { file, start: 0, end: 1 },
      message: say`the file begins with a byte order mark, which may become part of the first key`,
      help: certain(
        writeAt({ file, start: 0, end: 1 }, say``),
        say`save it as UTF-8 without a byte order mark`,
      ),
    });
  }
  const [first] = linesOf(file);
  if (first === undefined || first.text.trim() !== "") return;
  bag.report(blankFirstLine, {
    at: placeOfLine(file, first),
    message: file.text.trim() === "" ? say`the file is empty` : say`the first line is blank`,
    ...(blankStart === "inferred" ? { severity: "warning" as const } : {}),
    help: offer(
      file.text.trim() === "" ? undefined : writeAt({ file, start: 0, end: leadingBlank(file.text) }, say``),
      say`begin the file with a key or a comment`,
      say`delete the blank lines at the start`,
    ),
  });
}

/** The lines at the start that hold nothing. */
function leadingBlank(text: string): number {
  return text.lastIndexOf("\n", text.search(/\S/)) + 1;
}

/** Undefined for a line that holds nothing. */
function readLine(line: Line, file: SourceFile, bag: DiagnosticBag): Entry | "lost" | undefined {
  if (/^\s*(?:$|#|\/\/)/.test(line.text)) return undefined;
  const equals = line.text.indexOf("=");
  const key = bareText(file, line, 0, equals === -1 ? line.text.length : equals);
  if (equals === -1 || key.value === "") {
    bag.report(cfgSyntax, {
      at: placeOfLine(file, line),
      message:
        equals === -1
          ? say`this line has no \`=\`, so it sets nothing`
          : say`there is no key before the \`=\``,
      help: advice`write key=value, or make the line a comment with a # at its start`,
    });
    return "lost";
  }
  const end = endOfValue(line, equals, file, bag);
  // What stands before the first equals sign.
  const name = writtenName(String(key.value));
  return { key: name, keyAt: key.at, value: bareText(file, line, equals + 1, end) };
}

/** Pages show `value // remark`; whether the server cuts the remark off is not documented, the author means it. */
function endOfValue({ text, start }: Line, equals: number, file: SourceFile, bag: DiagnosticBag): number {
  const remark = /\s(?:\/\/|#)/.exec(text.slice(equals + 1));
  if (remark === null) return text.length;
  const column = equals + 1 + remark.index;
  bag.report(trailingComment, {
    at: { file, start: start + column + 1, end: start + text.length },
    message: say`a comment stands behind the value; whether the server cuts it off is not documented, and it may become part of the value`,
    help: advice`put the comment on a line of its own that begins with #`,
  });
  return column;
}

/** Which of two lines counts is not documented, so a key with two values has none that is known. */
function addEntry(entry: Entry, entries: Map<string, Entry>, bag: DiagnosticBag): void {
  const first = entries.get(entry.key);
  if (first === undefined) {
    entries.set(entry.key, entry);
    return;
  }
  const same =
    first.value.kind === "scalar" && entry.value.kind === "scalar" && first.value.value === entry.value.value;
  bag.report(duplicateKey, {
    at: entry.keyAt,
    key: entry.key,
    message: say`"${entry.key}" stands twice, and which of the two counts is not documented`,
    related: [{ at: first.keyAt, message: say`first here` }],
    help: same
      ? certain(deleteLine(entry.keyAt, entry.value.at), say`delete this one: both say the same`)
      : advice`keep the one that is meant`,
    severity: "warning",
  });
  if (!same) entries.set(entry.key, { ...first, value: { kind: "unread", at: entry.value.at } });
}
