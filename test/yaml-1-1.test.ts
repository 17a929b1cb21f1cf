/** YAML for programs in Python: what cfgc writes they read, and cfgc reads a file as they do. PyYAML is the judge. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import { writeYaml11 } from "../src/emit/yaml-1-1.ts";
import { Float, Secret, type Value } from "../src/schema/value.ts";
import type { ScalarNode } from "../src/source/tree.ts";
import { readYaml } from "../src/source/yaml.ts";
import { resolveBareScalar } from "../src/source/yaml-1-1-scalar.ts";
import { by } from "./support/effort.ts";
import { nastyText, nastyTexts } from "./support/nasty-text.ts";
import { needing } from "./support/needing.ts";
import { type Loaded, loadWithPyYaml, noPyYaml } from "./support/py-yaml.ts";
import { series } from "./support/series.ts";

if (noPyYaml !== undefined) console.warn(`yaml-1-1.test.ts: skips the comparison with PyYAML: ${noPyYaml}`);

const origin = { kind: "derived", how: "a test", from: [] } as const;

function write(values: readonly Value[]): string {
  const entries = values.map((value, index) => ({ path: [`k${index}`], value, origin }));
  return writeYaml11({ comment: ["a comment\nwith a break"], entries }, () => "never").text;
}

/** What PyYAML has to load for a value. */
function expected(value: Value): Loaded {
  if (typeof value === "string") return { type: "str", value };
  if (typeof value === "boolean") return { type: "bool", value };
  if (value instanceof Float) return { type: "float", value: String(value.number) };
  if (Array.isArray(value)) return { type: "list", value: value.map(expected) };
  return { type: "int", value: String(value) };
}

function read(text: string): { values: unknown[]; findings: string[] } {
  const bag = new DiagnosticBag("file");
  const tree = readYaml({ path: "config.yaml", text }, bag, { version: "1.1" });
  const nodes = [...(tree?.entries.values() ?? [])].map((entry) => entry.value);
  return {
    values: nodes.map((node) =>
      node.kind === "list"
        ? node.items.map((item) => (item as ScalarNode).value)
        : (node as ScalarNode).value,
    ),
    findings: bag.sorted().map(({ code, message }) => `${code.name}: ${message}`),
  };
}

describe("what is written", () => {
  it(
    "is loaded by PyYAML with its value and type",
    { tags: ["series"] },
    needing(noPyYaml, () => {
      const value = fc.oneof(
        { weight: 6, arbitrary: nastyText },
        fc.integer(),
        fc.boolean(),
        fc.bigInt(),
        fc.array(nastyText, { maxLength: 4 }),
      );
      const numRuns = by({ quick: 200, long: 1500, exhaust: 50_000 });
      const random = fc.sample(fc.array(value, { minLength: 1, maxLength: 8 }), { numRuns, seed: 7 });
      const documents = [...nastyTexts.map((text) => [text]), ...random];
      const loaded = loadWithPyYaml(documents.map(write));
      for (const [index, values] of documents.entries()) {
        const whole = Object.fromEntries(values.map((one, at) => [`k${at}`, expected(one)]));
        expect(loaded[index], write(values)).toEqual({ type: "dict", value: whole });
      }
    }),
  );

  it(
    "keeps floats floats",
    needing(noPyYaml, () => {
      const floats = [0, -0, 1, 1e21, 1e-7, 1.5, 123456789.125, -2e300];
      const [loaded] = loadWithPyYaml([write(floats.map((number) => new Float(number)))]);
      for (const [index, number] of floats.entries()) {
        const one = (loaded as { value: Record<string, { type: string; value: string }> }).value[`k${index}`];
        expect(one?.type).toBe("float");
        expect(Number(one?.value)).toBe(number);
      }
    }),
  );

  it(
    "nests maps by their path, and values in them",
    needing(noPyYaml, () => {
      const text = writeYaml11(
        {
          comment: [],
          entries: [
            { path: ["a", "b", "yes"], value: "no", origin },
            { path: ["a", "b", "c d"], value: ["x:y", "[z"], origin },
            { path: ["a", "e"], value: [["1", { "2": "a:b" }], {}], origin },
            { path: ["f"], value: [], origin },
          ],
        },
        () => "",
      ).text;
      const str = (value: string): Loaded => ({ type: "str", value });
      const dict = (value: Record<string, Loaded>): Loaded => ({ type: "dict", value });
      const list = (...value: Loaded[]): Loaded => ({ type: "list", value });
      expect(loadWithPyYaml([text])[0]).toEqual(
        dict({
          a: dict({
            b: dict({ yes: str("no"), "c d": list(str("x:y"), str("[z")) }),
            e: list(list(str("1"), dict({ "2": str("a:b") })), dict({})),
          }),
          f: list(),
        }),
      );
    }),
  );

  // Half a character can be escaped in YAML, but cfgc takes none: other formats could not carry it.
  const wholeText = nastyText.filter((text) => !/\p{Surrogate}/u.test(text));
  series(
    "is read back by cfgc, and without a finding",
    150,
    fc.property(fc.array(fc.oneof(wholeText, fc.integer(), fc.boolean()), { minLength: 1 }), (values) => {
      expect(read(write(values))).toEqual({ values, findings: [] });
    }),
  );

  it("has secrets in quotes whatever they are, and tells the line of each entry", () => {
    const secret = new Secret("__CFGC_SECRET_A__", { env: "A" });
    const { text, lines } = writeYaml11(
      {
        comment: ["cfgc: x"],
        entries: [
          { path: ["nodes"], value: ["10.1.1.1", "10.1.1.2"], origin },
          { path: ["password"], value: secret, origin },
        ],
      },
      ({ placeholder }) => placeholder,
    );
    expect(text).toBe('# cfgc: x\n\nnodes:\n - 10.1.1.1\n - 10.1.1.2\npassword: "__CFGC_SECRET_A__"\n');
    expect([...lines].map(([line, entry]) => `${line} ${entry.path}`)).toEqual([
      "3 nodes",
      "4 nodes",
      "5 nodes",
      "6 password",
    ]);
  });
});

describe("a bare scalar", () => {
  const words = fc.oneof(
    fc.constantFrom(...nastyTexts),
    fc.string({ unit: fc.constantFrom(..."0123456789_:.-+eExobEyNnf~="), minLength: 1, maxLength: 7 }),
  );

  it(
    "is what PyYAML makes of it",
    { tags: ["series"] },
    needing(noPyYaml, () => {
      const numRuns = by({ quick: 1000, long: 6000, exhaust: 100_000 });
      const texts = fc.sample(words, { numRuns, seed: 11 }).filter((text) => isOneScalar(text));
      const loaded = loadWithPyYaml(texts.map((text) => `k: ${text}\n`));
      let compared = 0;
      for (const [index, text] of texts.entries()) {
        const theirs = loaded[index];
        if (theirs === undefined || !("type" in theirs) || theirs.type !== "dict") continue;
        const [one] = Object.values(theirs.value);
        const ours = resolveBareScalar(text);
        if (one === undefined || ours === "refused") expect.fail(`PyYAML takes ${JSON.stringify(text)}`);
        expect(ours.type, text).toBe(typeNames[("type" in one && one.type) || "str"]);
        if ("value" in one && ours.type === "integer") expect(String(ours.value), text).toBe(one.value);
        compared += 1;
      }
      expect(compared).toBeGreaterThan(numRuns / 6);
    }),
  );

  const typeNames: Readonly<Record<string, string>> = {
    str: "string",
    int: "integer",
    float: "float",
    bool: "boolean",
    NoneType: "null",
    date: "datetime",
    datetime: "datetime",
  };

  /** Neither an indicator nor a comment nor a map by its punctuation. */
  function isOneScalar(text: string): boolean {
    return /^[\w.+~=-][\w.:+~=-]*$/.test(text) && !text.endsWith(":") && !/^-?-?-?$/.test(text);
  }

  it.each([
    ["0123", "integer", 83],
    ["12:30", "integer", 750],
    ["1_000", "integer", 1000],
    ["0x1F", "integer", 31],
    ["-0b11", "integer", -3],
    ["12345678901234567890", "integer", 12345678901234567890n],
    ["1e3", "string", "1e3"],
    ["0o17", "string", "0o17"],
    ["y", "string", "y"],
    ["on", "boolean", true],
    ["2024-01-01", "datetime", "2024-01-01"],
  ])("%s", (text, type, value) => expect(resolveBareScalar(text)).toEqual({ type, value }));
});

describe("what a YAML 1.1 reader stumbles over", () => {
  it.each([
    ["p: ****\n", "an unquoted * begins an alias, and there is no such anchor"],
    ["p: =\n", "a bare = means something else to a YAML 1.1 reader, which stops here"],
    ["p: !secret\n", "an unquoted ! begins a tag, and this one is unknown or does not fit the value"],
    ["p: %a\n", "a value without quotes cannot begin with this character"],
    ["p: @a\n", "a value without quotes cannot begin with this character"],
  ])("%j is reported", (text, message) => {
    expect(read(text).findings).toEqual([`yaml-syntax: ${message}`]);
    if (noPyYaml === undefined) expect(loadWithPyYaml([text])[0]).toHaveProperty("refused");
  });

  it("a missing blank is named, and what else stands there is read", () => {
    const bag = new DiagnosticBag("file");
    const tree = readYaml({ path: "config.yaml", text: "a: 1\nb:2\nc: 3\nd: 4\n" }, bag, { version: "1.1" });
    expect(bag.sorted().map(({ help }) => help)).toEqual(["put a blank after the colon"]);
    expect([...(tree?.entries ?? [])].map(([key, { value }]) => [key, value.at.start])).toEqual([
      ["a", 3],
      ["b", 7],
      ["c", 12],
      ["d", 17],
    ]);
    expect(tree?.damaged).toBeUndefined();
  });

  it("of a repeated key the last one counts, with a warning", () => {
    const bag = new DiagnosticBag("file");
    const tree = readYaml({ path: "config.yaml", text: "a: 1\na: 2\n" }, bag, { version: "1.1" });
    expect(bag.sorted().map(({ code, severity }) => `${severity} ${code.name}`)).toEqual([
      "warning duplicate-key",
    ]);
    expect(tree?.entries.get("a")?.value).toMatchObject({ value: 2 });
  });
});
