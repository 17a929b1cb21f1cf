/**
 * cfgc beside tools of other people that do a part of the same work: `npm run peers [-- FOLDER]`. Fetches them first
 * (check-jsonschema from PyPI, CUE and jsonnet as Go modules) into a folder, by default one that is removed at the end;
 * Python 3 and Go have to be there. Prints wall times, as each tool starts processes or threads as it likes.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { median, run } from "./bench/contest.ts";
import { manyInRanges, nodeFile } from "./bench/inputs.ts";
import { cuePackage, jsonnetProgram } from "./bench/peer-programs.ts";
import { cfgc, filesIn, Place } from "./bench/place.ts";
import { ms } from "./bench/report.ts";

const given = process.argv[2];
const tools = given === undefined ? mkdtempSync(join(tmpdir(), "cfgc-peers-")) : resolve(given);
const checkJsonschema = join(tools, "python/bin/check-jsonschema");
const cue = join(tools, "go/cue");
const jsonnet = join(tools, "go/jsonnet");

const place = new Place();
try {
  fetchTools();
  run([resolve("scripts/build.js")], {}, process.cwd());
  compareBuilds();
  compareLints();
} finally {
  place.close();
  if (given === undefined) rmSync(tools, { recursive: true, force: true });
}

function fetchTools(): void {
  if (!existsSync(checkJsonschema)) {
    must("python3", ["-m", "venv", join(tools, "python")]);
    must(join(tools, "python/bin/pip"), ["install", "--quiet", "check-jsonschema"]);
  }
  for (const [file, module] of [
    [cue, "cuelang.org/go/cmd/cue@latest"],
    [jsonnet, "github.com/google/go-jsonnet/cmd/jsonnet@latest"],
  ] as const)
    if (!existsSync(file))
      must("go", ["install", module], { GOBIN: join(tools, "go"), GOFLAGS: "-modcacherw" });
}

/** cfgc writes all files of 1,000 nodes; the others make the configuration of each node only. */
function compareBuilds(): void {
  const cluster = place.write("cluster.yaml", manyInRanges(200, 5));
  const program = place.write("nodes.jsonnet", jsonnetProgram(200, 5));
  const cuePath = place.write("nodes.cue", cuePackage(200, 5));
  let count = 0;
  const fresh = () => {
    count += 1;
    const folder = join(place.folder, `out${count}`);
    mkdirSync(folder);
    return folder;
  };
  const out = fresh();
  must(process.execPath, [cfgc, "build", "-o", out, cluster]);
  const cueVersion = said(cue, ["version"]).split("\n")[0]?.replace("cue version ", "CUE ") ?? "CUE";
  compare("The configuration of 1,000 nodes", [
    [
      `cfgc build: ${filesIn(out).length} files`,
      () => must(process.execPath, [cfgc, "build", "-o", fresh(), cluster]),
    ],
    [
      `${said(jsonnet, ["--version"]).trim()}: 1,000 files`,
      () => must(jsonnet, ["-S", "-m", fresh(), program]),
    ],
    [
      `${cueVersion}: 1,000 documents as one JSON`,
      () => must(cue, ["export", cuePath, "--outfile", join(fresh(), "all.json")]),
    ],
  ]);
}

/** cfgc reads each file and compares all of them with each other; the other holds each against its schema only. */
function compareLints(): void {
  const folder = join(place.folder, "toml");
  const files = Array.from({ length: 1000 }, (_, index) =>
    place.write(`toml/${index}/horaedb.toml`, nodeFile(index)),
  );
  const schema = place.write("schema.json", run([cfgc, "schema", "horaedb@2.1.0"]).stdout);
  compare("The check of 1,000 TOML files", [
    [
      "cfgc lint: keys, values and how the files fit together",
      () => must(process.execPath, [cfgc, "lint", folder]),
    ],
    [
      `${said(checkJsonschema, ["--version"]).trim()}: the schema alone`,
      () => must(checkJsonschema, ["--schemafile", schema, ...files]),
    ],
  ]);
}

function compare(title: string, contenders: readonly (readonly [string, () => void])[]): void {
  const times = contenders.map(() => [] as number[]);
  for (let round = 0; round < 6; round += 1)
    for (const [index, [, work]] of contenders.entries()) {
      const began = performance.now();
      work();
      // The first round fills the caches of the disk.
      if (round > 0) times[index]?.push(performance.now() - began);
    }
  const [own = Number.NaN] = times.map((one) => median(one));
  const rows = contenders.map(([name], index) => {
    const time = median(times[index] ?? []);
    return `| ${name} | ${ms(time)} | ${(time / own).toFixed(2)} |\n`;
  });
  process.stdout.write(
    `## ${title}\n\n|  | median of 5 | cfgc = 1 |\n| --- | ---: | ---: |\n${rows.join("")}\n`,
  );
}

function must(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  said(command, args, env);
}

function said(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: tmpdir(),
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 30,
  });
  if (status !== 0)
    throw new Error(`${command} ended with ${status}: ${error?.message ?? stderr.slice(0, 2000)}`);
  return stdout;
}
