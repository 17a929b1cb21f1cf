/** What one more line of a file costs, which must not depend on how many there are. */
import { join } from "node:path";
import { median, run } from "./contest.ts";
import { faultyToml, longCluster, longToml } from "./inputs.ts";
import { cfgc, type Place } from "./place.ts";
import { ms, type Report } from "./report.ts";

export function manyLines(place: Place, report: Report): void {
  const none = join(place.folder, "none");
  const measured = [100, 1_000, 10_000, 100_000].map((lines) => {
    const good = place.write(`lines/${lines}/horaedb.toml`, longToml(lines));
    const faulty = place.write(`lines/${lines}-faulty/horaedb.toml`, faultyToml(lines));
    const yaml = place.write(`lines/${lines}/cluster.yaml`, longCluster(lines));
    // A cluster with errors would not come to the half that makes files.
    run([cfgc, "lint", yaml]);
    const times = place
      .race(
        [
          { title: "lint", args: [cfgc, "lint", good] },
          { title: "lint of faults", args: [cfgc, "lint", faulty], findsErrors: true },
          // Compares with a bundle that is not there: everything but the writing, whose cost is the file system's.
          { title: "build", args: [cfgc, "build", "--check", "-o", none, yaml] },
        ],
        { warmUp: lines > 10_000 ? 0 : 1, rounds: 5, seconds: 20 },
      )
      .map(({ times: each }) => median(each));
    return { lines, times };
  });
  report.table("Long files", [
    [
      "lines",
      "lint TOML",
      "a line more",
      "a fault in each line",
      "a line more",
      "build --check",
      "a line more",
    ],
    ...measured.map(({ lines, times }, row) => [
      String(lines),
      ...times.flatMap((time, column) => {
        const before = measured[row - 1];
        return [
          ms(time),
          before === undefined
            ? ""
            : perLine(time - (before.times[column] ?? Number.NaN), lines - before.lines),
        ];
      }),
    ]),
  ]);
}

function perLine(time: number, lines: number): string {
  return `${((1000 * time) / lines).toFixed(1)} µs`;
}
