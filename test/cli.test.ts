/** The command line from outside: exit statuses, what goes to which stream, and what happens to files. */
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lineOrigin } from "../src/cli/commands/explain/line-origin.ts";
import { processIo } from "../src/cli/io.ts";
import { readInput } from "../src/cli/read-input.ts";
import { cfgc, cfgcProcess, type Outcome, program, run } from "./support/command.ts";
import { someOf } from "./support/effort.ts";

const hosts = `hosts:
  db1: { address: 10.1.1.1, zone: a }
  db2: { address: 10.1.1.2, zone: b }
  db3: { address: 10.1.1.3, zone: c }
`;
const shared = `  wal: { type: Kafka, brokers: [10.9.0.1:9092] }
  object_store: { type: S3, region: eu, endpoint: https://s3.example.net, bucket: b, prefix: p, key_id: { from_env: ID }, key_secret: { from_env: KEY } }
`;
const right = `cfgc: 1
name: metrics
${hosts}horaedb:
  version: 2.1.0
  topology: dynamic
  meta:
    config: { auto-compaction-mode: revision, auto-compaction-retention: "1000" }
    members: [ { name: meta0, host: db1 }, { name: meta1, host: db2 }, { name: meta2, host: db3 } ]
  nodes: { members: [ { host: db1 }, { host: db2 } ] }
${shared}`;
const wrong = right.replace("{ host: db2 } ] }\n  wal", "{ host: db9 } ] }\n  wal");
const warned = `${right}accept: [ { rule: no-such-rule, reason: none } ]\n`;
const member = `# cfgc: horaemeta@2.1.0
node-name = "meta0"
data-dir = "/var/lib/horaemeta/meta0"
initial-cluster = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380"
client-urls = "http://0.0.0.0:2379"
peer-urls = "http://0.0.0.0:2380"
advertise-client-urls = "http://10.1.1.1:2379"
advertise-peer-urls = "http://10.1.1.1:2380"
`;

/** The first bytes of a program. */
const garbage = Buffer.from(readFileSync(process.execPath).subarray(0, 5000));

/** No user may do what root may, so tests about permissions run as this one. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};

let base: string;
let folder: string;
let count = 0;

beforeAll(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "cfgc-cli-")));
  chmodSync(base, 0o755);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(base, String(++count));
  mkdirSync(folder);
  put("cluster.yaml", right);
});

function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

/** `words` are split at blanks. */
function call(words: string, options: Parameters<typeof cfgc>[1] = {}): Promise<Outcome> {
  return cfgc(words.split(" "), { cwd: folder, ...options });
}

/** In a process of its own. */
function callProcess(words: string, options: Parameters<typeof cfgcProcess>[1] = {}): Promise<Outcome> {
  return cfgcProcess(words.split(" "), { cwd: folder, ...options });
}

/** Everything below a directory, with contents, modes and times. */
function snapshot(directory: string): Record<string, string> {
  const found: Record<string, string> = {};
  if (!existsSync(directory)) return found;
  for (const name of readdirSync(directory, { recursive: true }) as string[]) {
    const path = join(directory, name);
    const { mode, mtimeMs, ino } = lstatSync(path);
    const content = lstatSync(path).isFile() ? readFileSync(path, "latin1") : "";
    found[name] = `${mode.toString(8)} ${mtimeMs} ${ino} ${content}`;
  }
  return found;
}

/** Path to content of a bundle. */
function contents(directory: string): Record<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const paths = files.map((one) => join(one.parentPath, one.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]),
  );
}

function expectPolite({ stdout, stderr }: Outcome): void {
  expect(stdout + stderr).not.toMatch(/\n\s+at |node:internal|file:\/\/\/|Node\.js v/);
  expect(stdout + stderr).not.toContain("\u001b");
}

describe("exit status", () => {
  /** Of these a process of its own is seen to say the same. */
  const inProcess = new Set([
    "build cluster.yaml --dry-run",
    "lint wrong.yaml",
    "env cluster.yaml nobody",
    "explain",
    "-V",
    "--help",
  ]);

  it.each<[string, number]>([
    ["build cluster.yaml", 0],
    ["build cluster.yaml --dry-run", 0],
    ["build wrong.yaml", 1],
    ["build cluster.yaml wrong.yaml", 1],
    ["build cluster.yaml --check", 1],
    ["build broken.yaml", 1],
    ["build missing.yaml", 2],
    ["build folder", 2],
    ["build loop.yaml", 2],
    ["build cluster.yaml/x.yaml", 2],
    ["build", 2],
    ["build cluster.yaml --no-such-option", 2],
    ["build cluster.yaml --secrets shown", 2],
    ["build cluster.yaml --secrets resolve", 2],
    ["build cluster.yaml --dry-run --check", 2],
    ["build cluster.yaml --format xml", 2],
    ["build cluster.yaml -o cluster.yaml", 2],
    ["build cluster.yaml -o cluster.yaml/out", 2],
    ["lint cluster.yaml", 0],
    ["lint meta0.toml", 0],
    ["lint cluster.yaml meta0.toml", 0],
    ["lint warned.yaml", 0],
    ["lint warned.yaml --max-warnings 1", 0],
    ["lint warned.yaml --max-warnings 0", 1],
    ["lint warned.yaml --max-warnings many", 2],
    ["lint warned.yaml --max-warnings -1", 2],
    ["lint wrong.yaml", 1],
    ["lint wrong.yaml --max-warnings 100", 1],
    ["lint broken.yaml", 1],
    ["lint broken.toml", 1],
    ["lint cluster.yaml broken.toml", 1],
    ["lint garbage.yaml", 1],
    ["lint", 2],
    ["lint missing.toml", 2],
    ["lint cluster.yaml missing.toml", 2],
    ["lint notes.txt", 2],
    ["lint notes.txt --ignore-unknown", 0],
    ["lint cluster.yaml notes.txt", 2],
    ["lint cluster.yaml notes.txt --ignore-unknown", 0],
    ["lint wrong.yaml notes.txt", 1],
    ["lint notes.txt --as horaemeta", 1],
    ["lint notes.txt --as nonsense", 2],
    ["lint meta0.toml --as ceresmeta@1.2.7", 0],
    ["lint meta0.toml --as horaemeta@9.9.9", 1],
    ["lint cluster.yaml --as cluster", 0],
    ["env cluster.yaml", 0],
    ["env cluster.yaml meta0", 0],
    ["env cluster.yaml nobody", 2],
    ["env cluster.yaml --format xml", 2],
    ["env cluster.yaml --format dotenv", 2],
    ["env wrong.yaml", 1],
    ["env missing.yaml", 2],
    ["explain port-clash", 0],
    ["explain http-port", 0],
    ["explain no-such-thing", 2],
    ["explain cluster.yaml:1", 2],
    ["explain", 2],
    ["schema", 0],
    ["schema cluster", 0],
    ["schema horaemeta@2.1.0", 0],
    ["schema horaemeta@9.9.9", 2],
    ["schema nonsense", 2],
    ["--version", 0],
    ["-V", 0],
    ["--help", 0],
    ["build --help", 0],
    ["nonsense", 2],
    ["--nonsense", 2],
  ])("cfgc %s: %i", async (words, status) => {
    put("wrong.yaml", wrong.replace("name: metrics", "name: other"));
    put("warned.yaml", warned);
    put("broken.yaml", `${right}x: [\n`);
    put("broken.toml", `${member}x = \n`);
    put("garbage.yaml", garbage);
    put("meta0.toml", member);
    put("notes.txt", "nothing in particular\n");
    mkdirSync(join(folder, "folder"));
    symlinkSync("loop.yaml", join(folder, "loop.yaml"));
    const outcome = await call(words);
    expect(outcome.status, outcome.stdout + outcome.stderr).toBe(status);
    expectPolite(outcome);
    // The bin hands it all on, whatever the command.
    if (inProcess.has(words)) expect(await callProcess(words)).toEqual(outcome);
    if (status === 2) {
      expect(outcome.stderr).not.toBe("");
      expect(outcome.stdout === "" || words.startsWith("lint"), outcome.stdout).toBe(true);
    }
  });

  it("no command is a question for help", async () => {
    const outcome = await cfgc([], { cwd: folder });
    expect(outcome.status).toBe(2);
    expect(outcome.stdout + outcome.stderr).toContain("Usage: cfgc");
  });

  it("a file that may not be read", async () => {
    chmodSync(join(folder, "cluster.yaml"), 0);
    for (const words of ["lint cluster.yaml", "build cluster.yaml", "env cluster.yaml"]) {
      const { status, stdout, stderr } = await callProcess(words, nobody);
      expect([status, stdout, stderr]).toEqual([
        2,
        "",
        "cfgc: cannot read cluster.yaml: permission denied\n",
      ]);
    }
  });

  it("names the file and the reason", async () => {
    mkdirSync(join(folder, "folder"));
    symlinkSync("loop.yaml", join(folder, "loop.yaml"));
    expect((await call("lint missing.yaml")).stderr).toBe(
      "cfgc: cannot read missing.yaml: there is no such file\n",
    );
    expect((await call("build folder")).stderr).toBe("cfgc: cannot read folder: it is a directory\n");
    expect((await call("lint loop.yaml")).stderr).toMatch(/^cfgc: cannot read loop.yaml: .*circles\n$/);
  });

  it("endless input is refused", async ({ skip }) => {
    skip(!existsSync("/dev/zero"), "there is no /dev/zero");
    expect(await call("lint --as horaedb /dev/zero")).toEqual({
      status: 2,
      stdout: "",
      stderr: "cfgc: cannot read /dev/zero: it is not a regular file\n",
    });
    const endless = openSync("/dev/zero", "r");
    const { source, diagnostics } = readInput("-", { ...processIo(), stdin: endless });
    closeSync(endless);
    expect([source.text, diagnostics.map(({ code }) => code.name)]).toEqual(["", ["input-limit"]]);
  });

  it("reads standard input", async () => {
    for (const cfgc of [call, callProcess]) {
      const { status, stdout } = await cfgc("lint --as cluster -", { input: wrong });
      expect(status).toBe(1);
      expect(stdout).toContain("┌ -:13:46");
    }
  });
});

describe("streams", () => {
  it("lint: findings are the result", async () => {
    put("wrong.yaml", wrong);
    for (const format of ["human", "json"]) {
      const { stdout, stderr } = await call(`lint wrong.yaml --format ${format}`);
      expect(stdout).toContain("unknown-host");
      expect(stderr).toBe("");
    }
    expect(await call("lint cluster.yaml")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("lint: what was not checked is no finding", async () => {
    put("notes.txt", "nothing\n");
    const { stdout, stderr } = await call("lint cluster.yaml notes.txt");
    expect(stdout).toBe("");
    expect(stderr).toBe("notes.txt: not checked, its kind is not known; say it with --as KIND\n");
  });

  it("build: the bundle is the result, so words go to stderr", async () => {
    put("wrong.yaml", wrong);
    const built = await call("build cluster.yaml");
    expect(built.stdout).toBe("");
    expect(built.stderr).toMatch(/^wrote out: \d+ files, \d+ changed\n$/);
    const failed = await call("build wrong.yaml");
    expect(failed.stdout).toBe("");
    expect(failed.stderr).toContain("error[unknown-host]");
    expect(failed.stderr).toMatch(/nothing was written\n$/);
    const machine = await call("build wrong.yaml --format json");
    expect(JSON.parse(machine.stdout).summary.errors).toBe(1);
    expect(machine.stderr).toBe("");
    const diff = await call("build cluster.yaml -o elsewhere --dry-run");
    expect(diff.stdout).toMatch(/^diff --git /);
    expect(diff.stderr).toBe("");
  });

  it("env, explain and schema: only the result", async () => {
    for (const words of [
      "env cluster.yaml",
      "explain port-clash",
      "schema horaemeta",
      "schema",
      "--version",
    ]) {
      const { stdout, stderr } = await call(words);
      expect(stdout).not.toBe("");
      expect(stderr).toBe("");
    }
  });

  it("no colour without a terminal, whatever the environment hopes", async () => {
    put("wrong.yaml", wrong);
    for (const env of [
      {},
      { NO_COLOR: "1" },
      { NO_COLOR: "" },
      { TERM: "xterm-256color", COLORTERM: "truecolor" },
    ]) {
      for (const words of ["lint wrong.yaml", "build wrong.yaml"]) expectPolite(await call(words, { env }));
    }
    expectPolite(await callProcess("lint wrong.yaml", { env: { TERM: "xterm-256color" } }));
  });

  it("colour on a terminal, unless NO_COLOR has a text or the terminal is dumb", async () => {
    put("wrong.yaml", wrong);
    const onTerminal = async (env: Record<string, string>) =>
      (await call("lint wrong.yaml", { env: { TERM: "xterm", ...env }, terminal: { isTTY: true } })).stdout;
    expect(await onTerminal({})).toContain("\u001b[31m");
    expect(await onTerminal({ NO_COLOR: "1" })).not.toContain("\u001b[");
    expect(await onTerminal({ NO_COLOR: "" })).toContain("\u001b[31m");
    expect(await onTerminal({ TERM: "dumb" })).not.toContain("\u001b[");
  });

  it("colour on a terminal of the system", async ({ skip }) => {
    put("wrong.yaml", wrong);
    const terminal = ["-qec", `${process.execPath} ${program} lint wrong.yaml`, "/dev/null"];
    const onTerminal = (env: Record<string, string>) =>
      run("script", terminal, { cwd: folder, env: { TERM: "xterm", ...env } }).catch(() => undefined);
    const colored = await onTerminal({});
    if (!colored?.stdout.includes("unknown-host")) return skip("there is no script(1) with -qec");
    expect(colored.stdout).toContain("\u001b[31m");
    expect((await onTerminal({ NO_COLOR: "1" }))?.stdout).not.toContain("\u001b[");
  });

  it.each([
    "schema cluster",
    "env cluster.yaml",
    "explain port-clash",
    "build cluster.yaml --dry-run",
    "lint many.toml",
    "lint many.toml --format json",
  ])("a reader that leaves early is no mistake: cfgc %s | head -c 1", async (words) => {
    put(
      "many.toml",
      `# cfgc: horaemeta@2.1.0\n${Array.from({ length: 1000 }, (_, line) => `k${line} = 1\n`).join("")}`,
    );
    const pipe = `{ ${process.execPath} ${program} ${words}; echo "status $?" >&2; } | head -c 1`;
    const { stdout, stderr } = await run("/bin/sh", ["-c", pipe], { cwd: folder });
    expect(stdout).toHaveLength(1);
    expect(stderr).toMatch(/^status [01]\n$/);
  });

  it("closed streams are no mistake", async () => {
    for (const closed of [">&-", "2>&-", ">&- 2>&-", "<&-"]) {
      const { status, stderr } = await run(
        "/bin/sh",
        ["-c", `${process.execPath} ${program} lint cluster.yaml ${closed}`],
        { cwd: folder },
      );
      expect([closed, status, stderr]).toEqual([closed, 0, ""]);
    }
  });
});

describe("findings as JSON", () => {
  it("have exactly the members that are documented", async () => {
    put("wrong.yaml", `${wrong}acept: []\n`);
    put("warned.yaml", warned.replace("name: metrics", "name: other"));
    put(
      "meta0.toml",
      `${member}http-port = "8080"\nmin-scan-limit = 20\n[log]\nlevel = "info"\nlevel = "warn"\n`,
    );
    const { stdout } = await call("lint wrong.yaml warned.yaml meta0.toml --format json");
    const report = JSON.parse(stdout);
    expect(Object.keys(report)).toEqual(["version", "findings", "summary"]);
    expect(report.version).toBe(1);
    expect(report.findings.length).toBeGreaterThan(5);
    const seen = new Set<string>();
    for (const finding of report.findings) {
      for (const member of Object.keys(finding)) seen.add(member);
      expect(finding).toEqual({
        code: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
        severity: expect.stringMatching(/^(?:error|warning|info)$/),
        message: expect.any(String),
        file: expect.stringMatching(/^(?:wrong|warned|meta0)\.(?:yaml|toml)$/),
        line: expect.any(Number),
        column: expect.any(Number),
        endLine: expect.any(Number),
        endColumn: expect.any(Number),
        related: expect.any(Array),
        ...("key" in finding ? { key: expect.any(String) } : {}),
        ...("help" in finding ? { help: expect.any(String) } : {}),
        ...("fixes" in finding ? { fixes: expect.any(Array) } : {}),
      });
      expect([finding.endLine, finding.endColumn] >= [finding.line, finding.column]).toBe(true);
      for (const related of finding.related) {
        expect(related).toEqual({
          file: expect.any(String),
          line: expect.any(Number),
          column: expect.any(Number),
          message: expect.any(String),
        });
      }
      for (const fix of finding.fixes ?? []) {
        const edits = expect.any(Array);
        expect(fix).toEqual({ title: expect.any(String), certain: expect.any(Boolean), edits });
        for (const edit of fix.edits)
          expect(edit).toEqual({
            file: finding.file,
            line: expect.any(Number),
            column: expect.any(Number),
            endLine: expect.any(Number),
            endColumn: expect.any(Number),
            text: expect.any(String),
          });
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining(["key", "help", "fixes"]));
    expect(report.findings.some((one: { related: unknown[] }) => one.related.length > 0)).toBe(true);
    const count = (severity: string) =>
      report.findings.filter((one: { severity: string }) => one.severity === severity).length;
    expect(report.summary).toEqual({
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
    });
  });

  it("are there when nothing was found, and when a file is no text", async () => {
    const nothing = { version: 1, findings: [], summary: { errors: 0, warnings: 0, infos: 0 } };
    expect(JSON.parse((await call("lint cluster.yaml --format json")).stdout)).toEqual(nothing);
    expect(JSON.parse((await call("build cluster.yaml --format json")).stdout)).toEqual(nothing);
    put("garbage.yaml", new Uint8Array([0xff, 0xfe, 0x00]));
    for (const words of ["lint garbage.yaml", "build garbage.yaml", "lint --as horaedb garbage.yaml"]) {
      const { findings } = JSON.parse((await call(`${words} --format json`)).stdout);
      expect(findings).toMatchObject([{ code: "encoding", file: "garbage.yaml", line: 1, column: 1 }]);
    }
  });
});

describe("build", () => {
  const out = () => join(folder, "out");

  it("twice is the same, and nothing is touched the second time", async () => {
    await call("build cluster.yaml");
    const first = snapshot(out());
    const again = await call("build cluster.yaml");
    expect(again).toEqual({
      status: 0,
      stdout: "",
      stderr: expect.stringMatching(/^out is up to date: \d+ files\n$/),
    });
    expect(snapshot(out())).toEqual(first);
  });

  it("gives the same bytes from anywhere, in every time zone and language", async () => {
    await call("build cluster.yaml");
    const expected = contents(out());
    mkdirSync(join(folder, "a/b"), { recursive: true });
    const places = [
      {
        cwd: join(folder, "a/b"),
        path: "../../cluster.yaml",
        env: { TZ: "Asia/Shanghai", LANG: "zh_CN.UTF-8" },
      },
      {
        cwd: "/",
        path: join(folder, "cluster.yaml"),
        env: { TZ: "America/St_Johns", LC_ALL: "tr_TR.UTF-8" },
      },
      {
        cwd: folder,
        path: "./a/../cluster.yaml",
        env: { TZ: "Pacific/Apia", LANG: "C", USER: "x", HOSTNAME: "y" },
      },
    ];
    for (const [index, { cwd, path, env }] of places.entries()) {
      const target = join(folder, `out${index}`);
      expect((await cfgcProcess(["build", path, "-o", target], { cwd, env })).status).toBe(0);
      expect(contents(target)).toEqual(expected);
    }
    expect(Object.values(expected).join("")).not.toContain(folder);
  });

  it("leaves the bundle as it is when there is an error", async () => {
    await call("build cluster.yaml");
    const before = snapshot(out());
    const faults = [wrong, `${right}x: [\n`, "", "\0", right.replace("from_env: ID", "from_env: [ID]")];
    for (const text of faults) {
      put("cluster.yaml", text);
      for (const words of [
        "build cluster.yaml",
        "build cluster.yaml --dry-run",
        "build cluster.yaml --check",
      ])
        expect((await call(words)).status).toBe(1);
    }
    put("cluster.yaml", right);
    expect((await call("build cluster.yaml --secrets resolve")).status).toBe(2);
    expect(snapshot(out())).toEqual(before);
  });

  it("--dry-run and --check write nothing", async () => {
    const states: [string, number][] = [
      [right, 1],
      [right.replace("prefix: p", "prefix: q"), 1],
    ];
    for (const [text, stale] of states) {
      put("cluster.yaml", text);
      const before = snapshot(folder);
      expect((await call("build cluster.yaml --dry-run")).status).toBe(0);
      expect((await call("build cluster.yaml --check")).status).toBe(stale);
      expect(snapshot(folder)).toEqual(before);
      expect((await call("build cluster.yaml")).status).toBe(0);
      const after = snapshot(folder);
      const fresh = await call("build cluster.yaml --check");
      expect([fresh.status, fresh.stdout, fresh.stderr]).toEqual([0, "", ""]);
      const nothing = await call("build cluster.yaml --dry-run");
      expect([nothing.status, nothing.stdout, nothing.stderr]).toEqual([0, "", "out is up to date\n"]);
      expect(snapshot(folder)).toEqual(after);
    }
  });

  it("--check names what is stale", async () => {
    await call("build cluster.yaml");
    const toml = "hosts/db1/horaemeta/meta0/horaemeta.toml";
    writeFileSync(join(out(), toml), "edited\n");
    rmSync(join(out(), "README.md"));
    chmodSync(join(out(), "hosts/db1/horaemeta/meta0/start.sh"), 0o644);
    const { status, stdout, stderr } = await call("build cluster.yaml --check");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr.split("\n")).toEqual([
      "README.md is missing",
      `${toml} was edited by hand`,
      "hosts/db1/horaemeta/meta0/start.sh has mode 644 instead of 755",
      "out is stale: run cfgc build",
      "",
    ]);
  });

  it("a time that changed is not stale", async () => {
    await call("build cluster.yaml");
    for (const path of Object.keys(contents(out()))) utimesSync(join(out(), path), 1, 1);
    expect((await call("build cluster.yaml --check")).status).toBe(0);
  });

  it("removes what an instance had when the instance goes, and nothing else", async () => {
    await call("build cluster.yaml");
    put("out/hosts/db2/horaedb/db2/notes.txt", "mine\n");
    put("out/mine/notes.txt", "mine\n");
    const before = contents(out());
    put("cluster.yaml", right.replace("{ host: db1 }, { host: db2 } ]", "{ host: db1 } ]"));
    expect((await call("build cluster.yaml")).status).toBe(0);
    const after = contents(out());
    const gone = Object.keys(before).filter((path) => !(path in after));
    expect(gone).toEqual([
      "hosts/db2/horaedb/db2/db2.env",
      "hosts/db2/horaedb/db2/horaedb-db2.service",
      "hosts/db2/horaedb/db2/horaedb.toml",
      "hosts/db2/horaedb/db2/start.sh",
    ]);
    expect(after["hosts/db2/horaedb/db2/notes.txt"]).toBe("mine\n");
    expect(after["mine/notes.txt"]).toBe("mine\n");
  });

  it("does not write over a file of somebody else", async () => {
    put("out/hosts/db1/horaemeta/meta0/horaemeta.toml", "mine\n");
    const before = snapshot(out());
    const { status, stderr } = await call("build cluster.yaml");
    expect(status).toBe(2);
    expect(stderr).toContain("hosts/db1/horaemeta/meta0/horaemeta.toml is there already");
    expect(snapshot(out())).toEqual(before);
    rmSync(out(), { recursive: true });
    put("out/manifest.json", '{ "name": "an extension" }\n');
    expect((await call("build cluster.yaml")).status).toBe(2);
    expect(contents(out())).toEqual({ "manifest.json": '{ "name": "an extension" }\n' });
  });

  it("says why a place cannot be written", async () => {
    put("file", "mine\n");
    for (const place of ["file", "file/out"]) {
      for (const more of ["", " --check", " --dry-run"]) {
        const { status, stderr } = await call(`build cluster.yaml -o ${place}${more}`);
        expect([status, stderr]).toEqual([
          2,
          expect.stringMatching(/^cfgc: cannot open file.*not a directory/),
        ]);
      }
    }
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("mine\n");
    mkdirSync(join(folder, "locked"));
    chmodSync(join(folder, "locked"), 0o555);
    for (const place of ["locked", "locked/out"]) {
      const { status, stdout, stderr } = await callProcess(`build cluster.yaml -o ${place}`, nobody);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^cfgc: cannot \w+ .*(?:permission denied|not permitted).*\n$/);
    }
    expect(readdirSync(join(folder, "locked"))).toEqual([]);
  });

  it("several sites go into a folder each", async () => {
    const other = right
      .replace("name: metrics", "name: other")
      .replaceAll("10.1.1.", "10.2.1.")
      .replace("10.9.0.1", "10.9.0.2")
      .replace("bucket: b", "bucket: c");
    put("other.yaml", other);
    const { status, stderr } = await call("build cluster.yaml other.yaml");
    expect(status, stderr).toBe(0);
    expect(readdirSync(out()).sort()).toEqual(["README.md", "manifest.json", "metrics", "other"]);
  });

  it("a path that looks like an option, and one with blanks", async () => {
    put("-o.yaml", right);
    put("a b.yaml", right);
    expect((await cfgc(["build", "--", "-o.yaml"], { cwd: folder })).status).toBe(0);
    expect((await cfgc(["build", "a b.yaml", "-o", "o ut"], { cwd: folder })).status).toBe(0);
    expect(contents(join(folder, "o ut"))).toEqual(contents(out()));
  });
});

describe("explain FILE:LINE", () => {
  it("succeeds for every line of every file that a product emits", { tags: ["series"] }, async () => {
    await call("build cluster.yaml");
    const files = contents(join(folder, "out"));
    const source = [join(folder, "cluster.yaml")];
    for (const [path, text] of Object.entries(files)) {
      if (!path.startsWith("hosts/")) continue;
      const lines = text.split("\n").slice(0, -1);
      for (const [index, line] of someOf([...lines.entries()], 5)) {
        const told = await lineOrigin(join(folder, "out", path), index + 1, source, processIo());
        expect(told.startsWith(`${line}\n  `), told).toBe(true);
        expect(told).not.toContain("undefined");
      }
    }
  });

  it("names the line of cluster.yaml, by the command line too", async () => {
    await call("build cluster.yaml");
    const path = "out/hosts/db1/horaemeta/meta0/horaemeta.toml";
    const lines = readFileSync(join(folder, path), "utf8").split("\n").slice(0, -1);
    const told = await Promise.all(lines.map((_, line) => call(`explain ${path}:${line + 1}`)));
    expect(told.map(({ status, stderr }) => `${status}${stderr}`)).toEqual(lines.map(() => "0"));
    expect(told.map(({ stdout }) => stdout.split("\n")[0])).toEqual(lines);
    const of = (text: string) => told[lines.findIndex((line) => line.startsWith(text))]?.stdout;
    expect(of("auto-compaction-mode")).toContain("auto-compaction-mode: written at cluster.yaml:");
    expect(of("node-name")).toContain("node-name: written at cluster.yaml:");
    expect(of("initial-cluster ")).toContain("derived from all of meta.members");
    expect(of("# Written by cfgc")).toContain("written by cfgc itself");
  });

  it("works from another folder, with --source, and says what is stale", async () => {
    await call("build cluster.yaml");
    const path = "out/hosts/db1/horaemeta/meta0/horaemeta.toml";
    mkdirSync(join(folder, "elsewhere"));
    const elsewhere = { cwd: join(folder, "elsewhere") };
    expect((await call(`explain ../${path}:5`, elsewhere)).stdout).toContain("../cluster.yaml:");
    put("elsewhere/other.yaml", right);
    const given = await call(`explain ../${path}:5 --source other.yaml`, elsewhere);
    expect(given.stdout).toContain("written at other.yaml:");
    writeFileSync(join(folder, path), "edited = true\n");
    expect((await call(`explain ${path}:5`)).stdout).toMatch(/^\(the file on disk is not what/);
  });

  it("refuses lines that are not there", async () => {
    await call("build cluster.yaml");
    const path = "out/hosts/db1/horaemeta/meta0/meta0.env";
    for (const line of ["0", "4", "99999999999999999999"]) {
      const { status, stderr } = await call(`explain ${path}:${line}`);
      expect([status, stderr]).toEqual([2, "cfgc: hosts/db1/horaemeta/meta0/meta0.env has 3 lines\n"]);
    }
    put("cluster.yaml", right.replace("{ name: meta0, host: db1 }, ", ""));
    expect((await call(`explain ${path}:1`)).status).toBe(2);
  });
});

describe("env", () => {
  it("table: every variable of every instance", async () => {
    const { stdout } = await call("env cluster.yaml");
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^INSTANCE\s+VARIABLE\s+KEY\s+IN THE FILE\s+NOTE$/);
    for (const instance of [
      "horaemeta meta0",
      "horaemeta meta1",
      "horaemeta meta2",
      "horaedb db1",
      "horaedb db2",
    ])
      expect(lines.some((line) => line.startsWith(instance))).toBe(true);
    const mode = lines.find(
      (line) => line.startsWith("horaemeta meta0") && line.includes("AUTO-COMPACTION-MODE"),
    );
    expect(mode).toMatch(/auto-compaction-mode\s+revision\s+a shell cannot export this name/);
    expect(stdout).not.toContain("undefined");
  });

  it("dotenv: what the file sets; what no shell can export is a comment", async () => {
    const { stdout } = await call("env cluster.yaml meta0 --format dotenv");
    expect(stdout).toMatch(/^# horaemeta meta0\nNODE_NAME=meta0\n/);
    expect(stdout).toMatch(/^# AUTO-COMPACTION-MODE: a shell cannot export this name$/m);
    expect(stdout).toContain("AUTO_COMPACTION_RETENTION=1000\n");
    const names = stdout.split("\n").flatMap((line) => /^([^#=]+)=/.exec(line)?.[1] ?? []);
    expect(new Set(names).size).toBe(names.length);
    put("env", stdout);
    const sourced = await run("/bin/sh", ["-euc", ". ./env; echo $NODE_NAME; echo $INITIAL_CLUSTER"], {
      cwd: folder,
    });
    expect(sourced).toEqual({
      status: 0,
      stderr: "",
      stdout: "meta0\nmeta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380\n",
    });
  });

  it("json: the same, for programs", async () => {
    const { stdout } = await call("env cluster.yaml meta0 --format json", {
      env: { NODE_NAME: "from-outside" },
    });
    const entries = JSON.parse(stdout) as Record<string, unknown>[];
    const of = (variable: string) => entries.find((entry) => entry.variable === variable);
    expect(of("NODE_NAME")).toEqual({
      instance: "meta0",
      program: "horaemeta",
      variable: "NODE_NAME",
      key: "node-name",
      value: "meta0",
      isDefault: false,
      exportable: true,
      set: true,
    });
    expect(of("AUTO-COMPACTION-MODE")).toMatchObject({ exportable: false, value: "revision", set: false });
    expect(stdout).not.toContain("from-outside");
  });

  it("warns of variables that would win over the files, and does not say what they hold", async () => {
    const env = {
      NODE_NAME: "xyzzy-name",
      LEVEL: "xyzzy-level",
      "AUTO-COMPACTION-MODE": "xyzzy-mode",
      ADDR: "",
    };
    for (const format of ["table", "json"]) {
      const { status, stdout, stderr } = await call(`env cluster.yaml --format ${format}`, { env });
      expect(status).toBe(0);
      expect(stderr).toContain("warning: NODE_NAME is set here and would override node-name");
      expect(stderr).toContain("warning: LEVEL is set here and would override log.level and etcd-log.level");
      expect(stderr).toContain("AUTO-COMPACTION-MODE is set here");
      expect(stderr).not.toContain("ADDR");
      expect(stdout + stderr).not.toContain("xyzzy");
    }
    expect((await call("env cluster.yaml")).stderr).toBe("");
  });
});
