/** One mistake in a deployment of files that are right is one finding, whatever else follows from it. */
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { rightFiles } from "./support/right-deployment.ts";
import { compileText, findingsOf, placed } from "./support/run.ts";

const found = (files: Readonly<Record<string, string>>) =>
  findingsOf({ files, closed: true }).filter(({ severity }) => severity !== "info");
const told = (one: Diagnostic) => `${placed(one)} ${one.message}; ${one.help ?? ""}`;

function foundWith(path: string, from: string, to: string): string[] {
  const text = rightFiles[path] ?? "";
  expect(text.split(from)).toHaveLength(2);
  return found({ ...rightFiles, [path]: text.replace(from, to) }).map(told);
}

it("without one there is none", () => {
  expect(found(rightFiles).map(told)).toEqual([]);
});

describe("the header of a table of nodes", () => {
  it.each([
    ["lcoalSite,mode", "nodes-syntax@1:1 the header has no column localSite; call this column localSite"],
    ["localSite,mdoe", "nodes-syntax@1:11 the header has no column mode; call this column mode"],
    [
      "localSitemode",
      "nodes-syntax@1:1 the header has no column localSite; begin the file with localSite,mode",
    ],
    [
      "localSite;mode",
      "nodes-syntax@1:1 the header has no column localSite; begin the file with localSite,mode",
    ],
    ["site,kind", "nodes-syntax@1:1 the header has no column localSite; begin the file with localSite,mode"],
    ["localSite", "nodes-syntax@1:1 the header has no column mode; begin the file with localSite,mode"],
    ["mode", "nodes-syntax@1:1 the header has no column localSite; begin the file with localSite,mode"],
  ])("%s", (header, finding) => {
    expect(foundWith("p3/cluster.nodes", "localSite,mode", header)).toEqual([`p3/cluster.nodes:${finding}`]);
  });
});

describe("what cannot be read is not told again", () => {
  it.each([
    ["a kind of node that there is not", "p3/cluster.nodes", "a3,agent", "a3,aegnt", "wrong-type@7:18"],
    ["a row without a comma", "p3/cluster.nodes", "a3,agent", "a3agent", "nodes-syntax@7:1"],
    ["a site without a port", "p3/cluster.nodes", "10.4.1.3:8901:a3", "10.4.1.3:a3", "site-malformed@7:1"],
    [
      "the site of a controller",
      "p3/controller.cfg",
      "10.4.1.3:8900:c3",
      "10.4.1.38900:c3",
      "site-malformed@3:11",
    ],
    [
      "a controller without its site",
      "p3/controller.cfg",
      "localSite=10.4.1.3:8900:c3\n",
      "",
      "site-malformed@1:1",
    ],
    ["a mode that there is not", "n2/horaedb.toml", '"WithMeta"', '"zz top"', "wrong-type@22:8"],
    [
      "the name of another cluster",
      "n2/horaedb.toml",
      '"prodCluster"',
      '"second"',
      "cluster-identity-mismatch@25:16",
    ],
    ["half a key", "o2/config.yaml", "oms_meta_port: 2883", "oms_meta_po", "yaml-syntax@3:1"],
    ["a key that OMS demands", "o2/config.yaml", "drc_rm_db: oms_rm\n", "", "missing-key@1:1"],
    ["a tab before an item", "o2/config.yaml", "  - 10.5.2.2", "\t- 10.5.2.2", "yaml-syntax@16:1"],
  ])("%s", (_, path, from, to, finding) => {
    const all = foundWith(path, from, to);
    expect(all.map((one) => one.split(" ")[0])).toEqual([`${path}:${finding}`]);
  });

  it("a variable overrides nothing where the file holds what the program does not take", () => {
    const env = "# cfgc: env\nHORAEDB_SERVER_ADDR=10.3.1.2\n";
    const withAddress = (address: string) => {
      const text = (rightFiles["n2/horaedb.toml"] ?? "").replace('addr = "10.3.1.2"', `addr = ${address}`);
      const files = { ...rightFiles, "n2/horaedb.toml": text, "n2/horaedb.env": env };
      return findingsOf({ files, closed: true })
        .filter(({ at }) => at.file.path.startsWith("n2/"))
        .map(placed);
    };
    expect(withAddress('"10.3.1.9"')).toEqual(["n2/horaedb.env:variable-overrides@2:1"]);
    expect(withAddress('["10.3.1.9"]')).toEqual(["n2/horaedb.toml:wrong-type@3:8"]);
    expect(withAddress("7")).toEqual(["n2/horaedb.toml:wrong-type@3:8"]);
    expect(withAddress('"10.3.1.9')).toEqual(["n2/horaedb.toml:toml-syntax@3:8"]);
  });

  it.each(["%%%", "      %%%", "@@@", "      @@@", "      ]", '      "'])(
    "a line that is nothing, %j",
    (line) => {
      const text = `cfgc: 1
name: s
environment: development
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  nodes:
    members:
${line}
      - { host: db1 }
`;
      expect(compileText(text).diagnostics.map((one) => placed(one).split(":")[0])).toEqual([
        `yaml-syntax@9`,
      ]);
    },
  );

  it("half a key of cluster.yaml is neither unknown nor missing", () => {
    const text = `cfgc: 1
name: s
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  vers
  nodes:
    members: [ { host: db1 } ]
`;
    expect(compileText(text).diagnostics.map(placed)).toEqual(["yaml-syntax@5:3"]);
    const whole = text.replace("vers\n", "version: 2.1.0\n");
    const found = (from: string, to: string) =>
      compileText(whole.replace(from, to)).diagnostics.map(({ code }) => code.name);
    expect(found("members: [ { host: db1 } ]", "memb\n      - { host: db1 }")).toEqual(["yaml-syntax"]);
    expect(found("members:", "config:\n      logger: { level: info }\n      serv\n    members:")).toEqual([
      "yaml-syntax",
    ]);
    expect(found("members: [ { host: db1 } ]", "members:\n      - name: a, host: db1 }")).toEqual([
      "yaml-syntax",
    ]);
  });
});
