import { existsSync } from "node:fs";
import { allCodes } from "../../codes.ts";
import { paletteFor } from "../../diagnostics/print/palette.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import type { KeyReference } from "../../products/product.ts";
import type { DocumentKey } from "../../schema/documents/document-keys.ts";
import { unfinishedWords } from "../bundle-directory/pending.ts";
import { wantsColor } from "../formats.ts";
import { type Io, pathFrom } from "../io.ts";
import { allProducts } from "../products-for.ts";
import { renderMarkdown } from "../terminal/markdown.ts";
import { unfinishedAround } from "../unfinished.ts";
import { UserError } from "../user-error.ts";
import { clusterKeyPages, clusterKeys } from "./explain/cluster-key-page.ts";
import { codePage } from "./explain/code-page.ts";
import { isWholeKey, keyPages, knownKeys } from "./explain/key-page.ts";
import { fileNamePages, kindPages, knownKinds } from "./explain/kind-page.ts";
import { lineOrigin } from "./explain/line-origin.ts";
import { type Known, suggestion } from "./explain/suggestion.ts";
import { knownVariables, variablePages } from "./explain/variable-page.ts";

export interface ExplainOptions {
  readonly source?: readonly string[];
  readonly format?: string;
}

/** `cfgc explain`: a rule, a key of cluster.yaml or of a program, a kind of file, or where an emitted line came from. */
export async function explain(what: string, options: ExplainOptions, io: Io): Promise<number> {
  const show = shownAs(options.format, io);
  const place = /^(.+):(\d+)$/.exec(what);
  if (place?.[1] !== undefined && existsSync(pathFrom(io.cwd, place[1]))) {
    for (const one of await unfinishedAround([place[1]], io))
      io.stderr.write(`${tidy(`${one.directory} ${unfinishedWords(one.pending)}`)}\n`);
    io.stdout.write(await lineOrigin(place[1], Number(place[2]), options.source, io));
    return 0;
  }
  const products = await allProducts();
  const code = allCodes(products).find((one) => one.name === what);
  if (code !== undefined) {
    io.stdout.write(show(codePage(code)));
    return 0;
  }
  const references = (await Promise.all(products.map((product) => product.reference()))).flat();
  const keys = await clusterKeys();
  const pages = pagesOf(what, references, keys);
  if (pages.length === 0) {
    const codes = allCodes(products).map(({ name }) => name);
    const meant = suggestion(what, known(codes, references, keys));
    throw new UserError(
      `nothing is called "${what}"${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
    );
  }
  io.stdout.write(show(pages.join("\n")));
  return 0;
}

/** A whole path and the name of a kind of file go before the last segments of longer ones. */
function pagesOf(
  what: string,
  references: readonly KeyReference[],
  clusterKeysKnown: readonly DocumentKey[],
): readonly string[] {
  const inCluster = clusterKeyPages(what, clusterKeysKnown);
  const inPrograms = [...keyPages(what, references, clusterKeysKnown), ...variablePages(what, references)];
  const isWhole = isWholeKey(what, references);
  const kinds = kindPages(what, references, clusterKeysKnown);
  const whole = [...(inCluster.exact ? inCluster.pages : []), ...(isWhole ? inPrograms : []), ...kinds];
  if (whole.length > 0) return whole;
  const last = [...inCluster.pages, ...inPrograms];
  return last.length > 0 ? last : fileNamePages(what, references, clusterKeysKnown);
}

/** Everything that a page could be asked for with. */
function known(
  codes: readonly string[],
  references: readonly KeyReference[],
  keys: readonly DocumentKey[],
): Known {
  const byProgram = new Map([["cluster", keys.map(({ key }) => key)]]);
  for (const reference of references) {
    const { program, keys: entries } = reference.catalogue;
    const variables = entries.flatMap(({ env }) => env?.map(({ name }) => name) ?? []);
    const own = [...knownKeys([reference]), ...variables, ...knownVariables([reference])];
    byProgram.set(program, [...(byProgram.get(program) ?? []), ...own]);
  }
  return { names: [...codes, ...knownKinds()], byProgram };
}

/** Markdown as it is, or as a page; which one people see on a terminal is a page. */
function shownAs(format: string | undefined, { stdout, env }: Io): (markdown: string) => string {
  if (format !== undefined && !["page", "markdown"].includes(format))
    throw new UserError(`--format takes page or markdown, not "${format}"`);
  if (format === "markdown" || (format === undefined && stdout.isTTY !== true)) return (text) => text;
  const color = wantsColor(stdout, env);
  const width = Math.min(stdout.columns || 80, widest);
  return (text) => renderMarkdown(text, { width, color, palette: paletteFor(color) });
}

/** Longer lines are hard to read, however wide the terminal is. */
const widest = 100;
