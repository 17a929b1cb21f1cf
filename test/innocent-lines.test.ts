/**
 * A fault is said where it is, and nowhere else: planted anywhere into a large deployment that is right, it gives no
 * error on a line that has nothing to do with it. What could not be read is unknown to everything after it.
 */
import { describe, expect, it } from "vitest";
import type { Example } from "../src/diagnostics/diagnostic.ts";
import { allRules } from "../src/rules/all-rules.ts";
import { someOf } from "./support/effort.ts";
import { errorsElsewhere, type Planted, plantedIn } from "./support/innocent-lines.ts";
import { fileFaults, withValue, yamlFaults } from "./support/line-faults.ts";
import { plantedFaults } from "./support/planted-faults.ts";
import { rightClusters, rightFiles } from "./support/right-deployment.ts";
import { findingsOf, placed, products } from "./support/run.ts";
import { missingOnPages } from "./support/severities-on-pages.ts";

/** No line is blamed for another, and the pages of what is said show it. */
function expectInnocent(planted: readonly Planted[]): void {
  expect(planted).not.toEqual([]);
  expect(planted.flatMap(errorsElsewhere)).toEqual([]);
  expect(missingOnPages(planted)).toEqual([]);
}

function inClusters(change: (line: string) => Iterable<string>): readonly Planted[] {
  return Object.keys(rightClusters).flatMap((path) => plantedIn(rightClusters, path, change));
}

/** With the other files of the deployment beside it. */
function inFile(path: string, change: (line: string) => Iterable<string>): readonly Planted[] {
  return plantedIn(rightFiles, path, change).map((one) => ({
    ...one,
    files: { ...rightFiles, ...one.files },
  }));
}

it("the deployment without a fault gives nothing", () => {
  expect(findingsOf({ files: rightClusters }).map(placed)).toEqual([]);
});

it.each(plantedFaults)(
  "a planted fault: $title",
  { tags: ["series"] },
  ({ inEast: { from, to, told = to } }) => {
    const path = "east/cluster.yaml";
    const text = rightClusters[path] ?? "";
    expect(text.split(from)).toHaveLength(2);
    const planted = text.replace(from, to);
    expect(planted.split(told)).toHaveLength(2);
    const files = { ...rightClusters, [path]: planted };
    expect(findingsOf({ files })).not.toEqual([]);
    const line = planted.slice(0, planted.indexOf(told)).split("\n").length;
    expect(errorsElsewhere({ files, path, line, text: told })).toEqual([]);
  },
);

it.each([
  ["a list", "[[7]]"],
  ["a table", "{ a: 7 }"],
  ["a text that fits nowhere", '"a,b c"'],
  ["a number", "-7"],
  ["a range that descends", '"x[9-1]"'],
  ["a wrong escape", '"\\q"'],
  ["a placeholder", '"{value}"'],
])("%s in place of a value of a cluster.yaml", { tags: ["series"] }, (title, value) => {
  expectInnocent(
    someOf(
      inClusters((line) => withValue(line, value)),
      41,
      title.length,
    ),
  );
});

it.each(Object.entries(yamlFaults))("%s in a cluster.yaml", { tags: ["series"] }, (title, change) => {
  expectInnocent(someOf(inClusters(change), 41, title.length));
});

it("the files without a fault give nothing", () => {
  const found = findingsOf({ files: rightFiles }).filter(({ severity }) => severity !== "info");
  expect(found.map((one) => `${placed(one)} ${one.message}`)).toEqual([]);
});

const oneOfEach = [
  "m1/horaemeta.toml",
  "n1/horaedb.toml",
  "m1/horaemeta.env",
  "p1/controller.cfg",
  "p1/agent.cfg",
  "p1/cluster.cfg",
  "p1/cluster.nodes",
];

it.each(Object.entries(fileFaults))("%s in a program's own file", { tags: ["series"] }, (title, change) => {
  const planted = oneOfEach.flatMap((path) => inFile(path, change));
  expectInnocent(someOf(planted, 11, title.length));
});

// A misspelt key is not one that could not be read: OMS goes without it, and what it then lacks is told where that counts.
const { "a misspelt key": misspelt, ...yamlSyntaxFaults } = yamlFaults;

it("a misspelt key in a config.yaml of OMS is as severe as the pages say", { tags: ["series"] }, () => {
  const planted = plantedIn(rightFiles, "o1/config.yaml", misspelt);
  expect(missingOnPages(someOf(planted, 11))).toEqual([]);
});

it("a fault in a config.yaml of OMS", { tags: ["series"] }, () => {
  const planted = Object.values(yamlSyntaxFaults).flatMap((change) => inFile("o1/config.yaml", change));
  expectInnocent(someOf(planted, 5));
});

describe("a faulty deployment beside one that is right", () => {
  const innocent: Record<string, string> = {};
  for (const [path, text] of Object.entries(rightClusters))
    innocent[`innocent/${path}`] = text
      .replace(/^name: /m, "name: innocent-")
      .replace(/\b10\.(?=\d+\.\d+\.)/g, "172.")
      .replaceAll("example.net", "example.org")
      .replace(/\b(bucket|rm|cm|heartbeat): /g, "$1: innocent_");
  const innocentFiles = Object.fromEntries(
    Object.entries(rightFiles).map(([path, text]) => [`innocent/${path}`, text]),
  );
  const cases = [...allRules, ...products.flatMap((product) => product.rules)].flatMap(({ name, examples }) =>
    examples.invalid.map((example) => ({ name, example })),
  );

  /** The kind that a call says of the files of an example is not that of the files beside them. */
  const withKind = ({ as, files, ...rest }: Example): Example => ({
    ...rest,
    files:
      as === undefined
        ? files
        : Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `# cfgc: ${as}\n${text}`])),
  });

  it("takes nothing along", { tags: ["series"] }, () => {
    expect(findingsOf({ files: innocent }).map(placed)).toEqual([]);
    const isCluster = ({ files }: Example) =>
      Object.keys(files).some((path) => path.endsWith("cluster.yaml"));
    expect(cases.length).toBeGreaterThan(250);
    for (const { name, example: given } of someOf(cases, 23)) {
      const example = withKind(given);
      const beside = isCluster(example) ? innocent : innocentFiles;
      const found = findingsOf({ ...example, files: { ...beside, ...example.files } });
      const elsewhere = found.filter(
        (one) => one.severity === "error" && !(one.at.file.path in example.files),
      );
      expect(elsewhere.map((one) => `${name} -> ${placed(one)} ${one.message}`)).toEqual([]);
    }
  });
});

it("there are 30 kinds of syntax faults at least", () => {
  expect(Object.keys(yamlSyntaxFaults).length + Object.keys(fileFaults).length).toBeGreaterThanOrEqual(30);
});

it("a tab, a lost indent and a bracket are one error each", { tags: ["series"] }, () => {
  const path = "east/cluster.yaml";
  for (const title of ["tabs for blanks", "two blanks less", "no closing }"] as const) {
    const planted = plantedIn(rightClusters, path, yamlFaults[title]);
    expect(planted.length).toBeGreaterThan(20);
    for (const one of someOf(planted, 41, title.length)) {
      const errors = findingsOf({ files: one.files }).filter(({ severity }) => severity === "error");
      expect(errors.map(placed), `${one.line} ${one.text}`).toHaveLength(1);
    }
  }
});

it.each([
  ["a member's name with a comma", "name: meta0,", 'name: "a,b",', "name-not-portable@34:17"],
  ["a member's name with an equals sign", "name: meta0,", 'name: "a=b",', "name-not-portable@34:17"],
  ["a range that descends", 'host: "dn[01-04]"', 'host: "dn[04-01]"', "range-syntax@49:15"],
  ["an alias with a colon", "alias: controller1,", 'alias: "a:b",', "name-not-portable@76:16"],
  ["an alias with a blank", "alias: agent1,", 'alias: "a b",', "name-not-portable@80:16"],
  ["a data node's alias with a comma", "alias: datanode1,", 'alias: "a,b",', "name-not-portable@83:16"],
  ["a host at localhost", "10.1.1.1, zone", "localhost, zone", "loopback-advertised@6:19"],
  ["a host of OMS at localhost", "address: 10.1.6.1", "address: localhost", "loopback-advertised@18:19"],
  ["an S in lower case", "type: S3", "type: s3", "wrong-type@58:11"],
  ["a release that is none", "version: 4.2.2", "version: 4.2.9", "unknown-version@90:12"],
])("%s is one finding", (_, from, to, finding) => {
  const path = "east/cluster.yaml";
  const text = rightClusters[path] ?? "";
  expect(text.split(from)).toHaveLength(2);
  const found = findingsOf({ files: { [path]: text.replace(from, to) } });
  expect(found.map((one) => placed(one))).toEqual([finding]);
  if (to === "type: s3") expect(found[0]?.help).toBe('write "S3"');
});

it("a release behind a tab is unknown to what depends on it", () => {
  const site = (indent: string) => `cfgc: 1
name: m
hosts: { "db[1-3]": { address: "10.1.1.[1-3]" } }
horaedb:
${indent}version: 2.1.0
  topology: static
  meta: { members: [ { host: "db[1-3]" } ] }
  nodes: { members: [ { host: "db[1-3]" } ] }
`;
  const codes = (text: string) => findingsOf({ files: { "cluster.yaml": text } }).map(placed);
  expect(codes(site("  "))).toEqual(["static-topology-loses-shards@6:13"]);
  expect(codes(site("\t"))).toEqual(["yaml-syntax@5:1"]);
});

it("half of a key is no secret, though the line before it holds one", () => {
  const path = "m1/horaemeta.toml";
  const text = (rightFiles[path] ?? "").replace('default-cluster-name = "prodCluster"', "default-cluster-na");
  const found = findingsOf({ files: { [path]: text } });
  expect(found.map(placed)).toEqual([`${path}:toml-syntax@12:1`]);
  expect(found.map(({ message, help }) => `${message}; ${help}`).join("\n")).not.toContain("****");
});

it("an empty list of members is one finding", () => {
  const text = "cfgc: 1\nname: m\nhosts: { a: { address: 10.1.1.1 }, b: { address: 10.1.1.2 } }\n";
  const section =
    "horaedb: { version: 2.0.0, meta: { members: [] }, nodes: { members: [ { host: a }, { host: b } ] } }\n";
  expect(findingsOf({ files: { "cluster.yaml": text + section } }).map(placed)).toEqual(["wrong-type@4:45"]);
});

it("a hash rule without its shards is one finding", () => {
  const text = "cfgc: 1\nname: m\nhosts: { a: { address: 10.1.1.1 } }\n";
  const section =
    "horaedb: { version: 2.0.0, nodes: { members: [ { host: a } ] }, routing: { schemas: { public: { shards: { 0: a }, rules: { hash: [{}] } } } } }\n";
  expect(findingsOf({ files: { "cluster.yaml": text + section } }).map(placed)).toEqual([
    "missing-key@4:131",
  ]);
});

describe("a fault of what is accepted", () => {
  const lab = (accept: string) => ({
    "cluster.yaml": `cfgc: 1
name: lab
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1 } ] }
  nodes: { members: [ { host: db1 } ] }
accept: ${accept}
`,
  });
  const reason = "reason: one box";

  it.each([
    ["a misspelt rule", `[ { rule: meta-qourum-too-small, ${reason} } ]`, "unknown-rule@8:19"],
    ["a misspelt key", `[ { ruel: meta-quorum-too-small, ${reason} } ]`, "unknown-key@8:13"],
    ["no reason", "[ { rule: meta-quorum-too-small } ]", "missing-key@8:11"],
    ["a reason that is none", "[ { rule: meta-quorum-too-small, reason: [] } ]", "wrong-type@8:50"],
    ["no list", `{ rule: meta-quorum-too-small, ${reason} }`, "wrong-type@8:9"],
  ])("%s is said alone", (_, accept, finding) => {
    expect(findingsOf({ files: lab(accept) }).map(placed)).toEqual([finding]);
  });
  it("another rule silences nothing", () => {
    const text = `[ { rule: memory-overcommitted, ${reason} } ]`;
    expect(findingsOf({ files: lab(text) }).map(placed)).toEqual(["meta-quorum-too-small@6:22"]);
  });
});
