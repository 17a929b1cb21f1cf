import type { DiagnosticBag, Finding } from "../../diagnostics/bag.ts";
import type { Code } from "../../diagnostics/diagnostic.ts";
import type { Help } from "../../diagnostics/help.ts";
import { advice } from "../../diagnostics/help.ts";
import type { Location, SourceFile } from "../../diagnostics/location.ts";
import { digits, joined, type Message, type Name, quoted, say } from "../../diagnostics/message.ts";
import { tomlSyntax } from "../codes.ts";
import { carriageReturn, hash, isBlank, isControl, lineFeed } from "./characters.ts";
import type { Dialect } from "./dialect.ts";

/** A place in the text, the key that is being read there, and what was found wrong so far. */
export class Scanner {
  readonly text: string;
  pos = 0;
  /** Names that lead to the value being read, for `Finding.key`. */
  readonly path: Name[] = [];
  /**
   * Grows when a string or a bracket is left open. What stands after it may have been meant as part of it, so
   * whoever reads the enclosing bracket compares before and after, and does not complain a second time.
   */
  damage = 0;
  /** Brackets that enclose the place being read. */
  arrays = 0;
  inlineTables = 0;
  /** A bracket was left open, so one that closes it can still turn up alone in a line. */
  leftOpen = false;
  /** Whether the nesting limit has been reported for this statement. */
  limited = false;

  /** Held back until the end: reading on behind a brace that turns out to be open is undone with its errors. */
  readonly #errors: { code: Code; finding: Finding }[] = [];
  #undone = 0;

  constructor(
    readonly file: SourceFile,
    readonly dialect: Dialect,
  ) {
    this.text = file.text;
  }

  code(): number {
    return this.text.charCodeAt(this.pos);
  }

  at(start: number, end: number): Location {
    return { file: this.file, start, end };
  }

  error(at: Location, message: Message, help?: Help): void {
    this.report(tomlSyntax, { at, message, help });
  }

  /** Not TOML 1.0, where the program does not look at it. */
  warning(at: Location, message: Message, help?: Help): void {
    this.report(tomlSyntax, { at, message, help, severity: "warning" });
  }

  /** Whether the program only finds out where the value ends that is being read. */
  isSkipped(): boolean {
    return this.dialect.looksAt?.(this.path) === false;
  }

  report(code: Code, finding: Finding): void {
    this.#errors.push({ code, finding: { ...finding, key: dottedName(this.path) } });
  }

  flush(diagnostics: DiagnosticBag): void {
    for (const { code, finding } of this.#errors) diagnostics.report(code, finding);
  }

  /** How many there are by now. */
  get errors(): number {
    return this.#errors.length;
  }

  /** Drops what was found since there were so many errors. */
  forget(errors: number): void {
    this.#errors.length = errors;
  }

  mark(): Mark {
    return { pos: this.pos, errors: this.#errors.length, damage: this.damage };
  }

  /**
   * Goes back and forgets the errors found since. Refused, with false, once as much has been read twice as there
   * is text: nested brackets could otherwise be read again for each of their parents.
   */
  undo(to: Mark): boolean {
    this.#undone += this.pos - to.pos;
    if (this.#undone > this.text.length + 1000) return false;
    this.pos = to.pos;
    this.damage = to.damage;
    this.#errors.length = to.errors;
    return true;
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.pos += 1;
  }

  atEnd(): boolean {
    return this.pos >= this.text.length;
  }

  /** Whether a line ends here. A carriage return alone is no line end. */
  atLineEnd(): boolean {
    const code = this.code();
    if (code === lineFeed) return true;
    return code === carriageReturn && this.text.charCodeAt(this.pos + 1) === lineFeed;
  }

  atLineStart(): boolean {
    return this.pos === 0 || this.text.charCodeAt(this.pos - 1) === lineFeed;
  }

  /** Whether nothing but a comment can follow on this line. */
  atRestOfLine(): boolean {
    return this.atEnd() || this.code() === hash || this.atLineEnd();
  }

  skipLineEnd(): void {
    this.pos += this.code() === carriageReturn ? 2 : 1;
  }

  /** Skips blanks, line ends and comments. Where the next thing is the first in its line: the start of the line. */
  skipVoid(): number {
    let lineStart = this.atLineStart() ? this.pos : -1;
    for (;;) {
      this.skipBlanks();
      if (this.atLineEnd()) {
        this.skipLineEnd();
        lineStart = this.pos;
      } else if (this.code() === hash) this.skipComment();
      else return lineStart;
    }
  }

  skipComment(): void {
    let bad = -1;
    for (this.pos += 1; !this.atEnd(); this.pos += 1) {
      const code = this.code();
      if (code >= 0x20 && code !== 0x7f) continue;
      if (this.atLineEnd()) break;
      if (bad < 0 && isControl(code)) bad = this.pos;
    }
    if (bad >= 0) this.controlCharacter(bad, say`a comment`);
  }

  controlCharacter(pos: number, place: Message): void {
    const code = this.text.charCodeAt(pos);
    this.error(
      this.at(pos, pos + 1),
      say`${place} has the control character U+${digits(code, 4, 16)}`,
      code === carriageReturn
        ? advice`end lines with a line feed, or with carriage return and line feed`
        : advice`delete the character; in double quotes it can be written as an escape`,
    );
  }

  /** Where the text of the line ends, the line end not included. */
  endOfLine(from = this.pos): number {
    const end = this.text.indexOf("\n", from);
    if (end < 0) return this.text.length;
    return end > from && this.text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
  }

  skipLine(): void {
    this.pos = this.endOfLine();
  }

  /** The offset behind the last character before `end` that is no white space. */
  trimmed(start: number, end: number): number {
    let last = end;
    while (last > start && this.text.charCodeAt(last - 1) <= 0x20) last -= 1;
    return last;
  }
}

export interface Mark {
  readonly pos: number;
  readonly errors: number;
  readonly damage: number;
}

/** A key as a message names it. No key of a real file is cut. */
export function quotedName(name: Message): Message {
  return name.length > 40 ? say`"${name.slice(0, 39)}…"` : say`"${name}"`;
}

function dottedName(path: readonly Name[]): Name | undefined {
  if (path.length === 0) return undefined;
  return joined(path.map(asKey), ".");
}

/** A name as TOML writes it. Cut first, so that a thousand errors under a huge key stay cheap. */
function asKey(name: Name): Name {
  const short = name.length > 80 ? joined([name.slice(0, 79), "…"], "") : name;
  return /^[\w-]+$/.test(short) ? short : quoted(short);
}
