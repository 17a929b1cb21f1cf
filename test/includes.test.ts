/** `include`: what it brings in keeps its place, and compiling stays free of I/O. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { cfgc } from "./support/command.ts";
import { among, placed, products } from "./support/run.ts";

const site = (rest: string) => `cfgc: 1\nname: s\n${rest}`;
const node = "horaedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }\n";

function run(files: Record<string, string>) {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  const clusters = sources.filter(({ path }) => path.endsWith("cluster.yaml"));
  return compile(clusters, { products, readInclude: among(sources) });
}

const found = (files: Record<string, string>) => run(files).diagnostics.map(placed);

describe("an included file", () => {
  it("gives what the same hosts in the file would give", () => {
    const hosts = "hosts: { db1: { address: 10.1.1.1, memory: 8GB } }\n";
    const inside = run({ "cluster.yaml": site(hosts + node) });
    const outside = run({ "cluster.yaml": site(`include: [ hosts.yaml ]\n${node}`), "hosts.yaml": hosts });
    expect(outside.diagnostics).toEqual([]);
    expect(outside.bundle?.files).toEqual(inside.bundle?.files);
  });

  it("is found from the file that names it", () => {
    const files = {
      "sites/cluster.yaml": site(`include: [ shared/all.yaml ]\n${node}`),
      "sites/shared/all.yaml": "include: [ hosts.yaml ]\n",
      "sites/shared/hosts.yaml": "hosts: { db1: { address: 10.1.1.1 } }\n",
    };
    expect(found(files)).toEqual([]);
  });

  it("keeps the places of what is wrong in it", () => {
    expect(
      found({
        "cluster.yaml": site(`include: [ hosts.yaml ]\n${node}`),
        "hosts.yaml": "hosts:\n  db1: { address: 10.1.1.1, memroy: 8GB }\n",
      }),
    ).toEqual(["hosts.yaml:unknown-key@2:29"]);
    const broken = run({
      "cluster.yaml": site(`include: [ hosts.yaml ]\n${node}`),
      "hosts.yaml": "hosts: { db1: [\n",
    });
    expect(new Set(broken.diagnostics.map((one) => one.at.file.path))).toEqual(new Set(["hosts.yaml"]));
  });

  it("may not describe a host again", () => {
    const own = 'hosts: { "db[1-2]": { address: "10.1.1.[1-2]" } }\n';
    const { diagnostics } = run({
      "cluster.yaml": site(`include: [ hosts.yaml ]\n${own}${node}`),
      "hosts.yaml": "hosts: { db2: { address: 10.1.1.9 } }\n",
    });
    expect(diagnostics.map(placed)).toEqual(["duplicate-host@4:10"]);
    expect(diagnostics[0]?.related[0]?.at.file.path).toBe("hosts.yaml");
  });

  it("serves several sites", () => {
    const files = {
      "a.cluster.yaml": "cfgc: 1\nname: a\ninclude: [ hosts.yaml ]\n",
      "b.cluster.yaml": "cfgc: 1\nname: b\ninclude: [ hosts.yaml ]\n",
      "hosts.yaml": "hosts: { db1: { address: 10.1.1.1 } }\n",
    };
    const { model, diagnostics } = run(files);
    expect(diagnostics).toEqual([]);
    expect(model.hosts.map((host) => `${host.site?.name}/${host.name}`)).toEqual(["a/db1", "b/db1"]);
  });

  it("goes in circles over three files no further than once", () => {
    expect(
      found({
        "cluster.yaml": site("include: [ a.yaml ]\n"),
        "a.yaml": "include: [ b.yaml ]\n",
        "b.yaml": "include: [ ./a.yaml ]\n",
      }),
    ).toEqual(["b.yaml:include-cycle@1:12"]);
  });

  it("must be listed", () => {
    expect(found({ "cluster.yaml": site(`include: hosts.yaml\n${node}`) })).toEqual(["wrong-type@3:10"]);
  });
});

describe("on the disk", () => {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-include-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const lint = async (files: Record<string, string | Uint8Array>) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const words = ["lint", join(folder, "cluster.yaml"), "--format", "json"];
    const { stdout, stderr, status } = await cfgc(words);
    expect(stderr).toBe("");
    const { findings } = JSON.parse(stdout) as { findings: { code: string; message: string }[] };
    return { status, codes: findings.map((one) => one.code) };
  };

  it("is read beside the file that includes it, wherever cfgc runs", async () => {
    const hosts = "hosts: { db1: { address: 10.1.1.1 } }\n";
    const files = { "cluster.yaml": site(`include: [ lib/hosts.yaml ]\n${node}`), "lib/hosts.yaml": hosts };
    expect(await lint(files)).toEqual({ status: 0, codes: [] });
  });

  it("says what is wrong with a file that is no text, or none", async () => {
    const cluster = site("include: [ lib, hosts.yaml ]\n");
    const bytes = new Uint8Array([0x68, 0xff, 0xfe]);
    expect(await lint({ "cluster.yaml": cluster, "hosts.yaml": bytes, "lib/x": "" })).toEqual({
      status: 1,
      codes: ["include-missing", "encoding"],
    });
  });
});
