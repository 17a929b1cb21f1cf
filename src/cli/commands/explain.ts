import { existsSync } from "node:fs";
import { allCodes } from "../../codes.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import { lastSegment } from "../../schema/key-path.ts";
import { nearest } from "../../schema/nearest.ts";
import { type Io, pathFrom } from "../io.ts";
import { allProducts } from "../products-for.ts";
import { unfinishedAround, unfinishedWords } from "../unfinished.ts";
import { UserError } from "../user-error.ts";
import { codePage } from "./explain/code-page.ts";
import { keyPages, knownKeys } from "./explain/key-page.ts";
import { lineOrigin } from "./explain/line-origin.ts";
import { knownVariables, variablePages } from "./explain/variable-page.ts";

/** `cfgc explain`: a rule, a key, or where an emitted line came from. */
export async function explain(
  what: string,
  options: { source?: readonly string[] },
  io: Io,
): Promise<number> {
  const place = /^(.+):(\d+)$/.exec(what);
  if (place?.[1] !== undefined && existsSync(pathFrom(io.cwd, place[1]))) {
    for (const one of await unfinishedAround([place[1]], io))
      io.stderr.write(`${tidy(`${one.directory} ${unfinishedWords(one)}`)}\n`);
    io.stdout.write(await lineOrigin(place[1], Number(place[2]), options.source, io));
    return 0;
  }
  const products = await allProducts();
  const code = allCodes(products).find((one) => one.name === what);
  if (code !== undefined) {
    io.stdout.write(codePage(code));
    return 0;
  }
  const references = (await Promise.all(products.map((product) => product.reference()))).flat();
  const pages = [...keyPages(what, references), ...variablePages(what, references)];
  if (pages.length > 0) {
    io.stdout.write(`${pages.join("\n")}`);
    return 0;
  }
  const names = [
    ...allCodes(products).map((one) => one.name),
    ...knownKeys(references),
    ...knownVariables(references),
  ];
  const meant = nearest(what, names) ?? nearest(what, names.map(lastSegment));
  throw new UserError(
    `nothing is called "${what}"${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
  );
}
