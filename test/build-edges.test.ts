/** Builds at the edges: sites with odd names, secrets that are not there, paths that a terminal would obey. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { cfgc } from "./support/command.ts";

const base = mkdtempSync(join(tmpdir(), "cfgc-edges-"));
let folder: string;
let count = 0;

beforeEach(() => {
  count += 1;
  folder = join(base, String(count));
  mkdirSync(folder);
});
afterAll(() => rmSync(base, { recursive: true }));

const site = (name: string, network = 1, rest = "") => `cfgc: 1
name: ${name}
environment: development
hosts: { db1: { address: 10.1.${network}.1 } }
horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1 } ] }
  wal: { type: Kafka, brokers: [ 10.9.${network}.1:9092 ] }
  object_store: { type: S3, region: r, endpoint: e.example.net, bucket: b${network}, prefix: p, key_id: { from_env: ID }, key_secret: { from_env: KEY } }
${rest}`;

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

const build = (words: string, env: Readonly<Record<string, string>> = {}) =>
  cfgc(["build", ...words.split(" ")], { cwd: folder, env });

describe("several sites", () => {
  it.each(["manifest.json", "README.md", "Readme.md"])("one may not be called %s", async (name) => {
    write("a.cluster.yaml", site("east"));
    write("b.cluster.yaml", site(name, 2));
    const { status, stderr } = await build("a.cluster.yaml b.cluster.yaml");
    expect(status).toBe(1);
    expect(stderr).toContain("error[name-not-portable]");
    expect(readdirSync(folder).sort()).toEqual(["a.cluster.yaml", "b.cluster.yaml"]);
  });

  it("with names that are one but for a sign have placeholders of their own", async () => {
    for (const [index, name] of ["my-site", "my_site", "my.site", "My-Site2"].entries())
      write(`${index}.cluster.yaml`, site(name, index + 1));
    const { status } = await build("0.cluster.yaml 1.cluster.yaml 2.cluster.yaml 3.cluster.yaml");
    expect(status).toBe(0);
    const { secrets } = JSON.parse(readFileSync(join(folder, "out/manifest.json"), "utf8")) as {
      secrets: { placeholder: string; files: string[] }[];
    };
    expect(new Set(secrets.map(({ placeholder }) => placeholder)).size).toBe(8);
    for (const { placeholder, files } of secrets) {
      expect(placeholder).toMatch(/^__CFGC_SECRET_[A-Z0-9_]+__$/);
      expect(new Set(files.map((file) => file.split("/")[0])).size).toBe(1);
    }
  });
});

describe("the directory", () => {
  it("of an empty name is none", async () => {
    write("cluster.yaml", site("m"));
    const { status, stderr } = await cfgc(["build", "cluster.yaml", "-o", ""], { cwd: folder });
    expect([status, stderr]).toEqual([2, "cfgc: -o takes the directory of the bundle, not an empty text\n"]);
    expect(readdirSync(folder)).toEqual(["cluster.yaml"]);
  });

  it("with control characters in its name is shown without them", async () => {
    write("cluster.yaml", site("m"));
    const { status, stderr } = await cfgc(["build", "cluster.yaml", "-o", "a\u001b[31mb"], { cwd: folder });
    expect(status).toBe(0);
    expect(stderr).toContain("wrote a\\u001b[31mb: ");
    expect(stderr).not.toContain("\u001b");
  });

  it("so is a file that cannot be read", async () => {
    const { status, stderr } = await cfgc(["build", "no\u001bfile"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("no\\u001bfile");
    expect(stderr).not.toContain("\u001b");
  });
});

describe("--secrets resolve", () => {
  it("names every secret that is missing", async () => {
    write("cluster.yaml", site("m"));
    const { status, stderr } = await build("cluster.yaml --secrets resolve");
    expect(status).toBe(2);
    expect(stderr).toContain("the variable ID, which holds a secret, is not set");
    expect(stderr).toContain("the variable KEY, which holds a secret, is not set");
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("refuses one that the start script would take for a placeholder", async () => {
    write("cluster.yaml", site("m"));
    const env = { ID: "id", KEY: "x__CFGC_SECRET_y" };
    const { status, stderr } = await build("cluster.yaml --secrets resolve", env);
    expect(status).toBe(2);
    expect(stderr).toContain('the variable KEY, which holds a secret, has "__CFGC_SECRET_" in it');
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("is undone by a plain build, which says so also where other lines change", async () => {
    write("cluster.yaml", site("m"));
    const env = { ID: "id", KEY: "key" };
    expect((await build("cluster.yaml --secrets resolve", env)).status).toBe(0);
    write("cluster.yaml", site("m").replace("prefix: p", "prefix: q"));
    const { status, stderr } = await build("cluster.yaml");
    expect(status).toBe(0);
    expect(stderr).toContain("files that held secrets hold placeholders again");
    write("cluster.yaml", site("m").replace("prefix: p", "prefix: r"));
    expect((await build("cluster.yaml")).stderr).not.toContain("placeholders again");
  });

  it.each(["placeholder", "resolve"])("with --secrets %s says which files were edited", async (secrets) => {
    write("cluster.yaml", site("m"));
    const env = { ID: "id", KEY: "key" };
    const path = "out/hosts/db1/horaedb/db1/horaedb.toml";
    expect((await build(`cluster.yaml --secrets ${secrets}`, env)).status).toBe(0);
    expect((await cfgc(["lint", "out"], { cwd: folder })).stdout).not.toContain("bundle-edited");
    write(path, `${readFileSync(join(folder, path), "utf8")}# mine\n`);
    expect((await cfgc(["lint", "out"], { cwd: folder })).stdout).toContain("bundle-edited");
    const { status, stderr } = await build(`cluster.yaml --secrets ${secrets}`, env);
    expect([status, stderr]).toEqual([0, expect.stringContaining("horaedb.toml had been edited by hand")]);
  });

  it("says that values have changed, and not which", async () => {
    write("cluster.yaml", site("m"));
    await build("cluster.yaml --secrets resolve", { ID: "id", KEY: "hunter2" });
    const { stderr } = await build("cluster.yaml --secrets resolve", { ID: "id", KEY: "hunter3" });
    expect(stderr).toContain("horaedb.toml held values of secrets that are not the same any more");
    expect(stderr).not.toMatch(/hunter|edited/);
  });

  it("leaves placeholders that lint takes for no secret", async () => {
    write("cluster.yaml", site("m"));
    expect((await build("cluster.yaml")).status).toBe(0);
    const { stdout } = await cfgc(["lint", "out/hosts/db1/horaedb/db1/horaedb.toml"], { cwd: folder });
    expect(stdout).not.toContain("secret-in-plain-text");
  });
});

it("a size that is no number gets no advice that would be refused", async () => {
  write("cluster.yaml", site("m").replace("10.1.1.1 }", "10.1.1.1, memory: .nan }"));
  const { status, stdout } = await cfgc(["lint", "cluster.yaml"], { cwd: folder });
  expect(status).toBe(1);
  expect(stdout).toContain("not the float .nan");
  expect(stdout.match(/help.*/g)).toEqual(['help: write for example "128GB"']);
});
