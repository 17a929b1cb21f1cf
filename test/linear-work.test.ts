/** Twice as much of anything in a file is twice the work, counted in steps of the program and not by a clock. */
import { expect, it } from "vitest";
import { countedProgram, stepsOf } from "./support/counted-program.ts";

const { compile, detect, lint, printHuman, printSarif, products } = await countedProgram();

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
  [
    "unknown keys in a table",
    "horaedb.toml",
    "horaedb@2.1.0",
    (n) => `[server]\n${many(n, (i) => `x${i} = 1\n`)}`,
  ],
  [
    "unknown keys in a table in one line",
    "horaedb.toml",
    "horaedb@2.1.0",
    (n) => `server = { ${many(n, (i) => `x${i} = 1, `)}y = 1 }\n`,
  ],
  [
    "unknown keys below comments",
    "horaedb.toml",
    "horaedb@2.1.0",
    (n) => `[server]\n${many(n, (i) => `# x\n\nx${i} = 1\n`)}`,
  ],
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
  printHuman(diagnostics, { color: false });
  printSarif(diagnostics, { version: "0", files: [path], directory: "/" });
};

const site = (rest: string) => `cfgc: 1\nname: s\n${rest}`;
const address = (i: number) => `10.1.${i >> 8}.${i & 255}`;
const sites: readonly (readonly [title: string, text: (count: number) => string])[] = [
  [
    "hosts that are none, on lines of their own",
    (n) =>
      site(
        `environment: development\nhosts: { "db[1-${n}]": { address: "h[1-${n}]" } }\nhoraedb:\n  version: 2.1.0\n  nodes: { members: [ { host: db1 } ] }\n  meta:\n    members:\n${many(n, (i) => `      - { host: zz${i} }\n`)}`,
      ),
  ],
  ["hosts", (n) => site(`hosts:\n${many(n, (i) => `  h${i}: { address: ${address(i)} }\n`)}`)],
  ["the same host", (n) => site(`hosts:\n${many(n, () => "  h: { address: 10.1.1.1 }\n")}`)],
  ["hosts that are none", (n) => site(`hosts:\n${many(n, (i) => `  h${i}: 1\n`)}`)],
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

/** How much more twice as much gives, from three points, so that what is done once does not count. */
function growth([few, some, lots]: readonly [number, number, number]): number {
  return (lots - some) / (some - few);
}

const counts = [40, 80, 160] as const;

/** What a release or a catalogue is asked once is asked before. */
function growthOfWork(work: (count: number) => unknown): number {
  work(counts[0]);
  const [few, some, lots] = counts.map((count) => stepsOf(() => work(count))) as [number, number, number];
  expect(some).toBeGreaterThan(few);
  return growth([few, some, lots]);
}

/** 2 is what it would be; a sort and its like take a little more, and what is compared pair by pair takes 4. */
const limit = 2.4;

it.each(families)("a file with more of: %s (%s)", (_, path, kind, text) => {
  expect(growthOfWork((count) => found(path, kind, text(count)))).toBeLessThan(limit);
});

it.each(sites)("a cluster.yaml with more of: %s", (_, text) => {
  const sizes: number[] = [];
  const work = growthOfWork((count) => {
    const { bundle } = compile([{ path: "cluster.yaml", text: text(count) }], { products });
    sizes.push((bundle?.files ?? []).reduce((sum, { content }) => sum + content.length, count));
  });
  // Where each host has a list of all of them, the bundle itself grows with the square.
  const [, few = 0, some = 0, lots = 0] = sizes;
  expect(work / Math.max(2, growth([few, some, lots]))).toBeLessThan(limit / 2);
});

it("a long text is not measured again for each of its aliases", () => {
  const text = (aliases: number) =>
    site(`a: &a "${"x".repeat(1_000_000)}"\nb: [ ${many(aliases, () => "*a, ")}]\n`);
  const work = (aliases: number) =>
    stepsOf(() => compile([{ path: "cluster.yaml", text: text(aliases) }], { products }));
  expect(work(200) - work(100)).toBeLessThan(1_000_000);
});

it("what is done for each pair is noticed", () => {
  const pairs = (count: number) => {
    for (let pair = 0; pair < count ** 2; pair += 1) detect({ path: "x", text: "" });
  };
  expect(growthOfWork(pairs)).toBeCloseTo(4);
});
