/** Lets commands take turns, and notes how long each took, what it cost the processors and what memory it held. */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";

export interface Contender {
  readonly title: string;
  readonly args: readonly string[] | (() => readonly string[]);
  /** How many times the first contender's time it may take. */
  readonly bar?: number | undefined;
  /** Prints its milliseconds, because it has to load first what it then writes; the start of Node is added. */
  readonly reportsItself?: boolean;
  /** Finds errors, as it should: ends with 1. */
  readonly findsErrors?: boolean;
}

export interface Result extends Contender {
  /** Milliseconds of wall time, a round each. */
  readonly times: readonly number[];
  /** Seconds of all processors, user and system; of one that reports itself, with what it loads first. */
  readonly cpuSeconds: readonly number[];
  /** The most memory that the process held, in megabytes. */
  readonly megabytes: readonly number[];
}

export interface Turns {
  readonly warmUp: number;
  /** As many as fit into the time, but one at least. */
  readonly rounds: number;
  readonly seconds: number;
}

/** Rounds that ask the process for its usage at its end, which takes time of its own and so has rounds of its own. */
const usageRounds = 3;

/** Each round runs every command once, so that a busy moment of the machine meets all of them alike. */
export function takeTurns(
  commands: readonly Contender[],
  { warmUp, rounds, seconds }: Turns,
  probe: string,
): Result[] {
  const results = commands.map((command) => ({
    ...command,
    times: [] as number[],
    cpuSeconds: [] as number[],
    megabytes: [] as number[],
  }));
  const end = performance.now() + 1000 * seconds;
  for (let round = 0; round < warmUp + rounds; round += 1) {
    if (round > warmUp && performance.now() > end) break;
    for (const result of results) {
      const time = timeOf(result);
      if (round >= warmUp) result.times.push(time);
    }
  }
  for (let round = 0; round < usageRounds; round += 1) {
    if (round > 0 && performance.now() > end) break;
    for (const result of results) {
      const usage = usageOf(result, probe);
      result.cpuSeconds.push(usage.cpuSeconds);
      result.megabytes.push(usage.megabytes);
    }
  }
  return results;
}

/** A module for `node --require` that says at the end of a process what it used. */
export const usageProbe = `process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require("node:fs").writeSync(2, "\\nUSAGE " + (userCPUTime + systemCPUTime) / 1e6 + " " + maxRSS / 1024 + "\\n");
});
`;

function usageOf(contender: Contender, probe: string): { cpuSeconds: number; megabytes: number } {
  const { stderr } = run(["--require", probe, ...wordsOf(contender)], contender);
  const [, cpuSeconds, megabytes] = /\nUSAGE ([\d.e-]+) ([\d.]+)\n/.exec(stderr) ?? [];
  return { cpuSeconds: Number(cpuSeconds), megabytes: Number(megabytes) };
}

function timeOf(contender: Contender): number {
  const words = wordsOf(contender);
  const began = performance.now();
  const { stdout } = run(words, contender);
  const took = performance.now() - began;
  if (!contender.reportsItself) return took;
  const start = performance.now();
  run(["-e", "0"]);
  return Number(stdout) + performance.now() - start;
}

function wordsOf({ args }: Contender): readonly string[] {
  return typeof args === "function" ? args() : args;
}

/** Runs Node in a folder without a `.cfgc.yaml`. Throws unless it ends as it should. */
export function run(
  args: readonly string[],
  { findsErrors = false }: Pick<Contender, "findsErrors"> = {},
  cwd = tmpdir(),
): { stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  const expected = findsErrors || args.includes("--check") ? 1 : 0;
  if (status !== expected)
    throw new Error(`node ${args.join(" ")} ended with ${status}\n${stderr.slice(0, 2000)}`);
  return { stdout, stderr };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
