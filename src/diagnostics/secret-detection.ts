/**
 * Finds values that must be secrets by the sound of their keys, in any text: a file that does not parse has no keys,
 * and where such a value ends cannot be told in it, so rather too much is found.
 */
import { credentialsIn } from "./credentials.ts";
import { positionAt, type SourceFile, startsOfLines } from "./location.ts";
import { isSecretName, stems } from "./secret-names.ts";

export interface Range {
  start: number;
  end: number;
}

/** Values behind keys that sound secret, line by line, with the lines that may go on with such a value. */
export function detectSecrets(file: SourceFile): Range[] {
  const { text } = file;
  const ranges: Range[] = [];
  const starts = startsOfLines(file);
  for (let line = 0; line < starts.length; line += 1) {
    const start = starts[line] ?? 0;
    const written = text.slice(start, endOfLine(file, line));
    if (harmless.has(written) || !(mayHoldSecret.test(written) || stems.test(written))) continue;
    let value: SecretValue | undefined;
    for (const found of secretsIn(written, start)) {
      ranges.push(trimmed(text, found.start, found.end));
      value = found;
    }
    if (value === undefined && written.length < longestHarmless && harmless.size < mostHarmless)
      harmless.add(copyOf(written));
    if (value?.openQuotes !== undefined) line = closeQuotes(file, line, value, ranges);
    if (value?.mayGoOn) line = hideNextLines(file, line, value, ranges);
  }
  return ranges;
}

/** Besides words of secrets, what lines have in which one can be found: signs of credentials, or a key with a letter. */
const mayHoldSecret = /[@?]|bearer|basic|(?<![\w.-])[\d._-]*[a-z][\w.-]*["']?[ \t]*[:=]/i;

/** Lines in which there is no secret: files of one deployment hold the same lines. */
const harmless = new Set<string>();
const mostHarmless = 2000;
const longestHarmless = 500;

/** A line that was cut out of a text keeps all of it alive, with its secrets. */
function copyOf(line: string): string {
  return Buffer.from(line, "utf16le").toString("utf16le");
}

interface SecretValue extends Range {
  /** Whether the lines that follow may belong to it; that is so unless it is one of several in a flow map. */
  readonly mayGoOn: boolean;
  /** Whether its key stands within a bracket. */
  readonly isInFlow: boolean;
  /** The column of its key, or that of the line's first character if the key is not first in it. */
  readonly indent: number;
  /** The quotes of a TOML text of several lines. */
  readonly openQuotes?: string;
}

const keys = /(?<![\w.-])([\w.-]+)["']?[ \t]*([:=])?/g;

/** In a line that begins at `start`. */
function* secretsIn(written: string, start: number): Generator<SecretValue> {
  const line = written.trimEnd();
  for (const found of credentialsIn(line))
    yield { start: start + found.start, end: start + found.end, mayGoOn: false, isInFlow: false, indent: 0 };
  let closers: number | undefined;
  let open = 0;
  let from = 0;
  keys.lastIndex = 0;
  for (let match = keys.exec(line); match !== null; match = keys.exec(line)) {
    const [whole, name = "", separator] = match;
    if (separator === undefined ? !stems.test(name) : !isSecretName(name)) continue;
    if (/auth$/i.test(name) && /^[\s{]*(?:#|$)/.test(line.slice(match.index + whole.length))) continue;
    for (; from < match.index; from += 1) open += bracketAt(line, from);
    const before = line.slice(Math.max(0, match.index - 200), match.index);
    const first = /^[ \t]*(?:-[ \t]+)*["']?$/.test(before);
    // Without a separator it is a key only where one belongs, and otherwise a word of a text.
    if (separator === undefined && !first && !/[{,][ \t]*["']?$/.test(before)) continue;
    const value = match.index + whole.length + blanksAt(line, match.index + whole.length);
    const behindReference = afterReference(line, value);
    if (behindReference !== undefined) {
      keys.lastIndex = behindReference;
      continue;
    }
    const quotes = /^(?:"""|''')/.exec(line.slice(value, value + 3))?.[0];
    const inFlow = open > 0;
    closers ??= closersOf(line);
    const stop = quotes === undefined && inFlow ? endInFlow(line, value, closers) : line.length;
    yield {
      start: start + value,
      end: start + stop,
      mayGoOn: /^[\s,]*$/.test(line.slice(stop, stop + 100)),
      isInFlow: inFlow,
      indent: first ? match.index : blanksAt(line, 0),
      ...(quotes === undefined ? {} : { openQuotes: quotes }),
    };
    keys.lastIndex = stop;
  }
}

/** Where the brackets begin that end a line. */
function closersOf(line: string): number {
  let start = line.length;
  while (/[\]}\s,]/.test(line.charAt(start - 1))) start -= 1;
  return start;
}

/**
 * The end of an item of a flow map: the comma before something like the next key, or the brackets that end the line.
 * The end of the line if the value is left open there.
 */
function endInFlow(line: string, value: number, closers: number): number {
  const first = line.charAt(value);
  const close =
    first === '"' || first === "'" ? first : first === "{" ? "}" : first === "[" ? "]" : undefined;
  const behind = close === undefined ? value : afterClosing(line, value, first, close);
  if (behind === undefined) return line.length;
  nextKey.lastIndex = behind;
  const next = nextKey.exec(line)?.index ?? line.length;
  return Math.min(next, /^[|>]?$/.test(line.slice(value, closers)) ? line.length : closers);
}

const nextKey = /,[ \t]*["']?[A-Za-z_][\w.-]*["']?[ \t]*[:=]/g;

/** Behind the quote or bracket that closes the one at `start`; undefined if none does. */
function afterClosing(line: string, start: number, open: string, close: string): number | undefined {
  let depth = 1;
  for (let at = start + 1; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (open === '"' && character === "\\") at += 1;
    else if (character === close) depth -= 1;
    else if (character === open) depth += 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** A reference says where a secret is, not what it is. */
function afterReference(line: string, value: number): number | undefined {
  reference.lastIndex = value;
  return reference.test(line) ? reference.lastIndex : undefined;
}

const reference =
  /\{\s*["']?from_(?:env|file)["']?\s*:\s*(?:"[^"\n]*"\s*|'[^'\n]*'\s*|[^\s{}[\],"'][^{}[\],\n]*)\}(?=\s*(?:[,\]}#]|$))/y;

/** Moves to the line where a TOML text of several lines ends, and hides up to there: to the end if it never does. */
function closeQuotes(file: SourceFile, line: number, value: SecretValue, ranges: Range[]): number {
  const { text } = file;
  const quotes = value.openQuotes ?? "";
  let close = text.indexOf(quotes, value.start + quotes.length);
  while (close !== -1 && quotes === '"""' && isEscaped(text, close)) close = text.indexOf(quotes, close + 1);
  const starts = startsOfLines(file);
  const last = close === -1 ? starts.length - 1 : positionAt(file, close).line - 1;
  for (let inside = line + 1; inside <= last; inside += 1)
    ranges.push(trimmed(text, starts[inside] ?? 0, endOfLine(file, inside)));
  return last;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charAt(at - 1 - backslashes) === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}

/**
 * Hides the lines that may go on with a value: deeper ones, as YAML's block texts have them, and all up to the next
 * that looks like a key or a header, because a broken value has lines that begin anywhere. Returns the last of them.
 */
function hideNextLines(file: SourceFile, line: number, value: SecretValue, ranges: Range[]): number {
  const { text } = file;
  const starts = startsOfLines(file);
  let last = line;
  for (let next = line + 1; next < starts.length; next += 1) {
    const start = starts[next] ?? 0;
    const end = endOfLine(file, next);
    const begin = start + blanksAt(text, start);
    if (begin >= end) continue;
    const head = text.slice(begin, Math.min(end, begin + 300));
    // Half of the next key, where the value ends with its quote.
    if (last === line && isClosed(text.slice(value.start, value.end)) && halfKey.test(text.slice(begin, end)))
      break;
    // The value of a key on a line of its own.
    if (last === line && value.end === value.start && /^\{?\s*["']?from_(?:env|file)\b/.test(head)) break;
    // Within a bracket the next line holds it, wherever that begins and whatever else it holds.
    const holdsAll = last === line && value.end === value.start && value.isInFlow;
    if (!holdsAll && begin - start <= value.indent && statement.test(head)) break;
    ranges.push(trimmed(text, begin, end));
    last = next;
  }
  return last;
}

function isClosed(value: string): boolean {
  return /^"(?:[^"\\]|\\.)+"$|^'[^']+'$/.test(value);
}

/** Two words at least, and no digit: a name as keys are, with nothing behind it. */
const halfKey = /^[a-z]{2,}(?:[-_][a-z]+)+[-_]?\r?$/;

/**
 * A list item, a header, a line between documents, a key with a value, or brackets that close. A name in quotes alone
 * within brackets may be a list with a secret in it, and no header.
 */
const statement =
  /^(?:-$|- +(?:[{[]|["']?[\w.[\]-]+["']?\s*:(?:\s|$))|\[\[?(?:[A-Za-z_]|(?:"[\w -]*"|'[\w -]*') *\.)[\w."' -]*\]\]?\s*(?:#|$)|---|\.\.\.|["']?[\w.[\]-]+["']?(?:\s*:(?:\s|$)|\s+=\s|\s*=\s*[^\s=])|[\]}][\]}\s,]*$)/;

function bracketAt(line: string, at: number): number {
  const character = line.charAt(at);
  if (character === "{" || character === "[") return 1;
  return character === "}" || character === "]" ? -1 : 0;
}

function blanksAt(text: string, from: number): number {
  let count = 0;
  while (text.charAt(from + count) === " " || text.charAt(from + count) === "\t") count += 1;
  return count;
}

/** Without blanks at the end: a mask for nothing would only confuse. */
export function trimmed(text: string, start: number, end: number): Range {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last -= 1;
  return { start, end: last };
}

export function endOfLine(file: SourceFile, line: number): number {
  const next = startsOfLines(file)[line + 1];
  return next === undefined ? file.text.length : next - 1;
}
