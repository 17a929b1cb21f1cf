/** Where a line of an emitted file came from. No map is stored: the bundle is compiled again. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { compile } from "../../../compile.ts";
import { type Location, positionAt } from "../../../diagnostics/location.ts";
import { type Bundle, manifestOf, manifestText } from "../../../emit/bundle.ts";
import type { EmittedFile } from "../../../emit/emit.ts";
import { manifestPath } from "../../../emit/manifest.ts";
import type { Origin } from "../../../schema/value.ts";
import { includeReader } from "../../include-reader.ts";
import { type Io, pathFrom } from "../../io.ts";
import { withProductsOf } from "../../products-for.ts";
import { readRegularFile } from "../../read-file.ts";
import { readInput, reasonOf } from "../../read-input.ts";
import { manifestIn, maxManifestBytes } from "../../read-manifest.ts";
import { UserError } from "../../user-error.ts";

export async function lineOrigin(
  file: string,
  line: number,
  sources: readonly string[] | undefined,
  io: Io,
): Promise<string> {
  const bundle = bundleAbove(file, io);
  const paths = sources ?? [nearestCluster(bundle, io)];
  const inputs = paths.map((path) => readInput(path, io));
  const texts = inputs.map((input) => input.source);
  const readInclude = includeReader(io);
  const compiled = await withProductsOf(texts, (products) => compile(texts, { products, readInclude }));
  if (compiled.bundle === undefined) {
    throw new UserError(
      `${paths.join(", ")} has errors, so nothing is emitted from it; cfgc lint shows them`,
    );
  }
  const { files } = compiled;
  const path = relative(bundle, resolve(io.cwd, file)).replaceAll("\\", "/");
  const own = ownFile(path, compiled.bundle);
  if (own !== undefined) return describeOwn(pathFrom(io.cwd, file), path, own, line, paths);
  const emitted = files.find((one) => one.bundled.path === path);
  if (emitted === undefined) throw new UserError(`${paths.join(", ")} does not emit ${path} any more`);
  const count = emitted.bundled.content.split("\n").length - 1;
  if (line < 1 || line > count) throw new UserError(`${path} has ${count} lines`);
  return staleNote(pathFrom(io.cwd, file), emitted.bundled.content) + describeLine(emitted, line);
}

/** What cfgc writes for the bundle as a whole, which no product emits. */
function ownFile(path: string, bundle: Bundle): string | undefined {
  if (path === manifestPath) return manifestText(manifestOf(bundle));
  return bundle.files.find((one) => one.path === path && one.product === "cfgc")?.content;
}

function describeOwn(
  file: string,
  path: string,
  content: string,
  line: number,
  paths: readonly string[],
): string {
  const lines = content.split("\n");
  if (line < 1 || line > lines.length - 1) throw new UserError(`${path} has ${lines.length - 1} lines`);
  const what = path === manifestPath ? "the list of all files" : "how the whole bundle is installed";
  return `${staleNote(file, content)}${lines[line - 1]}\n  written by cfgc itself: ${what}, from ${paths.join(", ")}\n`;
}

function staleNote(file: string, content: string): string {
  return textOn(file) === content ? "" : "(the file on disk is not what a build would write now)\n";
}

function textOn(path: string): string {
  try {
    return readRegularFile(path, { limit: maxManifestBytes }).toString();
  } catch (error) {
    throw new UserError(`cannot read ${path}: ${reasonOf(error)}`);
  }
}

function describeLine(emitted: EmittedFile, line: number): string {
  const text = emitted.bundled.content.split("\n")[line - 1] ?? "";
  const entry = emitted.lines().get(line);
  if (entry !== undefined) return `${text}\n${originText(entry.path.join("."), entry.origin)}`;
  if (emitted.output.kind === "text") return `${text}\n${originText("the file", emitted.output.origin)}`;
  return `${text}\n  written by cfgc itself, for whoever reads the file\n`;
}

function originText(what: string, origin: Origin): string {
  if (origin.kind === "default") return `  ${what}: the program's default\n`;
  if (origin.kind === "source") return `  ${what}: written at ${place(origin.at)}\n`;
  return [`  ${what}: derived from ${origin.how}`, ...origin.from.map((at) => `    ${place(at)}`)]
    .join("\n")
    .concat("\n");
}

function place(at: Location): string {
  const { line, column } = positionAt(at.file, at.start);
  return `${at.file.path}:${line}:${column}`;
}

/** The folder above the file that holds a manifest of ours. */
function bundleAbove(file: string, io: Io): string {
  for (let folder = dirname(resolve(io.cwd, file)); ; folder = dirname(folder)) {
    if (manifestIn(folder, io) !== undefined) return folder;
    if (folder === dirname(folder))
      throw new UserError(`${file} is not in a bundle: no folder above it has a manifest.json of cfgc`);
  }
}

function nearestCluster(bundle: string, { cwd }: Io): string {
  for (let folder = bundle; ; folder = dirname(folder)) {
    const cluster = join(folder, "cluster.yaml");
    if (existsSync(cluster)) return relative(cwd, cluster) || cluster;
    if (folder === dirname(folder))
      throw new UserError("there is no cluster.yaml at or above the bundle; name it with --source");
  }
}
