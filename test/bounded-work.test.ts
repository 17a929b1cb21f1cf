/** What makes the work grow with the input and no faster: no expression, call or list can take more than its length. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { analyse } from "scslre";
import { describe, expect, it } from "vitest";
import { globMatcher } from "../src/cli/lint/glob.ts";
import { compile } from "../src/compile.ts";
import { limits } from "../src/source/limits.ts";
import { fitsWildcards } from "../src/source/wildcards.ts";
import { cfgc } from "./support/command.ts";
import { by } from "./support/effort.ts";
import { filesIn } from "./support/golden.ts";
import { products } from "./support/run.ts";

const sources = filesIn("src").filter((path) => path.endsWith(".ts") && !path.includes("/generated/"));

interface Found {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** Every node of the syntax of a file. */
function nodesOf(text: string): Found[] {
  const found: Found[] = [];
  const open: unknown[] = [parseAst(text, { lang: "ts" })];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    if ("type" in value) found.push(value as Found);
    for (const child of Object.values(value)) open.push(child);
  }
  return found;
}

const syntax = new Map(
  sources.map((path) => {
    const text = readFileSync(path, "utf8");
    return [path, { text, nodes: nodesOf(text) }];
  }),
);

function places(test: (node: Found) => boolean): string[] {
  return [...syntax].flatMap(([path, { text, nodes }]) =>
    nodes.filter(test).map(({ start, end }) => `${path}: ${text.slice(start, end).slice(0, 120)}`),
  );
}

function isLinear(source: string, flags: string): boolean {
  return analyse({ source, flags }).reports.length === 0;
}

describe("regular expressions", () => {
  it("take time in proportion to the text, in all of the program", () => {
    const literals = (node: Found) => node.type === "Literal" && typeof node.regex === "object";
    expect(places(literals).length).toBeGreaterThan(300);
    const slow = places((node) => {
      const { pattern = "", flags = "" } = (node.regex ?? {}) as { pattern?: string; flags?: string };
      return literals(node) && !isLinear(pattern, flags);
    });
    expect(slow).toEqual([]);
  });

  it("are not made from texts, but for one character, for what a schema demands and for examples", () => {
    const made = places(
      ({ type, callee }) =>
        (type === "NewExpression" || type === "CallExpression") && (callee as Found).name === "RegExp",
    );
    expect(made.map((place) => place.split(": ")[0]).sort()).toEqual([
      "src/cli/lint/glob.ts",
      "src/editor/names/name-place.ts",
      "src/products/horaedb/rules/members/meta-path-not-lasting.ts",
      "src/products/horaedb/rules/members/meta-url-not-served.ts",
      "src/products/oms/rules/releases/undocumented-form.ts",
      "src/schema/values/placeholders.ts",
    ]);
  });

  it("of schemas are linear as well", () => {
    const patterns = new Set<string>();
    for (const path of filesIn("schemas").filter((one) => one.endsWith(".json")))
      JSON.parse(readFileSync(path, "utf8"), (key, value) => {
        if ((key === "pattern" || key === "x-name-at") && typeof value === "string") patterns.add(value);
        return value;
      });
    expect(patterns.size).toBeGreaterThan(10);
    expect([...patterns].filter((pattern) => !isLinear(pattern, "u"))).toEqual([]);
  });

  it("that are slow are noticed", () => {
    expect(["(a+)+$", "^\\s*\\[", "x+$", "(?:\\d+\\.?\\d*s)+$"].filter((one) => isLinear(one, "m"))).toEqual(
      [],
    );
  });
});

it("no list is spread into the arguments of a call, of which there may be too many", () => {
  const spread = places(
    ({ type, arguments: given }) =>
      (type === "CallExpression" || type === "NewExpression") &&
      (given as Found[]).some((one) => one.type === "SpreadElement"),
  );
  expect(spread).toEqual([]);
});

describe("wildcards in names of nodes", () => {
  it.each([
    ["%", "", true],
    ["%", "dn1", true],
    ["dn%", "dn1", true],
    ["dn%", "d", false],
    ["%n%1", "dn11", true],
    ["%n%1", "dn12", false],
    ["d?1", "dn1", true],
    ["d?1", "d1", false],
    ["%%?%%", "a", true],
    ["%%?%%", "", false],
    ["a.b", "axb", false],
    ["%ab%ab%", "aababb", true],
    ["%ab%ab%", "aabb", false],
  ])("%s and %s: %s", (pattern, text, fits) => expect(fitsWildcards(text, pattern, "%", "?")).toBe(fits));

  it("take steps as the text and the pattern are long, multiplied", () => {
    const steps = (count: number, length: number) => {
      let looked = 0;
      // Every look at a character of the pattern is counted.
      const pattern = new Proxy(Object(`${"%a".repeat(count)}%b`), {
        get(target, name) {
          looked += 1;
          return name === "length" ? target.length : target[name as never];
        },
      });
      expect(fitsWildcards("a".repeat(length), pattern, "%", "?")).toBe(false);
      return looked;
    };
    expect(steps(6, 100)).toBeLessThan(10 * 13 * 100);
    expect(steps(12, 200)).toBeLessThan(4.5 * steps(6, 100));
  });
});

it("a glob and a path are walked together once", () => {
  const fits = globMatcher(`${"*a".repeat(6)}*b`);
  expect(fits("a".repeat(100))).toBe(false);
  expect(fits.steps).toBeLessThan(100 * 2 * 16);
});

it("thousands of findings are all told, in a long run more than a call takes arguments, and one byte too many is one finding", {
  tags: ["series"],
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-bounds-"));
  const lines = by({ quick: 5000, long: 130_000, exhaust: 130_000 });
  writeFileSync(join(folder, "horaedb.toml"), `# cfgc: horaedb@2.1.0\n${"k=1\n".repeat(lines)}`);
  writeFileSync(join(folder, "horaemeta.toml"), "#".repeat(limits.bytes + 1));
  const told = await cfgc(["lint", "--format", "json", "."], { cwd: folder });
  const { findings } = JSON.parse(told.stdout) as { findings: { code: string }[] };
  rmSync(folder, { recursive: true });
  expect(told.status).toBe(1);
  expect(findings.filter(({ code }) => code === "duplicate-key")).toHaveLength(lines - 1);
  expect(findings.filter(({ code }) => code === "input-limit")).toHaveLength(1);
});

describe("includes", () => {
  const root = "cfgc: 1\nname: s\ninclude: [ h1.yaml ]\n";
  const run = (text: string, fileAt: (index: number) => string) => {
    let reads = 0;
    const { diagnostics } = compile([{ path: "cluster.yaml", text }], {
      products,
      readInclude: (path) => {
        reads += 1;
        return { path, text: fileAt(Number(/\d+/.exec(path)?.[0])) };
      },
    });
    return { reads, found: diagnostics.map(({ code, message }) => `${code.name}: ${message}`) };
  };

  it("lead from file to file only so often", () => {
    const { reads, found } = run(root, (index) => `include: [ h${index + 1}.yaml ]\n`);
    expect(reads).toBe(limits.includeLevels);
    expect(found).toEqual(["input-limit: includes lead through more than 16 files to this one"]);
    expect(
      run(root, (index) => (index < 16 ? `include: [ h${index + 1}.yaml ]\n` : "hosts: {}\n")).found,
    ).toEqual([]);
  });

  it("bring in only so many files", () => {
    const list = Array.from({ length: limits.includedFiles + 1 }, (_, index) => `h${index}.yaml`).join(", ");
    const { reads, found } = run(`cfgc: 1\nname: s\ninclude: [ ${list} ]\n`, () => "hosts: {}\n");
    expect(reads).toBe(limits.includedFiles);
    expect(found).toEqual([`input-limit: the site includes more than ${limits.includedFiles} files`]);
  });

  it("bring in no more than one file may hold", () => {
    for (const half of ["x".repeat(limits.bytes / 2), "表".repeat(limits.bytes / 6)])
      for (const list of ["h1.yaml, h2.yaml, h3.yaml, h4.yaml", "h1.yaml, h2.yaml"]) {
        const { reads, found } = run(
          `cfgc: 1\nname: s\ninclude: [ ${list} ]\n`,
          () => `# ${half}\nhosts: {}\n`,
        );
        expect([reads, found]).toEqual([
          2,
          [`input-limit: the included files have more than ${limits.bytes} bytes together`],
        ]);
      }
  });
});

describe("aliases", () => {
  const many = (text: string, count: number) =>
    compile(
      [
        {
          path: "cluster.yaml",
          text: `cfgc: 1\nname: s\nhosts: { h: { address: &a ${text} } }\nx: [ ${"*a, ".repeat(count)} ]\n`,
        },
      ],
      { products },
    ).diagnostics.map(({ code }) => code.name);

  it("are counted in bytes as well as in values", () => {
    const half = "x".repeat(limits.aliasedBytes / 2);
    expect(many(half, 2)).not.toContain("input-limit");
    expect(many(half, 3)).toContain("input-limit");
    expect(many("表".repeat(limits.aliasedBytes / 3 / 100), 101)).toContain("input-limit");
    expect(many("x", limits.aliasedValues)).not.toContain("input-limit");
  });

  it("of maps with long keys are counted as well", () => {
    expect(many(`{ ${"k".repeat(1000)}: 1 }`, 1100)).toContain("input-limit");
  });
});
