/** A thousand secrets that can be told from everything else, in every place of every file, are printed nowhere. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { formatNames, print } from "../src/cli/formats.ts";
import { processIo } from "../src/cli/io.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { type Message, say } from "../src/diagnostics/message.ts";
import { SecretWords } from "../src/diagnostics/secret-words.ts";
import { lint } from "../src/lint.ts";
import type { Program } from "../src/products/product.ts";
import type { KeyEntry } from "../src/schema/catalogue.ts";
import { lastSegment, tableOf } from "../src/schema/key-path.ts";
import { stateAt } from "../src/schema/key-state.ts";
import { textOfScalar, textOfValue } from "../src/schema/secrets/sayable-value.ts";
import type { Traced, Value } from "../src/schema/value.ts";
import type { ScalarNode } from "../src/source/tree.ts";
import { cfgc } from "./support/command.ts";
import { someOf } from "./support/effort.ts";
import { compileText, products } from "./support/run.ts";

let planted = 0;
function canary(): string {
  planted += 1;
  return canaryOf(planted);
}
function canaryOf(number: number): string {
  return `Cq7${number.toString(36)}Xz9`;
}
const canaries = /Cq7[0-9a-z]+Xz9/g;

async function expectSilent(found: readonly Diagnostic[]): Promise<void> {
  for (const format of formatNames) {
    const printed = await print(found, format, ["x"], undefined, processIo());
    expect([format, ...new Set(printed.match(canaries))]).toEqual([format]);
  }
}

/** A line of the program's own syntax. */
function line(program: Program, key: string, value: string): string {
  if (program.kind.startsWith("dolphindb")) return `${lastSegment(key)}=${value.replace(/^"|"$/g, "")}`;
  return program.kind.startsWith("oms") ? `${key}: ${value}` : `${key} = ${value}`;
}

function misspelt(key: string): string {
  const name = lastSegment(key);
  const table = tableOf(key);
  const wrong = `${name.slice(0, -2)}${name.at(-1)}${name.at(-2)}`;
  return table === "" ? wrong : `${table}.${wrong}`;
}

const programs = products
  .flatMap((product) => product.programs)
  .filter(({ kind }) => kind !== "dolphindb-nodes");

describe.each(programs.map((program) => [program.kind, program] as const))(
  "in a file of %s",
  (_, program) => {
    const version = program.catalogue.releases.at(-1)?.version ?? "";
    const keys = [
      ...new Map(
        program.catalogue.keys
          .filter(
            (entry) => !entry.table && !entry.key.includes("[]") && stateAt(entry, version) !== undefined,
          )
          .map((entry): [string, KeyEntry] => [entry.key, entry]),
      ).values(),
    ];
    const secrets = keys.filter(({ secret }) => secret);
    const check = (text: string) =>
      expectSilent(
        lint([{ source: { path: "file", text }, kind: program.kind, version }], products).diagnostics,
      );

    it("as credentials in the text of any key", async () => {
      const forms = [
        (one: string) => `https://user:${one}@example.net/x`,
        (one: string) => `https://${one}@example.net`,
        (one: string) => `https://user:a/${one}/b@example.net`,
        (one: string) => `user:${one}@example.net:9092`,
      ];
      // One file for all would be slow to print; a file for each key would be slow to check.
      for (let from = 0; from < keys.length; from += 40) {
        const some = keys.slice(from, from + 40);
        const text = some.map(({ key }, index) => {
          const form = forms[index % forms.length] ?? forms[0]!;
          return line(program, key, `"${form(canary())}"`);
        });
        await check(`${text.join("\n")}\n`);
      }
    });

    it.runIf(secrets.length > 0)(
      "as values of its secrets, of right and wrong types, misspelt and misplaced",
      { tags: ["series"] },
      async () => {
        for (const { key } of secrets) {
          const names = [
            key,
            misspelt(key),
            lastSegment(key),
            `server.${lastSegment(key)}`,
            `nowhere.${key}`,
          ];
          for (const [shift, name] of names.entries()) {
            const values = [
              `"${canary()}"`,
              `["${canary()}", 1]`,
              `{ a = "${canary()}" }`,
              `[["${canary()}"]]`,
            ];
            for (const value of someOf(values, 2, shift)) await check(`${line(program, name, value)}\n`);
          }
        }
      },
    );

    it.runIf(secrets.length > 0)(
      "as values of its secrets where the file is broken",
      { tags: ["series"] },
      async () => {
        for (const { key } of secrets) {
          const values = [`"${canary()}`, canary(), `'${canary()}`, `"a" ${canary()}`, `"\\q${canary()}"`];
          for (const [shift, value] of values.entries())
            for (const before of someOf(["", "[", "x = ", '"'], 2, shift))
              await check(`${before}\n${line(program, key, value)}\n`);
        }
      },
    );

    it("under unknown keys that sound like secrets", async () => {
      const names = [
        "api_key",
        "encryption_key",
        "sas_key",
        "auth",
        "apiKey",
        "db_password",
        "x.private_key",
        "tokn",
        "secert",
      ];
      for (const name of names)
        for (const value of [`"${canary()}"`, `"Bearer ${canary()}"`, `["${canary()}"]`])
          await check(`${line(program, name, value)}\n`);
    });
  },
);

describe("in an environment file", () => {
  const check = (text: string) =>
    expectSilent(
      lint([{ source: { path: ".env", text }, kind: "env", version: undefined }], products).diagnostics,
    );

  it("as values of variables that no program reads, near ones included", async () => {
    const names = products
      .flatMap((product) => product.programs)
      .flatMap(({ catalogue }) => catalogue.keys.flatMap(({ env = [] }) => env.map(({ name }) => name)));
    for (const name of [...new Set(names)].slice(0, 60))
      await check(`${name}X=${canary()}\nHORAEDB_${name}=${canary()}\n`);
    await check(`HORAEDB_SERVER_HTTP_PORT=${canary()}\nexport MY_THING = ${canary()}\nA="${canary()}\n`);
  });

  it("as values of secrets", async () => {
    for (const { catalogue } of products.flatMap((product) => product.programs))
      for (const { env = [], secret } of catalogue.keys)
        for (const { name } of secret ? env : []) await check(`${name}=${canary()}\n${name}=${canary()},b\n`);
  });
});

const site = (section: string) =>
  `cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }\n${section}`;
const horaedb = (more: string) =>
  site(`horaedb:\n  version: 2.1.0\n  nodes: { members: [ { host: db1 }, { host: db2 } ] }\n${more}`);

describe("in cluster.yaml", () => {
  const places: readonly ((value: string) => string)[] = [
    (value) =>
      horaedb(
        `  object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: ${value}, key_secret: ${value} }\n`,
      ),
    (value) =>
      horaedb(
        `  object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: { from_env: A }, key_secert: ${value} }\n`,
      ),
    (value) => horaedb(`  object_store:\n    type: S3\n    key_secret: ${value}\n    endpoint: https://s3\n`),
    (value) =>
      horaedb(
        `  wal: { type: Obkv, full_user_name: u@t#c, param_url: "http://a/?database=d", password: ${value}, sys_user_name: s, sys_password: ${value} }\n`,
      ),
    (value) => horaedb(`  wal: { type: Local, passwrod: ${value} }\n`),
    (value) => horaedb(`  password: ${value}\n  api_key: ${value}\n`),
    (value) =>
      horaedb("").replace(
        "nodes: {",
        `nodes: { config: { analytic: { wal: { obkv: { password: ${value} } } } },`,
      ),
    (value) =>
      horaedb("").replace(
        "{ host: db1 }",
        `{ host: db1, config: { analytic: { storage: { object_store: { key_secret: ${value} } } } } }`,
      ),
    (value) =>
      site(
        `oms:\n  version: 4.2.2\n  meta_database: { host: h, port: 2883, user: u, password: ${value} }\n  regions: [ { location: 1, hosts: [db1] } ]\n`,
      ),
    (value) =>
      site(
        `dolphindb:\n  version: "2.00.12"\n  controllers: [ { alias: c1, host: db1 } ]\n  config: { cluster: { s3SecretAccessKey: ${value} } }\n`,
      ),
    (value) => site(`secret_token: ${value}\n`),
    (value) => `cfgc: 1\npassword: ${value}\nname: [\n`,
  ];

  it.each(places.map((place, index) => [index, place] as const))("at place %i", async (_, place) => {
    const values = [
      ...[
        canary(),
        `"${canary()}"`,
        `'${canary()}'`,
        `[${canary()}]`,
        `{ a: ${canary()} }`,
        `{ from_evn: ${canary()} }`,
      ],
      ...[`"${canary()}`, `'${canary()}`, `!x ${canary()}`, `&a ${canary()}`, `*${canary()}`, `@${canary()}`],
      ...[
        `${canary()}: x`,
        `x: ${canary()}`,
        `- ${canary()}`,
        `"\\q${canary()}"`,
        `${canary()} #${canary()}`,
      ],
    ];
    for (const value of values) await expectSilent(compileText(place(value)).diagnostics);
  });

  it("as credentials of places that are no secrets, with a finding", async () => {
    const brokers = (value: string) => horaedb(`  wal: { type: Kafka, brokers: [${value}] }\n`);
    const endpoint = (value: string) =>
      horaedb(
        `  object_store: { type: S3, region: r, endpoint: ${value}, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n`,
      );
    for (const text of [
      brokers(`'user:${canary()}@k1:9092'`),
      endpoint(`"https://u:${canary()}@s3"`),
      endpoint(`"https://u:a/${canary()}@s3"`),
      endpoint(`"https://s3/?password=${canary()}"`),
      endpoint(`"https://s3/b?x=1&X-Amz-Signature=${canary()}"`),
      endpoint(`"https://s3/b?x-oss-signature=${canary()}"`),
      endpoint(`"https://s3/b?x=1&X-Goog-Signature=${canary()}"`),
    ]) {
      const { diagnostics } = compileText(text);
      expect(diagnostics.map(({ code }) => code.name)).toContain("secret-in-plain-text");
      await expectSilent(diagnostics);
    }
  });
});

it("an @ in the path behind a port is no finding", () => {
  const text = horaedb(
    "  object_store: { type: S3, region: r, endpoint: 'http://s3:80/a@b', bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n",
  );
  expect(compileText(text).diagnostics.map(({ code }) => code.name)).not.toContain("secret-in-plain-text");
});

it("a parameter of a URL is no finding whose name says nothing of a secret", () => {
  const text = horaedb(
    "  object_store: { type: S3, region: r, endpoint: 'http://s3/?design=1&a=b', bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n",
  );
  expect(compileText(text).diagnostics.map(({ code }) => code.name)).not.toContain("secret-in-plain-text");
});

it("a secret where the name of its variable belongs is none that any shell can set", async () => {
  for (const name of [`"${canary()} x"`, `$${canary()}`, `7${canary()}`, `a-${canary()}`]) {
    const { diagnostics } = compileText(
      horaedb(
        `  object_store: { type: S3, region: r, endpoint: 'http://s3', bucket: b, prefix: p, key_id: { from_env: ${name} }, key_secret: { from_env: B } }\n`,
      ),
    );
    expect(diagnostics.map(({ code }) => code.name)).toContain("wrong-type");
    await expectSilent(diagnostics);
  }
});

describe("on the command line", () => {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-canaries-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("no output, manifest or difference shows what a reference leads to", async () => {
    const at = join(folder, "site");
    mkdirSync(at);
    writeFileSync(join(at, "key"), canary());
    writeFileSync(
      join(at, "cluster.yaml"),
      horaedb(
        "  object_store: { type: S3, region: r, endpoint: https://s3, bucket: b, prefix: p, key_id: { from_env: KEY_ID }, key_secret: { from_file: key } }\n",
      ).replace(", { host: db2 }", ""),
    );
    const printed: string[] = [];
    const run = async (...words: string[]) => {
      const { stdout, stderr } = await cfgc(words, { cwd: at, env: { KEY_ID: canary() } });
      printed.push(stdout, stderr);
    };
    await run("build", "cluster.yaml", "--secrets", "resolve");
    writeFileSync(join(at, "key"), canary());
    await run("build", "cluster.yaml", "--secrets", "resolve", "--dry-run");
    await run("build", "cluster.yaml", "--secrets", "resolve");
    await run("lint", "out");
    await run("explain", "out/manifest.json:1");
    for (const format of ["table", "shell", "json"]) await run("env", "cluster.yaml", "--format", format);
    const tomls = readdirSync(join(at, "out"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".toml"),
    );
    let secretLines = 0;
    for (const name of tomls) {
      await run("lint", join("out", name));
      const lines = readFileSync(join(at, "out", name), "utf8").split("\n");
      const secret = lines.flatMap((line, index) => (line.match(canaries) ? [index + 1] : []));
      secretLines += secret.length;
      for (const line of secret) await run("explain", `${join("out", name)}:${line}`);
    }
    expect(secretLines).toBe(2);
    for (const name of readdirSync(join(at, "out"), { recursive: true, encoding: "utf8" })) {
      const path = join(at, "out", name);
      if (statSync(path).isFile() && (statSync(path).mode & 0o077) !== 0)
        printed.push(readFileSync(path, "utf8"));
    }
    expect(printed.join("\n").match(canaries)).toBeNull();
  });
});

it("a sentence does not type-check with a text of which nobody knows where it comes from", () => {
  const node: ScalarNode = {
    kind: "scalar",
    at: { file: { path: "a", text: "" }, start: 0, end: 0 },
    type: "string",
    value: canary(),
  };
  const setting: Traced<Value> = { value: canary(), origin: { kind: "default", of: "a" } };
  const variable: { readonly value: string | undefined } = { value: canary() };
  // @ts-expect-error the value of a node
  say`${node.value}`;
  // @ts-expect-error the value of a setting
  say`${setting.value}`;
  // @ts-expect-error the text of a file
  say`${node.at.file.text}`;
  // @ts-expect-error the value of a variable, which may be missing besides
  say`${variable.value}`;
  // @ts-expect-error a text that no tag has made
  const message: Message = `of ${canary()}`;
  expect(textOfScalar({ secret: true }, node)).toBeUndefined();
  expect(textOfValue({ secret: true }, setting)).toBeUndefined();
  expect(message).toBeDefined();
});

it("a secret of five letters behind 300 aliases stands in no finding that compares them", async () => {
  const lines = Array.from(
    { length: 300 },
    (_, index) => `d${index}.s3SecretAccessKey=kqw${10 + (index % 90)}`,
  );
  const text = `# cfgc: dolphindb-cluster@2.00.12\ns3SecretAccessKey=other1\n${lines.join("\n")}\n`;
  const source = { path: "cluster.cfg", text };
  const found = lint([{ source, kind: "dolphindb-cluster", version: "2.00.12" }], products).diagnostics;
  expect(found.map(({ code }) => code.name)).toContain("qualifiers-overlap");
  for (const format of formatNames)
    expect(await print(found, format, ["x"], undefined, processIo())).not.toMatch(/kqw\d\d|other1/);
});

it("hides short secrets and any number of them, and no words of cfgc's own", () => {
  const words = new SecretWords(["abc12", "port", ...Array.from({ length: 5000 }, () => canary())]);
  expect(words.masked('"dn1.key" is "abc12" and not "port"; the port is 1')).toBe(
    '"dn1.key" is "********" and not "********"; the port is 1',
  );
  expect(words.masked(`x ${canaryOf(planted)}y`)).toBe("x ********y");
});

it("were a thousand at least", () => {
  expect(planted).toBeGreaterThan(1000);
});
