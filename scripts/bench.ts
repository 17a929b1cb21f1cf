/**
 * How long cfgc takes, as a ratio to what cannot be avoided: starting Node, or parsing the input and writing the
 * files. Absolute times say more about the machine than about cfgc, so the two sides of a ratio take turns in one run.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Contender, median, ms, print, printTable, run, takeTurns } from "./bench/contest.ts";
import {
  longCluster,
  longToml,
  manyInRanges,
  manyWrittenOut,
  memberFile,
  nodeFile,
  plainReader,
  plainWriter,
  smallestCluster,
} from "./bench/inputs.ts";

const cfgc = resolve("dist/cfgc.js");
const yamlPackage = resolve("node_modules/yaml");
const smolToml = resolve("node_modules/smol-toml/dist/index.js");
const folder = mkdtempSync(join(tmpdir(), "cfgc-bench-"));

try {
  run([resolve("scripts/build.js")], process.cwd());
  startUp();
  manyFiles();
  manyInstances("in ranges", manyInRanges(200, 50));
  manyInstances("written out", manyWrittenOut(200, 50));
  growth();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Bars: 1.5 for the version, 2 for a lint of one deployment, 2.5 for the smallest build. */
function startUp(): void {
  const members = [0, 1, 2].map((index) => write(`meta${index}/horaemeta.toml`, memberFile(index)));
  const smallest = write("smallest/cluster.yaml", smallestCluster());
  const commands: Contender[] = [
    { title: "node -e 0", args: ["-e", "0"] },
    { title: "cfgc --version", args: [cfgc, "--version"], bar: 1.5 },
    { title: "cfgc lint, three members", args: [cfgc, "lint", ...members], bar: 2 },
    {
      title: "cfgc build --dry-run, one instance",
      args: [cfgc, "build", "--dry-run", "-o", join(folder, "none"), smallest],
      bar: 2.5,
    },
  ];
  printTable("start-up", "node -e 0", takeTurns(commands, { warmUp: 3, rounds: 31, seconds: 40 }));
}

/** Bar: three times the time of reading the same files and parsing them with smol-toml. Memory: the most at any time. */
function manyFiles(): void {
  const plain = write("toml/plain.mjs", plainReader());
  const rows: string[][] = [];
  for (const count of [100, 1_000, 4_000]) {
    const folders = join(folder, `toml/${count}`);
    for (let index = 0; index < count; index += 1)
      write(`toml/${count}/${index}/horaedb.toml`, nodeFile(index));
    const list = write(
      `toml/${count}.json`,
      JSON.stringify(filesIn(folders).map((path) => join(folders, path))),
    );
    const without = "read and parse with smol-toml";
    const results = takeTurns(
      [
        { title: without, args: [plain, smolToml, list] },
        { title: `cfgc lint, ${count} files`, args: [cfgc, "lint", folders], bar: 3 },
      ],
      { warmUp: 1, rounds: 9, seconds: 20 },
    );
    if (count === 1_000) printTable("1,000 TOML files in one call", without, results);
    const [parse = 0, lint = 0] = results.map(({ times }) => median(times));
    rows.push([String(count), ms(parse), ms(lint), `${memoryOf([cfgc, "lint", folders]).toFixed(0)} MB`]);
  }
  print("files in one call", [["files", "smol-toml", "cfgc lint", "most memory"], ...rows]);
}

/** What the process held at most. */
function memoryOf(args: readonly string[]): number {
  const probe = write(
    "memory.cjs",
    'process.on("exit", () => require("node:fs").writeSync(2, `\\nMAXRSS ${process.resourceUsage().maxRSS}\\n`));\n',
  );
  const { stderr } = spawnSync(process.execPath, ["-r", probe, ...args], { cwd: folder, encoding: "utf8" });
  return Number(/MAXRSS (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024;
}

/** Bar: twice the time of the `yaml` package with the same text and of writing the same files. */
function manyInstances(title: string, text: string): void {
  const input = write(`${title}/cluster.yaml`, text);
  const model = join(folder, title, "model");
  run([cfgc, "build", "-o", model, input]);
  const files = filesIn(model).map((path) => [path, readFileSync(join(model, path), "utf8")]);
  const content = write(`${title}/files.json`, JSON.stringify(files));
  const plain = write(`${title}/plain.cjs`, plainWriter());
  const compare = (where: string, parent: string, removes: boolean) => {
    const own = mkdtempSync(join(parent, "cfgc-bench-"));
    const without = "parse and write, without cfgc";
    let count = 0;
    const fresh = () => {
      if (removes) rmSync(join(own, String(count)), { recursive: true, force: true });
      count += 1;
      return join(own, String(count));
    };
    try {
      const results = takeTurns(
        [
          { title: without, args: () => [plain, yamlPackage, input, content, fresh()], reportsItself: true },
          {
            title: `cfgc build, 10,000 instances ${title}`,
            args: () => [cfgc, "build", "-o", fresh(), input],
            bar: 2,
          },
        ],
        { warmUp: 1, rounds: removes ? 15 : 5, seconds: 30 },
      );
      printTable(`${files.length} files ${where}`, without, results);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  };
  // On a disk, removing tens of thousands of files slows down whatever is written next.
  compare("on disk", tmpdir(), false);
  // A disk hides what cfgc itself takes, and a busy one says nothing at all.
  if (hasRoom("/dev/shm")) compare("in memory", "/dev/shm", true);
}

function hasRoom(directory: string): boolean {
  if (!existsSync(directory)) return false;
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize > 2 ** 30;
}

/** What one more line costs must not depend on how many there are. */
function growth(): void {
  const rows: string[][] = [];
  let before = { lines: 0, lint: 0, build: 0 };
  for (const lines of [100, 1_000, 10_000, 100_000]) {
    const toml = write(`growth/${lines}/horaedb.toml`, longToml(lines));
    const yaml = write(`growth/${lines}/cluster.yaml`, longCluster(lines));
    // A cluster with errors would not come to the half that makes files.
    run([cfgc, "lint", yaml]);
    const [lint, build] = takeTurns(
      [
        { title: "lint", args: [cfgc, "lint", toml] },
        // Compares with a bundle that is not there: everything but the writing, whose cost is the file system's.
        { title: "build", args: [cfgc, "build", "--check", "-o", join(folder, "none"), yaml] },
      ],
      { warmUp: lines > 10_000 ? 0 : 1, rounds: 5, seconds: 10 },
    ).map(({ times }) => median(times));
    const now = { lines, lint: lint ?? Number.NaN, build: build ?? Number.NaN };
    const perLine = (command: "lint" | "build") =>
      before.lines === 0
        ? ""
        : `${((1000 * (now[command] - before[command])) / (lines - before.lines)).toFixed(1)} µs`;
    rows.push([String(lines), ms(now.lint), perLine("lint"), ms(now.build), perLine("build")]);
    before = now;
  }
  print("growth", [["lines", "lint TOML", "a line more", "build --check", "a line more"], ...rows]);
}

function write(path: string, text: string): string {
  const full = join(folder, path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}
