/** What the system gives a command to work with: streams, a directory, files that nobody can read. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cfgc, cfgcProcess, program, run } from "./support/command.ts";
import { needing } from "./support/needing.ts";

const member = '# cfgc: horaemeta@2.1.0\nnode-name = "a"\ninitial-cluster = "a=http://10.1.1.1:2380"\n';
let folder: string;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "cfgc-odd-")));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

const onWindows = process.platform === "win32" ? "Windows has no such files" : undefined;
const withoutFull = existsSync("/dev/full") ? undefined : "there is no /dev/full";

for (const words of ["--version", "lint --help", "explain port-clash"])
  it(
    `${words} says that the disk is full, without a stack trace`,
    needing(withoutFull, async () => {
      const outcome = await run("sh", ["-c", `"$0" "$1" ${words} >/dev/full`, process.execPath, program]);
      expect(outcome).toEqual({ status: 2, stdout: "", stderr: "cfgc: cannot write the output (ENOSPC)\n" });
    }),
  );

it(
  "a standard input that does not block is waited for",
  needing(onWindows, async () => {
    // Node makes its own standard input non-blocking, for whoever shares it too.
    const parent =
      'process.stdin.pause(); require("node:child_process").spawn(process.execPath, process.argv.slice(1), { stdio: "inherit" }).on("exit", (status) => process.exit(status))';
    const script = `(sleep 1; printf '%s' "$2") | "$0" -e '${parent}' "$1" lint --as horaemeta@2.1.0 --format json -`;
    const { status, stdout, stderr } = await run("sh", [
      "-c",
      script,
      process.execPath,
      program,
      "zzz = 1\n",
    ]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain('"code": "unknown-key"');
  }),
);

it(
  "a directory that is gone is no mistake of cfgc",
  needing(onWindows, async () => {
    const gone = join(folder, "gone");
    mkdirSync(gone);
    const script = `cd ${gone} && rmdir ${gone} && "$0" "$1" lint .`;
    const outcome = await run("sh", ["-c", script, process.execPath, program]);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toBe("cfgc: the directory that you are in does not exist any more\n");
  }),
);

it(
  "a file of a folder whose name is no UTF-8 is not left out in silence",
  needing(process.platform === "linux" ? undefined : "only Linux takes such names", async () => {
    const at = join(folder, "names");
    mkdirSync(at);
    writeFileSync(
      Buffer.concat([Buffer.from(`${at}/bad`), Buffer.from([0xff]), Buffer.from(".toml")]),
      member,
    );
    const { status, stderr } = await cfgc(["lint", "names"], { cwd: folder });
    expect([status, stderr]).toEqual([2, "cannot read names/bad\ufffd.toml: its name is not UTF-8\n"]);
  }),
);

it(
  "a file of a folder that may not be read is not left out in silence, and the others are checked",
  needing(onWindows, async () => {
    const at = join(folder, "rights");
    mkdirSync(join(at, "b"), { recursive: true });
    writeFileSync(join(at, "horaemeta.toml"), `${member}zzz = 1\n`);
    writeFileSync(join(at, "b/horaemeta.toml"), member, { mode: 0o000 });
    // Whoever links to nothing has no file there.
    symlinkSync("nowhere", join(at, "b/c.toml"));
    const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const outcome = await cfgcProcess(["lint", "rights"], { cwd: folder, ...uid });
    expect([outcome.status, outcome.stderr]).toEqual([
      2,
      "cannot read rights/b/horaemeta.toml: permission denied\n",
    ]);
    expect(outcome.stdout).toContain("unknown-key");
  }),
);

it(
  "a folder within that may not be read is not left out in silence, and the others are checked",
  needing(onWindows, async () => {
    const at = join(folder, "closed");
    mkdirSync(join(at, "b"), { recursive: true, mode: 0o755 });
    writeFileSync(join(at, "horaemeta.toml"), `${member}zzz = 1\n`);
    chmodSync(join(at, "b"), 0o000);
    const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const outcome = await cfgcProcess(["lint", "closed"], { cwd: folder, ...uid });
    chmodSync(join(at, "b"), 0o755);
    expect([outcome.status, outcome.stderr]).toEqual([2, "cannot read closed/b: permission denied\n"]);
    expect(outcome.stdout).toContain("unknown-key");
  }),
);

it(
  "what is called like a file of ours, and is none, is not left out in silence",
  needing(onWindows, async () => {
    const at = join(folder, "none");
    mkdirSync(at);
    symlinkSync("/dev/zero", join(at, "horaedb.toml"));
    await run("mkfifo", [join(at, "controller.cfg"), join(at, "other")]);
    const { status, stderr } = await cfgc(["lint", "none"], { cwd: folder });
    expect([status, stderr]).toEqual([
      2,
      "cannot read none/controller.cfg: it is not a regular file\ncannot read none/horaedb.toml: it is not a regular file\n",
    ]);
  }),
);
