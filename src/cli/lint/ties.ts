/** Which files of a call are held against each other, and which may be of alternatives. */
import { basename, dirname } from "node:path";
import type { SourceFile } from "../../diagnostics/location.ts";
import type { LintInput } from "../../lint.ts";
import type { InputFile } from "./inputs.ts";

/** A file of a known kind, and how it was asked for. */
export interface FoundFile extends LintInput, Pick<InputFile, "named" | "folder"> {}

export interface KnownFile extends LintInput {
  /**
   * What is equal in files that are held against each other: they were named in one call, are of one set, or lie in one
   * folder. Below a folder there may be environments in folders of their own.
   */
  readonly tie: string;
}

/**
 * The files of a set or of a directory, or of neither. What is named in one call is one deployment, and a folder that is
 * named beside something else is named with all that is in it. But a folder may hold environments in folders of their
 * own: then, and where nothing but one folder was named, the files of each folder are one.
 */
export function tied(files: readonly FoundFile[], group: string): KnownFile[] {
  const sites = new Set(withoutIncluded(files.filter(({ kind }) => kind === "cluster")));
  const foldersWithSites = new Map<string | undefined, Set<string>>();
  for (const { source, folder } of files) {
    const holding = foldersWithSites.get(folder) ?? new Set();
    foldersWithSites.set(folder, sites.has(source) ? holding.add(dirname(source.path)) : holding);
  }
  return files.map(({ source, kind, version, named, folder }) => {
    const isWhole = folder !== undefined && (foldersWithSites.get(folder)?.size ?? 0) <= 1;
    const tie = group === "" && !named && !isWhole ? dirname(source.path) : `together ${group}`;
    return { source, kind, version, tie };
  });
}

/** The sites that are checked against each other, as `build` does with them, by what ties them. */
export function sitesByTie(clusters: readonly KnownFile[]): ReadonlyMap<string, SourceFile[]> {
  const sites = new Set(withoutIncluded(clusters));
  const byTie = new Map<string, SourceFile[]>();
  for (const { source, tie } of clusters)
    if (sites.has(source)) byTie.set(tie, [...(byTie.get(tie) ?? []), source]);
  return byTie;
}

/** A file that describes hosts for others is no site of its own, and is read with those that include it. */
function withoutIncluded(clusters: readonly LintInput[]): SourceFile[] {
  const sources = clusters.map(({ source }) => source);
  const sites = sources.filter(({ text }) => /^["']?name["']?[\t ]*:/m.test(text));
  const included = sites.map(listOfIncludes);
  return sources.filter(
    (source) => sites.includes(source) || !included.some((list) => list.includes(basename(source.path))),
  );
}

/** The paths that a site includes, as it writes them. */
export function includesIn(site: SourceFile): string[] {
  const list = listOfIncludes(site).replace(/^include[\t ]*:/, "");
  return [...list.matchAll(/"([^"\n]*)"|'([^'\n]*)'|(?!-\s)[^\s,[\]"']+/g)].map(
    ([plain, double, single]) => double ?? single ?? plain,
  );
}

function listOfIncludes({ text }: SourceFile): string {
  return /^include[\t ]*:[^\n]*(?:\n[\t ]*-[^\n]*)*/m.exec(text)?.[0] ?? "";
}
