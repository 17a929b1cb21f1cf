/** A secret's value stands in the file of the program that needs it, and nowhere else, whatever goes wrong. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { parse } from "smol-toml";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatNames, print } from "../src/cli/formats.ts";
import { processIo } from "../src/cli/io.ts";
import { compile } from "../src/compile.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { printJson } from "../src/diagnostics/print/json.ts";
import { lint } from "../src/lint.ts";
import { cfgc, cfgcProcess, type Outcome, program, run } from "./support/command.ts";
import { by, someOf } from "./support/effort.ts";
import { products } from "./support/run.ts";
import { series } from "./support/series.ts";

/** What must not be seen; any part of it that is longer than a few letters neither. */
const secret = "hunter2XYZZY";
const hint = /hunter2|XYZZY/;

/** A failure names the lines that give it away, and not pages around them. */
function expectHidden(output: string): void {
  expect(output.split("\n").filter((line) => hint.test(line))).toEqual([]);
}

const hosts =
  "hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 }, db3: { address: 10.1.1.3 } }\n";

describe("findings about files that do not parse", () => {
  const inBlock = (value: string) => `cfgc: 1
name: m
environment: development
${hosts}horaedb:
  version: 2.1.0
  nodes:
    members:
      - { host: db1 }
  object_store:
    type: S3
    region: eu
    endpoint: https://s3
    bucket: b
    prefix: p
    key_id: { from_env: A }
    key_secret: ${value}
accept: []
`;
  const lastInFlow = (value: string) => `cfgc: 1
name: m
environment: development
${hosts}horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1 } ] }
  object_store: { type: S3, region: eu, endpoint: e, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: ${value} }
`;
  const firstInFlow = (value: string) =>
    lastInFlow("").replace(
      "bucket: b, prefix: p, key_id",
      `key_secret: ${value}, bucket: b, prefix: p, key_id`,
    );
  const underConfig = (value: string) => `cfgc: 1
name: m
${hosts}horaedb:
  version: 2.1.0
  nodes:
    config: { analytic: { wal: { obkv: { password: ${value} } } } }
    members: [ { host: db1, config: { analytic: { storage: { object_store: { key_id: ${value} } } } } } ]
`;
  const inTable = (value: string) => `[node]
addr = "10.1.2.1"
[analytic.wal]
type = "Local"
data_dir = "/data/wal"
[analytic.storage.object_store]
type = "S3"
key_id = "abc"
key_secret = ${value}
endpoint = "https://s3"
[server]
http_port = 5440
`;
  const inInlineTable = (value: string) => `[analytic.storage]
object_store = { type = "S3", key_id = "abc", key_secret = ${value}, endpoint = "e", bucket = "b" }
[server]
http_port = 5440
`;

  /** Right ones, wrong ones, and what happens to values that nobody quoted. */
  const yamlValues = [
    ...[
      secret,
      `"${secret}"`,
      `'${secret}'`,
      `|\n      ${secret}\n      more${secret}`,
      `>-\n      ${secret}`,
    ],
    ...[
      `"ab\n      ${secret}"`,
      `ab\n      ${secret}`,
      `\n      ${secret}`,
      `\n    ${secret}`,
      `"${secret}`,
      `'${secret}`,
    ],
    ...[
      `!x ${secret}`,
      `!${secret}`,
      `&a ${secret}`,
      `&${secret}`,
      `*${secret}`,
      `@${secret}`,
      `%${secret}`,
      `\`${secret}`,
    ],
    ...[
      `abc: ${secret}`,
      `${secret}: abc`,
      `ab,${secret}`,
      `${secret},cd`,
      `a #${secret}`,
      `#${secret}`,
      `- ${secret}`,
    ],
    ...[
      `? ${secret}`,
      `|${secret}`,
      `> ${secret}`,
      `|\n${secret}\n`,
      `|\n  ${secret}\n`,
      `|\n\t${secret}\n`,
      `"a" ${secret}`,
    ],
    ...[
      `{${secret}}`,
      `{ x: ${secret} }`,
      `{ ${secret}: x }`,
      `[${secret}]`,
      `[[${secret}]`,
      `{${secret}`,
      `}${secret}`,
    ],
    ...[
      `"\\q${secret}"`,
      `"a"${secret}"`,
      `'a'${secret}'`,
      `"""${secret}"""`,
      `12 ${secret}`,
      `12${secret}`,
      `${secret}]`,
    ],
    ...[
      `{ from_env: [${secret}] }`,
      `{ from_env: A }${secret}`,
      `\${${secret}}`,
      `{ from_evn: ${secret} }`,
      `a\\${secret}`,
    ],
    ...[
      `"${secret}"\n    key_secret: "${secret}2"`,
      `${secret}\n    ? x`,
      `${secret}\n  : x`,
      `a\n    ${secret}\n    b`,
    ],
  ];
  const tomlValues = [
    ...[
      secret,
      `"${secret}"`,
      `'${secret}'`,
      `"""\n${secret}\n"""`,
      `'''${secret}'''`,
      `"""a\\\n  ${secret}"""`,
      `"${secret}`,
    ],
    ...[
      `'${secret}`,
      `"""${secret}`,
      `'''\n${secret}`,
      `"a"${secret}`,
      `"a" "${secret}"`,
      `"a"${secret}"`,
      `\n${secret}`,
    ],
    ...[
      `\n"${secret}"`,
      `["${secret}"]`,
      `{ a = "${secret}" }`,
      `[ "a",\n"${secret}"\n]`,
      `"\\q${secret}"`,
      `= "${secret}"`,
    ],
    ...[
      `"""\na"""${secret}`,
      `"""\n${secret}\\q\n"""`,
      `"""\na\n"""\n${secret}\n"""`,
      `1${secret}`,
      `2020-${secret}`,
      `"a\n${secret}"`,
    ],
    ...[
      `"a\\" ${secret}"`,
      `# ${secret}`,
      `"""a\n${secret} x\nb"""c`,
      `${secret} "`,
      `“${secret}”`,
      `"\t\u0001${secret}"`,
      `#${secret}`,
    ],
    ...[
      `"${secret}"\nkey_secret = "${secret}"`,
      `12\n  ${secret}`,
      `"a",\n"${secret}"`,
      `"${secret}\\"`,
      `"C:\\${secret}"`,
    ],
  ];

  const outputs = async (found: readonly Diagnostic[]) =>
    (
      await Promise.all(formatNames.map((name) => print(found, name, ["x.toml"], undefined, processIo())))
    ).join("\n");
  const inCluster = (text: string) => compile([{ path: "cluster.yaml", text }], { products }).diagnostics;
  const inToml = (text: string, kind: string) =>
    lint([{ source: { path: "x.toml", text }, kind, version: "2.1.0" }], products).diagnostics;

  function ofCluster(text: string): Promise<string> {
    return outputs(inCluster(text));
  }

  async function ofToml(text: string): Promise<string> {
    return (await outputs(inToml(text, "horaedb"))) + (await outputs(inToml(text, "horaemeta")));
  }

  it.each(yamlValues.map((value, index) => [value, index] as const))(
    "YAML, key_secret: %j",
    { tags: ["series"] },
    async (value, shift) => {
      for (const text of someOf([inBlock, lastInFlow, firstInFlow, underConfig], 4, shift))
        expectHidden(await ofCluster(text(value)));
    },
  );

  it.each(tomlValues.map((value) => [value]))("TOML, key_secret = %j", async (value) => {
    for (const text of [inTable, inInlineTable]) expectHidden(await ofToml(text(value)));
  });

  const lines = [
    ...[
      "key_secert: V",
      "password V",
      "passwrod: V",
      "pasword: V",
      '"password": V',
      "- password: V",
      "password = V",
    ],
    ...[
      "password:V",
      "# password: V",
      "{ password: V",
      "x: { password: V }}",
      "sys_password:\tV",
      "Password: V",
      "pwd: V",
    ],
    ...[
      "api-token: V",
      "access_key: V",
      "accessKey: V",
      "private_key: |\n  V",
      "x: [ { password: V } ]",
      "secret V: 1",
    ],
    ...[
      "password: a\n\n  V",
      "password: |\n\n\n  V\n\n  V",
      "credentials:\n  one: V\n  two: V",
      "password: [\n  V,\n  V ]",
      "x: { y: 1, password:\nabc: V }",
    ],
    ...[
      "url: https://user:V@example.net/",
      "url: https://example.net/?password=V&x=1",
      "password: V # comment\nx: [",
    ],
  ];

  it.each(lines.map((line, index) => [line, index] as const))(
    "a line such as %j, near an error",
    { tags: ["series"] },
    async (line, shift) => {
      const text = line.replaceAll("V", secret);
      for (const more of someOf(["x: [", "x: }", '"', ": :", "\t- x"], 5, shift)) {
        expectHidden(await ofCluster(`cfgc: 1\n${text}\n${more}\nname: m\n`));
        expectHidden(await ofCluster(`cfgc: 1\n${more}\n${text}\nname: m\n`));
        expectHidden(await ofToml(`[server]\n${text}\n${more}\n`));
      }
    },
  );

  it("a value of the wrong type, and one that stands twice", async () => {
    const wal = (password: string) => `cfgc: 1\nname: m\n${hosts}horaedb:
  version: 2.1.0
  wal: { type: Obkv, full_user_name: u@t#c, param_url: "http://a/?database=d", password: ${password}, sys_user_name: s, sys_password: "${secret}" }
  nodes: { members: [ { host: db1 } ] }
`;
    for (const value of [
      "12",
      "true",
      "[]",
      "{}",
      "null",
      "1.5",
      `{ from_env: 12, from_file: ${secret} }`,
      secret,
    ])
      expectHidden(await ofCluster(wal(value)));
    for (const value of [
      `["${secret}"]`,
      `{ a = "${secret}" }`,
      "12",
      `"${secret}"\nkey_secret = "${secret}"`,
    ])
      expectHidden(await ofToml(inTable(value)));
  });

  it("a value that another place refers to", async () => {
    expect(await ofCluster(`x: &s ${secret}\n${inBlock("*s")}`.replace("x: &s", "name2: &s"))).toContain(
      "unknown-key",
    );
    expectHidden(await ofCluster(inBlock(`&s ${secret}`).replace("accept: []", "accept: [*s]")));
  });

  it("masks keep the rest of the line, and the caret where it belongs", async () => {
    const text = lastInFlow(secret)
      .replace("bucket: b", "bucket: 5")
      .replace(`${secret} }`, `${secret}, prfix: q }`);
    const lines = (await ofCluster(text)).split("\n");
    const at = lines.findIndex((line) => line.startsWith("error[wrong-type]"));
    const [frame = "", marks = ""] = lines.slice(at + 2, at + 4);
    expect(frame.charAt(marks.indexOf("^"))).toBe("5");
    expect(frame).toContain("key_id: { from_env: A }, key_secret: ********, prfix: q }");
  });

  const values = {
    yaml: yamlValues.filter((value) => !/: x|from_|[[{?-] ?h|\n.*\n/.test(value)),
    toml: tomlValues.filter((value) => !/[[{]|\n.*\n/.test(value)),
  };
  const damage = fc.record({
    yaml: fc.constantFrom(...values.yaml),
    toml: fc.constantFrom(...values.toml),
    yamlForm: fc.constantFrom(inBlock, lastInFlow, firstInFlow),
    tomlForm: fc.constantFrom(inTable, inInlineTable),
    what: fc.constantFrom("insert", "delete"),
    where: fc.integer({ min: -40, max: 40 }),
    insert: fc.constantFrom(..."\"' {}[]:,#=\\-\t|\ré&*!"),
  });
  const damaged = (
    text: string,
    { what, where, insert }: { what: string; where: number; insert: string },
  ) => {
    const place = text.indexOf(secret);
    const at = where < 0 ? place + where : place + secret.length + where;
    // A key with a hole in it is no key of a secret any more, and a line that is joined to the next is its own riddle.
    const inKey = /\w/.test(text.charAt(at - 1)) && /\w/.test(text.charAt(at));
    if (inKey || (what === "delete" && /[\w\n]/.test(text.charAt(at)))) return text;
    return (
      text.slice(0, at) + (what === "insert" ? insert : "") + text.slice(what === "insert" ? at : at + 1)
    );
  };
  // What a broken file means is a guess in the end, so the cases are the same in each run.
  series(
    "random damage around a value",
    by({ quick: 40, long: 80, exhaust: 80 }),
    fc.property(damage, ({ yaml, toml, yamlForm, tomlForm, ...edit }) => {
      const found = [
        ...inCluster(damaged(yamlForm(yaml), edit)),
        ...inToml(damaged(tomlForm(toml), edit), "horaedb"),
      ];
      expectHidden(printHuman(found, { color: false, width: 200 }) + printJson(found));
    }),
    { seed: 20 },
  );
});

let base: string;
let folder: string;
let count = 0;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "cfgc-secrets-")));
  chmodSync(base, 0o755);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(base, String(++count));
  mkdirSync(folder);
});

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** `words` are split at blanks. */
function call(words: string, options: Parameters<typeof cfgc>[1] = {}): Promise<Outcome> {
  return cfgc(words.split(" "), { cwd: folder, ...options });
}

interface Secrets {
  readonly password: string;
  readonly sysPassword: string;
  readonly keyId: string;
  readonly keySecret: string;
}

const references: Secrets = {
  password: "{ from_env: OB_PASSWORD }",
  sysPassword: "{ from_file: secrets/sys }",
  keyId: "{ from_env: S3_ID }",
  keySecret: "{ from_file: secrets/key }",
};

function cluster({ password, sysPassword, keyId, keySecret }: Secrets, more = ""): string {
  return `cfgc: 1
name: metrics
environment: development
${hosts}horaedb:
  version: 2.1.0
  topology: dynamic
  meta: { members: [ { name: meta0, host: db1 }, { name: meta1, host: db2 }, { name: meta2, host: db3 } ] }
  nodes: { members: [ { host: db1 }, { host: db2 } ] }
  wal: { type: Obkv, full_user_name: u@t#c, param_url: "http://10.9.1.1:8080/x?database=d", password: ${password}, sys_user_name: proxyro, sys_password: ${sysPassword} }
  object_store:
    type: S3
    region: eu
    endpoint: https://s3.example.net
    bucket: b
    prefix: p
    key_id: ${keyId}
    key_secret: ${keySecret}
${more}`;
}

/** Every file below the test's folder, staged and hidden ones too. */
function files(): { path: string; text: string; mode: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(folder.length + 1),
      text: readFileSync(path, "utf8"),
      mode: lstatSync(path).mode & 0o777,
    }));
}

const nodeToml = "out/hosts/db1/horaedb/db1/horaedb.toml";

/** What every command prints, in every format. */
async function everything(env: Record<string, string>, only = /./): Promise<string> {
  const sources = "cluster.yaml";
  const words = [
    ...formatNames.map((format) => `lint ${sources} --format ${format}`),
    ...["human", "json"].map((format) => `build ${sources} -o fresh --format ${format}`),
    `build ${sources} --dry-run`,
    `build ${sources} --dry-run -o nowhere`,
    `build ${sources} --dry-run --secrets resolve`,
    `build ${sources} --dry-run --secrets resolve -o nowhere`,
    `build ${sources} --check`,
    `build ${sources} --check --secrets resolve`,
    `env ${sources}`,
    `env ${sources} --format json`,
    `env ${sources} meta0 --format dotenv`,
    `env ${sources} db2 --format dotenv`,
  ];
  if (existsSync(join(folder, nodeToml))) {
    words.push(...["human", "json"].map((format) => `lint ${nodeToml} --format ${format}`));
    const lines = readFileSync(join(folder, nodeToml), "utf8").split("\n");
    const withSecret = lines.flatMap((line, index) => (/password|key_/.test(line) ? [index + 1] : []));
    words.push(...withSecret.map((line) => `explain ${nodeToml}:${line}`));
  }
  const called = words.filter((one) => only.test(one));
  const told = await Promise.all(called.map((one) => call(one, { env })));
  return told.map(({ stdout, stderr }, index) => `$ cfgc ${called[index]}\n${stdout}${stderr}`).join("\n");
}

/** The commands that look at what a bundle holds, and those that print findings. */
const overBundle = /^lint out|--dry-run(?: --secrets resolve)?$|--check/;
const onFindings = /--format|^env cluster.yaml$/;

describe("every command", () => {
  const env = { OB_PASSWORD: `${secret}-1`, S3_ID: `${secret}-2` };
  function putSecrets(more = ""): void {
    put("secrets/sys", `${secret}-3${more}\n`);
    put("secrets/key", `${secret}-4${more}\n`);
  }

  it("keeps referenced secrets to itself, also over a bundle that holds them and when they rotate", async () => {
    putSecrets();
    put("cluster.yaml", cluster(references));
    const without = await everything(env);
    expectHidden(without);
    expect(without).toContain("__CFGC_SECRET_METRICS_HORAEDB_OBJECT_STORE_KEY_ID__");

    const built = await call("build cluster.yaml --secrets resolve", { env });
    expect(built).toEqual({ status: 0, stdout: "", stderr: expect.stringMatching(/^wrote out/) });
    expect(readFileSync(join(folder, nodeToml), "utf8")).toContain(`"${secret}-4"`);
    expectHidden(await everything(env));

    putSecrets("rotated");
    const rotated = { OB_PASSWORD: `${secret}-5`, S3_ID: `${secret}-6` };
    const told = await everything(rotated, overBundle);
    expectHidden(told);
    expect(told).toContain("changes in values of secrets only");

    put("cluster.yaml", cluster(references).replace("bucket: b", "bucket: c"));
    const changed = await everything(rotated, overBundle);
    expectHidden(changed);
    expect(changed).toContain('+bucket = "c"');

    put("cluster.yaml", cluster(references).replace("{ host: db1 }, { host: db2 }", "{ host: db2 }"));
    expectHidden(await everything(rotated, overBundle));
  });

  it("over a file with secrets that somebody edited or broke", async () => {
    putSecrets();
    put("cluster.yaml", cluster(references));
    await call("build cluster.yaml --secrets resolve", { env });
    const text = readFileSync(join(folder, nodeToml), "utf8");
    const edits = [
      text.replace("key_secret = ", "# key_secret = "),
      text.replace("key_secret = ", "  key_secret=  "),
      text.replace(`"${secret}-4"`, `"""${secret}\n${secret}"""`),
      text.replace(`"${secret}-4"`, `"${secret}-4`),
      `${text}# ${secret}\n`,
      text.replaceAll("\n", "\r\n"),
      text.slice(0, text.indexOf(secret) + 8),
    ];
    for (const edited of edits) {
      put(nodeToml, edited);
      expectHidden(await everything(env, overBundle));
    }
  });

  it("keeps literal ones to itself", async () => {
    const literals = {
      password: `"${secret}-1"`,
      sysPassword: `'${secret}-2'`,
      keyId: secret,
      keySecret: `|-\n      ${secret}-4`,
    };
    put("cluster.yaml", cluster(literals, "unknown: 1\n").replace("unknown: 1\n", ""));
    const told = await everything({});
    expectHidden(told);
    expect(told).toContain("warning[secret-in-plain-text]");
    await call("build cluster.yaml");
    expect(files().filter(({ path, text }) => path.startsWith("out/") && hint.test(text))).toEqual([]);
    await call("build cluster.yaml --secrets resolve");
    expect(readFileSync(join(folder, nodeToml), "utf8")).toContain(`key_secret = "${secret}-4"`);
    expectHidden(await everything({}, overBundle));
    put("cluster.yaml", cluster(literals).replace("environment: development", "environment: production"));
    const refused = await everything({}, onFindings);
    expectHidden(refused);
    expect(refused).toContain("error[secret-in-plain-text]");
    put("cluster.yaml", `${cluster(literals)}x: [\n`);
    expectHidden(await everything({}, onFindings));
  });

  it("keeps them to itself when it fails", async () => {
    putSecrets();
    put("cluster.yaml", cluster(references));
    put("literal.yaml", cluster({ ...references, keyId: secret }));
    const say = `throw new Error("${secret} in the message")`;
    const faults = [`Buffer.byteLength = () => { ${say} }`, `JSON.stringify = () => { ${say} }`];
    for (const fault of faults) {
      const flags = ["--import", `data:text/javascript,${encodeURIComponent(fault)}`];
      for (const words of ["build cluster.yaml --secrets resolve", "build literal.yaml"]) {
        const { status, stdout, stderr } = await cfgcProcess(words.split(" "), { cwd: folder, env, flags });
        expect(status).toBe(70);
        expectHidden(stdout + stderr);
        expect(stderr).toContain("cfgc: a mistake in cfgc itself (Error); please report it\n");
        expect(stderr).not.toMatch(/\n\s+at /);
      }
    }
    expect(files().filter(({ path, text }) => !/^secrets|yaml$/.test(path) && hint.test(text))).toEqual([]);
  });
});

describe("--secrets resolve", () => {
  const nasty: readonly [string, string][] = [
    ["quotes", `a"b'c`],
    ["three quotes", `"""'''"""`],
    ["backslashes", "a\\b\\n\\u0041\\"],
    ["newlines", "a\nb\r\nc\n\n"],
    ["blanks around", "  a\t"],
    ["a comment", "a # b"],
    ["Unicode", "密码 😀 é\u0301 \u2028\u2029\u0085\ufeff"],
    ["control characters", "\u0001\u0002\b\f\u001b[31m\u007f\u0080"],
    ["a placeholder of documents", "{key_secret}"],
    ["another placeholder of documents", "${key_secret}"],
    ["a template", "{{secret}} %s $& $1 $$"],
    ["ten kilobytes", "0123456789".repeat(1024)],
    ["TOML", 'x"\n[server]\nhttp_port = 1\n#'],
    ["a number", "0123"],
    ["a boolean", "true"],
  ];

  /** The four secrets of a file that was built with these values, read by another TOML parser. */
  function readBack(path = nodeToml): Secrets {
    const file = parse(readFileSync(join(folder, path), "utf8")) as Record<string, never>;
    const { wal, storage } = file.analytic as unknown as {
      wal: { obkv: { password: string; client: { sys_password: string } } };
      storage: { object_store: { key_id: string; key_secret: string } };
    };
    return {
      password: wal.obkv.password,
      sysPassword: wal.obkv.client.sys_password,
      keyId: storage.object_store.key_id,
      keySecret: storage.object_store.key_secret,
    };
  }

  it.each(nasty)("writes exactly the value: %s", async (_, value) => {
    const literal = JSON.stringify(value).replaceAll("\u007f", "\\u007f");
    // In cluster.yaml it would be taken for what somebody forgot to fill in.
    const isPlaceholder = /^\$?\{\w+\}$/.test(value);
    put("cluster.yaml", cluster(isPlaceholder ? references : { ...references, keySecret: literal }));
    put("secrets/sys", `${value}\n`);
    put("secrets/key", `${value}\n`);
    const env = { OB_PASSWORD: value, S3_ID: value };
    const { status, stdout, stderr } = await call("build cluster.yaml --secrets resolve", { env });
    expect(status, stderr).toBe(0);
    expect(readBack()).toEqual({ password: value, sysPassword: value, keyId: value, keySecret: value });
    const written = JSON.stringify(value).slice(1, -1).replaceAll("\u007f", "\\u007F");
    if (value.length < 8) return;
    expect(stdout + stderr).not.toContain(written);
    const holding = files().filter(({ path, text }) => path.startsWith("out/") && text.includes(written));
    if (!value.startsWith("__CFGC"))
      expect(holding.map(({ path }) => path).sort()).toEqual([nodeToml, nodeToml.replaceAll("db1", "db2")]);
    expect((await call("build cluster.yaml --secrets resolve --check", { env })).status).toBe(0);
    expect((await call("build cluster.yaml --check", { env })).status).toBe(0);
  });

  it("puts values into files of mode 0600 alone, whatever the umask, and into no manifest", async () => {
    put("cluster.yaml", cluster(references));
    put("secrets/sys", `${secret}-3\r\n`);
    put("secrets/key", `${secret}-4`);
    const env = { OB_PASSWORD: `${secret}-1`, S3_ID: `${secret}-2` };
    await call("build cluster.yaml", { env });
    const manifest = readFileSync(join(folder, "out/manifest.json"), "utf8");
    const readme = readFileSync(join(folder, "out/README.md"), "utf8");
    for (const path of [nodeToml, nodeToml.replaceAll("db1", "db2")]) chmodSync(join(folder, path), 0o644);
    const build = `umask 0; exec ${process.execPath} "${program}" build cluster.yaml --secrets resolve`;
    const { status, stderr } = await run("/bin/sh", ["-c", build], { cwd: folder, env });
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^wrote out: \d+ files, 2 changed\n$/)]);
    const holding = files().filter(({ path, text }) => path.startsWith("out/") && hint.test(text));
    expect(holding.map(({ path, mode }) => [path, mode])).toEqual([
      [nodeToml, 0o600],
      [nodeToml.replaceAll("db1", "db2"), 0o600],
    ]);
    expect(files().filter(({ path }) => !/^(?:out|secrets)\/|^cluster/.test(path))).toEqual([]);
    expect(readFileSync(join(folder, "out/manifest.json"), "utf8")).toBe(manifest);
    expect(readFileSync(join(folder, "out/README.md"), "utf8")).toBe(readme);
    expect(readBack()).toEqual({
      password: `${secret}-1`,
      sysPassword: `${secret}-3`,
      keyId: `${secret}-2`,
      keySecret: `${secret}-4`,
    });
    const back = await call("build cluster.yaml");
    expect(back.stderr).toContain("files that held secrets hold placeholders again");
    expect(files().filter(({ path, text }) => path.startsWith("out/") && hint.test(text))).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "a variable that is not set",
      { S3_ID: "a" },
      "the variable OB_PASSWORD, which holds a secret, is not set",
    ],
    [
      "an empty variable",
      { OB_PASSWORD: "", S3_ID: "a" },
      "the variable OB_PASSWORD, which holds a secret, is not set",
    ],
    ["another variable", { OB_PASSWORD: "a" }, "the variable S3_ID, which holds a secret, is not set"],
    [
      "a file",
      { OB_PASSWORD: "a", S3_ID: "a" },
      "cannot read secrets/sys, which holds a secret: there is no such file",
    ],
  ])("what is missing is named: %s", async (title, env, message) => {
    put("cluster.yaml", cluster(references));
    if (title !== "a file") put("secrets/sys", secret);
    put("secrets/key", secret);
    const outcome = await call("build cluster.yaml --secrets resolve", { env });
    expect(outcome).toEqual({ status: 2, stdout: "", stderr: `cfgc: ${message}\n` });
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["nothing", "", /is empty\n$/],
    ["a line end alone", "\n", /is empty\n$/],
    ["bytes that are no text", new Uint8Array([0x68, 0xff, 0x0a]), /is not UTF-8 text\n$/],
  ])("a file with %s is named", async (_, content, message) => {
    put("cluster.yaml", cluster(references));
    put("secrets/sys", content);
    put("secrets/key", secret);
    const env = { OB_PASSWORD: "a", S3_ID: "a" };
    const { status, stderr } = await call("build cluster.yaml --secrets resolve", { env });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^cfgc: the file secrets\/sys, /)]);
    expect(stderr).toMatch(message);
  });

  it("a variable that is no text is named", async () => {
    put("cluster.yaml", cluster({ ...references, keyId: "{ from_env: OB_PASSWORD }" }));
    put("secrets/key", secret);
    put("secrets/sys", secret);
    const build = `OB_PASSWORD=$(printf 'a\\377b') exec ${process.execPath} "${program}" build cluster.yaml --secrets resolve`;
    const { status, stderr } = await run("/bin/sh", ["-c", build], { cwd: folder });
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^cfgc: the variable OB_PASSWORD, .* is not UTF-8 text\n$/),
    ]);
  });
});

describe("start.sh", () => {
  /** Stands for the program: says how it was called. */
  function putStub(): string {
    const path = join(folder, "program stub.js");
    const say = `console.log(JSON.stringify({ argv: process.argv.slice(2), env: process.env, cwd: process.cwd() }))`;
    writeFileSync(path, `#!${process.execPath}\n${say};\n`, { mode: 0o755 });
    return path;
  }

  function putCluster(): void {
    const binary = JSON.stringify(putStub());
    put(
      "cluster.yaml",
      cluster(references)
        .replace("meta: {", `meta: { binary: ${binary},`)
        .replace("nodes: {", `nodes: { binary: ${binary},`),
    );
    put("secrets/sys", "s\n");
    put("secrets/key", "k\n");
  }

  const shells = ["/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox"].filter((path) => existsSync(path));
  const start = (shell: string, path: string, env: Record<string, string> = {}) =>
    run(shell, [...(shell.endsWith("busybox") ? ["sh"] : []), path], { cwd: "/", env });
  const inherited = {
    NODE_NAME: "evil",
    LEVEL: "evil",
    ADDR: "evil",
    DATA_DIR: "evil",
    "AUTO-COMPACTION-MODE": "evil",
    HORAEDB_SERVER_ADDR: "evil",
    CLUSTER_NAME: "evil",
    UNRELATED: "kept",
  };

  it.each(shells)("%s: refuses while a placeholder is left", async (shell) => {
    putCluster();
    await call("build cluster.yaml");
    for (const node of ["db1", "db2"]) {
      const path = join(folder, `out/hosts/${node}/horaedb/${node}/start.sh`);
      const { status, stdout, stderr } = await start(shell, path);
      expect([status, stdout]).toEqual([78, ""]);
      expect(stderr).toContain(`${node}: horaedb.toml still holds placeholders`);
      expect(stderr).toContain("cfgc build cluster.yaml --secrets resolve");
    }
  });

  it.each(shells)(
    "%s: starts the program with its file, and with no variable that would override it",
    async (shell) => {
      putCluster();
      const env = { OB_PASSWORD: "a", S3_ID: "b" };
      expect((await call("build cluster.yaml --secrets resolve", { env })).status).toBe(0);
      for (const [directory, file, own] of [
        ["out/hosts/db1/horaemeta/meta0", "horaemeta.toml", { NODE_NAME: "meta0" }],
        ["out/hosts/db1/horaedb/db1", "horaedb.toml", { HORAEDB_SERVER_ADDR: "10.1.1.1" }],
      ] as const) {
        const place = join(folder, directory);
        const { status, stdout, stderr } = await start(shell, join(place, "start.sh"), inherited);
        expect([status, stderr]).toEqual([0, ""]);
        const seen = JSON.parse(stdout) as { argv: string[]; env: Record<string, string>; cwd: string };
        expect(seen.argv).toEqual(["--config", join(place, file)]);
        expect(seen.cwd).toBe(place);
        expect(seen.env).toMatchObject({ ...own, UNRELATED: "kept" });
        // What the program does not read is none of the script's business.
        const read = directory.includes("horaemeta")
          ? ["NODE_NAME", "LEVEL", "ADDR", "DATA_DIR", "AUTO-COMPACTION-MODE"]
          : ["HORAEDB_SERVER_ADDR", "CLUSTER_NAME"];
        for (const name of read) expect([name, seen.env[name]]).not.toEqual([name, "evil"]);
      }
    },
  );

  it("says which program is missing", async () => {
    putCluster();
    await call("build cluster.yaml");
    rmSync(join(folder, "program stub.js"));
    const { status, stderr } = await start("/bin/sh", join(folder, "out/hosts/db1/horaemeta/meta0/start.sh"));
    expect(status).toBe(127);
    expect(stderr).toContain("program stub.js");
  });
});
