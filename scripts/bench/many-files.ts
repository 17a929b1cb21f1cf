/** Thousands of files in one call, against reading them and parsing them with smol-toml. */
import { join } from "node:path";
import { median, type Result } from "./contest.ts";
import { faultyNodeFile, nodeFile, plainReader } from "./inputs.ts";
import { cfgc, filesIn, type Place, smolToml } from "./place.ts";
import { ms, type Report } from "./report.ts";

export function manyFiles(place: Place, report: Report): void {
  const plain = place.write("toml/plain.mjs", plainReader());
  const rows: string[][] = [];
  let memory = { least: Number.NaN, most: Number.NaN };
  for (const count of [100, 1_000, 4_000]) {
    const named = folderOf(place, `named/${count}`, count, nodeFile);
    const parse = {
      title: "read and parse with smol-toml",
      args: [plain, smolToml, listOf(place, named)],
    };
    const lint = { title: `\`cfgc lint\`, ${count} files`, args: [cfgc, "lint", named], bar: 3 };
    const results = place.race(count === 1_000 ? [parse, lint, ...variants(place, count)] : [parse, lint], {
      warmUp: 1,
      rounds: 9,
      seconds: 40,
    });
    if (count === 1_000) {
      report.add("1,000 TOML files in one call", results);
      reportVariants(report, results);
    }
    const held = median(results[1]?.megabytes ?? []);
    memory = count === 100 ? { least: held, most: held } : { ...memory, most: held };
    rows.push([
      String(count),
      ...results.slice(0, 2).map(({ times }) => ms(median(times))),
      `${held.toFixed(0)} MB`,
    ]);
  }
  report.table("Files in one call", [["files", "smol-toml", "`cfgc lint`", "most memory"], ...rows]);
  report.claims("Memory", [
    { title: "4,000 files against 100", value: memory.most / memory.least, bar: 1.5 },
  ]);
}

/** The same files without a release, and with faults in each. */
function variants(place: Place, count: number) {
  const unnamed = folderOf(place, "unnamed", count, (index) => nodeFile(index).replace(/^#.*\n/, ""));
  const faulty = folderOf(place, "faulty", count, faultyNodeFile);
  const broken = folderOf(place, "broken", count, (index) =>
    nodeFile(index).replace("[analytic.wal]", "[analytic.wal"),
  );
  return [
    { title: "no release named", args: [cfgc, "lint", unnamed] },
    { title: "five faults in each", args: [cfgc, "lint", faulty], findsErrors: true },
    { title: "a syntax error in each", args: [cfgc, "lint", broken], findsErrors: true },
  ];
}

function reportVariants(report: Report, results: readonly Result[]): void {
  const good = median(results[1]?.times ?? []);
  report.claims(
    "1,000 other TOML files, against the good ones",
    results.slice(2).map(({ title, times }) => ({ title, value: median(times) / good, bar: 1.3 })),
  );
}

function folderOf(place: Place, name: string, count: number, text: (index: number) => string): string {
  for (let index = 0; index < count; index += 1)
    place.write(`toml/${name}/${index}/horaedb.toml`, text(index));
  return join(place.folder, "toml", name);
}

function listOf(place: Place, folder: string): string {
  return place.write("toml/list.json", JSON.stringify(filesIn(folder).map((path) => join(folder, path))));
}
