/** Of a large new bundle two threads write the files: all or nothing, as one does. */
import { spawn } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BundleError } from "../src/cli/bundle-directory/bundle-error.ts";
import { checkBundle } from "../src/cli/bundle-directory/check.ts";
import { type FileSystem, nodeFileSystem } from "../src/cli/bundle-directory/file-system.ts";
import { fewestForThread, mostForThread } from "../src/cli/bundle-directory/staging-thread.ts";
import { writeBundle } from "../src/cli/bundle-directory/write.ts";
import type { Bundle, BundleFile } from "../src/emit/bundle.ts";
import { cfgc, program } from "./support/command.ts";
import { by } from "./support/effort.ts";

let base: string;
let parent: string;
let out: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "cfgc-thread-"));
});
beforeEach(() => {
  parent = mkdtempSync(join(base, "in-"));
  out = join(parent, "out");
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const modes = [0o644, 0o755, 0o600] as const;

function bundleOf(count: number): Bundle {
  const files = Array.from({ length: count }, (_, index): BundleFile => {
    const path = `hosts/h${index % 40}/n${index % 400}/${String(index).padStart(6, "0")}.toml`;
    return { path, content: `port = ${index}\n`, mode: modes[index % 3] ?? 0o644, product: "horaedb" };
  });
  return { files };
}

/** The step of a file system of this thread, which the other one goes past. */
const withThread = (more: Partial<FileSystem> = {}): FileSystem => ({
  ...nodeFileSystem,
  mayUseThread: true,
  ...more,
});

/** Counts the files that this thread writes, and gives the other one the time to write some as well. */
function slowly(): { fs: FileSystem; count: () => number } {
  let count = 0;
  const writeFile: FileSystem["writeFile"] = (...words) => {
    count += 1;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    nodeFileSystem.writeFile(...words);
  };
  return { fs: withThread({ writeFile }), count: () => count };
}

function expectWritten(bundle: Bundle): void {
  expect(readdirSync(parent)).toEqual(["out"]);
  expect(checkBundle(out, bundle)).toEqual([]);
  for (const { path, content, mode } of bundle.files.slice(-200)) {
    expect(readFileSync(join(out, path), "utf8")).toBe(content);
    expect(lstatSync(join(out, path)).mode & 0o7777).toBe(mode);
  }
}

describe("two threads", () => {
  const bundle = bundleOf(fewestForThread);

  it("write what one would, each a part, whatever the umask", async () => {
    const umask = process.umask(0o077);
    try {
      const { fs, count } = slowly();
      expect((await writeBundle(out, bundle, { fs })).outcome).toBe("written");
      expect(count()).toBeGreaterThan(0);
      expect(count()).toBeLessThan(fewestForThread);
    } finally {
      process.umask(umask);
    }
    expectWritten(bundle);
  });

  it("are one where there are fewer files, or where there is a bundle already", async () => {
    const few = bundleOf(fewestForThread - 1);
    let count = 0;
    const writeFile: FileSystem["writeFile"] = (...words) => {
      count += 1;
      nodeFileSystem.writeFile(...words);
    };
    const fs = withThread({ writeFile });
    await writeBundle(out, few, { fs });
    // With the manifest and the journal.
    expect(count).toBe(few.files.length + 2);
    count = 0;
    const changed = { files: bundle.files.map((one) => ({ ...one, content: "changed\n" })) };
    await writeBundle(out, changed, { fs });
    expect(count).toBe(changed.files.length + 2);
    expectWritten(changed);
  });

  it("share the last part of very many, which is what the second one holds in memory", {
    tags: ["long"],
  }, async () => {
    const many = bundleOf(mostForThread + 1000);
    expect((await writeBundle(out, many, { fs: withThread() })).outcome).toBe("written");
    expectWritten(many);
  });

  it("leave nothing if one of them is refused a file", async () => {
    const { path } = bundle.files.at(-1) as BundleFile;
    const { fs } = slowly();
    // Somebody else is faster with the last file.
    const makeDirectory: FileSystem["makeDirectory"] = (folder, mode) => {
      nodeFileSystem.makeDirectory(folder, mode);
      if (!folder.endsWith("-stage/files")) return;
      let at = folder;
      for (const name of path.split("/").slice(0, -1)) {
        at = join(at, name);
        nodeFileSystem.makeDirectory(at);
      }
      writeFileSync(join(folder, path), "");
    };
    const ended = writeBundle(out, bundle, { fs: { ...fs, makeDirectory } });
    await expect(ended).rejects.toThrow(BundleError);
    await expect(ended).rejects.toThrow(
      `cannot write ${path}: something of that name appeared meanwhile (EEXIST)`,
    );
    expect(readdirSync(parent)).toEqual([]);
    expect((await writeBundle(out, bundle, { fs: withThread() })).outcome).toBe("written");
    expectWritten(bundle);
  });

  it("stop when a signal asks them to, and leave nothing", async () => {
    const interrupted = new AbortController();
    const writeFile: FileSystem["writeFile"] = (...words) => {
      interrupted.abort();
      nodeFileSystem.writeFile(...words);
    };
    const ended = writeBundle(out, bundle, { fs: withThread({ writeFile }), signal: interrupted.signal });
    await expect(ended).rejects.toThrow("interrupted: nothing was written");
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe("a process with two threads that is ended while it stages", () => {
  const site = `cfgc: 1
name: many
hosts:
  m[1-3]: { address: "10.9.0.[1-3]" }
  dn[001-130]: { address: "dn[001-130].example" }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: "m[1-3]" } ] }
  nodes:
    members:
${Array.from({ length: 10 }, (_, index) => {
  const port = 20_000 + 4 * index;
  return `      - { host: "dn[001-130]", name: "dn[001-130]-${index}", ports: { http: ${port}, grpc: ${port + 1}, mysql: ${port + 2}, postgresql: ${port + 3} } }\n`;
}).join("")}`;

  /** Builds, and sends the signal so many milliseconds after the first staged files are there. */
  async function endedBy(signal: NodeJS.Signals, after: number): Promise<NodeJS.Signals | null> {
    writeFileSync(join(base, "cluster.yaml"), site);
    const child = spawn(process.execPath, [program, "build", "-o", out, join(base, "cluster.yaml")], {
      cwd: base,
      stdio: "ignore",
    });
    const ended = new Promise<NodeJS.Signals | null>((done) => child.on("close", (_, by) => done(by)));
    const stage = join(parent, ".out.cfgc-stage", "files", "hosts");
    while (!existsSync(stage) && !existsSync(out)) await new Promise((done) => setTimeout(done, 2));
    await new Promise((done) => setTimeout(done, after));
    child.kill(signal);
    return ended;
  }

  it("by SIGTERM leaves nothing, or all of it", async () => {
    expect(await endedBy("SIGTERM", 0)).toBe("SIGTERM");
    expect([[], ["out"]]).toContainEqual(readdirSync(parent));
  });

  it("by SIGKILL leaves what the next build clears away", { tags: ["long"] }, async () => {
    for (let round = 0; round < by({ quick: 1, long: 20, exhaust: 500 }); round += 1) {
      rmSync(parent, { recursive: true });
      parent = mkdtempSync(join(base, "in-"));
      out = join(parent, "out");
      await endedBy("SIGKILL", Math.random() * 300);
      const isWhole = existsSync(join(out, "manifest.json"));
      if (!isWhole && existsSync(out)) expect(readdirSync(parent)).toContain(".out.cfgc-stage");
      const input = join(base, "cluster.yaml");
      expect((await cfgc(["build", "-o", out, input])).status).toBe(0);
      expect((await cfgc(["build", "--check", "-o", out, input])).status).toBe(0);
      expect(readdirSync(parent)).toEqual(["out"]);
    }
  });
});
