/** Every key answers, with everything that is known about it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeBundle } from "../src/cli/bundle-directory/write.ts";
import { codePage } from "../src/cli/commands/explain/code-page.ts";
import { keyPages, knownKeys } from "../src/cli/commands/explain/key-page.ts";
import { lineOrigin } from "../src/cli/commands/explain/line-origin.ts";
import { knownVariables, variablePages } from "../src/cli/commands/explain/variable-page.ts";
import { processIo } from "../src/cli/io.ts";
import { allCodes } from "../src/codes.ts";
import { variableNames } from "../src/editor/reference/variable-names.ts";
import { entriesOf } from "../src/schema/catalogue.ts";
import { compileText, products } from "./support/run.ts";

const references = (await Promise.all(products.map((product) => product.reference()))).flat();

describe.each(references.map((reference) => [reference.catalogue.program, reference] as const))(
  "%s",
  (program, reference) => {
    it("explains each of its keys under its full name", () => {
      for (const entry of reference.catalogue.keys) {
        const pages = keyPages(`${program}:${entry.key}`, references);
        expect(pages.length, entry.key).toBe(entriesOf(reference.catalogue, entry.key).length);
        for (const page of pages) {
          expect(page).toContain(`# ${program}: ${entry.key}\n`);
          expect(page).toMatch(/^\| type +\| \S/m);
          expect(page).toMatch(/^\| since +\| \S/m);
          // A repository at a commit; of a few DolphinDB keys only the vendor's site or an older file is known.
          expect(page).toMatch(/^\| (?:if misspelt|unknown keys) +\| \S/m);
          if (!entry.table) expect(page).toMatch(/^\| default +\| \S/m);
          // Of programs that are known from documents alone not everything is known.
          if (!entry.table && reference.catalogue.knownFrom === undefined) {
            expect(page).toMatch(/^\| variable +\| \S/m);
            expect(page).toMatch(/^\| scope +\| \S/m);
            expect(page).toMatch(/^\| effect +\| \S/m);
          }
          expect(page).toMatch(/^\| evidence +\| (?:[\w-]+\/[\w-]+(?:@| \()|docs\.dolphindb\.cn )/m);
        }
      }
    });

    it("has one text for each key", () => {
      expect(reference.prose).toHaveLength(reference.catalogue.keys.length);
      for (const [index, [key, variant, { description }]] of reference.prose.entries()) {
        const entry = reference.catalogue.keys[index];
        expect([key, variant]).toEqual([entry?.key, entry?.variant?.is ?? ""]);
        expect(description).toMatch(/^[^a-z\s]?.{10,}[.!)]$/s);
      }
    });
  },
);

it("says to whom a program shows its secrets", () => {
  expect(keyPages("key_secret", references).join()).toMatch(
    /^\| secret +\| yes; the start prints it, and since 1\.1\.0 GET \/debug\/config on the HTTP port returns it/m,
  );
  expect(keyPages("horaedb:server.http_port", references).join()).not.toMatch(/^\| secret /m);
});

it("names a variable once, whatever forms it took", () => {
  const page = keyPages("horaedb:node.addr", references).join();
  expect(page).toContain("CERESDB_SERVER_ADDR (1.0.0 to 1.2.7), HORAEDB_SERVER_ADDR (since 2.0.0)");
  expect(page.match(/CERESDB_SERVER_ADDR/g)).toHaveLength(1);
  expect(readFileSync("docs/keys/horaedb.md", "utf8").match(/CERESDB_SERVER_ADDR/g)).toHaveLength(1);
  for (const { catalogue } of references)
    for (const entry of catalogue.keys) {
      const names = variableNames(entry).map((name) => name.split(" ")[0]);
      expect(new Set(names).size).toBe(names.length);
    }
});

it("explains variables that belong to no key", () => {
  const [page = ""] = variablePages("HORAEDB_DEFAULT_CATALOG", references);
  expect(page).toContain("| default              | horaedb |");
  expect(page).toContain("needs ceresdb here as long as it lives");
  expect(page).toContain("apache/horaedb@v2.1.0:src/catalog/src/consts.rs:25");
  expect(variablePages("horaedb:HORAEDB_COMPACT_PICK_BY_SEQ", references).join()).toContain(
    "| renamed from         | CERESDB_COMPACT_PICK_BY_SEQ |",
  );
  expect(variablePages("horaemeta:HORAEDB_DEFAULT_CATALOG", references)).toEqual([]);
  for (const name of knownVariables(references)) expect(variablePages(name, references)).not.toEqual([]);
});

it("takes the last part of a key, an old spelling with brackets, and a variable", () => {
  expect(keyPages("boost_brokers", references)).toHaveLength(1);
  expect(keyPages("cluster_deployment.rules.prefix_rules[]", references)).toHaveLength(1);
  expect(keyPages("cluster_deployment.rules.prefix_rules[].shard", references)).toHaveLength(1);
  expect(keyPages("LEVEL", references)).toHaveLength(2);
  expect(keyPages("AUTO-COMPACTION-MODE", references)).toHaveLength(1);
  expect(keyPages("horaemeta:http-port", references)[0]).toContain("until 1.2.6");
  expect(keyPages("no_such_key", references)).toEqual([]);
});

it("knows all keys", () => {
  const count = (program: string) =>
    new Set(references.filter((one) => one.catalogue.program === program).flatMap((one) => knownKeys([one])))
      .size;
  const ofDolphindb = references.filter((one) => one.catalogue.program.startsWith("dolphindb-"));
  expect(new Set(knownKeys(ofDolphindb)).size).toBe(286);
  expect(count("horaemeta")).toBeGreaterThanOrEqual(54);
  expect(count("horaedb") + count("horaedb-engine3")).toBeGreaterThanOrEqual(400);
});

it.each(allCodes(products).map((code) => [code.name, code] as const))("has a page for %s", (name, code) => {
  expect(codePage(code)).toContain(`# ${name}\n`);
});

describe("a line of a bundle", () => {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-explain-"));
  const source = join(folder, "cluster.yaml");
  const out = join(folder, "out");
  const text = readFileSync("examples/horaedb-development/cluster.yaml", "utf8");
  const explained = (path: string, line: number) => lineOrigin(join(out, path), line, [source], processIo());

  beforeAll(async () => {
    writeFileSync(source, text);
    const { bundle } = compileText(text);
    if (bundle === undefined) throw new Error("the example does not compile");
    await writeBundle(out, bundle);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("that a product emits leads to cluster.yaml", async () => {
    const lines = readFileSync(join(out, "hosts/local/horaemeta/local/horaemeta.toml"), "utf8").split("\n");
    const line = lines.findIndex((one) => one.startsWith("node-name")) + 1;
    expect(await explained("hosts/local/horaemeta/local/horaemeta.toml", line)).toContain(`${source}:`);
  });

  it.each(["README.md", "manifest.json"])("of %s is written by cfgc itself", async (path) => {
    expect(await explained(path, 1)).toContain("written by cfgc itself");
    await expect(explained(path, 9999)).rejects.toThrow("lines");
  });

  it("cannot be explained while cluster.yaml has errors", async () => {
    writeFileSync(source, text.replace("version:", "versoin:"));
    await expect(explained("README.md", 1)).rejects.toThrow("has errors");
    writeFileSync(source, text);
  });
});
