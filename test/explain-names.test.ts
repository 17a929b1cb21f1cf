/** What `cfgc explain` is asked for by name: kinds of files and products, and names that are misspelt. */
import { expect, it } from "vitest";
import { usualNames } from "../src/cli/commands/explain/kind-page.ts";
import { kindNamed, registry } from "../src/products/registry.ts";
import { cfgc } from "./support/command.ts";

const kinds = registry.flatMap(({ kinds }) => Object.entries(kinds));
const page = async (what: string) => (await cfgc(["explain", what])).stdout;
const titles = async (what: string) =>
  [...(await page(what)).matchAll(/^# (.*)$/gm)].map(([, title]) => title);

it.each(kinds)("explains the kind %s, by its names and by the name of its file", async (kind, entry) => {
  const usualName = usualNames[kind] ?? "";
  expect(entry.fileName.test(usualName)).toBe(true);
  const title = `${kind}: the file ${usualName}`;
  for (const name of [kind, ...entry.aliases, usualName, `some/where/${usualName}`])
    expect(await titles(name), name).toContain(title);
  expect(await page(kind)).toMatch(/^\| releases +\| \S+ to \S+ \|$/m);
  expect(await page(kind)).toMatch(/^\| keys +\| (?:`|\d{3} of them)/m);
  expect(kindNamed(kind)?.kind).toBe(kind);
});

it("explains cluster.yaml, whatever it is called, and environment files", async () => {
  for (const name of ["cluster", "cluster.yaml", "my-site.yml"])
    expect(await page(name)).toMatch(
      /^# cluster\.yaml\n[^#]*\| keys +\| `cfgc`, `name`, .*`hosts`.*`horaedb`, `dolphindb`, `oms` \|[^#]*docs\/keys\/cluster\.md/,
    );
  for (const name of ["env", "horaemeta.env", ".env"])
    expect(await titles(name)).toEqual(["env: an environment file"]);
});

it("explains a product: its section, and its files", async () => {
  expect(await titles("horaedb")).toEqual([
    "cluster.yaml: `horaedb`",
    "horaemeta: the file horaemeta.toml",
    "horaedb: the file horaedb.toml",
  ]);
  expect(await titles("DolphinDB")).toHaveLength(5);
});

it("does not take the end of a key for the name of a kind, nor a kind for one of a key", async () => {
  expect(await titles("cluster")).toEqual(["cluster.yaml"]);
  expect(await titles("nodes")).toEqual(["cluster.yaml: `horaedb.nodes`"]);
});

it("says of a file that is only checked that nothing builds it", async () => {
  expect(await page("dolphindb-standalone")).not.toContain("builds");
  expect(await page("dolphindb-cluster")).toContain("builds it from the section `dolphindb`");
});

it.each([
  ["hosts.db1.adress", "hosts.db1.address"],
  ["horaedb.nodes.members[0].hst", "horaedb.nodes.members[].host"],
  ["horaedb.nods", "horaedb.nodes"],
  ["wal_dri", "wal-dir"],
  ["oms_meta_hots", "oms_meta_host"],
  ["maxMemSiz", "maxMemSize"],
  ["HORAEDB_SERVER_ADR", "HORAEDB_SERVER_ADDR"],
  ["HORAEDB_DEFUALT_CATALOG", "HORAEDB_DEFAULT_CATALOG"],
  ["horaedb:server.http_prt", "horaedb:server.http_port"],
  ["horaebd:server.http_prt", "horaedb:server.http_port"],
  ["cluster:wal.tpe", "cluster:wal.type"],
  ["portclash", "port-clash"],
  ["horaemta", "horaemeta"],
  ["dolphindb-agnt", "dolphindb-agent"],
  ["horaedb@2.1.0", "horaedb"],
])("suggests for %s what can be asked for: %s", async (what, meant) => {
  const { status, stderr } = await cfgc(["explain", what]);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `cfgc: nothing is called "${what}"; did you mean "${meant}"?\n`,
  });
  expect(await page(meant)).not.toBe("");
});

it.each(["nothing-like-it", "nobody:server.http_port"])("suggests nothing for %s", async (what) => {
  expect((await cfgc(["explain", what])).stderr).toBe(`cfgc: nothing is called "${what}"\n`);
});
