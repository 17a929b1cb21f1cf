/** Several cluster.yaml in one run: one bundle, and the sites checked against each other. */
import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { products } from "./support/run.ts";

const site = (name: string, network: number, rest = "") => `cfgc: 1
name: ${name}
environment: development
hosts: { db1: { address: 10.1.${network}.1 } }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1 } ] }
  nodes: { members: [ { host: db1 } ] }
${rest}`;

function run(...texts: string[]) {
  const sources = texts.map((text, index) => ({ path: `${index}/cluster.yaml`, text }));
  return compile(sources, { products });
}

const errorsOf = (...texts: string[]) =>
  run(...texts)
    .diagnostics.filter((one) => one.severity === "error")
    .map((one) => one.message);

describe("two sites", () => {
  it("get a folder each, and commands that name it", () => {
    const { bundle } = run(site("east", 1), site("west", 2));
    const paths = bundle?.files.map((file) => file.path) ?? [];
    expect(paths).toContain("east/hosts/db1/horaedb/db1/horaedb.toml");
    expect(paths).toContain("west/hosts/db1/horaemeta/db1/horaemeta.toml");
    const readme = bundle?.files.find((file) => file.path === "README.md")?.content ?? "";
    const named = [...readme.matchAll(/^install .* (\S*hosts\/\S+) \S+$/gm)].map((match) => match[1]);
    expect(named).toHaveLength(16);
    for (const path of named) expect(paths).toContain(path);
  });

  it("get the bytes that each would get alone", () => {
    const both = run(site("east", 1), site("west", 2)).bundle?.files ?? [];
    for (const [name, network] of [
      ["east", 1],
      ["west", 2],
    ] as const) {
      const alone = run(site(name, network)).bundle?.files ?? [];
      for (const { path, content } of alone.filter((file) => file.path !== "README.md"))
        expect(both.find((file) => file.path === `${name}/${path}`)?.content, path).toBe(content);
    }
  });

  it("on one machine clash in ports, directories, names and their etcd", () => {
    const found = errorsOf(site("east", 1), site("west", 1));
    expect(found).toContain(
      "horaemeta db1 opens port 2379 (client port), which horaemeta db1 opens on the same host",
    );
    expect(found).toContain(
      "horaedb db1 keeps its analytic.storage.object_store.data_dir in /var/lib/horaedb/db1/store, which is the analytic.storage.object_store.data_dir of horaedb db1 on the same host",
    );
    expect(found).toContain(
      '"db1" of the site "east" and of "west" are horaedb on one machine, and their units and files have the same names there',
    );
    expect(found).toContain(
      'cluster "defaultCluster" of site "west" and cluster "defaultCluster" of site "east" both use /horaedb/defaultCluster in the etcd at 10.1.1.1:2379, so their data mix',
    );
  });

  it("of one name are said once, and nothing follows from it", () => {
    expect(errorsOf(site("east", 1), site("east", 2))).toEqual(['two sites are called "east"']);
  });

  it("are each judged by their own environment", () => {
    const strict = site("west", 2).replace("environment: development\n", "");
    const { diagnostics } = run(site("east", 1), strict);
    expect(diagnostics.map((one) => [one.at.file.path, one.code.name, one.severity])).toEqual([
      ["0/cluster.yaml", "meta-quorum-too-small", "warning"],
      ["1/cluster.yaml", "meta-quorum-too-small", "error"],
    ]);
  });
});
