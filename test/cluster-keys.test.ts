/** Every key of cluster.yaml has a page, with an example that is right where it stands. */
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { clusterSchema } from "../src/cli/cluster-schema.ts";
import { clusterKeyPages, clusterKeys } from "../src/cli/commands/explain/cluster-key-page.ts";
import { markdownText } from "../src/editor/reference/markdown-text.ts";
import { formats } from "../src/schema/formats/formats.ts";
import { cfgc } from "./support/command.ts";
import { products } from "./support/run.ts";

const keys = await clusterKeys();
const references = (await Promise.all(products.map((product) => product.reference()))).flat();
const page = (what: string) => clusterKeyPages(what, keys).pages.join("\n");

/** Says what is wrong with a part of a cluster.yaml, but for what it lacks. */
async function validator(): Promise<(part: unknown) => unknown> {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: Object.fromEntries(Object.entries(formats).map(([name, { test }]) => [name, test])),
  });
  const validate = ajv.compile(withoutRequired(await clusterSchema()));
  return (part) => (validate(part) ? [] : validate.errors);
}

function withoutRequired(node: unknown): object {
  if (Array.isArray(node)) return node.map((one) => (typeof one === "object" ? withoutRequired(one) : one));
  return Object.fromEntries(
    Object.entries(node as object)
      .filter(([name, member]) => !(name === "required" && Array.isArray(member)))
      .map(([name, member]) => [
        name,
        typeof member === "object" && member !== null ? withoutRequired(member) : member,
      ]),
  );
}

describe.each(keys.map((key) => [key.key, key] as const))("%s", (name, key) => {
  it("has a description, a type and evidence that the keys it becomes exist", () => {
    expect(key.description).toMatch(/^[A-Z`a-z].{8,}[.)]$/s);
    expect(key.type).toMatch(/\S/);
    for (const one of key.writes) {
      const [program, ...rest] = one.split(":");
      const catalogue = references.find((reference) => reference.catalogue.program === program)?.catalogue;
      expect(catalogue?.keys.map((entry) => entry.key)).toContain(rest.join(":"));
    }
  });

  it("is explained under its full name", () => {
    const { pages, exact } = clusterKeyPages(name, keys);
    expect(exact).toBe(true);
    expect(pages.join()).toContain(`# cluster.yaml: \`${name}\`\n\n${markdownText(key.description)}\n`);
  });
});

it("shows an example for each key that is no table, and each is right", async () => {
  const wrong = await validator();
  for (const key of keys.filter((one) => !one.hasKeys)) {
    const shown = clusterKeyPages(key.key, keys).pages.filter((text) =>
      text.includes(markdownText(key.description)),
    );
    for (const text of shown) {
      const [, example] = /```yaml\n(.*)```/s.exec(text) ?? [];
      expect(example, key.key).toBeDefined();
      expect(wrong(parse(example ?? "")), `${key.key}\n${example}`).toEqual([]);
    }
  }
});

it("takes last segments, numbers in brackets and names of one's own", () => {
  expect(page("wal.replication")).toContain("# cluster.yaml: `horaedb.wal.replication`");
  expect(page("horaedb.meta.members[2].ports.client")).toContain("members[].ports.client`");
  expect(page("cluster:hosts.db7.zone")).toContain("`hosts.<name>.zone`");
  expect(page("routing.schemas.public.shards.3")).toContain(
    "`horaedb.routing.schemas.<name>.shards.<number>`",
  );
  expect(page("horaedb:wal.replication")).toBe("");
  expect(page("anything")).toBe("");
  expect(page("wal.data_dir")).toContain("| only with            | `type: RocksDB` or `type: Local` |");
});

it("goes before a program's key that ends alike, and behind one of exactly that name", async () => {
  const first = async (what: string) => (await cfgc(["explain", what])).stdout.split("\n", 1)[0];
  expect(await first("horaedb.wal.type")).toBe("# cluster.yaml: `horaedb.wal.type`");
  expect(await first("wal.type")).toBe("# cluster.yaml: `horaedb.wal.type`");
  expect(await first("server.http_port")).toBe("# horaedb: server.http_port");
  expect((await cfgc(["explain", "wal.type"])).stdout).toContain("# horaedb: analytic.wal.type");
  const { status, stderr } = await cfgc(["explain", "wal.replicaton"]);
  expect([status, stderr]).toEqual([
    2,
    'cfgc: nothing is called "wal.replicaton"; did you mean "wal.replication"?\n',
  ]);
});

it("lists the keys of a table, and what of cluster.yaml becomes a key of a program", async () => {
  expect(page("horaedb.nodes.members[].ports")).toContain(
    "| keys                 | `http`, `grpc`, `mysql`, `postgresql` |",
  );
  expect(page("dolphindb.agents")).toContain(
    "| keys                 | `port`, `data_dir`, `alias`, `host`, `config` |",
  );
  expect(page("horaedb.wal.replication")).not.toContain("| keys ");
  const program = (await cfgc(["explain", "horaedb:server.http_port"])).stdout;
  expect(program).toContain("| in cluster.yaml      | `horaedb.nodes.members[].ports.http` |");
  const table = (await cfgc(["explain", "horaedb:server.auth"])).stdout;
  expect(table).toContain("| keys                 | `enable`, `auth_type`, `source` |");
});
