/** Where the release could not be read only what holds at every release is said. */
import { expect, it } from "vitest";
import { rightClusters } from "./support/right-deployment.ts";
import { findingsOf, placed } from "./support/run.ts";

const site = (version: string, more = "") => ({
  "cluster.yaml": `cfgc: 1
name: m
hosts: { "db[1-3]": { address: "10.1.1.[1-3]" } }
horaedb:
  version: ${version}
  topology: static
  meta: { members: [ { host: "db[1-3]" } ] }
  nodes: { members: [ { host: "db[1-3]" }, { host: db9 }${more} ] }
`,
});
const codes = (files: Readonly<Record<string, string>>) => findingsOf({ files }).map(placed);

it.each(["9.9.9", '"2.1"', "[2, 1]", "2.0"])("in a cluster.yaml with version: %s", (version) => {
  const found = codes(site(version));
  expect(found).toHaveLength(2);
  expect(found[0]).toMatch(/^(?:unknown-version|wrong-type)@5:12$/);
  expect(found[1]).toBe("unknown-host@8:52");
});

it("a clash of ports does not depend on it, and is said once", () => {
  const clash = codes(site("2.0.0", ", { name: x, host: db1 }"));
  expect(clash).toContain("port-clash@8:59");
  const found = codes(site("9.9.9", ", { name: x, host: db1 }"));
  expect(found.filter((one) => !clash.includes(one))).toEqual(["unknown-version@5:12"]);
  // The fourth port, PostgreSQL's, came with 1.2.6.
  expect(found.filter((one) => one.startsWith("port-clash"))).toHaveLength(3);
});

it("in a deployment that is right it is the one finding, of each product", () => {
  for (const [path, text] of Object.entries(rightClusters)) {
    const versions = [...text.matchAll(/^ {2}version: (.*)$/gm)];
    expect(versions.length).toBeGreaterThan(1);
    for (const { index, 0: line } of versions) {
      const broken = `${text.slice(0, index)}  version: 9.9.9${text.slice(index + line.length)}`;
      expect(findingsOf({ files: { [path]: broken } })).toHaveLength(1);
    }
  }
});

it("in files that somebody wrote", () => {
  const file = (version: string) => ({
    "horaedb.toml": `# cfgc: horaedb@${version}
[node]
addr = "10.1.1.1"
[server]
bind_addr = "0.0.0.0"
http_port = "x"
[analytic.wal]
type = "RocksDB"
data_dir = "/data/a"
`,
  });
  expect(codes(file("2.1.0"))).toContain("horaedb.toml:wal-not-in-build@8:8");
  const found = findingsOf({ files: file("9.9.9") });
  expect(found.map(placed)).toEqual(["horaedb.toml:unknown-version@1:1"]);
  expect(found.map(({ message }) => message).join()).not.toContain("nothing says the release");
});

it("in files of two products, whichever comes first", () => {
  const horaedb = { "horaedb.toml": '# cfgc: horaedb@9.9.9\n[analytic.wal]\ntype = "RocksDB"\n' };
  const dolphindb = {
    "cluster.cfg": "# cfgc: dolphindb-cluster@9.9.9\nstreamingHADir=/data/<ALIAS>/streams\n",
  };
  const alone = [...codes(dolphindb), ...codes(horaedb)];
  expect(codes({ ...horaedb, ...dolphindb })).toEqual(codes({ ...dolphindb, ...horaedb }));
  expect(codes({ ...horaedb, ...dolphindb })).toEqual(alone);
});

it("a site of very many processes is not judged once for each release", () => {
  const many = (version: string) => ({
    "cluster.yaml": `cfgc: 1
name: m
hosts: { "n[1-6000]": { address: "10.1.[1-60].[1-100]" } }
horaedb: { version: ${version}, nodes: { members: [ { host: "n[1-6000]" }, { host: db9 } ] } }
`,
  });
  expect(codes(many("2.1.0")).join()).toContain("unknown-host@4:");
  expect(codes(many("9.9.9"))).toEqual(["unknown-version@4:21"]);
});
