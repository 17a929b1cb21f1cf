/** The command line's side of findings: several formats, files, quiet, the number of warnings, colour, exit status. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatNames, wantsColor } from "../src/cli/formats.ts";
import { type CallOptions, cfgc as call } from "./support/command.ts";
import { rightNode } from "./support/right-node.ts";

let base: string;
let folder: string;
let count = 0;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "cfgc-reporting-")));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const cfgc = (words: readonly string[], options: CallOptions = {}) =>
  call(words, { cwd: folder, ...options });

const good = `[server]\nhttp_port = 5440\n${rightNode}`;
const warning = `[server]\nhttp_prot = 5440\n${rightNode}`;
const error = `[server]\nhttp_port = "x"\nhttp_prot = 5440\n${rightNode}`;

beforeEach(() => {
  count += 1;
  folder = join(base, String(count));
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ good, warning, error }))
    writeFileSync(join(folder, `horaedb-${name}.toml`), text);
});

const read = (name: string) => readFileSync(join(folder, name), "utf8");

describe("formats", () => {
  it("come several at once, one of them printed", async () => {
    const files = formatNames
      .filter((name) => name !== "human")
      .flatMap((name) => ["--format", `${name}=${name}.out`]);
    const { status, stdout, stderr } = await cfgc([
      "lint",
      "--format",
      "human",
      ...files,
      "horaedb-error.toml",
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain("error[wrong-type]");
    expect(stderr).toBe("");
    expect(JSON.parse(read("json.out"))).toMatchObject({ summary: { errors: 1, warnings: 1 } });
    expect(JSON.parse(read("sarif.out"))).toMatchObject({
      version: "2.1.0",
      runs: [{ columnKind: "utf16CodeUnits" }],
    });
    expect(read("github.out")).toMatch(/^::error file=horaedb-error\.toml,line=2,/);
    expect(JSON.parse(read("gitlab.out"))).toHaveLength(2);
    expect(read("junit.out")).toContain('<testsuites name="cfgc" tests="2" failures="1" errors="0">');
    expect(read("checkstyle.out")).toContain('<file name="horaedb-error.toml">');
  });

  it.each(formatNames)("%s is printed and written alike", async (name) => {
    const printed = await cfgc(["lint", "--format", name, "horaedb-error.toml"]);
    await cfgc(["lint", "--format", `${name}=a=b`, "horaedb-error.toml"]);
    expect(read("a=b")).toBe(printed.stdout);
    expect(printed.stderr).toBe("");
  });

  it("only written, leave a word on stderr", async () => {
    const { status, stdout, stderr } = await cfgc([
      "lint",
      "--format",
      "sarif=a.sarif",
      "horaedb-error.toml",
    ]);
    expect([status, stdout, stderr]).toEqual([1, "", "a.sarif: 1 error, 1 warning\n"]);
    expect((await cfgc(["lint", "--format", "sarif=a.sarif", "horaedb-good.toml"])).stderr).toBe(
      "a.sarif: nothing found\n",
    );
  });

  it.each([
    [["--format", "human", "--format", "json"], "only one format can be printed; write the other to a file"],
    [["--format", "json", "--format", "json"], "only one format can be printed"],
    [["--format", "sarif=a", "--format", "json=a"], "two formats cannot be written to one file, a"],
    [
      ["--format", "xml"],
      'there is no format "xml"; there are human, json, sarif, github, gitlab, junit, checkstyle',
    ],
    [["--format", "json="], "name the file behind --format json="],
    [["--format", "json=no/such/a.json"], "cannot write no/such/a.json: there is no such directory"],
    [["--format", "json=."], "cannot write .: it is a directory"],
    [["--format", "json=./horaedb-good.toml"], "is one of the files to check; a report would replace it"],
    [["--max-warnings", "-1"], '--max-warnings takes a number, not "-1"'],
    [["--as", "horaedb", "--by-directory"], "--as and --by-directory exclude each other"],
  ])("%j is a mistake of usage, and nothing happens", async (words, message) => {
    const { status, stdout, stderr } = await cfgc(["lint", ...words, "horaedb-good.toml"]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(read("horaedb-good.toml")).toBe(good);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it("replace a file whole, keep its mode, follow a link and leave nothing behind", async () => {
    writeFileSync(join(folder, "real.json"), "old");
    chmodSync(join(folder, "real.json"), 0o640);
    symlinkSync("real.json", join(folder, "link.json"));
    const inode = statSync(join(folder, "real.json")).ino;
    expect((await cfgc(["lint", "--format", "json=link.json", "horaedb-good.toml"])).status).toBe(0);
    expect(JSON.parse(read("real.json"))).toMatchObject({ findings: [] });
    expect(statSync(join(folder, "real.json")).mode & 0o777).toBe(0o640);
    expect(statSync(join(folder, "real.json")).ino).not.toBe(inode);
    expect(readdirSync(folder).sort()).toEqual([
      "horaedb-error.toml",
      "horaedb-good.toml",
      "horaedb-warning.toml",
      "link.json",
      "real.json",
    ]);
  });

  it("go to a device without replacing it", async ({ skip }) => {
    skip(process.platform === "win32", "Windows has no /dev/null");
    expect((await cfgc(["lint", "--format", "json=/dev/null", "horaedb-good.toml"])).status).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });
});

describe("exit status and what is reported", () => {
  it.each([
    [[], "good", 0],
    [[], "warning", 0],
    [[], "error", 1],
    [["--max-warnings", "0"], "good", 0],
    [["--max-warnings", "0"], "warning", 1],
    [["--max-warnings", "1"], "warning", 0],
    [["--quiet"], "warning", 0],
    [["--quiet", "--max-warnings", "0"], "warning", 1],
    [["--quiet"], "error", 1],
  ])("lint %j of the %s file exits with %i", async (words, name, status) => {
    expect((await cfgc(["lint", ...words, `horaedb-${name}.toml`])).status).toBe(status);
  });

  it("says that there are too many warnings", async () => {
    const { stderr } = await cfgc(["lint", "--max-warnings", "0", "horaedb-warning.toml"]);
    expect(stderr).toBe("cfgc: 1 warning, and --max-warnings is 0\n");
  });

  it("quiet leaves errors only, in every format", async () => {
    const { stdout } = await cfgc([
      "lint",
      "--quiet",
      "--format",
      "human",
      "--format",
      "json=a.json",
      "horaedb-error.toml",
    ]);
    expect(stdout).toContain("1 error\n");
    expect(stdout).not.toContain("warning");
    expect(JSON.parse(read("a.json"))).toMatchObject({ summary: { errors: 1, warnings: 0, infos: 0 } });
    expect((await cfgc(["lint", "--quiet", "horaedb-warning.toml"])).stdout).toBe("");
  });

  it("2 if a file is of no known kind, missing or not text, unless unknown files are ignored", async () => {
    writeFileSync(join(folder, "other.yaml"), "a: 1\n");
    writeFileSync(join(folder, "latin1.yaml"), Buffer.from([0xe9, 0x0a]));
    expect(await cfgc(["lint", "other.yaml"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--as KIND"),
    });
    expect((await cfgc(["lint", "missing.toml"])).status).toBe(2);
    expect((await cfgc(["lint"])).status).toBe(2);
    expect((await cfgc(["lint", "latin1.yaml"])).status).toBe(1);
    expect(await cfgc(["lint", "--ignore-unknown", "other.yaml", "latin1.yaml"])).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "",
    });
    writeFileSync(join(folder, "horaedb-latin1.toml"), Buffer.from([0xe9, 0x0a]));
    expect((await cfgc(["lint", "--ignore-unknown", "horaedb-latin1.toml"])).status).toBe(1);
  });

  it("sorts the findings of all files together", async () => {
    writeFileSync(join(folder, "z.yaml"), "cfgc: 1\n");
    const { stdout } = await cfgc([
      "lint",
      "--format",
      "json",
      "z.yaml",
      "horaedb-warning.toml",
      "horaedb-error.toml",
    ]);
    const { findings } = JSON.parse(stdout) as { findings: { file: string }[] };
    const files = findings.map((one) => one.file);
    expect(files).toEqual([...files].sort());
    expect(new Set(files).size).toBe(3);
  });
});

describe("build", () => {
  const cluster = resolve("examples/horaedb-local/cluster.yaml");
  const doubtful = () => {
    const text = readFileSync(cluster, "utf8").replace(
      /^horaedb:/m,
      "accept: [ { rule: no-such-rule, reason: x } ]\nhoraedb:",
    );
    writeFileSync(join(folder, "cluster.yaml"), text);
  };

  it("has words on stderr and formats for programs on stdout", async () => {
    doubtful();
    const words = await cfgc(["build", "cluster.yaml"]);
    expect(words).toMatchObject({
      status: 0,
      stdout: "",
      stderr: expect.stringContaining("warning[unknown-rule]"),
    });
    const json = await cfgc(["build", "--format", "json", "cluster.yaml"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ summary: { warnings: 1 } });
    expect(json.stderr).toMatch(/^out is up to date/);
  });

  it("writes nothing when there are too many warnings", async () => {
    doubtful();
    const { status, stderr } = await cfgc(["build", "--max-warnings", "0", "cluster.yaml"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/cfgc: 1 warning, and --max-warnings is 0\nnothing was written\n$/);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("says nothing when it is quiet and all is well", async () => {
    doubtful();
    expect(await cfgc(["build", "--quiet", "cluster.yaml"])).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "",
    });
    expect(existsSync(join(folder, "out/manifest.json"))).toBe(true);
  });

  it("keeps the diff apart from a format for programs", async () => {
    doubtful();
    expect((await cfgc(["build", "--dry-run", "--format", "json", "cluster.yaml"])).status).toBe(2);
    const { status, stdout } = await cfgc(["build", "--dry-run", "--format", "json=a.json", "cluster.yaml"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^diff --git /);
    expect(JSON.parse(read("a.json"))).toMatchObject({ version: 1 });
  });
});

describe("--by-directory", () => {
  const member = (name: string, port: number) =>
    readFileSync("fixtures/formats/input/horaemeta0.toml", "utf8")
      .replaceAll(/(^node-name = ")meta0|(horaemeta\/)meta0/gm, `$1$2${name}`)
      .replaceAll(/(urls = "http:\/\/10\.1\.1\.1:)(\d)/g, name === "meta0" ? "$1$2" : "$11$2")
      .replace("http-port = 8080", `http-port = ${port}`);

  it("finds what a file collides with beside it, and nothing in other directories", async () => {
    for (const [path, text] of Object.entries({
      "a/horaemeta0.toml": member("meta0", 8080),
      "a/horaemeta1.toml": member("meta1", 8080),
      "a/values.yaml": "image: x\n",
      "b/horaemeta1.toml": member("meta1", 8080),
    })) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    expect((await cfgc(["lint", "a/horaemeta1.toml"])).stdout).not.toContain("port-clash");
    const clash = await cfgc([
      "lint",
      "--by-directory",
      "--ignore-unknown",
      "a/horaemeta1.toml",
      "a/values.yaml",
    ]);
    expect(clash.status).toBe(1);
    expect(clash.stdout).toContain("a/horaemeta0.toml:9:13");
    const apart = await cfgc(["lint", "--by-directory", "b/horaemeta1.toml"]);
    expect(apart.stdout).not.toContain("port-clash");
    const inside = await cfgc(["lint", "--by-directory", "horaemeta1.toml"], { cwd: join(folder, "a") });
    expect(inside.stdout).toContain("horaemeta0.toml:9:13");
    expect(inside.stdout).toContain("port-clash");
  });

  it("leaves the files of a bundle to build --check", async () => {
    writeFileSync(join(folder, "cluster.yaml"), readFileSync("examples/horaedb-kafka-oss/cluster.yaml"));
    await cfgc(["build", "cluster.yaml"]);
    const emitted = "out/hosts/db1/horaedb/db1/horaedb.toml";
    const { status, stdout } = await cfgc(["lint", "--by-directory", "--ignore-unknown", emitted]);
    expect([status, stdout]).toEqual([0, ""]);
    writeFileSync(join(folder, "out/hosts/db1/horaedb/db1/horaedb-extra.toml"), error);
    expect(
      (await cfgc(["lint", "--by-directory", "out/hosts/db1/horaedb/db1/horaedb-extra.toml"])).status,
    ).toBe(1);
  });
});

describe("colour", () => {
  it("is for terminals, unless NO_COLOR or FORCE_COLOR say otherwise", async () => {
    expect(wantsColor({ isTTY: true }, {})).toBe(true);
    expect(wantsColor({}, {})).toBe(false);
    expect(wantsColor({ isTTY: true }, { TERM: "dumb" })).toBe(false);
    expect(wantsColor({ isTTY: true }, { NO_COLOR: "1" })).toBe(false);
    expect(wantsColor({ isTTY: true }, { NO_COLOR: "" })).toBe(true);
    expect(wantsColor({}, { FORCE_COLOR: "1" })).toBe(true);
    expect(wantsColor({ isTTY: true }, { FORCE_COLOR: "0" })).toBe(false);
    expect(wantsColor({}, { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
  });

  it("is never in a file", async () => {
    const { stdout } = await cfgc(["lint", "horaedb-error.toml"], { env: { FORCE_COLOR: "1" } });
    expect(stdout).toContain("\u001b[31m");
    await cfgc(["lint", "--format", "human=a.txt", "horaedb-error.toml"], { env: { FORCE_COLOR: "1" } });
    expect(read("a.txt")).not.toContain("\u001b");
  });
});
