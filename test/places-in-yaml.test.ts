/** Where an offset of a YAML text is, `|` in these: by indentation and brackets, whether a parser takes the text or not. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { keysIn, partAt } from "../src/editor/places/outline.ts";
import { placeInYaml } from "../src/editor/places/place-in-yaml.ts";

/** `slot path "word" siblings` */
function place(marked: string): string {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const { root, place } = placeInYaml(text, offset);
  const { slot, path, start, end } = place;
  if (slot === "nothing" || slot === "comment") return slot;
  const keys = slot === "key" || slot === "start" ? keysIn(partAt(root, path)) : [];
  const word = text.slice(start, end);
  const others = keys.filter((key) => key !== word);
  return [
    `${slot} ${path.join(".")}`,
    ...(word === "" ? [] : [`"${word}"`]),
    ...(others.length === 0 ? [] : [`[${others}]`]),
  ].join(" ");
}

describe("a place in YAML", () => {
  it.each([
    ["an empty text", "|", "start "],
    ["the top", "a: 1\n|\nb: 2\n", "key  [a,b]"],
    ["a half-typed word", "a: 1\nho|\nb: 2\n", 'key  "ho" [a,b]'],
    ["the only word", "ho|", 'start  "ho"'],
    ["a key", "a: 1\nho|sts:\n  x: 1\n", 'key  "hosts" [a]'],
    ["below a key", "a:\n  |\n", "start a"],
    ["below a key that has some", "a:\n  |\n  b: 1\n", "key a [b]"],
    ["behind them", "a:\n  b: 1\n  |\n", "key a [b]"],
    ["between tables", "a:\n  b: 1\n|\nc:\n  d: 1\n", "key  [a,c]"],
    ["where lines below would be taken away", "a:\n  b: 1\n|\n  c: 1\n", "nothing"],
    ["in a column of nobody", "a:\n    b: 1\n  |\n", "nothing"],
    ["behind a colon", "a: |\n", "value a"],
    ["a value", "a: x|y\n", 'value a "xy"'],
    ["a value in quotes", 'a: "x|y"\n', 'value a ""xy""'.replaceAll('\\"', '"')],
    ["in quotes that are open", 'a: "x|\nb: 1\n', 'value a ""x"'],
    ["behind a value", "a: x |\n", "nothing"],
    ["behind a colon that has a table", "a: |\n  b: 1\n", "nothing"],
    ["an item", "a:\n  - |\n", "start a.0"],
    ["an item that is a word", "a:\n  - x|\n", 'start a.0 "x"'],
    ["a word before other keys", "a:\n  - x|\n    b: 1\n", 'key a.0 "x" [b]'],
    ["a key of an item", "a:\n  - b: 1\n    |\n", "key a.0 [b]"],
    ["below a line with a tab", "a:\n  b: 1\n\tc: 2\n  d: { | }\n", "key a.d"],
    [
      "below the marks of a merge",
      "a:\n  b: 1\n<<<<<<< HEAD\n  c: 2\n=======\n  c: 3\n>>>>>>> x\n  |\n",
      "key a [b,c,c]",
    ],
    ["in a line with a tab", "a:\n  b: 1\n\tc: |\n", "value c"],
    ["a second item", "a:\n  - b: 1\n  |\n", "item a"],
    ["a dash without a blank", "a:\n  -|\n", "start a.0"],
    ["items in the key's own column", "a:\n- b: 1\n  |\nc: 1\n", "key a.0 [b]"],
    ["behind items in the key's own column", "a:\n- b: 1\n|\n", "item a"],
    ["a list in a list", "a:\n  - - b: 1\n      |\n", "key a.0.0 [b]"],
    ["in braces", "a: { | }\n", "key a"],
    ["in braces behind a comma", "a: { b: 1, | }\n", "key a [b]"],
    ["in braces with others behind", "a: { b: 1, |, c: 2 }\n", "key a [b,c]"],
    ["a word in braces", "a: { b: 1, x| }\n", 'key a "x" [b]'],
    ["a value in braces", "a: { b: | }\n", "value a.b"],
    ["a value in braces that is there", "a: { b: x|, c: 1 }\n", 'value a.b "x"'],
    ["in braces that are open", "a: { b: 1, |\nc: 1\n", "key a [b]"],
    ["behind braces that are open", "a: { b: 1,\nc: 1\n|\n", "key  [a,c]"],
    ["in an open brace of an item", "a:\n  - { b: 1, |\n  - { b: 2 }\n", "key a.0 [b]"],
    ["in brackets", "a: [x, |]\n", "value a.1"],
    ["in braces over lines", "a: {\n  b: 1,\n  |\n}\n", "key a [b]"],
    ["braces in brackets", "a: [{ b: 1 }, { | }]\n", "key a.1"],
    ["behind a value in braces", "a: { b: 1 | }\n", "nothing"],
    ["behind braces", "a: { b: 1 }|\n", "nothing"],
    ["a comment", "a: 1\n# x|\n", "comment"],
    ["a comment behind a value", "a: 1 # x|\n", "comment"],
    ["a text of several lines", "a: >\n  x |\n  y\nb: 1\n", "nothing"],
    ["behind it", "a: >\n  x\n  y\n|\n", "key  [a]"],
    ["below a key that lacks its colon", "a\n  |\n", "start a"],
    ["a key in quotes", '"a b": { c: | }\n', "value a b.c"],
    ["a second document", "a: 1\n---\nb: 1\n|\n", "key  [b]"],
    ["Windows lines", "a: 1\r\nb:\r\n  |\r\n", "start b"],
  ])("%s", (_, text, expected) => {
    expect(place(text)).toBe(expected);
  });
});

it("knows the keys above every line of the examples", () => {
  const files = readdirSync("examples", { recursive: true, encoding: "utf8" });
  for (const name of files.filter((file) => file.endsWith(".yaml"))) {
    const text = readFileSync(`examples/${name}`, "utf8");
    const { root } = placeInYaml(text, text.length);
    const top = [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key);
    expect(keysIn(root)).toEqual(top);
  }
});

it("takes any depth and length", () => {
  for (const text of [
    "[".repeat(100_000),
    "- ".repeat(100_000),
    "{a: ".repeat(50_000),
    `a${" ".repeat(300_000)}b`,
  ])
    expect(() => placeInYaml(text, text.length)).not.toThrow();
});
