/** Twice as much of anything in a file is twice the work, counted in steps of the program and not by a clock. */
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { detect } from "../src/detect.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { printSarif } from "../src/diagnostics/print/sarif.ts";
import { lint } from "../src/lint.ts";
import { someOf } from "./support/effort.ts";
import { products } from "./support/run.ts";
import { stepsOf } from "./support/steps.ts";

const many = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join("");

/** What stands in a file of the kind, and how it goes on. */
const families: readonly (readonly [
  title: string,
  path: string,
  kind: string,
  text: (count: number) => string,
])[] = [
  ["unknown keys, no release", "cluster.cfg", "dolphindb-cluster", (n) => many(n, (i) => `unKnown${i}=1\n`)],
  ["unknown keys", "cluster.cfg", "dolphindb-cluster@3.00.4", (n) => many(n, (i) => `unKnown${i}=1\n`)],
  [
    "keys of nodes",
    "cluster.cfg",
    "dolphindb-cluster@3.00.4",
    (n) => many(n, (i) => `dn${i}.maxMemSize=4\n`),
  ],
  [
    "keys of patterns",
    "cluster.cfg",
    "dolphindb-cluster@3.00.4",
    (n) => many(n, (i) => `d%n${i}%.maxMemSize=4\n`),
  ],
  ["the same key", "cluster.cfg", "dolphindb-cluster@3.00.4", (n) => many(n, () => "maxMemSize=4\n")],
  ["lines that are none", "cluster.cfg", "dolphindb-cluster@3.00.4", (n) => many(n, () => "maxMemSize 4\n")],
  [
    "nodes",
    "cluster.nodes",
    "dolphindb-nodes@3.00.4",
    (n) => `localSite,mode\n${many(n, (i) => `10.1.${i >> 8}.${i & 255}:8902:dn${i},datanode\n`)}`,
  ],
  [
    "the same node",
    "cluster.nodes",
    "dolphindb-nodes@3.00.4",
    (n) => `localSite,mode\n${many(n, () => "10.1.1.1:8902:dn,datanode\n")}`,
  ],
  ["unknown keys in TOML", "horaemeta.toml", "horaemeta@2.1.0", (n) => many(n, (i) => `x${i} = 1\n`)],
  ["unknown keys in TOML, no release", "horaedb.toml", "horaedb", (n) => many(n, (i) => `x${i} = 1\n`)],
  ["the same key in TOML", "horaedb.toml", "horaedb@2.1.0", (n) => many(n, () => "x = 1\n")],
  ["tables", "horaedb.toml", "horaedb@2.1.0", (n) => many(n, (i) => `[a.b${i}]\nc = 1\n`)],
  [
    "rows of tables",
    "horaedb.toml",
    "horaedb@2.1.0",
    (n) =>
      many(
        n,
        (i) => `[[cluster_deployment.rules.prefix_rules]]\nschema = "s"\nprefix = "p${i}"\nshard = ${i}\n`,
      ),
  ],
  [
    "items",
    "horaedb.toml",
    "horaedb@2.1.0",
    (n) => `[limiter]\nwrite_block_list = [ ${many(n, (i) => `"t${i}", `)} ]\n`,
  ],
  ["broken lines in TOML", "horaedb.toml", "horaedb@2.1.0", (n) => many(n, (i) => `x${i} = [ 1, "\n`)],
  [
    "members",
    "horaemeta.toml",
    "horaemeta@2.1.0",
    (n) => `initial-cluster = "${many(n, (i) => `m${i}=http://10.1.${i >> 8}.${i & 255}:2380,`)}"\n`,
  ],
  ["variables", "horaedb.env", "env@2.1.0", (n) => many(n, (i) => `HORAEDB_X${i}=1\n`)],
  ["the same variable", "horaedb.env", "env@2.1.0", (n) => many(n, () => "HORAEDB_SERVER_HTTP_PORT=5440\n")],
  [
    "comments that silence",
    "horaedb.toml",
    "horaedb@2.1.0",
    (n) => many(n, (i) => `# cfgc-disable-next-line unknown-key: x\nx${i} = 1\n`),
  ],
  ["keys of OMS", "config.yaml", "oms@4.2.2", (n) => many(n, (i) => `k${i}: 1\n`)],
  [
    "nodes of OMS",
    "config.yaml",
    "oms@4.2.2",
    (n) => `cm_nodes:\n${many(n, (i) => `- 10.1.${i >> 8}.${i & 255}\n`)}`,
  ],
];

const found = (path: string, kindAndVersion: string, text: string) => {
  const [kind = "", version] = kindAndVersion.split("@");
  const source = { path, text };
  detect(source);
  const { diagnostics } = lint([{ source, kind, version }], products);
  printHuman(diagnostics.slice(0, 5), { color: false });
  printSarif(diagnostics, { version: "0", files: [path], directory: "/" });
};

const site = (rest: string) => `cfgc: 1\nname: s\n${rest}`;
const address = (i: number) => `10.1.${i >> 8}.${i & 255}`;
const sites: readonly (readonly [title: string, text: (count: number) => string])[] = [
  ["hosts", (n) => site(`hosts:\n${many(n, (i) => `  h${i}: { address: ${address(i)} }\n`)}`)],
  ["the same host", (n) => site(`hosts:\n${many(n, () => "  h: { address: 10.1.1.1 }\n")}`)],
  ["unknown keys", (n) => site(`hosts:\n  h: { address: 10.1.1.1 }\n${many(n, (i) => `k${i}: 1\n`)}`)],
  [
    "nodes of HoraeDB",
    (n) =>
      site(
        `environment: development\nhosts:\n${many(n, (i) => `  h${i}: { address: ${address(i)} }\n`)}horaedb:\n  version: 2.1.0\n  wal: { type: Kafka, brokers: [ 10.9.0.1:9092 ] }\n  meta: { members: [ { host: h0 } ] }\n  nodes:\n    members:\n${many(n, (i) => `      - { host: h${i} }\n`)}`,
      ),
  ],
  [
    "nodes of DolphinDB, in a range",
    (n) =>
      site(
        `environment: development\nhosts:\n  c1: { address: 10.0.0.1 }\n  "d[1-${n}]": { address: "d[1-${n}].example.net" }\ndolphindb:\n  version: 3.00.4\n  replication: { factor: 1 }\n  controllers: [ { host: c1 } ]\n  data_nodes: [ { host: "d[1-${n}]" } ]\n`,
      ),
  ],
  [
    "nodes of DolphinDB on one host",
    (n) =>
      site(
        `environment: development\nhosts: { c1: { address: 10.0.0.1 } }\ndolphindb:\n  version: 3.00.4\n  replication: { factor: 1 }\n  controllers: [ { host: c1 } ]\n  data_nodes:\n${many(n, (i) => `    - { host: c1, alias: d${i}, port: ${9000 + i} }\n`)}`,
      ),
  ],
];

/** Three points, so that what is done once does not count. Where the engine's own doings disturb it, again. */
function growth(work: (count: number) => unknown): number {
  work(200);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 6 && !(least < limit); attempt += 1) {
    const [few, some, lots] = [100, 200, 400].map((count) => stepsOf(() => work(count))) as [
      number,
      number,
      number,
    ];
    if (some > few) least = Math.min(least, (lots - some) / (some - few));
  }
  return least;
}

/** 2 is what it would be; a sort and its like take a little more, and what is compared pair by pair takes 4. */
const limit = 2.6;

describe("a file with more of", { tags: ["series"] }, () => {
  it.each(someOf(families, 4, 1))("%s (%s)", (_, path, kind, text) => {
    expect(growth((count) => found(path, kind, text(count)))).toBeLessThan(limit);
  });
});

describe("a cluster.yaml with more of", { tags: ["series"] }, () => {
  it.each(someOf(sites, 4, 1))("%s", (_, text) => {
    expect(
      growth((count) => {
        const { bundle } = compile([{ path: "cluster.yaml", text: text(count) }], { products });
        return bundle;
      }),
    ).toBeLessThan(limit);
  });
});
