/** What can go wrong in a line of YAML, each as the lines that come of it. */

type LineFault = (line: string) => Iterable<string>;

/** A value with its key, where `{ key: value }` and `- key: value` stand in one line. */
const pair = /((?:[{,]\s*|^\s*(?:- )?)(?:"[^"]*"|[\w-]+): )("[^"]*"|\[[^[\]{}]*\]|\{[^{}]*\}|[^\s,{}[\]]+)/g;

/** The line with each of its values replaced. */
export function* withValue(line: string, value: string): Generator<string> {
  for (const { index, 0: whole, 1: before = "", 2: old = "" } of line.matchAll(pair))
    if (old !== value) yield line.slice(0, index) + before + value + line.slice(index + whole.length);
}

/** The line with two letters of each key swapped. */
function* withMisspeltKey(line: string): Generator<string> {
  for (const { index, 1: before = "" } of line.matchAll(pair)) {
    const key = /[\w-]{4,}(?=: $)/.exec(before);
    if (key === null) continue;
    const at = index + key.index;
    const [first = "", second = "", third = ""] = key[0];
    if (second !== third) yield line.slice(0, at) + first + third + second + line.slice(at + 3);
  }
}

const indented =
  (change: (line: string) => string): LineFault =>
  (line) =>
    /^ {2}/.test(line) ? [change(line)] : [];

const filled =
  (change: (line: string) => string): LineFault =>
  (line) =>
    /^\s*(?:#|\]?$)/.test(line) || change(line) === line ? [] : [change(line)];

/** The line without one of its characters, first or last. */
const without =
  (character: string, last = false): LineFault =>
  (line) => {
    const at = last ? line.lastIndexOf(character) : line.indexOf(character);
    // Who opened a bracket in another line is told there that it is not closed.
    return at === -1 || /^\s*(?:#|\]$)/.test(line) ? [] : [line.slice(0, at) + line.slice(at + 1)];
  };

export const yamlFaults = {
  "a misspelt key": withMisspeltKey,
  "tabs for blanks": indented((line) => line.replace(/^ +/, (blanks) => "\t".repeat(blanks.length / 2))),
  "a blank less": indented((line) => line.slice(1)),
  "two blanks less": indented((line) => line.slice(2)),
  "a blank more": filled((line) => ` ${line}`),
  "two blanks more": filled((line) => `  ${line}`),
  "no opening {": without("{"),
  "no closing }": without("}", true),
  "no first }": without("}"),
  "no [": without("["),
  "no ]": without("]"),
  "no quote": without('"'),
  "no last quote": without('"', true),
  "no colon": without(":"),
  "no last colon": without(":", true),
  "no comma": without(","),
  "no dash": filled((line) => line.replace(/^(\s*)- /, "$1")),
  "no blank behind the colon": filled((line) => line.replace(": ", ":")),
  "a second colon": filled((line) => line.replace(/: (\S.*)$/, ": a: $1")),
  "a stray bracket": filled((line) => `${line} ]`),
  "a full-width colon": filled((line) => line.replace(": ", "：")),
  "half a key": filled((line) => line.replace(/^(\s*)(\w{2,})\w{2}: \S.*$/, "$1$2")),
} as const satisfies Record<string, LineFault>;

/** What can go wrong in a line of a program's own file: TOML, key=value, a table, variables. */
export const fileFaults = {
  "no quote": without('"'),
  "no last quote": without('"', true),
  "no equals sign": without("="),
  "no [": without("["),
  "no ]": without("]"),
  "no comma": without(","),
  "no last comma": without(",", true),
  "no colon": without(":"),
  "a stray bracket": filled((line) => (/[[,]$/.test(line) ? line : `${line} ]`)),
  "a stray word": filled((line) => `${line} x y`),
  "a colon for the equals sign": filled((line) => line.replace(" = ", ": ")),
  "a wrong escape": filled((line) => line.replace(/"([^"]*)"/, '"\\q$1"')),
  "a full-width quote": filled((line) => line.replace(/"/g, "“")),
  "a tab before it": filled((line) => `\t${line}`),
  "half the line": filled((line) => line.slice(0, line.length / 2)),
  "a list for a value": filled((line) => line.replace(/= .*[^[]$/, "= [[7]]")),
  "nothing behind the equals sign": filled((line) => line.replace(/=.*[^[]$/, "=")),
} as const satisfies Record<string, LineFault>;
