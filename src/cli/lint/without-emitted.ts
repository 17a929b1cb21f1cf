import { render } from "../../compile.ts";
import { isAsWritten, placeholdersIn } from "../../emit/as-written.ts";
import { manifestOf, sha256 } from "../../emit/bundle.ts";
import type { LintInput } from "../../lint.ts";
import type { Model } from "../../model/model.ts";
import type { Product } from "../../products/product.ts";

/**
 * The files without those that a build of the model writes: they are its processes themselves, and no others. The model
 * must come from an analysis without errors.
 */
export function withoutEmitted<T extends LintInput>(
  files: readonly T[],
  model: Model,
  products: readonly Product[],
): readonly T[] {
  const { bundle } = render(model, { products });
  if (bundle === undefined) return files;
  const manifest = manifestOf(bundle);
  const hashes = new Set(manifest.files.map((entry) => entry.sha256));
  const entries = new Map(manifest.files.map((entry) => [entry.path, entry]));
  const placeholders = placeholdersIn(manifest);
  return files.filter(({ source: { path, text } }) => {
    if (hashes.has(sha256(text))) return false;
    // With the values of its secrets it is known by where it lies.
    const entry = endsOf(path).flatMap((end) => entries.get(end) ?? [])[0];
    return !(entry && isAsWritten(entry, placeholders.get(entry.path) ?? [], Buffer.from(text)));
  });
}

/** What a path may be called inside of a bundle, or of what was copied from it. */
function endsOf(path: string): string[] {
  const segments = path.replaceAll("\\", "/").split("/");
  const ends = segments.map((_, index) => segments.slice(index).join("/"));
  return [...ends, ...ends.map((end) => `hosts/${end}`)];
}
