/** A file as an editor asks about it: a text with `|` where the cursor is, checked by itself. */
import { library as loaded } from "../../src/cli/lsp/library.ts";
import { analyse } from "../../src/compile.ts";
import { kindInComment } from "../../src/detect.ts";
import type { OpenFile } from "../../src/editor/open-file.ts";
import { lint } from "../../src/lint.ts";
import { products } from "./run.ts";

export const library = await loaded();

export function openFile(text: string, kind: string, path = "cluster.yaml"): OpenFile {
  const source = { path, text };
  const version = kindInComment(source)?.version;
  const file = { source, kind, version };
  if (kind === "hosts" || kind === "settings")
    return {
      ...file,
      files: [],
      check: { diagnostics: [], sites: [], written: undefined },
      isChecked: false,
    };
  if (kind !== "cluster") {
    const written = lint([file], products);
    return {
      ...file,
      files: [file],
      check: { diagnostics: written.diagnostics, sites: [], written },
      isChecked: true,
    };
  }
  const analysis = analyse([source], { products });
  const sites = [{ ...analysis, products }];
  return {
    ...file,
    files: [file],
    check: { diagnostics: analysis.diagnostics, sites, written: undefined },
    isChecked: true,
  };
}

/** The text without its mark, and the offset of that. */
export function marked(text: string): { text: string; offset: number } {
  const offset = text.indexOf("|");
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}
