/** Lets commands take turns, and prints how long they took. */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";

export interface Contender {
  readonly title: string;
  readonly args: readonly string[] | (() => readonly string[]);
  readonly bar?: number | undefined;
  /** Prints its milliseconds, because it has to load first what it then writes; the start of Node is added. */
  readonly reportsItself?: boolean;
}

export interface Result extends Contender {
  readonly times: readonly number[];
}

export interface Turns {
  readonly warmUp: number;
  /** As many as fit into the time, but one at least. */
  readonly rounds: number;
  readonly seconds: number;
}

/** Each round runs every command once, so that a busy moment of the machine meets all of them alike. */
export function takeTurns(commands: readonly Contender[], { warmUp, rounds, seconds }: Turns): Result[] {
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

export function run(args: readonly string[], cwd = tmpdir()): string {
  const result = spawnSync(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 30 });
  const ended = result.status === 0 || (result.status === 1 && args.includes("--check"));
  if (!ended) throw new Error(`node ${args.join(" ")} ended with ${result.status}\n${result.stderr}`);
  return result.stdout;
}

export function printTable(title: string, unit: string, results: readonly Result[]): void {
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

export function print(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
  process.stdout.write(`\n${title}\n${lines.map((cells) => `  ${cells.join("  ").trimEnd()}\n`).join("")}`);
}

export function median(times: readonly number[] = []): number {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function ms(time: number): string {
  return `${time.toFixed(time < 100 ? 1 : 0)} ms`;
}
