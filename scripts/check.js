// Types, lint and format, and what is generated: all at once, and then what each has to say.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const generators = ["scripts/gen.ts", "scripts/gen-docs.ts"];
const checks = [
  [
    "node_modules/typescript/bin/tsc",
    "--incremental",
    "--tsBuildInfoFile",
    "node_modules/.cache/types.tsbuildinfo",
  ],
  ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  ["scripts/run.js", ...generators, "--check"],
];
const run = promisify(execFile);
const outcomes = await Promise.all(
  checks.map((words) => run(process.execPath, words, { maxBuffer: 2 ** 26 }).catch((error) => error)),
);
for (const { stdout, stderr, code, message } of outcomes) {
  process.stdout.write(stdout ?? "");
  process.stderr.write(stderr ?? "");
  if (code === undefined) continue;
  if (!stdout && !stderr) process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
