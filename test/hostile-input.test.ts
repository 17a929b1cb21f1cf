/** Whatever is in a file, cfgc answers with findings that point into the file, and never throws. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { processIo } from "../src/cli/io.ts";
import { readInput } from "../src/cli/read-input.ts";
import { compile } from "../src/compile.ts";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import type { SourceFile } from "../src/diagnostics/location.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { printJson } from "../src/diagnostics/print/json.ts";
import { lint } from "../src/lint.ts";
import { readToml } from "../src/source/toml/read-toml.ts";
import type { Node } from "../src/source/tree.ts";
import { readYaml } from "../src/source/yaml.ts";
import { by, someOf } from "./support/effort.ts";
import { processorMs } from "./support/processor-time.ts";
import { products } from "./support/run.ts";
import { series } from "./support/series.ts";
import { unsoundIn } from "./support/sound-findings.ts";

/** Nearly everything that the language has, in nearly every form that YAML has. */
const cluster = `# yaml-language-server: $schema=./schema.json
cfgc: 1
name: metrics-prod
environment: production

hosts:
  db1: { address: 10.1.1.1, zone: az-a, memory: 128GB }
  "db2": { address: "10.1.1.2", zone: 'az-b', memory: 137438953472 }
  db3:
    address: 10.1.1.3   # the third room
    zone: az-c
  "dn[01-04]": { address: "10.1.2.[1-4]", zone: az-a }

horaedb:
  version: 2.1.0
  upgrading_from: 2.0.0
  cluster_name: 指标
  topology: dynamic
  shards: 64
  build_features: [wal-rocksdb]
  meta:
    config: { etcd-start-timeout-ms: 30000, log: { level: info }, flow-limiter: { enable: true, limit: 100 } }
    endpoint: 10.1.1.100:2379
    binary: /opt/horaemeta/bin/horaemeta-server
    members:
      - { name: meta0, host: db1 }
      - { name: meta1, host: db2, data_dir: /data/meta1, joining: true }
      - name: meta2
        host: db3
        ports: { client: 2379, peer: 2380, http: 8080 }
        config:
          lease-sec: 12
  nodes:
    config:
      analytic:
        preflush_write_buffer_size_ratio: 0.5
        table_opts: { write_buffer_size: 33554432, segment_duration: 2h, update_mode: Overwrite }
        storage: { mem_cache_capacity: 20GB }
      limiter: { write_block_list: [t1, "t\\"2"] }
      server: { timeout: null }
    members:
      - { host: "dn[01-03]" }
      - { host: dn04, name: node-4, data_dir: /data/n4, ports: { http: 5441, grpc: 8832, mysql: 3308, postgresql: 5434 } }
  wal: { type: Kafka, brokers: [10.9.0.1:9092, 10.9.0.2:9092, 10.9.0.3:9092] }
  object_store:
    type: S3
    region: eu-west-1
    endpoint: https://s3.eu-west-1.example.net
    bucket: metrics
    prefix: prod
    key_id: { from_env: S3_KEY_ID }
    key_secret: { from_file: /run/secrets/s3_key_secret }

accept:
  - rule: meta-quorum-too-small
    reason: >-
      edge site,
      one box
`;

const horaemeta = `# cfgc: horaemeta@2.1.0
node-name = "meta0"
data-dir = "/var/lib/horaemeta/meta0"
initial-cluster = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380"
client-urls = "http://0.0.0.0:2379"
peer-urls = "http://0.0.0.0:2380"
advertise-client-urls = "http://10.1.1.1:2379"
advertise-peer-urls = "http://10.1.1.1:2380"
default-cluster-node-count = 3
enable-schedule = true
[log]
level = "info"
[flow-limiter]
limit = 1_000
`;

const horaedb = `[node]
addr = "10.1.2.1"

[server]
bind_addr = '0.0.0.0'
grpc_port = 8831
timeout = "1h30m"

[analytic]
preflush_write_buffer_size_ratio = 0.5

[analytic.wal]
type = "Kafka"
[analytic.wal.kafka.client]
boost_brokers = [
  "10.9.0.1:9092", # one
  "10.9.0.2:9092",
]
[analytic.wal.kafka.topic_management]
create_replication_factor = 2

[analytic.storage]
mem_cache_capacity = "20GB"
object_store = { type = "S3", region = "eu", key_id = "a", key_secret = """
b""", endpoint = "https://s3", bucket = "b", prefix = "p" }

[limiter]
write_block_list = ["t1", "表"]

[cluster_deployment]
mode = "WithMeta"
[cluster_deployment.meta_client]
cluster_name = "defaultCluster"
meta_addr = "http://10.1.1.1:2379"
[cluster_deployment.etcd_client]
server_addrs = ["10.1.1.1:2379"]
`;

const head = "cfgc: 1\nname: metrics\nhosts: { db1: { address: 10.1.1.1 } }\n";

function compiled(text: string): readonly Diagnostic[] {
  return sound(compile([{ path: "cluster.yaml", text }], { products }).diagnostics, text);
}

const programs = products.flatMap((product) => product.programs);
/** What no release is given for is held against all of them, which is another test. */
const newest = new Map<string, string | undefined>(
  programs.map(({ kind, catalogue }) => [kind, catalogue.releases.at(-1)?.version]),
);

function linted(text: string, kind = "horaedb"): readonly Diagnostic[] {
  const source = { path: `${kind}.toml`, text };
  return sound(lint([{ source, kind, version: newest.get(kind) }], products).diagnostics, text);
}

/** Every place lies in its file, every sentence is one for people, and every printer copes. */
function sound(found: readonly Diagnostic[], text: string): readonly Diagnostic[] {
  expect(unsoundIn(found, text), `in ${JSON.stringify(text.slice(0, 2000))}`).toEqual([]);
  printHuman(found, { color: false });
  const report = JSON.parse(printJson(found)) as { findings: { line: number; column: number }[] };
  expect(report.findings.filter(({ line, column }) => line < 1 || column < 1)).toEqual([]);
  return found;
}

function codes(found: readonly Diagnostic[]): string[] {
  return [...new Set(found.map((one) => one.code.name))];
}

describe("the files that everything here is made from", () => {
  it("are right", () => {
    expect(compiled(cluster).filter((one) => one.severity === "error")).toEqual([]);
    expect(linted(horaemeta, "horaemeta").filter((one) => one.severity === "error")).toEqual([]);
    expect(linted(horaedb).filter((one) => one.severity === "error")).toEqual([]);
  });
});

describe("random text", () => {
  const fragments = [
    ...[
      "cfgc: 1",
      "name:",
      "hosts:",
      "horaedb:",
      "{",
      "}",
      "[",
      "]",
      ",",
      ": ",
      "- ",
      "? ",
      "|",
      ">",
      "\n",
      "\n  ",
    ],
    ...[
      "&a",
      "*a",
      "!!map",
      "!x",
      '"',
      "'",
      "#",
      "---",
      "...",
      "%YAML 1.1",
      "\\",
      "\t",
      "\r",
      "\0",
      "\ufeff",
    ],
    ...[
      "[a.b]",
      "[[a]]",
      "=",
      '"""',
      "'''",
      "1979-05-27",
      "0x",
      "inf",
      "\u2028",
      "\ud800",
      "😀",
      "version",
      "nodes",
    ],
  ];
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join("")),
  );

  // A line of blanks that are none to YAML: a mistake, and nothing to mend it in.
  it.each(["\ufeff", "\u00a0", "\u2028", "\u0085", "\v", "\f"])(
    "as a cluster.yaml: a tab and %j",
    (blank) => {
      for (const before of ["", "\n", "cfgc: 1\n"]) compiled(`${before}\t${blank}`);
    },
  );

  series(
    "as a cluster.yaml",
    100,
    fc.property(text, (random) => void compiled(random)),
  );

  series(
    "as a file of each kind",
    100,
    fc.property(text, fc.constantFrom("horaedb", "horaemeta"), (random, kind) => void linted(random, kind)),
  );
});

describe("valid files with random faults", () => {
  const edit = fc.record({
    what: fc.constantFrom("delete", "double", "swap", "insert"),
    where: fc.double({ min: 0, max: 1, noNaN: true }),
    lines: fc.boolean(),
    insert: fc.constantFrom(..."\"'{}[]:,-#|>&*!%@`\\=\n\r\t \0\ufeff😀é5~", "\n\n", "---\n", "\u202e"),
  });
  type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

  function changed(text: string, edits: readonly Edit[]): string {
    return edits.reduce((before, { what, where, lines, insert }) => {
      const parts = before.split(lines ? "\n" : "");
      const at = Math.floor(where * parts.length);
      const part = parts[at] ?? "";
      if (what === "delete") parts.splice(at, 1);
      if (what === "double") parts.splice(at, 0, part);
      if (what === "swap") parts.splice(at, 2, parts[at + 1] ?? "", part);
      if (what === "insert") parts.splice(at, 0, insert);
      return parts.join(lines ? "\n" : "");
    }, text);
  }

  const edits = fc.array(edit, { minLength: 1, maxLength: 6 });

  series(
    "cluster.yaml",
    20,
    fc.property(edits, (list) => void compiled(changed(cluster, list))),
  );

  series(
    "horaemeta.toml",
    100,
    fc.property(edits, (list) => void linted(changed(horaemeta, list), "horaemeta")),
  );

  series(
    "horaedb.toml",
    100,
    fc.property(edits, (list) => void linted(changed(horaedb, list))),
  );

  it("one file read as another kind", () => {
    const texts = [cluster, horaemeta, horaedb];
    for (const text of texts) {
      compiled(text);
      linted(text, "horaemeta");
      linted(text);
    }
  });
});

/** Every value of a tree, the values of maps and lists before what is in them. */
function nodesOf(node: Node): Node[] {
  if (node.kind === "map")
    return [node, ...[...node.entries.values()].flatMap((entry) => nodesOf(entry.value))];
  return node.kind === "list" ? [node, ...node.items.flatMap(nodesOf)] : [node];
}

function replaced(text: string, { start, end }: { start: number; end: number }, value: string): string {
  return text.slice(0, start) + value + text.slice(end);
}

describe("a wrong value at every place", () => {
  const all = { tags: ["series"] };
  const yaml = [
    ...[
      "null",
      '""',
      "-1",
      "1.5",
      ".nan",
      "true",
      "[]",
      "{}",
      "[null]",
      "{ a: b }",
      "{ __proto__: { a: 1 } }",
    ],
    ...[
      '"__proto__"',
      '"安徽 😀\\u202e"',
      '"a\\nb\\0"',
      '"\\ud800"',
      '"[1-3]"',
      "99999999999999999999",
      "*nobody",
    ],
    `"${"x".repeat(10_000)}"`,
  ];

  it.each(yaml.map((value, index) => [value.slice(0, 40), value, index] as const))(
    "cluster.yaml: %s",
    all,
    (_, value, shift) => {
      const file: SourceFile = { path: "cluster.yaml", text: cluster };
      const root = readYaml(file, new DiagnosticBag("file"));
      const nodes = nodesOf(root!);
      expect(nodes.length).toBeGreaterThan(100);
      for (const { at } of someOf(nodes, 41, shift))
        compiled(replaced(cluster, at, `${value}${cluster[at.end - 1] === "\n" ? "\n" : ""}`));
    },
  );

  const toml = [
    ...[
      '""',
      "0",
      "-1",
      "1.5",
      "1e999",
      "inf",
      "nan",
      "true",
      "[]",
      "{}",
      "[[]]",
      '[""]',
      "{ a = 1 }",
      "1979-05-27",
    ],
    ...[
      '"__proto__"',
      "{ __proto__ = 1 }",
      '"安徽 😀\\u202e"',
      '"a\\nb\\u0000"',
      "9223372036854775807",
      '"${x}"',
      '" "',
    ],
    `"${"x".repeat(10_000)}"`,
  ];

  it.each([
    ["horaemeta", horaemeta],
    ["horaedb", horaedb],
  ])("%s.toml", all, (kind, text) => {
    const nodes = nodesOf(readToml({ path: "", text }, new DiagnosticBag("file")));
    const values = nodes.filter(
      ({ at }) => text[at.start - 1] !== "[" && text[at.start] !== "[" && at.start > 0,
    );
    expect(values.length).toBeGreaterThan(10);
    for (const [index, { at }] of values.entries())
      for (const value of someOf(toml, 7, index)) linted(replaced(text, at, value), kind);
  });

  it.each(programs.map((program) => [program.kind, program] as const))(
    "each key of %s",
    all,
    (kind, { catalogue }) => {
      const paths = catalogue.keys.map(({ key }) => key.replaceAll("[]", "").replaceAll(".[", "["));
      const lines = [...new Set(paths)].flatMap((path) => toml.map((value) => `${path} = ${value}\n`));
      for (const line of someOf(lines, 61)) linted(line, kind);
    },
  );

  /** The least site with a role whose file the program reads, and this as the role's `config`. */
  const withConfig: Readonly<Record<string, (config: string) => string>> = {
    horaedb: (config) => horaedbSite(`nodes: { config: ${config}, members: [ { host: db1 } ] }`),
    horaemeta: (config) =>
      horaedbSite(
        `meta: { config: ${config}, members: [ { host: db1 } ] }\n  nodes: { members: [ { host: db1 } ] }`,
      ),
    "dolphindb-controller": (config) => dolphindbSite(`controller: ${config}`),
    "dolphindb-agent": (config) => dolphindbSite(`agent: ${config}`),
    "dolphindb-cluster": (config) => dolphindbSite(`cluster: ${config}`),
    oms: (config) =>
      `oms:\n  version: 4.2.2\n  regions: [ { location: 1, hosts: [ db1 ] } ]\n  meta_database: { host: a, port: 1, user: u, password: { from_env: A } }\n  config: ${config}\n`,
  };
  const horaedbSite = (roles: string) => `horaedb:\n  version: 2.1.0\n  ${roles}\n`;
  const dolphindbSite = (config: string) =>
    `dolphindb:\n  version: 3.00.4\n  replication: { factor: 1 }\n  config: { ${config} }\n  controllers: [ { host: db1 } ]\n  data_nodes: [ { host: db1 } ]\n`;
  const configured = programs.flatMap(({ kind, catalogue }) => {
    const site = withConfig[kind];
    return site === undefined ? [] : [{ kind, catalogue, site }];
  });

  it("every program has a config but the server alone and the table of nodes", () => {
    const without = ["dolphindb-standalone", "dolphindb-nodes"];
    const kinds = programs.map(({ kind }) => kind).filter((kind) => !without.includes(kind));
    expect(configured.map(({ kind }) => kind)).toEqual(kinds);
    for (const { site } of configured) {
      const refused = compiled(head + site("{}")).filter(({ code }) => code.fault !== "availability");
      expect(codes(refused.filter(({ severity }) => severity === "error"))).toEqual([]);
    }
  });

  it.each(configured)("each key of $kind under config", all, ({ catalogue, site }) => {
    const values = ["null", '""', "-1", "1.5", "[null]", "{ from_env: [] }"];
    const keys = catalogue.keys.map(({ key }) => key).filter((key) => !key.includes("[]"));
    const pairs = [...new Set(keys)].flatMap((key) =>
      values.map((value) => [key.split("."), value] as const),
    );
    for (const [path, value] of someOf(pairs, 47))
      compiled(
        head + site(`${path.map((part) => `{ "${part}": `).join("")}${value}${" }".repeat(path.length)}`),
      );
  });
});

describe("hostile names", () => {
  const names = [
    ...[
      "__proto__",
      "constructor",
      "toString",
      "hasOwnProperty",
      "",
      " ",
      "a\nb",
      "a\rb",
      "\u202eabc",
      "\0",
      "a/b",
      "..",
    ],
    ...[
      "../../etc",
      "/etc/passwd",
      "-rf",
      "a b",
      "a'b",
      'a"b',
      "$(id)",
      "`id`",
      "%n",
      "😀",
      "\ud83d",
      "ﬀ",
      "İ",
      "\u2028",
    ],
    ...[
      "<<",
      "=",
      "null",
      "true",
      "1",
      "1.5",
      "[1-2]",
      "a[1-2",
      "a]",
      "x".repeat(10_000),
      "a,b",
      "a=b",
      "\u001b[31m",
    ],
  ];

  it.each(names.map((name) => [JSON.stringify(name).slice(0, 40), JSON.stringify(name)] as const))(
    "%s",
    (_, name) => {
      const whole = (hosts: string, horaedbSection: string) =>
        `cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1 }${hosts} }\nhoraedb: { version: 2.1.0${horaedbSection}, nodes: { members: [ { host: db1 } ] } }\n`;
      compiled(`cfgc: 1\nname: ${name}\n`);
      compiled(`cfgc: 1\nname: m\n${name}: 1\n`);
      compiled(whole(`, ${name}: { address: 10.1.1.2 }`, ""));
      compiled(whole(`, db2: { address: ${name} }`, ""));
      compiled(whole(`, db2: { ${name}: { address: 1.1.1.1 } }`, ""));
      compiled(whole("", `, ${name}: 1, cluster_name: ${name}`));
      compiled(whole("", `, meta: { members: [ { host: ${name}, name: ${name} } ] }`));
      compiled(whole("", `, meta: { binary: ${name}, members: [ { host: db1, data_dir: ${name} } ] }`));
      compiled(
        whole(
          "",
          `, meta: { config: { ${name}: { ${name}: ${name} } }, members: [ { host: db1, ${name}: 1 } ] }`,
        ),
      );
      compiled(whole("", `, wal: { type: ${name} }, object_store: { type: S3, ${name}: { ${name}: 1 } }`));
      compiled(`cfgc: 1\nname: m\naccept: [ { rule: ${name}, reason: ${name} }, ${name} ]\n`);
      for (const kind of ["horaedb", "horaemeta"]) {
        const key = name.replace(/\\ud83d/, "\\ufffd");
        linted(
          `${key} = 1\n[${key}]\nx = 1\n[server.${key}]\n${key}.${key} = ${key}\n[[log]]\n${key} = {}\n`,
          kind,
        );
        linted(`node-name = ${key}\n[node]\naddr = ${key}\n[analytic.wal]\ntype = ${key}\n`, kind);
      }
    },
  );

  it("no name reaches the prototype of objects", () => {
    compiled(
      "cfgc: 1\nname: m\nhosts: { __proto__: { address: 1.1.1.1, polluted: 1 } }\n__proto__: { polluted: 1 }\n",
    );
    linted("[__proto__]\npolluted = 1\n[constructor.prototype]\npolluted = 1\n");
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("bombs", () => {
  const repeat = (text: string, count = 100_000) => text.repeat(count);
  const steps = (count: number, of: (depth: number) => string) =>
    Array.from({ length: count }, (_, depth) => of(depth)).join("");

  /** All of them after one another in one process: the parser's own recursion can abort Node at the second one. */
  it.each<[string, string]>([
    ["brackets", repeat("[")],
    ["brackets that close", `${head}x: ${repeat("[")}${repeat("]")}`],
    ["braces", repeat("{a: ")],
    ["brackets, fewer", repeat("[", 1000)],
    ["brackets, more again", repeat("[", 5000)],
    ["braces and brackets", repeat("[{a: ")],
    ["brackets beside closing ones in quotes", repeat('[ "]", ')],
    ["brackets beside closing ones in single quotes", repeat("[ ']', ")],
    ["brackets beside closing ones in comments", repeat("[ # ]\n")],
    ["braces beside closing ones in comments", repeat("{ a: # }\n")],
    ["dashes", repeat("- ")],
    ["dashes below a key", `${head}x:\n  ${repeat("- ")}`],
    ["dashes with tabs", repeat("-\t")],
    ["question marks", repeat("? ")],
    ["colons", repeat(": ")],
    ["dashes and question marks", repeat("- ? ")],
    ["dashes in lines", steps(3000, (depth) => `${" ".repeat(depth)}-\n`)],
    ["dashes behind a tag", `!!seq\n${repeat("- ")}`],
    ["keys in lines", steps(3000, (depth) => `${" ".repeat(depth)}a:\n`)],
    ["keys that are lists", repeat("? - ")],
    ["a second document", `${head}---\n${repeat("[")}`],
  ])("too deep: %s", (_, text) => {
    expect(codes(compiled(text))).toEqual(["input-limit"]);
  });

  it("64 levels are read, and one more is not", () => {
    const lists = (depth: number) => `${head}x: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
    expect(codes(compiled(lists(63)))).toEqual(["unknown-key"]);
    expect(codes(compiled(lists(64)))).toEqual(["input-limit"]);
    const words = (depth: number) => `${head}x: ${"[".repeat(depth)} a ${"]".repeat(depth)}\n`;
    expect(codes(compiled(words(63)))).toEqual(["unknown-key"]);
    expect(codes(compiled(words(64)))).toEqual(["input-limit"]);
  });

  it.each<[string, string]>([
    ["closing brackets", repeat("]", 20_000)],
    ["closing braces below a key", `a: ${repeat("}", 20_000)}`],
    ["dashes behind a key", `a: ${repeat("- ")}`],
    ["dashes behind a document", `--- ${repeat("- ")}`],
    ["anchors", repeat("- &a - &b ", 5000)],
    ["tags", repeat("- !x ", 5000)],
    ["documents", repeat("---\n")],
    ["documents with ends", repeat("---\n...\n")],
    ["quotes", repeat('"', 20_000)],
    ["single quotes", repeat("'", 99_999)],
    ["colons without blanks", repeat(":")],
    ["commas", `[${repeat(",", 20_000)}]`],
    ["carriage returns", repeat("\r")],
    ["a key of 100,000 characters", `${repeat("k")}: 1`],
    ["a text of a million characters", `name: ${repeat("x", 1_000_000)}`],
    ["a million parts of a word", `name: ${repeat("a-", 500_000)}`],
    ["an integer of 100,000 digits", `cfgc: ${repeat("9")}`],
    ["a text of many lines", `name: a\n${repeat("  b\n")}`],
    ["a block text of many lines", `name: |\n${repeat("  b\n")}`],
    ["comments", repeat("# x\n")],
    ["directives", repeat("%FOO bar\n", 20_000)],
    ["key_id", `name: "${repeat("key_id: { ", 20_000)}"`],
  ])("too many: %s", (_, text) => {
    compiled(text);
  });

  it.each<[string, string, string]>([
    ["an alias in its own anchor", `${head}x: &a [ *a ]\n`, "yaml-syntax"],
    ["an alias in the map of its own anchor", `${head}x: &a { b: *a }\n`, "yaml-syntax"],
    ["an unknown alias", `${head}x: *nobody\n`, "yaml-syntax"],
    ["a text of asterisks", "cfgc: 1\nname: ********\n", "yaml-syntax"],
    ["an alias as a key", "cfgc: &a name\n*a : 2\n", "yaml-syntax"],
    ["a list as a key", `${head}? [a]\n: b\n`, "yaml-syntax"],
    ["a map as a key", `${head}? { a: b }\n: b\n`, "yaml-syntax"],
    ["a tag of JavaScript", "cfgc: 1\nname: !!js/function 'function(){}'\n", "yaml-syntax"],
    ["a binary tag", "cfgc: 1\nname: !!binary aGVsbG8=\n", "yaml-syntax"],
    ["a date tag", "cfgc: 1\nname: !!timestamp 2001-12-14t21:59:43.10-05:00\n", "yaml-syntax"],
    ["a set", `${head}accept: !!set { a, b }\n`, "yaml-syntax"],
    ["an ordered map", `${head}accept: !!omap [ a: b ]\n`, "yaml-syntax"],
    ["a tag that does not fit", "cfgc: !!int abc\nname: m\n", "yaml-syntax"],
    ["a merge key", `${head}x: &x { a: 1 }\naccept:\n  - <<: *x\n`, "unknown-key"],
    ["two documents", `${head}---\nname: other\n`, "yaml-syntax"],
    ["half of a surrogate pair", 'cfgc: 1\nname: "a\\ud800"\n', "yaml-syntax"],
    ["a scalar", "cfgc\n", "yaml-syntax"],
    ["a list", "- cfgc\n", "yaml-syntax"],
  ])("refuses %s", (_, text, code) => {
    expect(codes(compiled(text))).toContain(code);
  });

  it("by the rules of YAML 1.2, whatever the file says: dates and `on` are texts", () => {
    const model = (text: string) => compile([{ path: "cluster.yaml", text }], { products }).model;
    expect(model("%YAML 1.1\n---\ncfgc: 1\nname: 2001-12-14\n").sites[0]?.name).toBe("2001-12-14");
    expect(model("%YAML 1.1\n---\ncfgc: 1\nname: on\n").sites[0]?.name).toBe("on");
    expect(model("%YAML 1.2\n---\ncfgc: 1\nname: 010:20\n").sites[0]?.name).toBe("010:20");
  });

  it("an alias stands for the anchor before it, also where the anchor is defined again", () => {
    const text = `cfgc: 1\nname: m\nhosts:\n  a: &h { address: &x 10.1.1.1 }\n  b: { address: &x 10.1.1.2 }\n  c: { address: *x }\n`;
    const { model } = compile([{ path: "cluster.yaml", text }], { products });
    expect(model.hosts.map((host) => host.address?.value)).toEqual(["10.1.1.1", "10.1.1.2", "10.1.1.2"]);
    const chain = `${head}x: [ &r r1, &q [*r], &r [*q], *r ]\n`;
    expect(codes(compiled(chain))).toEqual(["unknown-key"]);
  });

  it("aliases that multiply", { tags: ["series"] }, () => {
    const laughs = `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${steps(30, (depth) => `a${depth + 1}: &a${depth + 1} [${`*a${depth},`.repeat(10)}]\n`)}`;
    expect(codes(compiled(laughs))).toContain("input-limit");
    const aliases = "*x,".repeat(by({ quick: 15_000, long: 100_000, exhaust: 100_000 }));
    expect(codes(compiled(`${head}x: &x 1\ny: [${aliases}]\n`))).toContain("input-limit");
    const merges = `a0: &a0 { b: 1 }\n${steps(30, (depth) => `a${depth + 1}: &a${depth + 1} { <<: [${`*a${depth},`.repeat(10)}] }\n`)}`;
    expect(codes(compiled(merges))).toContain("input-limit");
  });

  it.each([
    "dn[1-999999999]",
    "dn[0-100000]",
    "[1-1000][1-1000]",
    `dn${"[1-2]".repeat(100)}`,
    `dn[1-${"9".repeat(1000)}]`,
    "dn[9-1]",
    "dn[a-b]",
    "dn[",
    "dn]",
    "dn[]",
    "dn[1-]",
    "dn[-1]",
    "dn[[1-2]]",
    "dn[01-100]",
    `dn${"[".repeat(10_000)}`,
    `dn${"[1-1".repeat(10_000)}`,
  ])("the range %s", (range) => {
    const hosts = `hosts: { db1: { address: 10.1.1.1 }, "${range}": { address: 10.1.1.2 } }\n`;
    expect(codes(compiled(`cfgc: 1\nname: m\n${hosts}`))).toEqual(["range-syntax"]);
    const address = `hosts: { db1: { address: "${range}" } }\n`;
    compiled(`cfgc: 1\nname: m\n${address}`);
    const nodes = `horaedb: { version: 2.1.0, nodes: { members: [ { host: "${range}" } ] } }\n`;
    expect(codes(compiled(`${head}${nodes}`))).toContain("range-syntax");
  });

  it("thousands of brackets of one name each", { tags: ["series"] }, () => {
    const brackets = "[1-1]".repeat(by({ quick: 15_000, long: 100_000, exhaust: 100_000 }));
    compiled(`cfgc: 1\nname: m\nhosts: { "dn${brackets}": { address: 10.1.1.2 } }\n`);
  });

  it.each<[string, string]>([
    ["arrays", `x = ${repeat("[")}`],
    ["arrays that close", `[server]\nhttp_port = ${repeat("[")}${repeat("]")}\n`],
    ["inline tables", `server = ${repeat("{a=")}1${repeat("}")}\n`],
    ["keys", `server.http_port${repeat(".a")} = 1\n`],
    ["headers", `[server.${repeat("a.")}a]\nx = 1\n`],
    ["array tables", repeat("[[a]]\n", 20_000)],
    [
      "nested array tables",
      steps(by({ quick: 700, long: 2000, exhaust: 2000 }), (depth) => `[[a${".a".repeat(depth)}]]\n`),
    ],
    ["a number of 100,000 digits", `[server]\nhttp_port = ${repeat("9")}\n`],
    ["escapes", `x = "${repeat("\\u0041")}"\n`],
    ["open quotes", repeat('"""\n', by({ quick: 5000, long: 20_000, exhaust: 20_000 }))],
    ["a million parts of a word", `x = "${repeat("a-", 500_000)}"\n`],
    ["items", `[limiter]\nwrite_block_list = [${repeat('"a", ')}]\n`],
    ["members", `initial-cluster = "${repeat("m=http://1.1.1.1:1,", 2000)}"\n`],
    ["key_id", `key_id = { ${repeat("key_id = { ", 20_000)}`],
  ])("TOML: %s", (_, text) => {
    for (const kind of ["horaedb", "horaemeta"]) linted(text, kind);
  });
});

describe("long files take linear time", () => {
  const lines = (of: (line: number) => string) => (count: number) =>
    Array.from({ length: count }, (_, line) => of(line)).join("");
  const hosts = lines(
    (line) => `  db${line}: { address: 10.${line >> 16}.${(line >> 8) & 255}.${line & 255} }\n`,
  );

  it.each<[string, (count: number) => readonly Diagnostic[]]>([
    ["hosts", (count) => compiled(`cfgc: 1\nname: m\nhosts:\n${hosts(count)}`)],
    ["unknown keys", (count) => compiled(`${head}${lines((line) => `key${line}: 1\n`)(count)}`)],
    ["equal keys", (count) => compiled(`${head}${lines(() => "name: m\n")(count)}`)],
    [
      "accepted rules",
      (count) => compiled(`${head}accept:\n${lines((line) => `  - { rule: r${line}, reason: x }\n`)(count)}`),
    ],
    ["syntax errors", (count) => compiled(`${head}${lines(() => "a: b: c\n")(count)}`)],
    ["aliases", (count) => compiled(`${head}x: &x 1\ny:\n${lines(() => "  - *x\n")(count)}`)],
    ["errors in one line", (count) => compiled(lines(() => "]")(count))],
    ["lines after a secret", (count) => compiled(`${head}password: "\n${lines(() => "abc\n")(count)}`)],
    [
      "secrets",
      (count) => compiled(`${head}${lines((line) => `password${line}: abcdefgh${line}\n`)(count)}`),
    ],
    ["unknown keys of TOML", (count) => linted(lines((line) => `key${line} = 1\n`)(count), "horaemeta")],
    ["bad lines of TOML", (count) => linted(lines(() => "x y z\n")(count))],
    ["headers of TOML", (count) => linted(lines((line) => `[a${line}]\n`)(count), "horaemeta")],
  ])("%s", { tags: ["series"] }, (_, run) => {
    const time = (count: number) => processorMs(() => run(count));
    const count = by({ quick: 250, long: 2000, exhaust: 8000 });
    time(count / 2);
    const few = time(count);
    // Eight times the lines: 64 times as long in quadratic time. The rest is for the garbage collector.
    expect(time(8 * count)).toBeLessThan(few * 24 + by({ quick: 100, long: 500, exhaust: 1000 }));
  });

  it("a file of 100,000 lines", { tags: ["long"] }, () => {
    expect(compiled(`cfgc: 1\nname: m\nhosts:\n${hosts(100_000)}`)).toEqual([]);
  });
});

describe("files as bytes", () => {
  let folder: string;
  let path: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "cfgc-hostile-"));
    path = join(folder, "cluster.yaml");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What the command line makes of a file: findings of the reader, or else of the spine. */
  function found(bytes: Uint8Array | string, kind = "cluster"): readonly Diagnostic[] {
    writeFileSync(path, bytes);
    const { source, diagnostics } = readInput(path, processIo());
    if (diagnostics.length > 0) return sound(diagnostics, source.text);
    return kind === "cluster" ? compiled(source.text) : linted(source.text, kind);
  }

  const short = `# 集群
cfgc: 1
name: m
hosts:
  "dn[1-2]": { address: "10.1.2.[1-2]" }
  db1: { address: &a '10.1.1.1', zone: "\\u5ba4" } # room
horaedb:
  version: 2.1.0
  meta: { members: [{ host: db1 }] }
  nodes:
    config: { node: { zone: "z\\t😀" }, limiter: { write_block_list: [a, "b"] } }
    members:
      - { host: "dn[1-2]" }
  wal: { type: Kafka, brokers: [10.9.0.1:9092] }
accept:
  - rule: meta-quorum-too-small
    reason: >-
      one box
`;

  it.each([
    ["cluster", short],
    ["horaemeta", horaemeta],
    ["horaedb", horaedb],
  ])("%s, cut off after every byte", { tags: ["series"] }, (kind, text) => {
    expect(codes(found(text, kind))).not.toContain(kind === "cluster" ? "yaml-syntax" : "toml-syntax");
    const bytes = Buffer.from(text);
    for (const length of someOf([...bytes.keys(), bytes.length], 23)) found(bytes.subarray(0, length), kind);
  });

  it("a long cluster.yaml, cut off in every line", { tags: ["series"] }, () => {
    const ends = [...cluster.matchAll(/\n/g)].map(({ index }) => index);
    const cuts = ends.flatMap((end) => [end - 3, end - 1, end, end + 1]);
    for (const cut of someOf(cuts, 17)) found(cluster.slice(0, cut));
  });

  it("CRLF, a byte order mark and a missing final newline change nothing", () => {
    const places = (list: readonly Diagnostic[]) =>
      (JSON.parse(printJson(list)) as { findings: { code: string; line: number }[] }).findings.map(
        ({ code, line }) => `${code}@${line}`,
      );
    for (const [kind, right] of [
      ["cluster", cluster],
      ["horaemeta", horaemeta],
      ["horaedb", horaedb],
    ] as const) {
      for (const text of [right, right.replace(/(addr|host)/, "$1x")]) {
        const plain = places(found(text, kind));
        // HoraeMeta alone refuses the mark.
        const marked = kind === "horaemeta" ? ["toml-syntax@1", ...plain] : plain;
        expect(places(found(text.replaceAll("\n", "\r\n"), kind))).toEqual(plain);
        expect(places(found(`\ufeff${text}`, kind))).toEqual(marked);
        expect(places(found(`\ufeff${text.replaceAll("\n", "\r\n")}`, kind))).toEqual(marked);
        expect(places(found(text.trimEnd(), kind))).toEqual(plain);
        expect(places(found(`${text}\n\n`, kind))).toEqual(plain);
      }
    }
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["a line end", "\n"],
    ["comments", "# nothing\n# here\n"],
    ["blanks", "   \n  \n"],
    ["a byte order mark", "\ufeff"],
    ["a document mark", "---"],
    ["a document mark and its line end", "---\n"],
    ["two document marks", "---\n---\n"],
    ["an end mark", "..."],
    ["null", "null\n"],
    ["tabs", "\tcfgc: 1\n\tname: m\n"],
    ["no line ends", cluster.replaceAll("\n", " ")],
  ])("a file with %s", (_, text) => {
    expect(found(text).some((one) => one.severity === "error")).toBe(true);
    for (const kind of ["horaedb", "horaemeta"]) found(text, kind);
  });

  it("a file with carriage returns alone has lines, as YAML says", () => {
    const told = (text: string) => found(text).map(({ message, at }) => [at.start, message]);
    expect(told(cluster.replaceAll("\n", "\r"))).toEqual(told(cluster));
    for (const kind of ["horaedb", "horaemeta"]) found(cluster.replaceAll("\n", "\r"), kind);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ["Latin-1", Buffer.from("cfgc: 1\nname: é\n", "latin1"), /not UTF-8 text; .* line 2/],
    ["UTF-16 with a mark", Buffer.from("\ufeffcfgc: 1\n", "utf16le"), /not UTF-8 text; .* line 1/],
    [
      "UTF-16 with the other mark",
      Buffer.from("\ufeffcfgc: 1\n", "utf16le").swap16(),
      /not UTF-8 text; .* line 1/,
    ],
    ["UTF-16 without a mark", Buffer.from("cfgc: 1\n", "utf16le"), /NUL character in line 1/],
    ["a NUL", Buffer.from("cfgc: 1\nname: \0\n"), /NUL character in line 2/],
    [
      "half a character at the end",
      Buffer.from("cfgc: 1\nname: é").subarray(0, 15),
      /not UTF-8 text; .* line 2/,
    ],
    ["a surrogate in UTF-8", Buffer.from([0x61, 0x0a, 0xed, 0xa0, 0x80]), /not UTF-8 text; .* line 2/],
    ["an overlong form", Buffer.from([0x0a, 0x0a, 0xc0, 0xaf]), /not UTF-8 text; .* line 3/],
    [
      "a replacement character before it",
      Buffer.from([0xef, 0xbf, 0xbd, 0x0a, 0x0a, 0xff]),
      /not UTF-8 text; .* line 3/,
    ],
    [
      "bytes of a program",
      readFileSync(process.execPath).subarray(0, 100_000),
      /not UTF-8 text|NUL character/,
    ],
  ])("%s is no text", (_, bytes, message) => {
    const list = found(bytes);
    expect(codes(list)).toEqual(["encoding"]);
    expect(list[0]?.message).toMatch(message);
  });

  const bytes = fc.uint8Array({ maxLength: 300 });
  series(
    "random bytes as a cluster.yaml",
    150,
    fc.property(bytes, (random) => void found(random)),
  );
  series(
    "random bytes as horaedb.toml",
    150,
    fc.property(bytes, (random) => void found(random, "horaedb")),
  );
});
