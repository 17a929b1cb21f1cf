/** Runs cfgc on texts, as the command line does on files. */
import { type CompileResult, compile } from "../../src/compile.ts";
import { detect } from "../../src/detect.ts";
import type { Diagnostic, Example } from "../../src/diagnostics/diagnostic.ts";
import { positionAt, type SourceFile } from "../../src/diagnostics/location.ts";
import { lint } from "../../src/lint.ts";
import type { IncludeReader } from "../../src/model/includes.ts";
import type { Product } from "../../src/products/product.ts";
import { registry } from "../../src/products/registry.ts";

export const products: readonly Product[] = await Promise.all(registry.map((entry) => entry.load()));

export function compileText(text: string, path = "cluster.yaml"): CompileResult {
  return compile([{ path, text }], { products });
}

/** The findings of a rule's example: a cluster.yaml is compiled, everything else linted together. */
export function findingsOf({ files, as, closed = false }: Example): readonly Diagnostic[] {
  const sources = Object.entries(files).map(([path, text]): SourceFile => ({ path, text }));
  const clusters = sources.filter((source) => source.path.endsWith("cluster.yaml"));
  const named = sources.map(({ text }) => /^include:.*$/m.exec(text)?.[0] ?? "").join();
  const includes = sources.filter((source) => !clusters.includes(source) && named.includes(source.path));
  const upstream = sources.filter((source) => !clusters.includes(source) && !includes.includes(source));
  const inputs = upstream.map((source) => {
    const [kind, version] = as?.split("@") ?? [];
    const found = kind === undefined ? detect(source) : { kind, version };
    if (found === undefined) throw new Error(`nothing tells the kind of ${source.path}`);
    return { source, ...found };
  });
  return [
    ...(clusters.length > 0 ? compile(clusters, { products, readInclude: among(sources) }).diagnostics : []),
    ...(inputs.length > 0 ? lint(inputs, products, { closed }).diagnostics : []),
  ];
}

/** The files of a test as what `include` finds. */
export function among(sources: readonly SourceFile[]): IncludeReader {
  return (path) => sources.find((source) => source.path === path) ?? { unreadable: "there is no such file" };
}

/** `code@line:column`, with the file before it if it is not a cluster.yaml. */
export function placed(diagnostic: Diagnostic): string {
  const { line, column } = positionAt(diagnostic.at.file, diagnostic.at.start);
  const file = diagnostic.at.file.path.endsWith("cluster.yaml") ? "" : `${diagnostic.at.file.path}:`;
  return `${file}${diagnostic.code.name}@${line}:${column}`;
}
