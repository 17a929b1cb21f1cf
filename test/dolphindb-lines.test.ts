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
