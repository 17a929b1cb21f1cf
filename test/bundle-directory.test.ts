import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BundleError } from "../src/cli/bundle-directory/bundle-error.ts";
import { checkBundle } from "../src/cli/bundle-directory/check.ts";
import { diffBundle } from "../src/cli/bundle-directory/diff.ts";
import { type FileSystem, nodeFileSystem } from "../src/cli/bundle-directory/file-system.ts";
import { unfinishedWords } from "../src/cli/bundle-directory/pending.ts";
import { type PlannedWrite, planWrite } from "../src/cli/bundle-directory/plan.ts";
import { pendingWrite, recover } from "../src/cli/bundle-directory/recover.ts";
import { writeBundle } from "../src/cli/bundle-directory/write.ts";
import { type Bundle, type BundleFile, manifestOf, manifestText } from "../src/emit/bundle.ts";
import { isBundlePath, readManifest } from "../src/emit/manifest.ts";
import { by } from "./support/effort.ts";

let base: string;
let out: string;
let count = 0;

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "cfgc-bundle-")));
  // Processes of another user work in it too.
  chmodSync(base, 0o777);
  await compileDriver();
});
beforeEach(() => {
  freshDirectory();
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A directory that does not exist yet, alone in its parent. */
function freshDirectory(): string {
  const parent = join(base, String(++count));
  mkdirSync(parent);
  out = join(parent, "out");
  return out;
}

function file(path: string, content: string, more: Partial<BundleFile> = {}): BundleFile {
  return { path, content, mode: 0o644, product: "horaedb", ...more };
}

function bundleOf(...files: BundleFile[]): Bundle {
  return { files };
}

const before = bundleOf(
  file("README.md", "one node\n", { product: "cfgc" }),
  file("hosts/a/node/node.toml", "port = 1\n", { host: "a", instance: "node" }),
  file("hosts/a/node/start.sh", "#!/bin/sh\n", { host: "a", instance: "node", mode: 0o755 }),
  file("hosts/b/old/gone.toml", "x = 1\n"),
  file("hosts/b/old/deep/gone.env", "X=1\n"),
  file("hosts/c/same.toml", "same = true\n"),
  file("hosts/c/mode.sh", "mode\n"),
);
const after = bundleOf(
  file("README.md", "two nodes\n", { product: "cfgc" }),
  file("hosts/a/node/node.toml", "port = 22\n", { host: "a", instance: "node" }),
  file("hosts/a/node/start.sh", "#!/bin/sh\n", { host: "a", instance: "node", mode: 0o755 }),
  file("hosts/c/same.toml", "same = true\n"),
  file("hosts/c/mode.sh", "mode\n", { mode: 0o755 }),
  file("hosts/d/new/new.toml", "n = 1\n", { mode: 0o600 }),
);

/** Path to mode and content of all that lies below a directory. */
function tree(directory: string, prefix = ""): Record<string, string> {
  const found: Record<string, string> = {};
  if (!existsSync(directory)) return found;
  for (const name of readdirSync(directory).sort()) {
    const path = join(directory, name);
    const stats = lstatSync(path);
    if (stats.isDirectory()) {
      if (readdirSync(path).length === 0) found[`${prefix}${name}/`] = "";
      Object.assign(found, tree(path, `${prefix}${name}/`));
    } else {
      const text = stats.isSymbolicLink() ? readlinkSync(path) : readFileSync(path, "utf8");
      found[prefix + name] = `${(stats.mode & 0o7777).toString(8)} ${text}`;
    }
  }
  return found;
}

/** What {@link tree} finds where exactly this bundle was written. */
function written(bundle: Bundle): Record<string, string> {
  const entries = bundle.files.map(({ path, mode, content }) => [path, `${mode.toString(8)} ${content}`]);
  return Object.fromEntries([...entries, ["manifest.json", `644 ${manifestText(manifestOf(bundle))}`]]);
}

function actions(bundle: Bundle): Record<string, string> {
  return Object.fromEntries(planWrite(out, bundle).files.map(({ path, action }) => [path, action]));
}

function put(path: string, content: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), content);
}

describe("manifest", () => {
  test("is the same whatever the order of the files, and is read back", () => {
    const text = manifestText(manifestOf(before));
    expect(manifestText(manifestOf({ files: before.files.toReversed() }))).toBe(text);
    expect(readManifest(text)).toEqual(manifestOf(before));
    expect(text.endsWith("}\n")).toBe(true);
    expect(manifestOf(before).files[1]).toEqual({
      path: "hosts/a/node/node.toml",
      sha256: "a512046503d7fca82f59d5d02e627becbdde094e5863f8951a6e709016186d84",
      size: 9,
      mode: "0644",
      product: "horaedb",
      instance: "node",
      host: "a",
    });
  });

  test("hashes and sizes the form with placeholders, and lists where each secret comes from", () => {
    const resolved = bundleOf(secretFile("hunter2"), { ...secretFile("hunter2"), path: "b.env" });
    const text = manifestText(manifestOf(resolved));
    expect(text).not.toContain("hunter2");
    expect(text).toBe(manifestText(manifestOf(bundleOf(secretFile(), { ...secretFile(), path: "b.env" }))));
    expect(manifestOf(resolved).secrets).toEqual([
      { placeholder: "${P}", from: { env: "P" }, files: ["a.toml", "b.env"] },
    ]);
  });

  test("a path twice or out of bounds is a bug", () => {
    expect(() => manifestOf(bundleOf(file("a", ""), file("a", "")))).toThrow("two files");
    expect(() => manifestOf(bundleOf(file("../a", "")))).toThrow("not a path");
  });

  test.each(["", "/a", "a/../b", "..", "./a", "a//b", "a/", "a\\b", "C:/a", "a\nb", "a\0", "Manifest.json"])(
    "%j is no path of a bundle",
    (path) => {
      expect(isBundlePath(path)).toBe(false);
      const manifest = JSON.parse(manifestText(manifestOf(bundleOf(file("ok", "")))));
      manifest.files[0].path = path;
      expect(readManifest(JSON.stringify(manifest))).toBeUndefined();
    },
  );

  test("anything of the wrong shape is not a manifest", () => {
    const good = JSON.parse(manifestText(manifestOf(bundleOf(secretFile()))));
    const [entry] = good.files;
    const [secret] = good.secrets;
    const wrong = [
      null,
      [],
      {},
      { ...good, cfgc: 2 },
      { ...good, files: {} },
      { ...good, files: [entry, entry] },
      { ...good, files: [{ ...entry, sha256: "0" }] },
      { ...good, files: [{ ...entry, size: -1 }] },
      { ...good, files: [{ ...entry, mode: "4755" }] },
      { ...good, files: [{ ...entry, host: 1 }] },
      { ...good, secrets: [{ ...secret, from: { env: "P", file: "p" } }] },
      { ...good, secrets: [{ ...secret, files: ["../p"] }] },
    ];
    expect(readManifest(JSON.stringify(good))).toEqual(good);
    for (const json of wrong) expect(readManifest(JSON.stringify(json))).toBeUndefined();
    expect(readManifest("{")).toBeUndefined();
  });
});

describe("writing", () => {
  test("creates the directory, its parents and every file with its exact mode", async () => {
    out = join(out, "far", "down");
    const umask = process.umask(0o077);
    try {
      expect((await writeBundle(out, before)).outcome).toBe("written");
    } finally {
      process.umask(umask);
    }
    expect(tree(out)).toEqual(written(before));
    expect(readdirSync(dirname(out))).toEqual(["down"]);
  });

  test("replaces, creates, removes, changes modes and leaves the rest alone", async () => {
    await writeBundle(out, before);
    const same = lstatSync(join(out, "hosts/c/same.toml")).ino;
    expect(actions(after)).toEqual({
      "README.md": "replace",
      "hosts/a/node/node.toml": "replace",
      "hosts/a/node/start.sh": "unchanged",
      "hosts/b/old/deep/gone.env": "remove",
      "hosts/b/old/gone.toml": "remove",
      "hosts/c/mode.sh": "mode",
      "hosts/c/same.toml": "unchanged",
      "hosts/d/new/new.toml": "create",
    });
    expect(checkBundle(out, after)).toHaveLength(7);
    const progress: number[][] = [];
    await writeBundle(out, after, { progress: (...step) => progress.push(step) });
    expect(progress.at(0)).toEqual([1, 6]);
    expect(progress.at(-1)).toEqual([6, 6]);
    expect(tree(out)).toEqual(written(after));
    expect(existsSync(join(out, "hosts/b"))).toBe(false);
    expect(lstatSync(join(out, "hosts/c/same.toml")).ino).toBe(same);
    expect(checkBundle(out, after)).toEqual([]);
    expect((await writeBundle(out, after)).outcome).toBe("unchanged");
    expect(readdirSync(dirname(out))).toEqual(["out"]);
  });

  test("never touches files that it did not write", async () => {
    put("notes.txt", "mine");
    put("hosts/b/old/notes.txt", "mine too");
    await writeBundle(out, before);
    await writeBundle(out, after);
    expect(tree(out)).toEqual({
      ...written(after),
      "notes.txt": "644 mine",
      "hosts/b/old/notes.txt": "644 mine too",
    });
  });

  test("adopts a file that is what would be written", async () => {
    put("README.md", "one node\n");
    chmodSync(join(out, "README.md"), 0o600);
    expect(actions(before)["README.md"]).toBe("mode");
    expect((await writeBundle(out, before)).outcome).toBe("written");
    expect(tree(out)).toEqual(written(before));
  });

  test("says which replaced files were edited, and keeps edited ones that it no longer emits", async () => {
    await writeBundle(out, before);
    put("hosts/a/node/node.toml", "port = 3\n");
    put("hosts/b/old/gone.toml", "x = 2\n");
    const plan = planWrite(out, after);
    const edited = plan.files.filter((planned) => "edited" in planned && planned.edited);
    expect(edited.map(({ path }) => path)).toEqual(["hosts/a/node/node.toml"]);
    expect(plan.kept).toEqual(["hosts/b/old/gone.toml"]);
    await writeBundle(out, after);
    expect(tree(out)).toEqual({ ...written(after), "hosts/b/old/gone.toml": "644 x = 2\n" });
    expect((await writeBundle(out, after)).outcome).toBe("unchanged");
  });

  test("follows a link to the directory, and stages beside what it leads to", async () => {
    const real = join(dirname(out), "real");
    mkdirSync(real);
    symlinkSync("real", out);
    await writeBundle(out, before);
    expect(tree(real)).toEqual(written(before));
    expect(planWrite(out, before).root).toBe(real);
  });
});

describe("conflicts write nothing:", () => {
  const cases: Record<string, () => void> = {
    "README.md is there already": () => put("README.md", "mine"),
    "README.md is a directory": () => mkdirSync(join(out, "README.md"), { recursive: true }),
    "README.md is a symbolic link": () => {
      mkdirSync(out);
      symlinkSync("nowhere", join(out, "README.md"));
    },
    "hosts/c/same.toml cannot be there: hosts/c is a symbolic link": () => {
      mkdirSync(join(out, "hosts"), { recursive: true });
      symlinkSync(tmpdir(), join(out, "hosts/c"));
    },
    "hosts/c/same.toml cannot be there: hosts is not a directory": () => put("hosts", "mine"),
    "manifest.json was not written by cfgc": () => put("manifest.json", '{"name": "web app"}'),
    "manifest.json is a directory": () => mkdirSync(join(out, "manifest.json"), { recursive: true }),
  };
  test.each(Object.keys(cases))("%s", async (reason) => {
    cases[reason]?.();
    const present = tree(out);
    const { outcome, plan } = await writeBundle(out, before);
    expect(outcome).toBe("refused");
    expect(plan.conflicts.map((conflict) => `${conflict.path} ${conflict.reason}`).join("\n")).toContain(
      reason,
    );
    expect(await diffBundle(out, before)).toContain(`# ${reason}`);
    expect(checkBundle(out, before).length).toBeGreaterThan(0);
    expect(tree(out)).toEqual(present);
    expect(readdirSync(dirname(out))).toEqual(["out"]);
  });

  test("a link that took the place of a file that is no longer emitted is kept", async () => {
    await writeBundle(out, before);
    const target = join(dirname(out), "target");
    writeFileSync(target, "x = 1\n");
    rmSync(join(out, "hosts/b/old/gone.toml"));
    symlinkSync(target, join(out, "hosts/b/old/gone.toml"));
    expect((await writeBundle(out, after)).plan.kept).toEqual(["hosts/b/old/gone.toml"]);
    expect(readFileSync(target, "utf8")).toBe("x = 1\n");
  });
});

describe("what the system refuses", () => {
  test("a file in place of the directory, or above it, is one line that names the path", async () => {
    writeFileSync(out, "a file");
    const check = async (directory: string): Promise<unknown> => checkBundle(directory, before);
    for (const command of [writeBundle, diffBundle, check]) {
      for (const path of [out, join(out, "below")]) {
        const error = await command(path, before).catch((error: unknown) => error);
        expect(error).toBeInstanceOf(BundleError);
        expect((error as BundleError).message).toMatch(
          /^cannot open .*\/out(\/below)?: .*not a directory.*$/,
        );
      }
    }
  });

  test("a name that is too long", async () => {
    const long = bundleOf(file(`hosts/${"a".repeat(300)}`, ""));
    const deep = bundleOf(file(`${`${"b".repeat(50)}/`.repeat(100)}c`, ""));
    await expect(writeBundle(out, long)).rejects.toThrow(
      /^cannot write hosts\/a+: the name is too long \(ENAMET/,
    );
    await expect(writeBundle(out, deep)).rejects.toThrow(
      /^cannot write [b/]+c: the name is too long \(ENAMET[A-Z]*\)$/,
    );
    expect(readdirSync(dirname(out))).toEqual([]);
  });

  test("a full disk at any step: all is as before, or the next run finishes", async () => {
    let finished = 0;
    for (let step = 1; ; step += 1) {
      await oldBundle();
      const present = tree(dirname(out));
      const disk = stepping((at, name) => {
        if (at === step && ["makeDirectory", "writeFile", "rename", "syncDirectory"].includes(name))
          throw Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC", syscall: "write" });
      });
      const error = await writeBundle(out, after, { fs: disk.fs }).catch((error: unknown) => error);
      if (!(error instanceof Error)) {
        // The step was none that needs space; or there was no such step, and the run is over.
        expect(tree(dirname(out))).toEqual(below("out", { ...written(after), ...foreign }));
        if (disk.steps() < step) break;
        continue;
      }
      expect(error).toBeInstanceOf(BundleError);
      expect(error.message).toMatch(/^[^\n]*no space is left on the disk \(ENOSPC\)[^\n]*$/);
      const pending = pendingWrite(out);
      if (pending === "none") expect(tree(dirname(out))).toEqual(present);
      else {
        expect(pending).toBe("finish");
        expect(error.message).toContain("the next build puts it in place");
        expect(recover(out)).toBe("finish");
        expect(tree(dirname(out))).toEqual(below("out", { ...written(after), ...foreign }));
        finished += 1;
      }
    }
    expect(finished).toBeGreaterThan(3);
  });

  test("a volume that nothing can be moved into is staged inside", async () => {
    await oldBundle();
    const inside = (path: string): boolean => path.startsWith(`${out}/`);
    const { fs } = stepping((_, name, [from = "", to = ""]) => {
      if (name === "rename" && inside(from) !== inside(to))
        throw Object.assign(new Error("EXDEV"), { code: "EXDEV", syscall: "rename" });
    });
    expect((await writeBundle(out, after, { fs })).outcome).toBe("written");
    expect(tree(dirname(out))).toEqual(below("out", { ...written(after), ...foreign }));
  });

  test("a parent that may not be written to", async () => {
    const parent = dirname(out);
    const options = { spec: specOf(before), user: 65534 };
    chmodSync(parent, 0o555);
    const missing = await end(driver(out, options));
    expect(missing).toMatch(/^cannot write .*out.cfgc-stage: permission denied \(EACCES\)\n$/);
    chmodSync(parent, 0o755);
    mkdirSync(out);
    if (process.getuid?.() === 0) chownSync(out, 65534, 65534);
    chmodSync(parent, 0o555);
    expect(await end(driver(out, options))).toBe("written\n");
    expect(tree(out)).toEqual(written(before));
    chmodSync(join(out, "hosts/a/node"), 0o555);
    const closed = await end(driver(out, { ...options, spec: specOf(after) }));
    expect(closed).toBe("cannot write into hosts/a/node: permission denied (EACCES)\n");
    expect(tree(out)).toEqual(written(before));
    chmodSync(parent, 0o755);
  });
});

describe("interrupted", () => {
  test("at any step: the old bundle or the new one, and recovering again changes nothing", async () => {
    const outcomes = new Set<string>();
    for (let step = 1; ; step += 1) {
      await oldBundle();
      const run = killedAt(step);
      const ended = await writeBundle(out, after, { fs: run.fs }).then(
        () => true,
        (error: unknown) => expect(error).toBeInstanceOf(Killed),
      );
      if (ended === true) break;
      outcomes.add(expectWhole());
      await writeBundle(out, after);
      expect(tree(dirname(out))).toEqual(below("out", { ...written(after), ...foreign }));
    }
    expect([...outcomes].sort()).toEqual(["finish after", "none before", "undo after", "undo before"]);
  });

  test("while an interrupted write is finished", async () => {
    await oldBundle();
    let commit = 0;
    const counting = stepping((at, name, [, to = ""]) => {
      if (name === "rename" && to.endsWith("journal.json")) commit = at;
    });
    await writeBundle(out, after, { fs: counting.fs });
    for (const later of [1, 8, 14]) {
      await oldBundle();
      await expect(writeBundle(out, after, { fs: killedAt(commit + later).fs })).rejects.toThrow(Killed);
      const stopped = join(base, `stopped-${later}`);
      cpSync(dirname(out), stopped, { recursive: true });
      for (let step = 1; ; step += 1) {
        freshDirectory();
        cpSync(stopped, dirname(out), { recursive: true });
        try {
          recover(out, killedAt(step).fs);
          break;
        } catch (error) {
          expect(error).toBeInstanceOf(Killed);
        }
        expect(expectWhole()).toMatch(/after$/);
      }
    }
  });

  test("by kill -9 at random times", { tags: ["long"] }, async () => {
    const files = (version: string): BundleFile[] =>
      Array.from({ length: 400 }, (_, index) =>
        file(
          `hosts/h${index % 50}/${version}${index % 7 ? "" : version}/${index}.toml`,
          `${version} ${index}\n`,
        ),
      );
    const bundles = [bundleOf(...files("a")), bundleOf(...files("b"), ...files("c"))] as const;
    const specs = bundles.map(specOf);
    await writeBundle(out, bundles[0]);
    const whole = driver(out, { spec: specs[1] ?? "", announce: true });
    const wholeEnd = end(whole);
    const moments = ["start", "moving", "written"].map((what) => said(whole, what).then(() => Date.now()));
    const [start = 0, moving = 0, finished = 0] = await Promise.all(moments);
    expect(await wholeEnd).toBe("start\nmoving\nwritten\n");
    let at = 1;
    const pending = new Set<string>();
    const seen = (): boolean => pending.has("undo") && pending.has("finish");
    // Half of the kills come before the commit point and half after it, whatever the disk makes of their lengths.
    const until = Date.now() + by({ quick: 0, long: 20_000, exhaust: 3_600_000 });
    for (let kill = 0; kill < 40 || Date.now() < until || (kill < 400 && !seen()); kill += 1) {
      const child = driver(out, { spec: specs[1 - at] ?? "", announce: true });
      const ended = end(child);
      await said(child, kill % 2 === 0 ? "start" : "moving");
      const phase = kill % 2 === 0 ? moving - start : finished - moving;
      await new Promise((done) => setTimeout(done, Math.random() * phase));
      child.kill("SIGKILL");
      await ended;
      pending.add(pendingWrite(out));
      recover(out);
      const found = tree(dirname(out));
      const manifest = found["out/manifest.json"];
      at = bundles.findIndex((bundle) => `644 ${manifestText(manifestOf(bundle))}` === manifest);
      expect(found).toEqual(below("out", written(bundles[at] ?? { files: [] })));
      expect(recover(out)).toBe("none");
    }
    expect(seen()).toBe(true);
  });

  test("with a journal or a staged file that did not reach the disk", async () => {
    for (const [name, content] of [
      ["journal.json", "{"],
      ["files/0", ""],
    ] as const) {
      await oldBundle();
      const run = stepping((_, name, [, to = ""]) => {
        if (name === "rename" && to.endsWith("README.md")) throw new Killed();
      });
      await expect(writeBundle(out, after, { fs: run.fs })).rejects.toThrow(Killed);
      const stage = join(dirname(out), ".out.cfgc-stage");
      expect(lstatSync(stage).mode & 0o777).toBe(0o700);
      writeFileSync(join(stage, name), content);
      await expect(writeBundle(out, after)).rejects.toThrow(
        /is damaged; remove .*cfgc-stage and build again$/,
      );
      rmSync(stage, { recursive: true });
      await writeBundle(out, after);
      expect(tree(out)).toEqual({ ...written(after), ...foreign });
    }
  });

  test("by somebody else: a stage that was planted is not carried out", async (context) => {
    if (process.getuid?.() !== 0) context.skip("only root can give a directory away");
    const stage = join(dirname(out), ".out.cfgc-stage");
    mkdirSync(join(stage, "files"), { recursive: true });
    chownSync(stage, 65534, 65534);
    await expect(writeBundle(out, before)).rejects.toThrow(
      /it is not a directory or belongs to somebody else$/,
    );
    expect(readdirSync(stage)).toEqual(["files"]);
  });

  test("is reported by a check", async () => {
    await oldBundle();
    await expect(writeBundle(out, after, { fs: killedAt(60).fs })).rejects.toThrow(Killed);
    expect(pendingWrite(out)).toBe("undo");
    const [pending] = checkBundle(out, before);
    expect(pending).toEqual({
      path: ".",
      reason: unfinishedWords("undo"),
    });
  });
});

describe("a directory that is not there yet", () => {
  const whole = below("out", written(after));

  test("gets everything in one rename, however many files there are", async () => {
    for (const files of [3, 700]) {
      freshDirectory();
      const bundle = bundleOf(
        ...Array.from({ length: files }, (_, index) => file(`h/${index}/a.toml`, "a\n")),
      );
      const renamed: string[] = [];
      const { fs } = stepping((_, name, [, to = ""]) => {
        if (name === "rename" && !to.includes("cfgc-stage")) renamed.push(to);
      });
      await writeBundle(out, bundle, { fs });
      expect(renamed).toEqual([out, join(out, "manifest.json")]);
      expect(tree(dirname(out))).toEqual(below("out", written(bundle)));
    }
  });

  test("is whole or not there after a kill at any step, of the write and of what finishes it", async () => {
    const outcomes = new Set<string>();
    for (let step = 1, ended = false; !ended; step += 1) {
      freshDirectory();
      ended = await writeBundle(out, after, { fs: killedAt(step).fs }).then(
        () => true,
        () => false,
      );
      if (pendingWrite(out) !== "finish") {
        outcomes.add(recover(out));
        const found = tree(dirname(out));
        if (ended || Object.keys(found).length > 0) expect(found).toEqual(whole);
        continue;
      }
      const stopped = `${dirname(out)}-stopped`;
      cpSync(dirname(out), stopped, { recursive: true });
      for (let later = 1, recovered = false; !recovered; later += 1) {
        rmSync(dirname(out), { recursive: true });
        cpSync(stopped, dirname(out), { recursive: true });
        try {
          outcomes.add(recover(out, killedAt(later).fs));
          recovered = true;
        } catch (error) {
          expect(error).toBeInstanceOf(Killed);
          recover(out);
        }
        expect(tree(dirname(out))).toEqual(whole);
        expect(recover(out)).toBe("none");
      }
    }
    expect([...outcomes].sort()).toEqual(["finish", "none", "undo"]);
  });

  test("is filled file by file if it appears meanwhile", async () => {
    const { fs } = stepping((_, name, [, to = ""]) => {
      if (name === "rename" && to.endsWith("journal.json")) put("notes.txt", "mine");
    });
    await writeBundle(out, after, { fs });
    expect(tree(dirname(out))).toEqual(below("out", { ...written(after), ...foreign }));
  });

  test("stays away if a staged file did not reach the disk", async () => {
    const run = stepping((_, name, [, to = ""]) => {
      if (name === "rename" && to === out) throw new Killed();
    });
    await expect(writeBundle(out, after, { fs: run.fs })).rejects.toThrow(Killed);
    writeFileSync(join(dirname(out), ".out.cfgc-stage/files/hosts/c/mode.sh"), "");
    await expect(writeBundle(out, after)).rejects.toThrow(/staged hosts\/c\/mode.sh is damaged; remove/);
    expect(existsSync(out)).toBe(false);
  });
});

describe("asked to end by a signal", () => {
  const ask = (options: object) =>
    spawnSync(process.execPath, [join(base, "driver.js"), JSON.stringify({ directory: out, ...options })], {
      cwd: base,
    });
  test.each(["SIGINT", "SIGTERM", "SIGHUP"])("%s: nothing of what was staged stays", async (name) => {
    await oldBundle();
    const { signal } = ask({ spec: specOf(after), signalAt: "writeFile", name });
    expect(signal).toBe(name);
    expect(tree(dirname(out))).toEqual(below("out", { ...written(before), ...foreign }));
  });

  test("when all is decided, the write is finished first", async () => {
    await oldBundle();
    const { signal } = ask({ spec: specOf(after), signalAt: "chmod", name: "SIGINT" });
    expect(signal).toBe("SIGINT");
    expect(tree(dirname(out))).toEqual(below("out", { ...written(after), ...foreign }));
  });
});

test("two writes in one process come one after the other", async () => {
  const unheard = new AbortController().signal;
  const both = [before, after].map((bundle) => writeBundle(out, bundle, { signal: unheard }));
  expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(["written", "written"]);
  expect(tree(dirname(out))).toEqual(below("out", written(after)));
});

describe("at the same time", () => {
  test("a second run is told who is writing, and goes on when that one is dead", async () => {
    await oldBundle();
    const child = driver(out, { spec: specOf(after), hang: true });
    const ended = end(child);
    await said(child, "hanging");
    const message = `another cfgc (process ${child.pid}) is writing this bundle`;
    await expect(writeBundle(out, after)).rejects.toThrow(message);
    expect(() => recover(out)).toThrow(message);
    child.kill("SIGKILL");
    await ended;
    expect((await writeBundle(out, after)).outcome).toBe("written");
    expect(tree(dirname(out))).toEqual(below("out", { ...written(after), ...foreign }));
  });

  test("many runs never mix", { tags: ["series"] }, async () => {
    const specs = [specOf(before), specOf(after)];
    for (let round = 0; round < by({ quick: 1, long: 10, exhaust: 500 }); round += 1) {
      const runs = Array.from({ length: 6 }, (_, index) =>
        end(driver(out, { spec: specs[index % 2] ?? "" })),
      );
      for (const ended of await Promise.all(runs))
        expect(ended).toMatch(/^(written|unchanged|another cfgc .*is writing this bundle.*)\n$/);
      expect([written(before), written(after)]).toContainEqual(tree(out));
      expect(readdirSync(dirname(out))).toEqual(["out"]);
    }
  });
});

describe("diff", () => {
  test("shows what is created, changed and removed as git does", async () => {
    await writeBundle(out, before);
    expect(await diffBundle(out, after)).toMatchInlineSnapshot(`
      "diff --git a/README.md b/README.md
      --- a/README.md
      +++ b/README.md
      @@ -1,1 +1,1 @@
      -one node
      +two nodes
      diff --git a/hosts/a/node/node.toml b/hosts/a/node/node.toml
      --- a/hosts/a/node/node.toml
      +++ b/hosts/a/node/node.toml
      @@ -1,1 +1,1 @@
      -port = 1
      +port = 22
      diff --git a/hosts/b/old/deep/gone.env b/hosts/b/old/deep/gone.env
      deleted file mode 100644
      --- a/hosts/b/old/deep/gone.env
      +++ /dev/null
      @@ -1,1 +0,0 @@
      -X=1
      diff --git a/hosts/b/old/gone.toml b/hosts/b/old/gone.toml
      deleted file mode 100644
      --- a/hosts/b/old/gone.toml
      +++ /dev/null
      @@ -1,1 +0,0 @@
      -x = 1
      diff --git a/hosts/c/mode.sh b/hosts/c/mode.sh
      old mode 100644
      new mode 100755
      diff --git a/hosts/d/new/new.toml b/hosts/d/new/new.toml
      new file mode 100600
      --- /dev/null
      +++ b/hosts/d/new/new.toml
      @@ -0,0 +1,1 @@
      +n = 1
      "
    `);
    expect(await diffBundle(out, before)).toBe("");
  });

  test("says what else would happen", async () => {
    await writeBundle(out, before);
    put("hosts/b/old/gone.toml", "edited");
    expect(await diffBundle(out, after)).toContain(
      "# hosts/b/old/gone.toml is not emitted any more, but was edited",
    );
    const renamed = bundleOf(...before.files.map((one) => ({ ...one, product: "ceresdb" })));
    await writeBundle(out, before);
    expect(await diffBundle(out, renamed)).toContain("# manifest.json is brought up to date\n");
  });

  test("of very different long files stays fast", { tags: ["series"] }, async () => {
    const count = by({ quick: 5_000, long: 60_000, exhaust: 200_000 });
    const lines = (salt: string): string => Array.from({ length: count }, (_, i) => `${salt}${i}\n`).join("");
    await writeBundle(out, bundleOf(file("a", lines("x"))));
    const diff = await diffBundle(out, bundleOf(file("a", lines("y"))));
    expect(diff.split("\n")).toHaveLength(2 * count + 5);
  });
});

describe("secrets", () => {
  const other = (content: string): BundleFile => secretFile("hunter2", content);

  test("a bundle with values is up to date for one with placeholders, but not the other way round", async () => {
    await writeBundle(out, bundleOf(secretFile("hunter2")));
    expect(lstatSync(join(out, "a.toml")).mode & 0o777).toBe(0o600);
    expect(checkBundle(out, bundleOf(secretFile("hunter2")))).toEqual([]);
    expect(checkBundle(out, bundleOf(secretFile()))).toEqual([]);
    expect(checkBundle(out, bundleOf(secretFile("rotated")))).toEqual([
      { path: "a.toml", reason: "differs" },
    ]);
    expect(await diffBundle(out, bundleOf(secretFile("rotated")))).toBe(
      "# a.toml changes in values of secrets only\n",
    );
    const [planned] = planWrite(out, bundleOf(secretFile())).files;
    expect((planned as PlannedWrite).secretsOnly).toBe(true);
    put("a.toml", `${secretFile("hunter2").content}extra = 1\n`);
    expect(checkBundle(out, bundleOf(secretFile()))).toEqual([
      { path: "a.toml", reason: "was edited by hand" },
    ]);
  });

  test("an edit beside a secret is told from its value, and no edit is removed with the file", async () => {
    const planned = (bundle: Bundle) => planWrite(out, bundle).files[0] as PlannedWrite;
    for (const value of [undefined, "hunter2"]) {
      freshDirectory();
      await writeBundle(out, bundleOf(secretFile(value)));
      const text = secretFile(value).content;
      // What comes next may have its secrets in other lines, or none at all.
      const next = [other("size = 2\n"), secretFile(undefined, "size = 2\n"), file("a.toml", "size = 3\n")];
      for (const one of next) expect(planned(bundleOf(one)).edited).toBe(false);
      for (const edit of [`${text}x = 1\n`, `# ${text}`, text.replace("size = 1", "size = 9")]) {
        put("a.toml", edit);
        for (const one of next) expect(planned(bundleOf(one)).edited, edit).toBe(true);
        expect(planWrite(out, bundleOf()).kept, edit).toEqual(["a.toml"]);
      }
    }
  });

  test("values that were put in by hand, or have changed, are told", async () => {
    await writeBundle(out, bundleOf(secretFile()));
    put("a.toml", secretFile("by hand").content);
    const losing = (bundle: Bundle) => (planWrite(out, bundle).files[0] as PlannedWrite).losesValues;
    expect(losing(bundleOf(secretFile()))).toBe(true);
    expect(losing(bundleOf(secretFile("hunter2")))).toBe(true);
    expect(losing(bundleOf(secretFile("by hand", "size = 2\n")))).toBe(false);
    put("a.toml", secretFile().content);
    expect(losing(bundleOf(secretFile("hunter2")))).toBe(false);
  });

  test("a changed file with values is shown with placeholders, in full", async () => {
    await writeBundle(out, bundleOf(secretFile("hunter2")));
    const diff = await diffBundle(out, bundleOf(secretFile("rotated", "size = 2\n")));
    expect(diff).toContain(' password = "${P}"\n-size = 1\n+size = 2\n');
    expect(diff).not.toMatch(/hunter2|rotated/);
  });

  test("no value is shown whatever became of the file", async () => {
    const texts: Record<string, string> = {
      "edited elsewhere": 'password = "hunter2"\nsize = 1\nmore = 3\n',
      "another quote": "password = 'hunter2'\nsize = 5\n",
      "another key": 'size = 1\npass_phrase = "hunter2"\n',
      "a key that is not secret any more": 'size = "hunter2"\n',
      "several lines": 'password = """\nhunter2\nhunter2="""\nsize = 1\n',
      "no key": "hunter2\n",
    };
    for (const [title, text] of Object.entries(texts)) {
      freshDirectory();
      await writeBundle(out, bundleOf(secretFile("hunter2")));
      put("a.toml", text);
      const emitted = [
        bundleOf(secretFile()),
        bundleOf(other("size = 3\n")),
        bundleOf(file("a.toml", "size = 3\n")),
        bundleOf(),
      ];
      for (const bundle of emitted) {
        const diff = await diffBundle(out, bundle);
        expect(diff, title).not.toContain("hunter2");
        expect(diff, title).not.toBe("");
        expect(JSON.stringify(checkBundle(out, bundle)), title).not.toContain("hunter2");
      }
    }
  });

  test("a secret that somebody wrote into a file without any is not shown either", async () => {
    await writeBundle(out, before);
    put("hosts/a/node/node.toml", 'port = 3\nmeta_password = "hunter2"\n');
    const diff = await diffBundle(out, after);
    expect(diff).toContain("-port = 3\n-meta_password = <secret>\n+port = 22\n");
  });

  test("a file of 17 MB is no edited one", async () => {
    const long = file("README.md", "a line\n".repeat(2_500_000));
    await writeBundle(out, bundleOf(long));
    await writeBundle(out, bundleOf(file("b.toml", "b = 1\n")));
    expect(Object.keys(tree(out))).toEqual(["b.toml", "manifest.json"]);
  });

  test("a file with values that is no longer emitted is removed, and shown with placeholders", async () => {
    await writeBundle(out, bundleOf(secretFile("hunter2")));
    expect(await diffBundle(out, bundleOf())).toMatchInlineSnapshot(`
      "diff --git a/a.toml b/a.toml
      deleted file mode 100600
      --- a/a.toml
      +++ /dev/null
      @@ -1,2 +0,0 @@
      -password = "\${P}"
      -size = 1
      "
    `);
    await writeBundle(out, bundleOf());
    expect(tree(out)).toEqual(written(bundleOf()));
  });
});

/** Without a value: the form with a placeholder. */
function secretFile(value?: string, rest = "size = 1\n"): BundleFile {
  const text = `password = "\${P}"\n${rest}`;
  const secrets = [{ placeholder: "${P}", from: { env: "P" } }];
  if (value === undefined) return file("a.toml", text, { mode: 0o600, secrets });
  return file("a.toml", text.replace("${P}", value), { mode: 0o600, secrets, hashedAs: text });
}

const foreign = { "notes.txt": "644 mine" };

async function oldBundle(): Promise<void> {
  freshDirectory();
  await writeBundle(out, before);
  put("notes.txt", "mine");
}

function below(name: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));
}

/** Recovers, expects one whole bundle and nothing else, and returns what was pending and which bundle it is. */
function expectWhole(): string {
  const pending = pendingWrite(out);
  expect(recover(out)).toBe(pending);
  const found = tree(dirname(out));
  const isNew = found["out/manifest.json"] === written(after)["manifest.json"];
  expect(found).toEqual(below(basename(out), { ...written(isNew ? after : before), ...foreign }));
  expect(recover(out)).toBe("none");
  return `${pending} ${isNew ? "after" : "before"}`;
}

class Killed extends Error {}

/** The file system with something that happens before every step. */
function stepping(onStep: (at: number, name: keyof FileSystem, args: string[]) => void): {
  fs: FileSystem;
  steps: () => number;
} {
  let at = 0;
  const fs = new Proxy(nodeFileSystem, {
    get(target, name: keyof FileSystem) {
      if (typeof target[name] !== "function") return target[name];
      return (...args: never[]) => {
        onStep(++at, name, args);
        return (target[name] as (...args: never[]) => unknown)(...args);
      };
    },
  });
  return { fs, steps: () => at };
}

/** A process that dies before a step: no later step happens, and a file is left half written. */
function killedAt(step: number): { fs: FileSystem } {
  return stepping((at, name, [path = "", content = ""]) => {
    if (at < step) return;
    if (at === step && name === "writeFile") writeFileSync(path, content.slice(0, content.length / 2));
    throw new Killed();
  });
}

/** A bundle as a file that the driver reads. */
function specOf(bundle: Bundle): string {
  const path = join(base, `spec-${++count}.json`);
  writeFileSync(path, JSON.stringify(bundle));
  return path;
}

/** The source of another process that writes a bundle; `hang` stops it for good in the middle, `announce` says how far it is. */
const driverSource = `
  import { readFileSync } from "node:fs";
  import { nodeFileSystem } from ${JSON.stringify(resolve("src/cli/bundle-directory/file-system.ts"))};
  import { writeBundle } from ${JSON.stringify(resolve("src/cli/bundle-directory/write.ts"))};
  import { interruptible } from ${JSON.stringify(resolve("src/cli/interruptible.ts"))};
  const { directory, spec, user, hang, signalAt, name } = JSON.parse(process.argv[2] ?? "");
  if (user !== undefined && process.getuid?.() === 0) process.setuid?.(user);
  const bundle = JSON.parse(readFileSync(spec, "utf8"));
  const fs = { ...nodeFileSystem };
  if (hang) fs.rename = (from, to) => {
    if (to.endsWith("journal.json")) {
      process.stdout.write("hanging\\n");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    nodeFileSystem.rename(from, to);
  };
  if (process.argv[3] === "announce") {
    process.stdout.write("start\\n");
    fs.rename = (from, to) => {
      nodeFileSystem.rename(from, to);
      if (to.endsWith("journal.json")) process.stdout.write("moving\\n");
    };
  }
  if (signalAt !== undefined) {
    const step = fs[signalAt];
    fs[signalAt] = (...words) => {
      process.kill(process.pid, name);
      return step(...words);
    };
  }
  const ended = await interruptible((signal) => writeBundle(directory, bundle, { fs, signal })).then(({ outcome }) => outcome, (error) => error.message);
  process.stdout.write(ended + "\\n");
`;

async function compileDriver(): Promise<void> {
  const name = "driver.ts";
  const build = await rolldown({
    input: name,
    platform: "node",
    plugins: [
      {
        name,
        resolveId: (id) => (id === name ? name : null),
        load: (id) => (id === name ? driverSource : null),
      },
    ],
  });
  await build.write({ file: join(base, "driver.js"), format: "esm" });
  await build.close();
  writeFileSync(join(base, "package.json"), '{ "type": "module" }');
}

interface DriverOptions {
  readonly spec: string;
  readonly user?: number;
  readonly hang?: boolean;
  readonly announce?: boolean;
}

function driver(directory: string, { announce, ...options }: DriverOptions): ChildProcess {
  const args = [join(base, "driver.js"), JSON.stringify({ directory, ...options })];
  return spawn(process.execPath, announce ? [...args, "announce"] : args, {
    stdio: ["ignore", "pipe", "inherit"],
    cwd: base,
  });
}

/** Waits until a process has ended, and returns what it said. */
async function end(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.on("data", (data) => {
    text += data;
  });
  await new Promise((done) => child.on("close", done));
  return text;
}

function said(child: ChildProcess, what: string): Promise<void> {
  return new Promise((done) =>
    child.stdout?.on("data", (data) => {
      if (String(data).includes(what)) done();
    }),
  );
}
