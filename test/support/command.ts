/** Runs cfgc: in this process, or in one of its own where the process is what a test is about. */
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { main } from "../../src/cli/main.ts";
// Before any command: one that fails early leaves imports under way, and Node 20 runs what is imported for a second time
// meanwhile before the packages in CommonJS that it is made of.
import "../../src/cli/commands/build.ts";
import "../../src/cli/commands/lint.ts";

/** The built program. */
export const program = inject("program");

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd?: string;
  /** The whole environment, besides PATH of a process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What `cfgc` makes of these words. A mistake in cfgc itself is thrown. */
export async function cfgc(
  words: readonly string[],
  { cwd = ".", env = {}, input, terminal = {} }: CallOptions & { terminal?: Terminal } = {},
): Promise<Outcome> {
  const output = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof output) => ({
    ...terminal,
    write: (text: string) => {
      output[name] += text;
    },
  });
  const stdin = openInput(input);
  try {
    const streams = { stdout: stream("stdout"), stderr: stream("stderr"), stdin };
    const status = await main(words, { ...streams, env, cwd, now: Date.now });
    return { status, ...output };
  } finally {
    closeSync(stdin);
  }
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A file descriptor from which a text can be read. */
function openInput(text: string | undefined): number {
  if (text === undefined) return openSync("/dev/null", "r");
  const folder = mkdtempSync(join(tmpdir(), "cfgc-input-"));
  try {
    writeFileSync(join(folder, "input"), text);
    return openSync(join(folder, "input"), "r");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface RunOptions extends CallOptions {
  /** As another user, where the tests run as root. */
  readonly uid?: number;
}

/** Runs the built program; `flags` are Node's own. */
export function cfgcProcess(
  words: readonly string[],
  options: RunOptions & { readonly flags?: readonly string[] } = {},
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
