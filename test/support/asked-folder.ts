/**
 * Several files as an editor asks about one of them. Each folder of sites is checked, and all other files together; sites
 * and other files are not compared with each other, as the language server does besides.
 */
import { basename, dirname } from "node:path/posix";
import { analyse } from "../../src/compile.ts";
import { detect } from "../../src/detect.ts";
import type { OpenFile } from "../../src/editor/open-file.ts";
import { lint } from "../../src/lint.ts";
import { products } from "./run.ts";

/** By path. The sites of one folder are built together. */
export type Files = Readonly<Record<string, string>>;

export function inFolder(files: Files, path: string): OpenFile {
  const inputs = Object.entries(files).map(([name, text]) => {
    const source = { path: name, text };
    const kind = /cluster\.ya?ml$/.test(name)
      ? { kind: "cluster", version: undefined }
      : (detect(source) ?? { kind: "hosts", version: undefined });
    return { source, ...kind };
  });
  const clusters = inputs.filter(({ kind }) => kind === "cluster").map(({ source }) => source);
  const sites = [...new Set(clusters.map(({ path }) => dirname(path)))].map((folder) => ({
    ...analyse(
      clusters.filter(({ path }) => dirname(path) === folder),
      {
        products,
        readInclude: (name) => {
          const text = files[name];
          return text === undefined ? { unreadable: "there is no such file" } : { path: name, text };
        },
      },
    ),
    products,
  }));
  const upstream = inputs.filter(({ kind }) => kind !== "cluster" && kind !== "hosts");
  const written = upstream.length === 0 ? undefined : lint(upstream, products);
  const open = inputs.find(({ source }) => source.path === path);
  if (open === undefined) throw new Error(`no file is called ${basename(path)}`);
  const diagnostics = [...sites.flatMap((one) => one.diagnostics), ...(written?.diagnostics ?? [])];
  return { ...open, files: inputs, check: { diagnostics, sites, written }, isChecked: true };
}

/** A place in a file, with its text. */
export interface MarkedPlace {
  readonly path: string;
  readonly start: number;
  readonly text: string;
}

/**
 * Files without their marks: `|` where the cursor is, `‹›` around what declares the name there, `«»` around what speaks
 * of it.
 */
export function withMarks(files: Files) {
  const declared: MarkedPlace[] = [];
  const spoken: MarkedPlace[] = [];
  let cursor: { readonly path: string; readonly offset: number } | undefined;
  const plain: Record<string, string> = {};
  for (const [path, marked] of Object.entries(files)) {
    let text = "";
    let start = 0;
    for (const letter of marked) {
      if (letter === "|") cursor = { path, offset: text.length };
      else if (letter === "‹" || letter === "«") start = text.length;
      else if (letter === "›") declared.push({ path, start, text: text.slice(start) });
      else if (letter === "»") spoken.push({ path, start, text: text.slice(start) });
      else text += letter;
    }
    plain[path] = text;
  }
  if (cursor === undefined) throw new Error("no file has a | where the cursor is");
  return { files: plain, cursor, declared, spoken };
}
