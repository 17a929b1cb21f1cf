/** `cfgc lint --fix`: what it changes, what it leaves alone, and that it makes nothing worse. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import type { SourceFile } from "../src/diagnostics/location.ts";
import { fixFindings } from "../src/fix-findings.ts";
import { cfgc, cfgcProcess } from "./support/command.ts";
import { rightNode } from "./support/right-node.ts";
import { findingsOf } from "./support/run.ts";
import { series } from "./support/series.ts";

function check(as: string) {
  return async (sources: readonly SourceFile[]): Promise<readonly Diagnostic[]> => {
    // The sources themselves, so that findings point into them.
    const { lint } = await import("../src/lint.ts");
    const { compile } = await import("../src/compile.ts");
    const { products } = await import("./support/run.ts");
    const [kind = "", version] = as.split("@");
    if (kind === "cluster") return compile(sources, { products }).diagnostics;
    return lint(
      sources.map((source) => ({ source, kind, version })),
      products,
    ).diagnostics;
  };
}

async function fixed(as: string, text: string) {
  const { sources, diagnostics } = await fixFindings([{ path: "file", text }], check(as));
  return { text: sources[0]?.text ?? "", left: diagnostics.map(({ code }) => code.name) };
}

describe("changes", () => {
  it.each([
    [
      "a misspelt key",
      "horaedb@2.1.0",
      `${rightNode}[server] # mine\n  grpc_prot=8832   # odd\n`,
      `${rightNode}[server] # mine\n  grpc_port=8832   # odd\n`,
    ],
    [
      "a misspelt key in quotes",
      "horaedb@2.1.0",
      `${rightNode}[server]\n"grpc_prot" = 8832\n`,
      `${rightNode}[server]\n"grpc_port" = 8832\n`,
    ],
    [
      "a misspelt table",
      "horaedb@2.1.0",
      `${rightNode}[srever]\nhttp_port = 5441\r\n`,
      `${rightNode}[server]\nhttp_port = 5441\r\n`,
    ],
    ["a renamed key", "horaemeta@2.1.0", "default-http-port = 8081\n", "http-port = 8081\n"],
    [
      "a renamed key that is a list now",
      "horaedb@2.1.0",
      '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_broker = "k:9092"\n',
      '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["k:9092"]\n',
    ],
    ["a number in quotes", "horaemeta@2.1.0", 'http-port = "8081" # port\n', "http-port = 8081 # port\n"],
    [
      "a boolean in quotes",
      "horaedb@2.1.0",
      `${rightNode}[server]\nenable_tcp = 1\n[analytic]\nenable_primary_key_sampling = "True"\n`,
      `${rightNode}[server]\nenable_tcp = 1\n[analytic]\nenable_primary_key_sampling = true\n`,
    ],
    [
      "a word in another case",
      "horaedb@2.1.0",
      '[analytic.wal]\ntype = "local"\ndata_dir = "/data/wal"\n',
      '[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\n',
    ],
    [
      "a line twice",
      "horaemeta@2.1.0",
      "http-port = 8081\nhttp-port = 8081\n# end\n",
      "http-port = 8081\n# end\n",
    ],
    ["what YAML misreads", "oms@4.2.2", "oms_meta_password: 0123\n", 'oms_meta_password: "0123"\n'],
    ["a misspelt key of YAML", "oms@4.2.2", "cm_locaton: 1 # here\n", "cm_location: 1 # here\n"],
    [
      "a misspelt key=value",
      "dolphindb-controller@2.00.12",
      "mode=controller\n# x\nmaxMemSzie = 4\n",
      "mode=controller\n# x\nmaxMemSize = 4\n",
    ],
    ["a misspelt variable", "env@2.1.0", "export NODE_NMAE='a' # b\n", "export NODE_NAME='a' # b\n"],
    [
      "the variable of another release",
      "env@2.1.0",
      "CERESDB_SERVER_ADDR=db1\n",
      "CERESDB_SERVER_ADDR=db1\n",
    ],
    ["a variable by its real name", "env@2.1.0", "LOG_LEVEL=info\n", "LEVEL=info\n"],
    [
      "cluster.yaml",
      "cluster",
      "cfgc: 1\nname: a\nhostss: {} # none\n",
      "cfgc: 1\nname: a\nhosts: {} # none\n",
    ],
  ])("%s", async (_, as, before, after) => expect((await fixed(as, before)).text).toBe(after));

  it.each([
    ["two keys that are as near", "horaedb@2.1.0", `${rightNode}[server.route_cache]\nttx = "5s"\n`],
    [
      "a key whose real name is there already",
      "horaedb@2.1.0",
      `${rightNode}[server]\ngrpc_prot = 8832\ngrpc_port = 8833\n`,
    ],
    [
      "a key whose value would be of the wrong type",
      "horaedb@2.1.0",
      `${rightNode}[server]\ngrpc_prot = [1]\n`,
    ],
    ["a name that lies far off", "horaedb@2.1.0", `${rightNode}[server]\nport = 8832\n`],
    ["a key that moved to another table", "horaedb@2.1.0", `${rightNode}[server]\nlog_level = "info"\n`],
    [
      "a file whose release is open",
      "horaedb",
      '[analytic.wal]\ntype = "RocksDB"\n[server]\ngrpc_prot = 8832\n',
    ],
    ["a line twice with different values", "horaemeta@2.1.0", "http-port = 8081\nhttp-port = 8082\n"],
    ["a number without a unit", "horaedb@2.1.0", `${rightNode}[analytic.manifest]\nscan_timeout = 5\n`],
    [
      "a finding that is silenced",
      "horaedb@2.1.0",
      `${rightNode}[server]\n# cfgc-disable-next-line unknown-key: a fork\ngrpc_prot = 8832\n`,
    ],
  ])("not %s", async (_, as, before) => expect((await fixed(as, before)).text).toBe(before));

  it("not what would bring another finding to light", async () => {
    const clash = `${rightNode}[node]\naddr = "10.1.1.1"\n[server]\nmysql_prot = 5440\ngrpc_prot = 8832\n`;
    const { text } = await fixed("horaedb@2.1.0", clash);
    expect(text).toContain("grpc_port = 8832");
    expect(text).toContain("mysql_prot = 5440");
  });
});

const keys = [
  "grpc_port",
  "http_port",
  "bind_addr",
  "timeout",
  "http_max_body_size",
  "auto_create_table",
  "default_schema_type",
];
const values = ["8832", '"8832"', '"true"', "true", '"5s"', "5", '"analytic"', "[1]", '"0.0.0.0"', "1.5"];
const line = fc
  .record({
    key: fc.constantFrom(...keys),
    value: fc.constantFrom(...values),
    slip: fc.tuple(fc.constantFrom("none", "swap", "drop", "double"), fc.nat(20)),
    comment: fc.constantFrom("", " # kept"),
  })
  .map(({ key, value, slip: [slip, at], comment }) => `${slipped(key, slip, at)} = ${value}${comment}`);
const names = (found: readonly Diagnostic[]) => found.map(({ code, key }) => `${code.name} ${key}`).sort();
series(
  "never makes a file worse, and finds nothing more to do in the result",
  15,
  fc.asyncProperty(
    fc.array(line, { maxLength: 8 }),
    fc.constantFrom("horaedb@2.1.0", "horaedb@1.2.0", "horaedb"),
    async (lines, as) => {
      const before = `# top\n${rightNode}[server]\n${lines.join("\n")}\n# bottom\n`;
      const found = names(findingsOf({ as, files: { file: before } }));
      const {
        sources,
        diagnostics,
        fixed: count,
      } = await fixFindings([{ path: "file", text: before }], check(as));
      const after = sources[0]?.text ?? "";
      const rest = [...found];
      for (const name of names(diagnostics)) {
        expect(rest).toContain(name);
        rest.splice(rest.indexOf(name), 1);
      }
      expect(count === 0).toBe(after === before);
      expect(after.startsWith("# top\n")).toBe(true);
      expect(after.endsWith("# bottom\n")).toBe(true);
      expect(after.split("# kept").length).toBe(before.split("# kept").length);
      expect((await fixFindings(sources, check(as))).fixed).toBe(0);
    },
  ),
);

function slipped(key: string, slip: string, at: number): string {
  const place = 1 + (at % (key.length - 2));
  const [a = "", b = ""] = [key[place], key[place + 1]];
  if (slip === "swap") return key.slice(0, place) + b + a + key.slice(place + 2);
  if (slip === "drop") return key.slice(0, place) + key.slice(place + 1);
  return slip === "double" ? key.slice(0, place) + a + key.slice(place) : key;
}

describe("the command", () => {
  const root = mkdtempSync(join(tmpdir(), "cfgc-fix-"));
  const work = join(root, "work");
  beforeEach(() => {
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
  };
  const lint = (...words: string[]) => cfgc(["lint", ...words], { cwd: work });
  const wrong = "# cfgc: horaemeta@2.1.0\nhttp-prot = 8081\n";

  it("writes the file with its mode, through a link, and leaves nothing beside it", async () => {
    put("real/meta.toml", wrong);
    chmodSync(join(work, "real/meta.toml"), 0o640);
    symlinkSync("real/meta.toml", join(work, "link.toml"));
    const { stderr } = await lint("--fix", "link.toml");
    expect(stderr).toBe("fixed 1 finding in 1 file\n");
    expect(readFileSync(join(work, "real/meta.toml"), "utf8")).toBe(wrong.replace("prot", "port"));
    expect(statSync(join(work, "real/meta.toml")).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(work, "real"))).toEqual(["meta.toml"]);
  });

  // Who is root may write everything and give files away; everybody else may do neither.
  it("keeps the owner, and leaves a file alone that is read-only", async () => {
    put("a.toml", wrong);
    const path = join(work, "a.toml");
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(path, 1234, 1234);
    else chmodSync(path, 0o440);
    const { status, stderr } = await lint("--fix", "a.toml");
    const { uid, gid } = statSync(path);
    if (isRoot) expect([uid, gid, readFileSync(path, "utf8") === wrong]).toEqual([1234, 1234, false]);
    else expect([status, stderr]).toEqual([2, "cfgc: cannot write a.toml (EACCES); nothing was changed\n"]);
  });

  it("--dry-run shows a diff and writes nothing", async () => {
    put("meta.toml", wrong);
    const { stdout, stderr } = await lint("--fix", "--dry-run", "meta.toml");
    expect(stdout).toBe(
      "--- a/meta.toml\n+++ b/meta.toml\n@@ -1,2 +1,2 @@\n # cfgc: horaemeta@2.1.0\n-http-prot = 8081\n+http-port = 8081\n",
    );
    expect(stderr).toContain("would fix 1 finding in 1 file");
    expect(readFileSync(join(work, "meta.toml"), "utf8")).toBe(wrong);
    expect((await lint("--dry-run", "meta.toml")).status).toBe(2);
  });

  it("writes the release in a comment once, and goes by it from then on", async () => {
    const file =
      '# cfgc: horaedb@2.0\n[analytic.wal]\ntype = "RocksDB"\ndata_dir = "/home/admin/data/horaedb"\n';
    put("db.toml", file);
    const { stderr } = await lint("--fix", "db.toml");
    expect(readFileSync(join(work, "db.toml"), "utf8")).toBe(file.replace("@2.0", "@2.0.0"));
    expect(stderr).toBe("fixed 1 finding in 1 file\n");
  });

  it("makes no change after which the same is found", async () => {
    // As if the release came from somewhere else, so that no text of the file changes it.
    const source = { path: "x.toml", text: '# cfgc: horaedb@2.0\n[analytic.wal]\ntype = "RocksDB"\n' };
    const { fixed: count, sources } = await fixFindings([source], check("horaedb@2.0"));
    expect([count, sources]).toEqual([0, [source]]);
  });

  it("says that a certain fix was left out, and why", async () => {
    put("db.toml", `${rightNode}[server]\nhttp_prot = 1\n`);
    const { stderr } = await lint("--fix", "--as", "horaedb@2.1.0", "db.toml");
    expect(stderr).toBe("nothing was fixed; left out: 1 fix after which something else would be wrong\n");
  });

  it("--dry-run shows no secret", async () => {
    put("config.yaml", "# cfgc: oms@4.2.2\noms_meta_pasword: 017\noms_meta_password: 0123\ncm_locaton: 0\n");
    const { stdout, stderr } = await lint("--fix", "--dry-run", "config.yaml");
    expect(stdout).toContain("+cm_location: 0");
    expect(stdout + stderr).not.toMatch(/0123|017/);
  });

  it("is all or nothing", async () => {
    put("a/meta.toml", wrong);
    put("b/meta.toml", wrong);
    for (const path of ["", "a", "a/meta.toml"]) chmodSync(join(work, path), 0o777);
    chmodSync(join(work, "b"), 0o555);
    // Root may write everywhere.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : undefined;
    if (nobody !== undefined)
      for (const path of ["a/meta.toml", "b/meta.toml"]) chownSync(join(work, path), nobody.uid, nobody.uid);
    chmodSync(root, 0o755);
    const { status, stderr } = await cfgcProcess(["lint", "--fix", "a", "b"], { cwd: work, ...nobody });
    chmodSync(join(work, "b"), 0o755);
    expect(stderr).toContain("cannot write b/meta.toml (EACCES); nothing was changed");
    expect(status).toBe(2);
    expect(readFileSync(join(work, "a/meta.toml"), "utf8")).toBe(wrong);
    expect(readdirSync(join(work, "a"))).toEqual(["meta.toml"]);
  });

  it("leaves a bundle alone", async () => {
    put(
      "cluster.yaml",
      "cfgc: 1\nname: m\nenvironment: development\nhosts: { db1: { address: 127.0.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }\n",
    );
    expect((await cfgc(["build", "cluster.yaml"], { cwd: work })).status).toBe(0);
    const path = "out/hosts/db1/horaedb/db1/horaedb.toml";
    const edited = readFileSync(join(work, path), "utf8").replace("http_port", "http_prot");
    put(path, edited);
    for (const words of [["."], ["out"], [path]]) await lint("--fix", ...words);
    expect(readFileSync(join(work, path), "utf8")).toBe(edited);
  });
});
