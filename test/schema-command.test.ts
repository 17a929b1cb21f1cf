/** What `cfgc schema` prints. */
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parseDocument, stringify } from "yaml";
import { allCodes } from "../src/codes.ts";
import { registry } from "../src/products/registry.ts";
import { stateAt } from "../src/schema/key-state.ts";
import { compareVersions } from "../src/schema/versions.ts";
import { cfgc } from "./support/command.ts";
import { someOf } from "./support/effort.ts";
import { compileText, products } from "./support/run.ts";

type Schema = { readonly [keyword: string]: unknown };

const kinds = registry.flatMap((product) => Object.keys(product.kinds));
const printed = new Map<string, string>();
for (const name of ["cluster", "hosts", ".cfgc.yaml", ...kinds])
  printed.set(name, (await cfgc(["schema", name])).stdout);
const cluster = JSON.parse(printed.get("cluster") ?? "") as Schema;

describe.each([...printed])("cfgc schema %s", (name, text) => {
  const schema = JSON.parse(text) as Schema;

  it("is a schema of draft 7 with a name of its own", () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    expect(ajv.validateSchema(schema) ? [] : ajv.errors).toEqual([]);
    expect(text.match(/"\$schema"/g)).toHaveLength(1);
    expect(schema.$id).toMatch(/^urn:cfgc:schema:[\w.@-]+$/);
    expect(name in { cluster, hosts: 0, ".cfgc.yaml": 0 } || String(schema.$id).includes(`${name}@`)).toBe(
      true,
    );
  });

  it("is made for people and editors", () => {
    const nameless: string[] = [];
    visit(schema, "", (part, path) => {
      for (const keyword of Object.keys(part)) expect(keyword).not.toMatch(/^x-|^discriminator$/);
      if (typeof part.title === "string")
        expect(part.title).not.toMatch(/^[A-Z][a-z]+[A-Z][a-z]+$|^object\(/);
      if (typeof part.description === "string" && typeof part.markdownDescription === "string")
        expect(withoutCode(part.markdownDescription), path).not.toMatch(/<[\w -]+>/);
      const isKey = /\.properties\.[^.]+$/.test(path) && !/\.(?:if|then|else|not)\b/.test(path);
      const isBare = part.description === undefined && part.$ref === undefined && part.doNotSuggest !== true;
      // A condition, or a value that is written as a table.
      const isNoKey = /\.anyOf\.\d\.properties\.(?:treat_as|version)$/.test(path) || part.maxProperties === 0;
      if (isKey && isBare && !isNoKey) nameless.push(path);
    });
    expect(nameless).toEqual([]);
  });
});

function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/g, "");
}

/** Every schema in a schema. */
function visit(part: unknown, path: string, look: (part: Schema, path: string) => void): void {
  if (typeof part !== "object" || part === null) return;
  const isNames = /\.(?:properties|patternProperties|definitions)$/.test(path) || Array.isArray(part);
  if (!isNames) look(part as Schema, path);
  for (const [name, member] of Object.entries(part)) {
    const isData = ["enum", "examples", "default", "const", "required", "defaultSnippets"].includes(name);
    if (isNames || !isData) visit(member, `${path}.${name}`, look);
  }
}

it("a release that is not known is an error, and so is one of a file that has none", async () => {
  for (const [name, says] of [
    ["horaedb@9.9.9", 'cfgc knows no HoraeDB release "9.9.9"'],
    [
      "horaedb@2.1.0+nonsense",
      'cfgc knows no feature "nonsense" of builds of HoraeDB, so it counts for nothing; known: wal-rocksdb, ',
    ],
    ["horaedb@2.1.0+wal-rocksdb+nonsense", 'cfgc knows no feature "nonsense"'],
    ["horaemeta@2.1.0+wal-rocksdb", 'cfgc knows no features of builds of HoraeMeta, so "wal-rocksdb" counts'],
    ["cluster@9.9", "cluster is of no release"],
    ["hosts@1", "hosts is of no release"],
    [".cfgc.yaml@1", ".cfgc.yaml is of no release"],
    ["constructor", 'there is no schema "constructor"'],
  ] as const) {
    const { status, stderr, stdout } = await cfgc(["schema", name]);
    expect([name, status, stdout]).toEqual([name, 2, ""]);
    expect(stderr).toContain(says);
  }
});

const snippets = cluster.defaultSnippets as readonly { readonly label: string; readonly body: unknown }[];

it.each(snippets.map((one) => [one.label, one.body] as const))("the snippet %s builds", (_, body) => {
  const { diagnostics, files } = compileText(stringify(body));
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual(
    [],
  );
  expect(files.length).toBeGreaterThan(0);
});

it("nothing is marked in a cluster.yaml of an example without findings", { tags: ["long"] }, () => {
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(cluster);
  const texts = allCodes(products).flatMap(({ examples: { valid, boundary = [] } }) =>
    [...valid, ...boundary.filter(({ fires }) => !fires)].flatMap(({ files }) =>
      Object.entries(files).flatMap(([path, text]) => (path.endsWith("cluster.yaml") ? [text] : [])),
    ),
  );
  let looked = 0;
  for (const text of texts) {
    const document = parseDocument(text, { logLevel: "silent" });
    const value: unknown = document.errors.length === 0 ? document.toJS() : undefined;
    if (typeof value !== "object" || value === null || !("cfgc" in value)) continue;
    looked += 1;
    expect(validate(value) ? [] : validate.errors, text).toEqual([]);
  }
  expect(looked).toBeGreaterThan(200);
});

it("cfgc schema cluster is less than 700 KB long", () => {
  expect(printed.get("cluster")?.length).toBeLessThan(700_000);
});

/** Where keys of the program stand for all its instances. */
const places = [
  ["horaedb", "horaemeta", ["meta", "config"]],
  ["horaedb", "horaedb", ["nodes", "config"]],
  ["dolphindb", "dolphindb-controller", ["config", "controller"]],
  ["dolphindb", "dolphindb-agent", ["config", "agent"]],
  ["dolphindb", "dolphindb-cluster", ["config", "cluster"]],
  ["oms", "oms", ["config"]],
] as const;

describe.each(places)("the keys below %s of %s", { tags: ["series"] }, (section, kind, path) => {
  const product = products.find(({ name }) => name === section);
  const program = product?.programs.find((one) => one.kind === kind);
  if (product === undefined || program === undefined) throw new Error(kind);
  const { keys, releases } = program.catalogue;
  const listed = releases.map(({ version }) => version as string);
  // Of lines with patch releases without end also some that no list has.
  const between = listed.flatMap((one) => [`${one}${".0".repeat(4 - one.split(".").length)}.1`, `${one}.7`]);
  const all =
    program.releasePattern === undefined ? listed : [...listed, ...between.filter(program.hasRelease)];

  const tables = keys.filter(({ table }) => table).map(({ key }) => `${key}.`);
  const isInner = (key: string) => tables.some((table) => key.startsWith(table)) || key.includes("[]");

  it("are those that each release reads and cfgc does not derive", () => {
    const derived = product.derivedKeys[kind] ?? {};
    for (const version of someOf([...new Set(all)].sort(compareVersions), 5)) {
      const read = keys.filter(
        (entry) =>
          !isInner(entry.key) && stateAt(entry, version) !== undefined && derived[entry.key] === undefined,
      );
      const isAllDerived = (key: string) => {
        const inner = keys.filter(
          (one) => one.key.startsWith(`${key}.`) && stateAt(one, version) !== undefined,
        );
        const tables = new Set(inner.filter(({ table }) => table).map((one) => one.key));
        const leaves = inner.filter((one) => !tables.has(one.key));
        return leaves.length > 0 && leaves.every((one) => derived[one.key] !== undefined);
      };
      const expected = new Set(read.map(({ key }) => key).filter((key) => !isAllDerived(key)));
      expect([version, [...offered(version)].sort()]).toEqual([version, [...expected].sort()]);
    }
  });

  function offered(version: string): ReadonlySet<string> {
    const whole = (cluster.properties as Record<string, Schema>)[section] as Schema;
    const conditions = (whole.allOf as Schema[]).filter(
      (one) => one.then !== undefined && one.else === undefined && holds(resolved(one.if as Schema), version),
    );
    const found = new Set<string>();
    for (const table of [whole, ...conditions.map((one) => resolved(one.then as Schema))]) {
      let at: Schema | undefined = table;
      for (const name of path) at = at && resolved((at.properties as Record<string, Schema>)?.[name]);
      for (const one of [at, ...((at?.allOf ?? []) as Schema[]).map(resolved)])
        for (const [name, key] of Object.entries((one?.properties ?? {}) as Record<string, Schema>))
          if (resolved(key)?.doNotSuggest !== true) found.add(name);
    }
    return found;
  }
});

/** Of a section without `treat_as`. */
function holds(condition: Schema | undefined, version: string): boolean {
  const [, ofVersion] = (condition?.anyOf ?? []) as Schema[];
  const { version: said } = (ofVersion?.properties ?? {}) as Record<string, Schema>;
  return new RegExp(String(resolved(said)?.pattern ?? "$^")).test(version);
}

function resolved(schema: Schema | undefined): Schema | undefined {
  const reference = schema?.$ref;
  if (typeof reference !== "string") return schema;
  const name = reference.replace("#/definitions/", "");
  return resolved((cluster.definitions as Record<string, Schema>)[name]);
}
