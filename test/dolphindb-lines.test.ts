/** The lines of an emitted cluster.cfg: what stands bare, what by alias, and where `<ALIAS>` stands. */
import { describe, expect, it } from "vitest";
import { compileText } from "./support/run.ts";

/** The settings in cluster.cfg of a cluster with these data nodes, without heartbeats. */
function lines(nodes: string, config = "", version = "3.00.5"): string[] {
  const { bundle, diagnostics } = compileText(`cfgc: 1
name: dolphin
environment: production
hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }
dolphindb:
  version: "${version}"
  replication: { factor: 1 }
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ ${nodes} ]
${config}`);
  const file = bundle?.files.find(({ path }) => path.endsWith("cluster.cfg"))?.content;
  if (file === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return file.split("\n").filter((line) => /^[^#]/.test(line) && !line.startsWith("lanCluster"));
}

const two = "{ alias: data, host: db1 }, { alias: d2, host: db2 }";
const shared = (settings: string) => `  config: { cluster: { ${settings} } }\n`;

describe("<ALIAS>", () => {
  it("stands in cfgc's own default, with one node as with two", () => {
    expect(lines(two)).toEqual(["volumes=/var/lib/dolphindb/<ALIAS>/storage"]);
    expect(lines("{ alias: data, host: db1 }")).toEqual(["volumes=/var/lib/dolphindb/<ALIAS>/storage"]);
  });

  it("stands where the site wrote it", () => {
    expect(lines(two, shared("volumes: /<ALIAS>/data"))).toEqual(["volumes=/<ALIAS>/data"]);
    expect(lines("{ alias: data, host: db1 }", shared("volumes: /<ALIAS>/data"))).toEqual([
      "volumes=/<ALIAS>/data",
    ]);
  });

  it("does not stand for a word of a path that is an alias by chance", () => {
    expect(lines("{ alias: data, host: db1 }", shared("volumes: /data/dolphin"))).toEqual([
      "volumes=/data/dolphin",
    ]);
    const own =
      "{ alias: data, host: db1, config: { volumes: /data/x } }, { alias: d2, host: db2, config: { volumes: /d2/x } }";
    expect(lines(own)).toEqual(["data.volumes=/data/x", "d2.volumes=/d2/x"]);
  });

  it("stands for no value of a key whose documents do not have it", () => {
    const own =
      "{ alias: data, host: db1, config: { publicName: data } }, { alias: d2, host: db2, config: { publicName: d2 } }";
    expect(lines(own, shared("oauthAllowPasswordLoginNodes: data"))).toEqual([
      "data.publicName=data",
      "d2.publicName=d2",
      "volumes=/var/lib/dolphindb/<ALIAS>/storage",
      "oauthAllowPasswordLoginNodes=data",
    ]);
    expect(lines(two, shared("publicName: <ALIAS>.example.net"))).toContain("d2.publicName=d2.example.net");
    expect(lines("{ alias: data, host: db1 }", shared("publicName: <ALIAS>.example.net"))).toContain(
      "data.publicName=data.example.net",
    );
  });

  it("stands in a cache directory as soon as several nodes share its line, and not in that of one node", () => {
    const nodes = (config: string) =>
      `  compute_nodes: [ { alias: n1, host: db1 }, { alias: n2, host: db2 } ]\n${config}`;
    const caches = (config: string) => lines(two, nodes(config)).filter((line) => line.includes("Cache"));
    expect(caches("  config: { compute_nodes: { computeNodeCacheDir: /cache/<ALIAS> } }\n")).toEqual([
      "n1.computeNodeCacheDir=/cache/n1",
      "n2.computeNodeCacheDir=/cache/n2",
    ]);
    expect(caches(shared("computeNodeCacheDir: /cache/<ALIAS>"))).toEqual([
      "computeNodeCacheDir=/cache/<ALIAS>",
    ]);
  });
});

describe("the lines that the README tells for nodes that join", () => {
  const readme = (nodes: string, config = "") => {
    const { bundle, diagnostics } = compileText(`cfgc: 1
name: dolphin
environment: production
hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }
dolphindb:
  version: "2.00.12"
  replication: { factor: 1 }
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ ${nodes} ]
${config}`);
    const file = bundle?.files.find(({ path }) => path === "README.md")?.content;
    if (file === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    const blocks = [...file.matchAll(/These lines (are new|go).*?```text\n(.*?)```/gs)];
    return Object.fromEntries(
      blocks.map(([, what, text = ""]) => [what, text.split("\n").flatMap((line) => line.trim() || [])]),
    );
  };
  const running = "{ alias: d1, host: db1 }";
  const joins = (config: string) => `${running}, { alias: d2, host: db2, joining: true${config} }`;

  it("are none where the new node has nothing of its own", () => {
    expect(readme(joins(""), shared("maxMemSize: 8"))).toEqual({});
  });

  it("hold for the old nodes too, whose shared line goes", () => {
    expect(readme(joins(", config: { maxMemSize: 16 }"), shared("maxMemSize: 8"))).toEqual({
      "are new": ["d1.maxMemSize=8", "d2.maxMemSize=16"],
      go: ["maxMemSize=8"],
    });
  });

  it("are those of the new node alone for a key that only it has", () => {
    expect(readme(joins(", config: { workerNum: 4 }"))).toEqual({ "are new": ["d2.workerNum=4"] });
  });

  it("take away a shared line that the new node leaves to the program's default", () => {
    expect(readme(joins(", config: { maxMemSize: null }"), shared("maxMemSize: 8"))).toEqual({
      "are new": ["d1.maxMemSize=8"],
      go: ["maxMemSize=8"],
    });
  });
});

it("the README says what documents say of dataSync on compute nodes, where there are any", () => {
  const readme = (more: string) =>
    compileText(`cfgc: 1
name: dolphin
hosts: { db1: { address: 10.1.1.1 } }
dolphindb:
  version: "2.00.12"
  replication: { factor: 1 }
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1 } ]
${more}`).bundle?.files.find(({ path }) => path === "README.md")?.content;
  expect(readme("")).not.toContain("Compute nodes and");
  const withSome = readme("  compute_nodes: [ { alias: n1, host: db1 } ]\n");
  expect(withSome).toContain("**Compute nodes and `dataSync`.**");
  expect(withSome).toContain("chmod +x /opt/dolphindb/server/dolphindb");
  expect(withSome).toContain('changePwd("123456", "<a password of your own>")');
});
