/** Which kinds of nodes read a parameter of DolphinDB, by its documents, and what becomes of one in another file. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cfgFiles } from "../src/products/dolphindb/programs.ts";
import { entriesOf } from "../src/schema/catalogue.ts";
import { catalogue as commandLine } from "../src/schema/generated/catalogues/dolphindb-commandline.ts";
import { compileText, findingsOf, placed } from "./support/run.ts";

interface Told {
  readonly kinds: readonly string[];
  readonly source?: string;
  readonly disputed?: true;
  readonly inferred?: true;
}

const { definitions } = JSON.parse(readFileSync("schemas/dolphindb/parameters.schema.json", "utf8")) as {
  definitions: Record<string, { readonly "x-node-kinds": readonly Told[] }>;
};

describe("the kinds of nodes of a parameter", () => {
  it("have a line of a document, or are called inferred", () => {
    for (const [key, { "x-node-kinds": told }] of Object.entries(definitions)) {
      for (const { kinds, source, inferred } of told) {
        expect(kinds, key).not.toEqual([]);
        if (inferred) expect(source, key).toBeUndefined();
        else expect(source, key).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{7}:[\w./-]+:\d+$/);
      }
    }
    const inReference = Object.values(definitions).filter((one) =>
      one["x-node-kinds"].some(({ source }) => source?.includes("cfg/function_configuration.md:")),
    );
    expect(inReference).toHaveLength(240);
  });

  it("are those whose files have the key", () => {
    for (const [key, { "x-node-kinds": told }] of Object.entries(definitions)) {
      // A column of cluster.nodes, not a line of any file.
      if (key === "computeGroup" || key === "zone") continue;
      const certain = told.filter(({ disputed }) => !disputed).flatMap(({ kinds }) => kinds);
      const doubtful = told.flatMap(({ kinds }) => kinds);
      for (const { fileName, readers, catalogue } of cfgFiles) {
        const has = entriesOf(catalogue, key).length > 0;
        if (readers.some((kind) => certain.includes(kind))) expect([key, fileName, has]).toContain(true);
        if (has && fileName !== "dolphindb.cfg")
          expect([key, fileName, readers.some((kind) => doubtful.includes(kind))]).toContain(true);
      }
      if (certain.includes("commandline")) expect(entriesOf(commandLine, key), key).not.toEqual([]);
    }
  });
});

const cluster = (config: string) =>
  compileText(`cfgc: 1
name: dolphin
environment: production
hosts: { db1: { address: 10.1.1.1 } }
dolphindb:
  version: "2.00.12"
  replication: { factor: 1 }
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1 } ]
  config: ${config}
`);

describe("a key that documents place differently", () => {
  it("is a hint in the file that one of them names, and what it says counts there", () => {
    const { bundle, diagnostics } = cluster("{ cluster: { dataSync: 1, perfMonitoring: true } }");
    expect(diagnostics.map((one) => `${one.severity} ${placed(one)}`)).toEqual([
      "info misplaced-key@10:24",
      "info misplaced-key@10:37",
    ]);
    const file = bundle?.files.find(({ path }) => path.endsWith("cluster.cfg"))?.content;
    expect(file).toMatch(/^dataSync=1$/m);
    expect(file).toMatch(/^perfMonitoring=true$/m);
  });

  it("has its value checked", () => {
    const { diagnostics } = cluster("{ cluster: { dataSync: often } }");
    expect(diagnostics.map((one) => one.code.name)).toContain("wrong-type");
  });

  it("is no hint where cfgc derives it", () => {
    const { diagnostics } = cluster("{ controller: { clusterConfig: a.cfg } }");
    expect(diagnostics.map((one) => one.code.name)).toEqual(["derived-key"]);
  });

  it("is told where it belongs for certain", () => {
    const found = findingsOf({
      files: {
        "controller.cfg":
          "# cfgc: dolphindb-controller@3.00.5\nmode=controller\nlocalSite=10.1.1.1:8900:c1\nnodesFile=a.nodes\n",
      },
    });
    expect(found.map(({ severity, help }) => [severity, help])).toEqual([
      ["info", "give it on the command line as well, where no document disagrees"],
    ]);
  });

  it("leaves a column of cluster.nodes to that table", () => {
    const [found] = findingsOf({
      files: { "cluster.cfg": "# cfgc: dolphindb-cluster@3.00.5\nd1.zone=z1\n" },
    });
    expect(found?.message).toBe(
      '"zone" belongs to a column of cluster.nodes and not to cluster.cfg: it is documented for data nodes and compute nodes',
    );
  });
});

describe("a cache engine", () => {
  const found = (controller: string, nodes: string) =>
    findingsOf({
      files: {
        "controller.cfg": `# cfgc: dolphindb-controller@2.00.12\nlocalSite=10.1.1.1:8900:c1\n${controller}`,
        "cluster.cfg": `# cfgc: dolphindb-cluster@2.00.12\nOLAPCacheEngineSize=2\n${nodes}`,
        "cluster.nodes": "localSite,mode\n10.1.1.1:8901:a1,agent\n10.1.1.1:8902:d1,datanode\n",
      },
    }).map((one) => one.code.name);

  it.each([
    ["", "", ["cache-engine-without-sync"]],
    ["dataSync=1\n", "", []],
    ["", "dataSync=1\n", ["misplaced-key"]],
    ["", "d1.dataSync=1\n", ["misplaced-key"]],
    ["", "dataSync=0\n", ["cache-engine-without-sync", "misplaced-key"]],
    ["", "dataSync=???\n", ["misplaced-key", "wrong-type"]],
  ])("with %j in controller.cfg and %j in cluster.cfg", (controller, nodes, codes) => {
    expect(found(controller, nodes).sort()).toEqual(codes);
  });
});
