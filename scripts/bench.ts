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

const cfgc = resolve("dist/cfgc.js");
const yamlPackage = resolve("node_modules/yaml");
const smolToml = resolve("node_modules/smol-toml/dist/index.js");
const folder = mkdtempSync(join(tmpdir(), "cfgc-bench-"));

try {
  run([resolve("scripts/build.js")], process.cwd());
  startUp();
  manyFiles();
  manyInstances();
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
function manyInstances(): void {
  const input = write("many/cluster.yaml", manyCluster(200, 50));
  const model = join(folder, "many/model");
  run([cfgc, "build", "-o", model, input]);
  const files = filesIn(model).map((path) => [path, readFileSync(join(model, path), "utf8")]);
  const content = write("many/files.json", JSON.stringify(files));
  const plain = write("many/plain.cjs", plainWriter());
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
            title: "cfgc build, 10,000 instances",
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

interface Contender {
  readonly title: string;
  readonly args: readonly string[] | (() => readonly string[]);
  readonly bar?: number | undefined;
  /** Prints its milliseconds, because it has to load first what it then writes; the start of Node is added. */
  readonly reportsItself?: boolean;
}

interface Result extends Contender {
  readonly times: readonly number[];
}

interface Turns {
  readonly warmUp: number;
  /** As many as fit into the time, but one at least. */
  readonly rounds: number;
  readonly seconds: number;
}

/** Each round runs every command once, so that a busy moment of the machine meets all of them alike. */
function takeTurns(commands: readonly Contender[], { warmUp, rounds, seconds }: Turns): Result[] {
  const results = commands.map((command) => ({ ...command, times: [] as number[] }));
  const end = performance.now() + 1000 * seconds;
  for (let round = 0; round < warmUp + rounds; round += 1) {
    if (round > warmUp && performance.now() > end) break;
    for (const result of results) {
      const time = timeOf(result);
      if (round >= warmUp) result.times.push(time);
    }
  }
  return results;
}

function timeOf({ args, reportsItself }: Contender): number {
  const words = typeof args === "function" ? args() : args;
  const began = performance.now();
  const output = run(words);
  const took = performance.now() - began;
  if (!reportsItself) return took;
  const start = performance.now();
  run(["-e", "0"]);
  return Number(output) + performance.now() - start;
}

function run(args: readonly string[], cwd = folder): string {
  const result = spawnSync(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 30 });
  const ended = result.status === 0 || (result.status === 1 && args.includes("--check"));
  if (!ended) throw new Error(`node ${args.join(" ")} ended with ${result.status}\n${result.stderr}`);
  return result.stdout;
}

function printTable(title: string, unit: string, results: readonly Result[]): void {
  const one = median(results[0]?.times);
  const rows = results.map(({ title, times, bar }) => {
    const ratio = median(times) / one;
    return [
      title,
      ms(Math.min(...times)),
      ms(median(times)),
      ms(Math.max(...times)),
      ratio.toFixed(2),
      bar === undefined ? "" : bar.toFixed(1),
      bar === undefined ? "" : ratio <= bar ? "pass" : "OVER",
    ];
  });
  print(`${title}: ${unit} = 1, ${results[0]?.times.length} rounds`, [
    ["", "min", "median", "max", "ratio", "bar", ""],
    ...rows,
  ]);
}

function print(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  process.stdout.write(`\n${title}\n${lines.map((cells) => `  ${cells.join("  ").trimEnd()}\n`).join("")}`);
}

function median(times: readonly number[] = []): number {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

function ms(time: number): string {
  return `${time.toFixed(time < 100 ? 1 : 0)} ms`;
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

function memberFile(index: number): string {
  return `# cfgc: horaemeta@2.1.0
node-name = "meta${index}"
data-dir = "/var/lib/horaemeta"
client-urls = "http://0.0.0.0:2379"
peer-urls = "http://0.0.0.0:2380"
advertise-client-urls = "http://10.1.1.${index}:2379"
advertise-peer-urls = "http://10.1.1.${index}:2380"
initial-cluster = "meta0=http://10.1.1.0:2380,meta1=http://10.1.1.1:2380,meta2=http://10.1.1.2:2380"
initial-cluster-token = "bench"
default-cluster-name = "defaultCluster"
`;
}

/** A node's file with what the documents of HoraeDB show. */
function nodeFile(index: number): string {
  return `# cfgc: horaedb@2.1.0
[node]
addr = "10.1.${index >> 8}.${index & 255}"

[server]
bind_addr = "0.0.0.0"
http_port = 5440
grpc_port = 8831

[logger]
level = "info"

[runtime]
read_thread_num = 20
write_thread_num = 16

[cluster_deployment]
mode = "WithMeta"

[cluster_deployment.meta_client]
cluster_name = 'cluster${index}'
meta_addr = 'http://10.2.${index >> 8}.${index & 255}:2379'
lease = "10s"
timeout = "5s"

[cluster_deployment.etcd_client]
server_addrs = ['10.2.${index >> 8}.${index & 255}:2379']

[analytic]
replay_batch_size = 100
sst_background_read_parallelism = 8

[analytic.manifest]
scan_batch_size = 100
snapshot_every_n_updates = 10000
scan_timeout = "5s"
store_timeout = "5s"

[analytic.wal]
type = "Local"
data_dir = "/home/admin/data/horaedb"

[analytic.storage]
mem_cache_capacity = "20GB"
# 1<<8=256
mem_cache_partition_bits = 8

[analytic.storage.object_store]
type = "Local"
data_dir = "/home/admin/data/horaedb/"

[analytic.table_opts]
arena_block_size = 2097152
write_buffer_size = 33554432

[analytic.compaction]
schedule_channel_len = 16
schedule_interval = "30m"
max_ongoing_tasks = 8
memory_limit = "4G"
`;
}

function plainReader(): string {
  return `import { readFileSync } from "node:fs";
const [, , toml, list] = process.argv;
const { parse } = await import(toml);
let tables = 0;
for (const path of JSON.parse(readFileSync(list, "utf8"))) tables += Object.keys(parse(readFileSync(path, "utf8"))).length;
if (tables === 0) process.exit(1);
`;
}

function smallestCluster(): string {
  return `cfgc: 1
name: bench
environment: development
hosts:
  local: { address: 127.0.0.1 }
horaedb:
  version: 2.1.0
  nodes:
    members:
      - { host: local }
`;
}

/** A range of hosts with the same instances on each. */
function manyCluster(hosts: number, onEach: number): string {
  const range = `[0001-${String(hosts).padStart(4, "0")}]`;
  const members = Array.from({ length: onEach }, (_, index) => {
    const port = 20_000 + 4 * index;
    return `      - { host: "dn${range}", ports: { http: ${port}, grpc: ${port + 1}, mysql: ${port + 2}, postgresql: ${port + 3} } }\n`;
  });
  return `cfgc: 1
name: bench
hosts:
  m[1-3]: { address: "10.9.0.[1-3]" }
  dn${range}: { address: "dn${range}.bench.example" }
horaedb:
  version: 2.1.0
  meta:
    members:
      - { host: "m[1-3]" }
  nodes:
    members:
${members.join("")}`;
}

/** Half of the lines describe a host, the other half put an instance on it. */
function longCluster(lines: number): string {
  const names = Array.from({ length: Math.floor((lines - 10) / 2) }, (_, index) => index + 1);
  const hosts = names.map((name) => `  dn${name}: { address: dn${name}.bench.example }\n`);
  const members = names.map((name) => `      - { host: dn${name} }\n`);
  return `cfgc: 1
name: bench
hosts:
${hosts.join("")}horaedb:
  version: 2.1.0
  nodes:
    members:
${members.join("")}`;
}

/** One list of the file is as long as it takes, with a comment at every other item. */
function longToml(lines: number): string {
  const brokers = Array.from({ length: lines - 10 }, (_, index) =>
    index % 2 === 0 ? `  # rack ${index >> 8}\n` : `  "10.0.${index >> 8}.${index & 255}:9092",\n`,
  );
  return `# cfgc: horaedb@2.1.0
[node]
addr = "10.1.1.1"

[analytic.wal]
type = "Kafka"

[analytic.wal.kafka.client]
boost_brokers = [
${brokers.join("")}]
`;
}

/** Parses the YAML and writes files that are in memory already, and prints how long that took. */
function plainWriter(): string {
  return `const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const [yamlPackage, input, content, output] = process.argv.slice(2);
const files = JSON.parse(readFileSync(content, "utf8"));
const began = performance.now();
require(yamlPackage).parseDocument(readFileSync(input, "utf8"));
let made;
for (const [path, text] of files) {
  const full = join(output, path);
  const directory = dirname(full);
  if (directory !== made) mkdirSync(directory, { recursive: true });
  made = directory;
  writeFileSync(full, text);
}
process.stdout.write(String(performance.now() - began));
`;
}
