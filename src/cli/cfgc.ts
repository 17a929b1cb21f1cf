#!/usr/bin/env node
/** Start of the program. Whatever reaches the last line is a mistake in cfgc, and says so without spilling input. */
import { version } from "./version.ts";

// Debug switches of the yaml package: it would print every token of a file, secrets included.
for (const name of ["LOG_TOKENS", "LOG_STREAM"]) delete process.env[name];

process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);
if (process.argv.length === 3 && /^(?:-V|--version)$/.test(process.argv[2] ?? "")) {
  // Asked often, by scripts and editors: not worth loading the rest for.
  process.stdout.write(`${version}\n`);
} else {
  try {
    const [{ main }, { processIo }] = await Promise.all([import("./main.ts"), import("./io.ts")]);
    process.exitCode = await main(process.argv.slice(2), processIo());
  } catch (error) {
    process.exitCode = isWithoutDirectory(error) ? withoutDirectory() : mistake(error);
  }
}

/** Whatever looks for the directory that the shell is in finds none once somebody has removed it. */
function isWithoutDirectory(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "uv_cwd";
}

function withoutDirectory(): number {
  process.stderr.write("cfgc: the directory that you are in does not exist any more\n");
  return 2;
}

function mistake(error: unknown): number {
  process.stderr.write(
    `cfgc: a mistake in cfgc itself (${error instanceof Error ? error.name : "error"}); please report it\n`,
  );
  if (process.env.CFGC_DEBUG) console.error(error);
  else process.stderr.write("CFGC_DEBUG=1 shows where it happened; it may print parts of your files\n");
  return 70;
}

/** `cfgc explain | head` closes the pipe early, which is no fault; a full disk behind a redirection is one. */
function ignoreClosedPipe(error: Error & { code?: string }): void {
  if (error.code === "EPIPE") return;
  process.stderr.write(`cfgc: cannot write the output (${error.code ?? error.name})\n`);
  process.exit(2);
}
