/** What is read: regular files, up to a limit, from where they may be; and nothing that was read is written over. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cfgc as call } from "./support/command.ts";
import { filesIn } from "./support/golden.ts";

let base: string;
let folder: string;
let count = 0;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "cfgc-reading-")));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  count += 1;
  folder = join(base, String(count));
  mkdirSync(folder);
});

const site = (rest: string, password = "{ from_file: secret.txt }") =>
  `cfgc: 1\nname: s\nenvironment: development\n${rest}oms:\n  version: 4.2.2\n  regions: [ { location: 1, hosts: [ db1 ] } ]\n  meta_database: { host: 10.1.1.9, port: 2881, user: u, password: ${password} }\n`;
const hosts = "hosts: { db1: { address: 10.1.1.1 } }\n";

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const cfgc = (line: string) => call(line.split(" "), { cwd: folder });
const textOf = (path: string) => readFileSync(join(folder, path), "utf8");
const pipe = (path: string) => execFileSync("mkfifo", [join(folder, path)]);

it("one module opens files in order to read them", () => {
  const reading = /\b(?:readFile(?:Sync)?|readSync|createReadStream|readv(?:Sync)?|opendir(?:Sync)?)\b/;
  const others = filesIn("src").filter(
    (path) =>
      path.endsWith(".ts") &&
      /from "node:fs/.test(readFileSync(path, "utf8")) &&
      reading.test(/import \{[^}]*\} from "node:fs[^"]*"/.exec(readFileSync(path, "utf8"))?.[0] ?? ""),
  );
  // The standard input of a server is read as it comes, message by message.
  expect(others.map((path) => relative("src", path)).sort()).toEqual([
    "cli/lsp/connection.ts",
    "cli/read-file.ts",
  ]);
});

describe.skipIf(process.platform === "win32")(
  "a pipe that nobody writes to, and a device that does not end",
  () => {
    const zero = (path: string) => symlinkSync("/dev/zero", join(folder, path));

    it.each([
      ["a pipe", pipe],
      ["a device", zero],
    ] as const)("%s as input, include, secret, settings", async (_, put_) => {
      put_("x.yaml");
      for (const words of ["lint x.yaml", "build x.yaml", "env x.yaml"])
        expect(await cfgc(words)).toEqual({
          status: 2,
          stdout: "",
          stderr: "cfgc: cannot read x.yaml: it is not a regular file\n",
        });
      put("cluster.yaml", site("include: [ x.yaml ]\n"));
      expect((await cfgc("lint cluster.yaml")).stdout).toMatch(
        /include-missing.*cannot read the include x\.yaml/,
      );
      put_("secret.txt");
      put("cluster.yaml", site(hosts));
      const { status, stderr } = await cfgc("build cluster.yaml --secrets resolve");
      expect(status).toBe(2);
      expect(stderr).toContain("cannot read secret.txt, which holds a secret: it is not a regular file");
      put("settings/horaedb.toml", "");
      put_("settings/.cfgc.yaml");
      expect((await cfgc("lint settings")).stderr).toMatch(
        /cannot read .*\.cfgc\.yaml: it is not a regular file/,
      );
    });

    it.each([
      ["a pipe", pipe],
      ["a device", zero],
    ] as const)("%s in a bundle, as its manifest or one of its files", async (_, put_) => {
      put("cluster.yaml", site(hosts));
      await cfgc("build cluster.yaml");
      rmSync(join(folder, "out/README.md"));
      put_("out/README.md");
      const { status, stdout } = await cfgc("lint out");
      expect([status, stdout]).toEqual([0, expect.stringContaining("README.md is not as cfgc wrote it")]);
      expect((await cfgc("build cluster.yaml")).stderr).toMatch(/README\.md is (?:no file|a symbolic link)/);
      expect((await cfgc("explain out/README.md:1")).status).toBe(2);
      rmSync(join(folder, "out/manifest.json"));
      put_("out/manifest.json");
      for (const words of [
        "lint out",
        "lint --by-directory out/x.toml",
        "build cluster.yaml",
        "explain out/README.md:1",
      ])
        expect((await cfgc(words)).status, words).not.toBe(70);
    });
  },
);

it("a file that is too long is not read, wherever it stands", async () => {
  const long = (path: string, bytes: number) => {
    put(path, "");
    truncateSync(join(folder, path), bytes);
  };
  long("secret.txt", 1024 * 1024 + 1);
  put("cluster.yaml", site(hosts));
  expect((await cfgc("build cluster.yaml --secrets resolve")).stderr).toContain("it is too long");
  put("secret.txt", "s3cret");
  await cfgc("build cluster.yaml");
  long("out/README.md", 2 ** 40);
  expect((await cfgc("lint out")).stdout).toContain("README.md is not as cfgc wrote it");
  long("out/manifest.json", 2 ** 40);
  expect((await cfgc("lint out")).stdout).toBe("");
  expect((await cfgc("build cluster.yaml")).stderr).toContain("manifest.json was not written by cfgc");
  long("hosts.yaml", 2 ** 40);
  put("cluster.yaml", site("include: [ hosts.yaml ]\n"));
  expect((await cfgc("lint cluster.yaml")).stdout).toContain("input-limit");
});

describe.skipIf(process.platform === "win32")("an include", () => {
  beforeEach(() => put("outside/hosts.yaml", hosts));

  it("that is a link out of the folder is refused, and nothing of it is shown", async () => {
    put("site/cluster.yaml", site("include: [ z.yaml ]\n", "{ from_env: P }"));
    symlinkSync("../outside/hosts.yaml", join(folder, "site/z.yaml"));
    const { status, stdout } = await cfgc("lint site/cluster.yaml");
    expect(status).toBe(1);
    expect(stdout).toContain(
      "cannot read the include site/z.yaml: it is a link that leads out of the folder",
    );
    expect(stdout).not.toContain("10.1.1.1");
  });

  it("in a folder that is such a link is refused too, and below it", async () => {
    put("site/cluster.yaml", site("include: [ a/b.yaml ]\n", "{ from_env: P }"));
    symlinkSync("../outside", join(folder, "site/a"));
    put("outside/b.yaml", "include: [ hosts.yaml ]\n");
    const { stdout } = await cfgc("lint site/cluster.yaml");
    expect(stdout.match(/leads out of the folder/g)).toHaveLength(1);
  });

  it("may be a link inside the folder, as Kubernetes mounts a ConfigMap", async () => {
    put("site/..data/cluster.yaml", site("include: [ hosts.yaml ]\n", "{ from_env: P }"));
    put("site/..data/hosts.yaml", hosts);
    for (const name of ["cluster", "hosts"])
      symlinkSync(`..data/${name}.yaml`, join(folder, `site/${name}.yaml`));
    expect((await cfgc("lint site/cluster.yaml")).status).toBe(0);
  });
});

describe("what was read is not written over", () => {
  const wal = '[analytic.wal]\ntype = "Local"\ndata_dir = "/var/lib/wal"\n';

  /** The whole folder before and after. */
  const contents = () =>
    Object.fromEntries(
      (readdirSync(folder, { recursive: true }) as string[])
        .filter((path) => /\.\w+$/.test(path))
        .sort()
        .map((path) => [path, textOf(path)]),
    );

  it.each([
    ["a file of the folder", "lint . --format json=sub/horaedb.toml"],
    ["by another way to it", "lint . --format json=sub/../sub/./horaedb.toml"],
    ["a sibling", "lint --by-directory sub/horaedb.toml --format json=sub/horaedb-2.toml"],
    ["the settings", "lint . --format json=.cfgc.yaml"],
    ["an include, in lint", "lint cluster.yaml --format json=hosts.yaml"],
    ["an include, in build", "build cluster.yaml --format json=hosts.yaml"],
    ["a secret", "build cluster.yaml --secrets resolve --format json=secret.txt"],
    ["the manifest, in lint", "lint out --format json=out/manifest.json"],
    ["a file of the bundle, in lint", "lint out --format json=out/README.md"],
    ["the manifest, in build", "build cluster.yaml --format json=out/manifest.json"],
    ["a file of the bundle, in build", "build cluster.yaml --format json=out/README.md"],
    ["a file of the bundle, by --check", "build cluster.yaml --check --format json=out/README.md"],
    ["one report by another", "lint sub/horaedb.toml --format json=r.out --format sarif=./r.out"],
  ])("by a report: %s", async (_, words) => {
    for (const name of ["horaedb", "horaedb-2"]) put(`sub/${name}.toml`, wal);
    put(".cfgc.yaml", "cfgc: 1\nignore: [ out/ ]\n");
    put("hosts.yaml", hosts);
    put("secret.txt", "s3cret\n");
    put("cluster.yaml", site("include: [ hosts.yaml ]\n"));
    expect((await cfgc("build cluster.yaml")).status).toBe(0);
    const before = contents();
    expect(Object.keys(before)).toContain("out/manifest.json");
    const { status, stderr } = await cfgc(words);
    expect(stderr).toMatch(/a report would replace it|cannot be written to one file/);
    expect(status).toBe(2);
    expect(contents()).toEqual(before);
  });

  it("by a report: what --fix has just written", async () => {
    put("sub/horaedb.toml", wal);
    put("sub/horaedb-2.toml", `[server]\nhttp_prot = 5440\n${wal}`);
    const { status } = await cfgc("lint sub --fix --format json=sub/horaedb-2.toml");
    expect([status, textOf("sub/horaedb-2.toml")]).toEqual([2, `[server]\nhttp_port = 5440\n${wal}`]);
  });

  it("by a bundle: a manifest that lists the inputs does not make them the bundle's", async () => {
    put("hosts.yaml", hosts);
    put("cluster.yaml", site("include: [ hosts.yaml ]\n"));
    await cfgc("build cluster.yaml -o .");
    const manifest = JSON.parse(textOf("manifest.json"));
    const own = await import("../src/emit/bundle.ts");
    for (const path of ["cluster.yaml", "hosts.yaml"]) {
      const text = textOf(path);
      const entry = { path, sha256: own.sha256(text), size: text.length, mode: "0644", product: "cfgc" };
      manifest.files.push(entry);
    }
    put("manifest.json", JSON.stringify(manifest));
    const { status, stderr } = await cfgc("build cluster.yaml -o .");
    expect(existsSync(join(folder, "cluster.yaml")) && existsSync(join(folder, "hosts.yaml"))).toBe(true);
    expect([status, stderr]).toEqual([0, expect.stringContaining("wrote .")]);
  });

  it("by a bundle: a secret in the place of a file is in the way", async () => {
    const node = `cfgc: 1\nname: s\nenvironment: development\n${hosts}horaedb:\n  version: 2.1.0\n  wal: { type: Local }\n  nodes: { members: [ { host: db1 } ] }\n`;
    put("cluster.yaml", node);
    expect((await cfgc("build cluster.yaml")).status).toBe(0);
    const store =
      "type: S3, region: r, endpoint: https://s3.example.net, bucket: b, prefix: p, key_id: { from_file: out/README.md }, key_secret: { from_file: out/README.md }";
    put("cluster.yaml", `${node}  object_store: { ${store} }\n`);
    const before = textOf("out/README.md");
    const { status, stderr } = await cfgc("build cluster.yaml --secrets resolve");
    expect([status, stderr]).toEqual([2, expect.stringContaining("README.md was read for this build")]);
    expect(textOf("out/README.md")).toBe(before);
  });

  it("and a second name of an input counts as the input", async () => {
    put("horaedb.toml", wal);
    linkSync(join(folder, "horaedb.toml"), join(folder, "other"));
    expect((await cfgc("lint horaedb.toml --format json=other")).status).toBe(2);
  });

  it("while a report beside them, or in the bundle's folder, is written again and again", async () => {
    put("cluster.yaml", site(hosts));
    await cfgc("build cluster.yaml");
    for (let run = 0; run < 2; run += 1) {
      expect((await cfgc("build cluster.yaml --format json=out/report.json")).status).toBe(0);
      expect((await cfgc("lint out --format json=out/report.json")).status).toBe(0);
      expect((await cfgc("lint . --format json=report.json")).status).toBe(0);
    }
  });
});
