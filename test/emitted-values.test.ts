/** Values that once were more than values in an emitted file: another table, another directive, an option, a variable. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compileText, placed } from "./support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-emitted-"));
afterAll(() => rmSync(folder, { recursive: true }));

const horaedb = (rest: string, nodes = "", version = "2.1.0") => `cfgc: 1
name: m
environment: development
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: ${version}
${rest}  nodes: { ${nodes}members: [ { host: db1 } ] }
`;

const meta = (binary: string) => `cfgc: 1
name: m
environment: development
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.0.0
  meta: { binary: ${JSON.stringify(binary)}, members: [ { host: db1 } ] }
  nodes: { members: [ { host: db1 } ] }
`;

const oms = (vip: string) => `cfgc: 1
name: m
hosts: { o1: { address: 10.1.1.1 }, o2: { address: 10.1.1.2 } }
oms:
  version: 4.2.2
  meta_database: { host: 10.9.9.9, port: 2881, user: root@oms, password: { from_env: P } }
  regions: [ { location: 1, vip: ${JSON.stringify(vip)}, hosts: [ o1, o2 ] } ]
`;

function emitted(text: string, end: string): string {
  const { bundle, diagnostics } = compileText(text);
  const file = bundle?.files.find(({ path }) => path.endsWith(end));
  if (file === undefined)
    throw new Error(diagnostics.map(({ message }) => message).join("\n") || `no ${end}`);
  return file.content;
}

function refusedAt(text: string): string[] {
  const { bundle, diagnostics } = compileText(text);
  expect(bundle).toBeUndefined();
  return diagnostics.filter(({ severity }) => severity === "error").map(placed);
}

describe("a feature of the build", () => {
  it("has a name that a comment can hold", () => {
    const features = (name: string) => horaedb(`  build_features: [ ${JSON.stringify(name)} ]\n`);
    expect(refusedAt(features("wal-rocksdb\n[server]\nhttp_port = 1"))).toEqual(["wrong-type@7:21"]);
    expect(refusedAt(features("a b"))).toEqual(["wrong-type@7:21"]);
    expect(emitted(features("tokio_unstable"), ".toml")).toMatch(
      /^# cfgc: horaedb@2\.1\.0\+tokio_unstable\n/,
    );
  });
});

describe("a directory of traces", () => {
  const tracing = (dir: string) => horaedb("", `config: { tracing: { dir: ${JSON.stringify(dir)} } }, `);
  const directories = (dir: string) =>
    [...emitted(tracing(dir), ".service").matchAll(/^ExecStartPre=.* -m 0750 (.*)$/gm)].map(
      ([, path]) => path,
    );

  it("adds no directive to the unit", () => {
    expect(refusedAt(tracing('/x"\nExecStartPre=+/bin/sh -c "id'))).toEqual(["value-not-writable@7:38"]);
    expect(directories('/x" /etc')).toContain('"/x\\" /etc"');
  });

  it("is no option, and counts from where the program starts", () => {
    expect(directories("-rf")).toContain("/etc/horaedb/db1/-rf");
    expect(directories("")).not.toContain("/etc/horaedb/db1");
  });
});

describe("the path of a program", () => {
  it.each(["a=b", "a b'c\"d$e`f\\", "-u", "=", "A=1 B=2"])("%s is run as it is", (name) => {
    const at = mkdtempSync(join(folder, "run-"));
    const binary = join(at, name);
    writeFileSync(binary, `#!/bin/sh\nprintf '%s\\0' "$0" "$@"\n`, { mode: 0o755 });
    const { bundle } = compileText(meta(binary));
    const files = bundle?.files.filter(({ path }) => path.startsWith("hosts/db1/horaemeta/")) ?? [];
    for (const { path, content } of files) {
      mkdirSync(join(at, dirname(path)), { recursive: true });
      writeFileSync(join(at, path), content);
    }
    const script = join(at, files.find(({ path }) => basename(path) === "start.sh")?.path ?? "");
    const { stdout, stderr, status } = spawnSync("/bin/sh", [script], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.split("\0")).toEqual([binary, "--config", join(dirname(script), "horaemeta.toml"), ""]);
  });
});

describe("the home of a process of DolphinDB", () => {
  const home = (dir: string) => `cfgc: 1
name: m
environment: development
hosts: { db1: { address: 10.1.1.1 } }
dolphindb:
  version: "2.00.12"
  replication: { factor: 1 }
  controllers: [ { host: db1 } ]
  data_nodes: [ { host: db1, data_dir: ${JSON.stringify(dir)} } ]
`;
  it("is one path in a list of paths", () => {
    expect(refusedAt(home("/a,/b"))).toEqual(["wrong-type@9:40"]);
    expect(emitted(home("/a b"), "cluster.cfg")).toMatch(/^volumes=\/a b\/storage$/m);
  });
});

describe("the virtual address of a region", () => {
  it.each(["10.1.1.9", "10.1.1.9:8088", "oms.example.net", "oms.example.net:80"])("may be %s", (vip) => {
    expect(emitted(oms(vip), "config.yaml")).toContain(vip);
  });
  it.each([
    "10.0.0.333",
    "a,b",
    "a b",
    "http://a",
    "-x",
    "a?b",
    "a:0",
    "a:99999",
    "[::1]",
    "a\tb",
    "a#b",
    "o[1-2]",
  ])("may not be %j", (vip) => expect(refusedAt(oms(vip))).toEqual(["wrong-type@7:34"]));
});
