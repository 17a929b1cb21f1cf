/**
 * Hostile texts in every place of cluster.yaml that takes one: cfgc finds fault with them, or every file of the bundle
 * says the same to a reader that is not ours as it says with a harmless text in that place.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { CompileResult } from "../src/compile.ts";
import { by } from "./support/effort.ts";
import { fullClusters } from "./support/full-clusters.ts";
import { needing } from "./support/needing.ts";
import { noPyYaml } from "./support/py-yaml.ts";
import {
  type Facts,
  factsOf,
  noBash,
  noSystemd,
  readCommands,
  readEnvironments,
  readUnits,
  readYamls,
} from "./support/readers-of-formats.ts";
import { compileText } from "./support/run.ts";
import {
  configPlaces,
  type Json,
  putInto,
  type StringPlace,
  stringPlaces,
  yamlOf,
} from "./support/string-places.ts";

const base = mkdtempSync(join(tmpdir(), "cfgc-hostile-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
// systemd reads the units as a user of no rights.
chmodSync(base, 0o755);
for (const name of ["horaemeta-server", "horaedb-server", "server/dolphindb"]) putStub(join(base, name));
for (const name of ["crt", "key"]) writeFileSync(join(base, name), "");

const documents = fullClusters(base);
const places = [...stringPlaces(), ...configPlaces()];
/** A place of the language itself, or one below `config` that goes into other files as well. */
const isOwn = ({ path }: StringPlace) =>
  !path.includes("config") || /tracing|data_dir$|^file$/.test(path.at(-1) ?? "") || path.includes("tracing");

/** Harmless, and nowhere else. */
const marker = "zq9";

const texts: readonly string[] = [
  "a\nb = 1",
  'x"\n[server]\nhttp_port = 1\n#',
  'x"\nExecStartPre=+/bin/sh -c "id',
  "a\r\nb",
  "a\rb",
  "a\u0085b",
  "a\u2028b",
  "a\u2029b",
  "a\tb",
  "a\u0000b",
  "a\u0007\u001b[31mb",
  "a\u007f\u009fb",
  'a"b',
  "a'b",
  "'\"'\"'",
  "a\\b",
  "a\\",
  "\\n\\x41\\u0041",
  "a%b%n%%i",
  "a$b${HOME}$(id)$$",
  "a`id`b",
  "``` a",
  "-rf",
  "--help",
  "-",
  "=",
  "a=b",
  "a:b",
  "a: b",
  ":a",
  "#a",
  "a #b",
  "a // b",
  "a;id;b",
  "a&b|c>d<e",
  "a|b\\|c",
  "a*b?c[d]",
  "{a,b}~",
  "!a",
  "@a",
  "a b",
  " a",
  "a ",
  "",
  " ",
  "a,b",
  "<b>&amp;</b>",
  "_a_ *b* [c](d) ![e](f)",
  "# a",
  "1. a",
  "yes",
  "null",
  "0x1F",
  "1:20",
  "2024-01-01",
  "节点é😀",
  "e\u0301\u200b\u202ea\ufeff",
  "a\ud800",
  "\udfffa",
  "../../etc",
  "a/b",
  "x".repeat(70_000),
];

/** All at once, for a place that takes whatever can be seen. */
const everything = `a%n$HOME"b'c\\\`d;e|f&g<h>(i)*j?k[l]{m}~!n=o:p#q_r^s+t`;

/** What to put at a place: a path stays one, below a folder of its own that may be written to. */
function textAt(place: StringPlace, text: string): string {
  return place.isPath ? `${base}/${places.indexOf(place)}/${text}` : text;
}

interface Built {
  readonly name: string;
  readonly place: StringPlace;
  readonly text: string;
  readonly facts: Facts;
  /** With the harmless text in the same place; undefined where that is none that the place takes. */
  readonly like: Facts | undefined;
}

const harmless = new Map<string, Facts | undefined>();
let builds: readonly Built[] | undefined;
const faults: string[] = [];

/** Builds everything once, for all readers. In a quick run each text is put to a few places, and each place has few texts. */
function allBuilds(): readonly Built[] {
  const oneIn = by({ quick: 293, long: 7, exhaust: 1 });
  const cases = places.flatMap((place) => texts.map((text) => ({ place, text })));
  builds ??= [
    ...cases.filter((_, index) => index % oneIn === 0),
    ...places.filter(isOwn).map((place) => ({ place, text: everything })),
  ].flatMap(({ place, text }, index) => {
    const documentsOf = putInto(documents, place, textAt(place, text));
    const chosen = by({ quick: [index % documentsOf.length], long: undefined, exhaust: undefined });
    return (chosen ?? [...documentsOf.keys()]).flatMap((at) =>
      built(place, text, documentsOf[at] ?? null, at),
    );
  });
  return builds;
}

/** Nothing where cfgc finds fault with the text. */
function built(place: StringPlace, text: string, document: Json, index: number): Built[] {
  const name = `${JSON.stringify(text.slice(0, 40))} at ${place.path.join(".")} (${index})`;
  const result = compileText(yamlOf(document));
  if (result.bundle === undefined) {
    if (!result.diagnostics.some(({ severity }) => severity === "error"))
      faults.push(`${name}: no bundle and no error`);
    return [];
  }
  prepare(place, textAt(place, text));
  const facts = factsOf(result);
  faults.push(...facts.faults.map((fault) => `${name}: ${fault}`));
  return [{ name, place, text, facts, like: harmlessAt(place, index) }];
}

function harmlessAt(place: StringPlace, index: number): Facts | undefined {
  const id = JSON.stringify([place, index]);
  if (!harmless.has(id)) {
    const document = putInto(documents, place, textAt(place, marker))[index];
    const result: CompileResult | undefined =
      document === undefined ? undefined : compileText(yamlOf(document));
    if (result?.bundle !== undefined) prepare(place, textAt(place, marker));
    harmless.set(id, result?.bundle === undefined ? undefined : factsOf(result));
  }
  return harmless.get(id);
}

/** A program that is named has to be there, for the script that starts it. */
function prepare({ path, isPath }: StringPlace, text: string): void {
  const last = path.at(-1);
  try {
    if (isPath) mkdirSync(dirname(text), { recursive: true });
    if (last === "binary") putStub(text);
    else if (last === "server_dir") putStub(join(text, "dolphindb"));
    else if (last === "certificate" || (last === "key" && path.includes("https"))) writeFileSync(text, "");
  } catch {
    // A name that is too long for a file; the script fails in the same way for everybody.
  }
}

function putStub(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\0' "$0" "$@"\n`, { mode: 0o755 });
}

/**
 * What a slash or nothing at all makes of a path is another path; names of databases get quotes where SQL wants them, and
 * behind an @ in the name of a user stands a tenant.
 */
function isComparable({ like, text, place }: Built): boolean {
  const last = place.path.at(-1);
  const isTakenApart =
    place.path.includes("databases") || last === "heartbeat" || (last === "user" && text.includes("@"));
  return like !== undefined && text !== "" && !text.includes("/") && !isTakenApart;
}

/** What a reader makes of some files of each build, held against what it makes of them with the harmless text. */
function compared(
  read: (facts: readonly Facts[]) => readonly (readonly string[])[],
  tidy: (text: string) => string = (text) => text,
): void {
  const all = allBuilds().filter(isComparable);
  const got = read(all.map(({ facts }) => facts));
  const wanted = read(all.map(({ like }) => like ?? ({} as Facts)));
  const wrong = all.flatMap(({ name, text }, index) => {
    const want = (wanted[index] ?? []).map((one) => tidy(one.replaceAll(marker, () => text)));
    const have = (got[index] ?? []).map(tidy);
    const at = Array.from({ length: Math.max(want.length, have.length) }, (_, place) => place).find(
      (place) => have[place] !== want[place],
    );
    return at === undefined
      ? []
      : [`${name}: ${have[at]?.slice(0, 300)} | in place of | ${want[at]?.slice(0, 300)}`];
  });
  expect(all.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
}

it("the clusters build as they are, and have a table for every place that takes a text", () => {
  for (const document of documents) {
    const { bundle, diagnostics } = compileText(yamlOf(document));
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual(
      [],
    );
    expect(bundle).toBeDefined();
  }
  const without = places.filter((place) => putInto(documents, place, marker).length === 0);
  expect(without.map(({ path }) => path.join("."))).toEqual([]);
});

describe("a hostile text is refused, or is no more than a text", { tags: ["series"] }, () => {
  it("in TOML, key=value lines and tables of nodes", () => {
    allBuilds();
    expect(faults).toEqual([]);
  });
  it(
    "in YAML, by PyYAML",
    needing(noPyYaml, () => expect(readYamls(allBuilds().map(({ facts }) => facts))).toEqual([])),
  );
  it(
    "in environment files, by a shell",
    needing(noBash, () =>
      expect(
        readEnvironments(
          allBuilds().map(({ facts }) => facts),
          base,
        ),
      ).toEqual([]),
    ),
  );
  it(
    "in start scripts, by bash and by what they start",
    needing(noBash, () => compared((facts) => readCommands(facts, base))),
  );
  it(
    "in units, by systemd",
    needing(noSystemd, () => compared((facts) => readUnits(facts, base))),
  );
  it("in the README, by a reader of Markdown", () =>
    compared((facts) => facts.map(({ readme }) => readme), shownInMarkdown));
});

/** Prose says what a text is to people: no line breaks, and a ? for what nobody sees. */
function shownInMarkdown(text: string): string {
  return text
    .replace(/\u0085/g, " ")
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cs}]/gu, "?")
    .trim();
}
