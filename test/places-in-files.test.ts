/** Where an offset is, `|` in these, in TOML, in DolphinDB's files and in environment files. */
import { describe, expect, it } from "vitest";
import { keysIn, type Placed, partAt } from "../src/editor/places/outline.ts";
import { placeInCfg, placeInEnv, placeInTable } from "../src/editor/places/place-in-lines.ts";
import { placeInToml } from "../src/editor/places/place-in-toml.ts";

/** `slot path "word" siblings` */
function placed(find: (text: string, offset: number) => Placed, marked: string): string {
  const offset = marked.indexOf("|");
  const { root, place } = find(marked.slice(0, offset) + marked.slice(offset + 1), offset);
  const { slot, path, start, end } = place;
  if (slot === "nothing" || slot === "comment") return slot;
  const word = marked.replace("|", "").slice(start, end);
  const keys = slot === "key" ? keysIn(partAt(root, path)).filter((key) => key !== word) : [];
  return `${slot} ${path.join(".")}${word === "" ? "" : ` "${word}"`}${keys.length === 0 ? "" : ` [${keys}]`}`;
}

describe("a place in TOML", () => {
  it.each([
    ["an empty text", "|", "key "],
    ["below a header", "[a]\nb = 1\n|\n", "key a [b]"],
    ["a half-typed word", "[a]\nb = 1\nx|\n", 'key a "x" [b]'],
    ["a key", "[a]\nx|y = 1\n", 'key a "xy"'],
    ["a dotted key", "[a]\nb.x| = 1\n", 'key a.b "x"'],
    ["behind a dot", "[a]\nb.|\n", "key a.b"],
    ["a header", "[a.b|]\n", 'header  "a.b"'],
    ["an open header", "[a|\n", 'header  "a"'],
    ["a value", "[a]\nb = |\n", "value a.b"],
    ["a value without blank", "[a]\nb =|\n", "value a.b"],
    ["a text", '[a]\nb = "x|y"\n', 'value a.b ""xy""'.replaceAll('\\"', '"')],
    ["an open text", '[a]\nb = "x|\n[c]\n', 'value a.b ""x"'],
    ["an item of tables", "[[a]]\nb = 1\n[[a]]\n|\n", "key a.1"],
    ["a table in an item", "[[a]]\n[a.c]\n|\n", "key a.0.c"],
    ["an inline table", "a = { b = 1, | }\n", "key a [b]"],
    ["a value in one", "a = { b = | }\n", "value a.b"],
    ["a list", "a = [1, |]\n", "value a.1"],
    ["a list over lines", "a = [\n  1,\n  |\n]\n", "value a.1"],
    ["behind an open list", "a = [1,\n[b]\n|\n", "key b"],
    ["a comment", "a = 1 # |\n", "nothing"],
    ["a line of comment", "# c|\n", "comment"],
    ["a long text", 'a = """\n|\n"""\n', "nothing"],
    ["behind it", 'a = """\n"""\n|\n', "key  [a]"],
  ])("%s", (_, text, expected) => {
    expect(placed(placeInToml, text)).toBe(expected);
  });
});

describe("a place in lines", () => {
  it.each([
    ["a key of a cfg", placeInCfg, "mode=agent\nwor|\n", 'key  "wor" [mode]'],
    ["behind a qualifier", placeInCfg, "a=1\ndn1.b=2\ndn1.|\n", "key  [b]"],
    ["a value of a cfg", placeInCfg, "mode=|\n", "value mode"],
    ["a value with a qualifier", placeInCfg, "dn1.mode=x|\n", 'value mode "x"'],
    ["an empty line", placeInCfg, "a=1\n|\n", "key  [a]"],
    ["a comment of a cfg", placeInCfg, "#|\n", "comment"],
    ["a variable", placeInEnv, "export HORAE|=\n", 'key  "HORAE"'],
    ["the value of a variable", placeInEnv, "A=|", "value A"],
    ["the header of a table", placeInTable, "localSite,|\n", "key  [localSite]"],
    ["a cell", placeInTable, "localSite,mode\nh:1:a,|\n", "value mode"],
    ["a cell that is there", placeInTable, "localSite,mode\nh:1:a,data|node\n", 'value mode "datanode"'],
    ["a row to come", placeInTable, "localSite,mode\n|", "value localSite"],
  ])("%s", (_, find, text, expected) => {
    expect(placed(find, text)).toBe(expected);
  });
});
