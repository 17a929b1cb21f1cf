/** What is said about YAML that is none: in words that help, at the place of the mistake, and only once. */
import { expect, it } from "vitest";
import { positionAt } from "../src/diagnostics/location.ts";
import { findingsOf } from "./support/run.ts";

/** What is found in a whole config.yaml whose password stands there like this. */
function found(text: string): string[] {
  const file = `# cfgc: oms@4.2.2
oms_meta_host: 10.10.10.1
oms_meta_port: 2883
oms_meta_user: root@oms
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_hb
cm_url: http://10.1.1.1:8088
${text}
`;
  return findingsOf({ files: { "config.yaml": file } }).map(({ code, at, message, help }) => {
    const { line, column } = positionAt(at.file, at.start);
    return `${code.name} ${line}:${column} ${message}${help === undefined ? "" : ` | ${help}`}`;
  });
}

const rest = "cm_location: 1\ncm_nodes: [10.1.1.1]";
const password = (value: string) => `oms_meta_password: ${value}\n${rest}`;
const quotes = "put the value in quotes";

it.each([
  ["%x", `9:20 a value without quotes cannot begin with this character | ${quotes}`],
  ["`x", `9:20 a value without quotes cannot begin with this character | ${quotes}`],
  ["!x", `9:20 an unquoted ! begins a tag, and this one is unknown or does not fit the value | ${quotes}`],
  [
    "{x",
    "9:20 the { that opens here is not closed | close it with }, or put the value in quotes if it is a text",
  ],
  [
    "[x",
    "9:20 the [ that opens here is not closed | close it with ], or put the value in quotes if it is a text",
  ],
  [
    "[a: 1",
    "9:20 the [ that opens here is not closed | close it with ], or put the value in quotes if it is a text",
  ],
  ["|x", `9:21 an unquoted | or > begins a text of several lines, and this is none | ${quotes}`],
  [">x", `9:21 an unquoted | or > begins a text of several lines, and this is none | ${quotes}`],
  [
    "a: b",
    `9:20 a mapping cannot begin in the line of its key | ${quotes}, or begin the mapping in the next line`,
  ],
  [
    "a: b: c",
    `9:20 a mapping cannot begin in the line of its key | ${quotes}, or begin the mapping in the next line`,
  ],
  ["- a", `9:20 a list cannot begin in the line of its key | ${quotes}, or begin the list in the next line`],
  ['"a', '9:20 the quote that opens here is not closed | end the text with "'],
  ["'a", "9:20 the quote that opens here is not closed | end the text with '"],
  ["'it's'", "9:24 the value ended before this"],
  ['"a\\qb"', "9:22 this backslash begins no escape sequence of YAML"],
  ["]", "9:20 this belongs to nothing that was begun"],
])("the password %s", (value, words) => {
  const [first, ...more] = found(password(value));
  expect(first).toContain(`yaml-syntax ${words}`);
  expect(more).toEqual([]);
});

it.each([
  ["#x", "wrong-type 9:20", `${quotes}: without them # begins a comment`],
  ["&x", "wrong-type 9:22", `${quotes}: without them & begins an anchor`],
])("nothing is left of the password %s", (value, place, help) => {
  const [first, ...more] = found(password(value));
  expect(first).toMatch(new RegExp(`^${place} .*not nothing; .* \\| ${help}$`));
  expect(more).toEqual([]);
});

const whole = password('"__CFGC_SECRET_A__"');

it.each([
  ["cm_location:1", "10:1 this line is no key with a colon and a value | put a blank after the colon"],
  [
    "cm_location：1",
    "10:1 this line is no key with a colon and a value | write : and a blank where the full-width ： stands",
  ],
  ["cm_location 1", "10:1 this line is no key with a colon and a value"],
  ["  cm_location: 1", "10:1 this line is not indented like the lines it belongs to | indent it alike"],
  ["cm_location: 1\ncm_region: a\n\tb: 1", "12:1 tabs are not allowed as indentation | indent with blanks"],
  [
    "cm_location: 1\ncm_region: a\n  cm_region_cn: b",
    "12:1 this line is not indented like the lines it belongs to | indent it alike",
  ],
  [
    "cm_location: 1\ncm_region: a\npartition.mode:\n  - a\n - b",
    "14:1 this item is not indented like those above it",
  ],
])("the lines %j", (lines, words) => {
  const all = found(whole.replace("cm_location: 1", lines)).filter((one) => one.startsWith("yaml-syntax"));
  expect(all).toEqual([expect.stringContaining(words)]);
});

it.each([
  ["10.1.1.1, 10.1.1.2", 'write a list: ["10.1.1.1", "10.1.1.2"]'],
  ["10.1.1.1", 'write a list: ["10.1.1.1"]'],
  ["\n -10.1.1.1", "put a blank after the hyphen before each item"],
])("nodes that are no list: %j", (nodes, help) => {
  expect(found(whole.replace("[10.1.1.1]", nodes))).toEqual([expect.stringContaining(`| ${help}`)]);
});

it("the lines of old Macs are lines", () => {
  const text = `${whole.replaceAll("\n", "\r")}\r`;
  expect(found(text)).toEqual([]);
});
