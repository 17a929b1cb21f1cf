/**
 * Reads environment files: what a shell sources, systemd's EnvironmentFile, and the files of docker. They agree on
 * NAME=value lines and comments. Where they do not, as in quotes, the reading is that of a shell, which is what the
 * author of a quote means; a value that only a running shell could know is unknown.
 */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { writeAt } from "../../diagnostics/fix.ts";
import { advice, certain, type Help } from "../../diagnostics/help.ts";
import type { Location, SourceFile } from "../../diagnostics/location.ts";
import { type Message, say, writtenName } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import { envSyntax } from "../codes.ts";

export interface EnvVariable {
  readonly name: Message;
  readonly nameAt: Location;
  readonly valueAt: Location;
  /** Undefined if it is known only where the file is used: `${OTHER}`, or a name without a value. */
  readonly value: string | undefined;
  /** Written with `export`, so this is for a shell and nothing else. */
  readonly exported: boolean;
}

/** The variables in the order of the file, also those that stand there twice. */
export function readEnv(file: SourceFile, bag: DiagnosticBag): EnvVariable[] {
  file.syntax = "env";
  const { text } = file;
  const variables: EnvVariable[] = [];
  let start = 0;
  if (text.startsWith("\ufeff")) {
    start = 1;
    reportMark(file, bag);
  }
  while (start < text.length) {
    const line = { file, start, text: text.slice(start, endOfLine(text, start)).replace(/\r$/, "") };
    const variable = readLine(line, bag);
    if (variable !== undefined) variables.push(variable);
    start = endOfLine(text, Math.max(start, variable?.valueAt.end ?? start)) + 1;
  }
  return variables;
}

/** Editors do not show it, and to a shell it is a letter. */
function reportMark(file: SourceFile, bag: DiagnosticBag): void {
  const at = { file, start: 0, end: 1 };
  bag.report(envSyntax, {
    at,
    message: say`the file begins with a byte order mark, which a shell takes for the first letter of this line`,
    help: certain([{ at, text: say`` }], say`save the file as UTF-8 without a byte order mark`),
  });
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline === -1 ? text.length : newline;
}

interface Line {
  readonly file: SourceFile;
  readonly start: number;
  readonly text: string;
}

function readLine(line: Line, bag: DiagnosticBag): EnvVariable | undefined {
  const { file, start, text } = line;
  if (/^\s*(?:$|#|;)/.test(text)) return undefined;
  const match = /^(\s*(export\s+)?)([^\s=#"']+)(\s*)(=?)(\s*)/.exec(text);
  const [whole = "", before = "", exported, written = "", blanks = "", equals = ""] = match ?? [];
  const at = (from: number, to: number) => ({ file, start: start + from, end: start + to });
  if (written === "" || !/^[\w.-]+$/.test(written)) {
    // Whatever it is, it may be the rest of something secret.
    redact(at(0, text.length));
    report(
      bag,
      at(0, text.length),
      say`this line sets no variable`,
      advice`write NAME=value, or # before a comment`,
    );
    return undefined;
  }
  // A word that a variable may be called, where its name stands.
  const name = writtenName(written);
  const nameAt = at(before.length, before.length + name.length);
  if (equals === "") {
    if (blanks === "" && whole.length === text.length) {
      const place = at(text.length, text.length);
      return { name, nameAt, valueAt: place, value: undefined, exported: exported !== undefined };
    }
    redact(at(whole.length, text.length));
    report(bag, nameAt, say`there is no = behind ${name}, so this sets nothing`, advice`write NAME=value`);
    return undefined;
  }
  const after = whole.length - before.length - name.length - blanks.length - 1;
  if (blanks !== "" || after > 0) {
    redact(at(whole.length, text.length));
    report(
      bag,
      nameAt,
      say`there is a blank beside the = of ${name}, so a shell does not take this for an assignment`,
      certain(
        writeAt(at(before.length + name.length, whole.length), say`=`),
        blanks.length + after > 1 ? say`delete the blanks` : say`delete the blank`,
      ),
    );
    if (blanks !== "") return undefined;
  }
  const { value, end } = readValue(line, whole.length, name, bag);
  return { name, nameAt, valueAt: at(whole.length, end), value, exported: exported !== undefined };
}

/** A value and the column behind it, which is beyond the line where quotes go on. */
function readValue(
  line: Line,
  from: number,
  name: Message,
  bag: DiagnosticBag,
): { value: string | undefined; end: number } {
  const { file, start, text } = line;
  const quote = text.charAt(from);
  if (quote !== '"' && quote !== "'") {
    const rest = text.slice(from);
    const comment = rest.search(/(?:^|\s)#/);
    const bare = (comment === -1 ? rest : rest.slice(0, comment)).trimEnd();
    return { value: isKnown(bare) ? bare : undefined, end: from + bare.length };
  }
  const close = closing(file.text, start + from, quote);
  if (close === -1) {
    report(
      bag,
      { file, start: start + from, end: start + from + 1 },
      say`the text of ${name} is never closed`,
      advice`end it with ${quote}`,
    );
    return { value: undefined, end: text.length };
  }
  const inside = file.text.slice(start + from + 1, close);
  const end = close + 1 - start;
  if (quote === "'") return { value: inside, end };
  const known = isKnown(inside.replace(/\\[\s\S]/g, ""));
  return { value: known ? inside.replace(/\\(["\\$`])/g, "$1") : undefined, end };
}

function closing(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (quote === '"' && text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return -1;
}

/** Without what a shell replaces. */
function isKnown(text: string): boolean {
  return !/\$[\w{(]|`/.test(text);
}

function report(bag: DiagnosticBag, at: Location, message: Message, help: Help): void {
  bag.report(envSyntax, { at, message, help });
}
