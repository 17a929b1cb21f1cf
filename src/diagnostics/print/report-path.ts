import { isAbsolute, relative, resolve, sep } from "node:path";

/**
 * The path by which a report names a file: relative to the directory, with slashes, without `./`, because programs
 * compare it with the paths of a repository letter by letter. Absolute if the file lies outside.
 */
export function reportPath(path: string, directory: string): string {
  // Standard input has no place in a directory.
  if (path === "-") return path;
  const absolute = resolve(directory, path);
  const inside = relative(directory, absolute);
  const isInside = inside !== "" && inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  const chosen = isInside ? inside : absolute;
  return sep === "/" ? chosen : chosen.replaceAll(sep, "/");
}

/** A path of a report as a URI: a relative reference, or `file:` if it is absolute. */
export function uriOf(path: string): string {
  const encoded = path
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  if (path.startsWith("/")) return `file://${encoded}`;
  // A drive letter keeps its colon: file:///C:/...
  return /^[a-z]:\//i.test(path) ? `file:///${path[0]}:${encoded.slice(4)}` : encoded;
}
