/** Runs the built program as people do: in a process of its own. */
import { spawn } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The program that the tests run. */
export let program = resolve("dist/cfgc.js");

/** Copies the program into a directory: `dist` may be built again at any time by somebody else. */
export function installProgram(directory: string): void {
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }\n');
  cpSync("dist", join(directory, "dist"), { recursive: true, force: true });
  program = join(directory, "dist/cfgc.js");
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** The whole environment, besides PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** As another user, where the tests run as root. */
  readonly uid?: number;
}

/** Runs cfgc; `flags` are Node's own. */
export function cfgc(
  words: readonly string[],
  options: RunOptions & { flags?: readonly string[] } = {},
): Promise<Outcome> {
  return run(process.execPath, [...(options.flags ?? []), program, ...words], options);
}

export function run(command: string, words: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { cwd, env, input, uid } = options;
  return new Promise((resolveOutcome, reject) => {
    const child = spawn(command, words, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(uid === undefined ? {} : { uid, gid: uid }),
      env: { PATH: process.env.PATH ?? "", ...env },
    });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on("data", (chunk: Buffer) => output.stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (status) =>
      resolveOutcome({
        status,
        stdout: Buffer.concat(output.stdout).toString(),
        stderr: Buffer.concat(output.stderr).toString(),
      }),
    );
    // The program may end before it has read everything.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Runs the tasks, a few at a time. */
export async function inParallel<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [index, item] of rest) results[index] = await task(item);
  };
  await Promise.all([worker(), worker(), worker()]);
  return results;
}
