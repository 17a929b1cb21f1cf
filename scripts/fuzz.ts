/**
 * Throws faulty files at every reader and at both spines, for as long as one likes: `npm run fuzz -- MINUTES [SEED]`.
 * It ends with 1 at the first input that is thrown at, takes two seconds or gives a place outside its file, and when
 * memory grows. Each input follows from the seed and its number, so `npm run fuzz -- 0 SEED NUMBER` runs one again.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { formatNames, print } from "../src/cli/formats.ts";
import { globMatcher } from "../src/cli/lint/glob.ts";
import { compile } from "../src/compile.ts";
import { detect } from "../src/detect.ts";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import type { SourceFile } from "../src/diagnostics/location.ts";
import { readManifest } from "../src/emit/manifest.ts";
import { fixFindings } from "../src/fix-findings.ts";
import { lint } from "../src/lint.ts";
import type { Product } from "../src/products/product.ts";
import { registry } from "../src/products/registry.ts";
import { readCfg, readStandaloneCfg } from "../src/source/cfg/read-cfg.ts";
import { readNodes } from "../src/source/cfg/read-nodes.ts";
import { readEnv } from "../src/source/env/read-env.ts";
import { readToml } from "../src/source/toml/read-toml.ts";
import { readYaml } from "../src/source/yaml.ts";
import { unsoundIn } from "../test/support/sound-findings.ts";
import { corpus, type FuzzFile, pick, type Random, randomFrom, randomInput } from "./fuzz/inputs.ts";

const patienceMs = 2000;
/** What the collector leaves may differ by so much from one look to the next. */
const slackBytes = 64 * 1024 * 1024;

interface Order {
  readonly seed: number;
  readonly from: number;
  readonly until: number;
  /** Number of the input at work, and when it began, for whoever watches. */
  readonly clock: SharedArrayBuffer;
}

/** A thread of its own, as the one that hangs cannot say so. */
function watch(): void {
  const [minutes = "1", seedWord, only] = process.argv.slice(2);
  const seed = seedWord === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(seedWord);
  const clock = new SharedArrayBuffer(16);
  const [number, begun] = [new Int32Array(clock, 0, 1), new Float64Array(clock, 8, 1)];
  const from = only === undefined ? 0 : Number(only);
  const until = Date.now() + Number(minutes) * 60_000;
  process.stdout.write(`seed ${seed}\n`);
  const worker = new Worker(new URL(import.meta.url), {
    workerData: { seed, from, until, clock } satisfies Order,
    argv: [],
  });
  const timer = setInterval(() => {
    if ((begun[0] ?? 0) > 0 && Date.now() - (begun[0] ?? 0) > 10 * patienceMs)
      stop(`input ${number[0]} of seed ${seed} hangs`);
  }, 1000);
  worker.on("message", (line: string) => process.stdout.write(`${line}\n`));
  worker.on("error", (error) => stop(`input ${number[0]} of seed ${seed}: ${error.stack ?? error}`));
  worker.on("exit", (status) => {
    clearInterval(timer);
    process.exitCode ||= status;
  });
}

function stop(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function work({ seed, from, until, clock }: Order): Promise<void> {
  const [number, begun] = [new Int32Array(clock, 0, 1), new Float64Array(clock, 8, 1)];
  const products = await Promise.all(registry.map((entry) => entry.load()));
  const files = corpus();
  let [count, slowest, memory] = [0, 0, 0];
  do {
    const input = from + count;
    number[0] = input;
    begun[0] = Date.now();
    const took = await timeOf(() => tryOne(randomFrom(seed + input * 2_654_435_761), files, products));
    if (took > patienceMs) throw new Error(`it took ${Math.round(took)} ms`);
    slowest = Math.max(slowest, took);
    count += 1;
    if (count % 20_000 === 0) {
      const now = usedAfterCollection();
      parentPort?.postMessage(
        `${count} inputs, the slowest ${Math.round(slowest)} ms, ${Math.round(now / 2 ** 20)} MiB in use`,
      );
      // The first look is after all that is loaded and remembered once.
      if (memory === 0) memory = now;
      else if (now > memory + slackBytes) throw new Error(`memory grew from ${memory} to ${now} bytes`);
    }
  } while (Date.now() < until);
  begun[0] = 0;
  parentPort?.postMessage(`${count} inputs without a fault, the slowest ${Math.round(slowest)} ms`);
}

/**
 * Milliseconds of the processor, as on a busy machine the clock says little. A neighbour that takes the caches can still
 * treble them, so what takes too long is measured three times, and the least counts.
 */
async function timeOf(run: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && least > patienceMs; round += 1) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

function usedAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

async function tryOne(
  random: Random,
  files: readonly FuzzFile[],
  products: readonly Product[],
): Promise<void> {
  const { name, text } = randomInput(random, files);
  const source: SourceFile = { path: name, text };
  readOnly(source, random);
  const found = name.endsWith("cluster.yaml")
    ? compiled(source, random, products)
    : await linted(source, random, products);
  for (const format of formatNames) {
    if (random() >= 0.3) continue;
    const stream = {
      write: () => undefined,
      isTTY: random() < 0.5,
      columns: 40 + Math.floor(random() * 100),
    };
    await print(found, format, [name], stream, { env: {}, cwd: "/" });
  }
}

/** The readers alone, whatever the file is. */
function readOnly(source: SourceFile, random: Random): void {
  const bag = new DiagnosticBag("file");
  pick(random, [
    () => void readYaml(source, bag),
    () => void readYaml(source, bag, { version: "1.1" }),
    () => void readToml(source, bag),
    () => void readCfg(source, bag),
    () => void readStandaloneCfg(source, bag),
    () => void readNodes(source, bag),
    () => void readEnv(source, bag),
    () => void readManifest(source.text),
    () => void globMatcher(source.text.slice(0, 60).replaceAll("\n", "*"))(source.text.slice(60, 160)),
  ])();
  detect(source);
  check(bag.all(), source);
}

function compiled(source: SourceFile, random: Random, products: readonly Product[]): readonly Diagnostic[] {
  const readInclude = () => (random() < 0.5 ? source : { unreadable: "there is no such file" });
  const { diagnostics } = compile([source], { products, readInclude });
  check(diagnostics, source);
  return diagnostics;
}

async function linted(
  source: SourceFile,
  random: Random,
  products: readonly Product[],
): Promise<readonly Diagnostic[]> {
  const { kind, catalogue } = pick(
    random,
    products.flatMap((product) => product.programs),
  );
  const version = pick(random, catalogue.releases).version;
  // Without a release every one is tried, which takes its time.
  const given = detect(source) ?? { kind, version };
  const asked = given.kind === "cluster" ? { kind, version } : given;
  const kindAndVersion = { ...asked, version: asked.version ?? (random() < 0.05 ? undefined : version) };
  const run = (sources: readonly SourceFile[], closed: boolean) =>
    lint(
      sources.map((one) => ({ source: one, ...kindAndVersion })),
      products,
      { closed },
    ).diagnostics;
  const found = run([source], random() < 0.2);
  check(found, source);
  if (random() < 0.1) await fixFindings([source], async (sources) => run(sources, false));
  return found;
}

/** Every place lies in its file, and every sentence is one for people. */
function check(found: readonly Diagnostic[], { text }: SourceFile): void {
  for (const { at, code, message, help } of unsoundIn(found, text))
    throw new Error(
      `${code.name} at ${at.start} to ${at.end} of ${at.file.text.length} says ${message}\n${help ?? ""}`,
    );
}

if (isMainThread) watch();
else await work(workerData as Order);
