/**
 * Mutation score: changes one condition at a time in the rules and the products, and counts the changes that the
 * examples of the rules and the expected files of the fixtures notice. `npm run mutate [-- PATH...]` takes parts of
 * paths; what survives is listed. Other tests may notice more, so the score is a lower bound.
 */
import { fork } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { rolldown } from "rolldown";
import { type Mutant, withMutants } from "./mutate/mutants.ts";

/** No check takes longer, so a mutant that does has lost its way. */
const patienceMs = 60_000;

const wanted = process.argv.slice(2);
const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((name) => `src/${name}`)
  .filter((file) => /^src\/(?:rules|products\/\w+)\/.+\.ts$/.test(file))
  .filter((file) => !/(?:examples|-rules)\.ts$/.test(file))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
const { program, mutants } = await build(files);
if (!(await noticed(program, [{ number: -1, file: "" }])).has(-1)) {
  const killed = await noticed(
    program,
    mutants.map(({ file }, number) => ({ number, file })),
  );
  report(mutants, killed);
} else {
  process.stderr.write("the examples or the fixtures fail without a mutant\n");
  process.exitCode = 1;
}

async function build(sources: readonly string[]): Promise<{ program: string; mutants: Mutant[] }> {
  const found: Mutant[] = [];
  const bundle = await rolldown({
    input: "scripts/mutate/oracle.ts",
    platform: "node",
    external: /^(?![./]|\w:).*/,
    logLevel: "silent",
    plugins: [
      {
        name: "mutants",
        transform(text, id) {
          const file = relative(".", id);
          return sources.includes(file) ? withMutants(file, text, found) : undefined;
        },
      },
    ],
  });
  const folder = resolve("node_modules/.cache/cfgc");
  mkdirSync(folder, { recursive: true });
  const file = resolve(folder, "mutants.js");
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  return { program: file, mutants: found };
}

/** The numbers of the mutants that something notices. */
async function noticed(
  oracle: string,
  tried: readonly { readonly number: number; readonly file: string }[],
): Promise<Set<number>> {
  const killed = new Set<number>();
  let at = 0;
  while (at < tried.length) {
    const batch = tried.slice(at, at + 200);
    const done = await tryBatch(oracle, batch, killed);
    at += done;
    // The next one never came to an end, which a test would notice.
    const stuck = batch[done];
    if (stuck !== undefined) {
      killed.add(stuck.number);
      at += 1;
    }
    process.stderr.write(`${at} of ${tried.length}, ${at - killed.size} survive\n`);
  }
  return killed;
}

/** How many of the batch were tried. */
function tryBatch(oracle: string, batch: readonly object[], killed: Set<number>): Promise<number> {
  return new Promise((done) => {
    let count = 0;
    const child = fork(oracle, [JSON.stringify(batch)]);
    let timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    child.on("message", (message: { number: number; killed: boolean }) => {
      count += 1;
      if (message.killed) killed.add(message.number);
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
    });
    child.on("close", () => {
      clearTimeout(timer);
      done(count);
    });
  });
}

function report(all: readonly Mutant[], killed: ReadonlySet<number>): void {
  const groups = new Map<string, { total: number; killed: number }>();
  for (const [number, { file, line, from, to }] of all.entries()) {
    const group = /^src\/(?:rules|products\/\w+(?:\/rules)?)/.exec(file)?.[0] ?? file;
    const score = groups.get(group) ?? { total: 0, killed: 0 };
    groups.set(group, score);
    score.total += 1;
    if (killed.has(number)) score.killed += 1;
    else process.stdout.write(`${file}:${line}  ${oneLine(from)}  ->  ${oneLine(to)}\n`);
  }
  for (const [group, { total, killed: fallen }] of groups) {
    process.stdout.write(
      `${group}: ${fallen} of ${total} noticed, ${((100 * fallen) / total).toFixed(1)} %\n`,
    );
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 120);
}
