/**
 * Whether a file on the disk is the one that a build wrote, whatever values stand in it now. The manifest says which
 * lines hold a secret and how each looks with its placeholder: with those put back, the text has to have the
 * manifest's hash. So every edit shows, in files with secrets too, and no hash of a value is ever kept.
 */
import { greatest, least } from "../diagnostics/long-lists.ts";
import { withoutEnd } from "../source/without-end.ts";
import { sha256 } from "./bundle.ts";
import type { Manifest, ManifestEntry, SecretLine } from "./manifest.ts";

/** `placeholders` are those that the manifest gives for the file. */
export function isAsWritten(
  entry: ManifestEntry,
  placeholders: readonly string[],
  bytes: Uint8Array,
): boolean {
  return formOf(entry, placeholders, bytes) !== undefined;
}

/** The text of a file that is as written, with placeholders for values; undefined if it is another one. */
export function formOf(
  entry: ManifestEntry,
  placeholders: readonly string[],
  bytes: Uint8Array,
): string | undefined {
  const isForm = bytes.length === entry.size && sha256(bytes) === entry.sha256;
  if (!isForm && entry.secretLines === undefined) return undefined;
  const text = new TextDecoder().decode(bytes);
  if (isForm) return text;
  const restored = withPlaceholders(text, entry.secretLines ?? [], placeholders);
  return sha256(restored) === entry.sha256 ? restored : undefined;
}

/** How many bytes a file can have that is as written: a longer one need not be read. */
export function longestAsWritten(entry: ManifestEntry): number {
  return entry.secretLines === undefined ? entry.size : entry.size + roomForValues;
}

/** In bytes, far more than the values of one file have. */
const roomForValues = 16 * 1024 * 1024;

/** The lines of a text that hold values of secrets, without those whose placeholders still stand. */
export function linesWithValues(
  text: string,
  secretLines: readonly SecretLine[],
  placeholders: readonly string[],
): string[] {
  const lines = text.split("\n");
  return secretLines.flatMap(({ line, text: form }) => {
    const found = lines[line - 1];
    if (found === undefined || found === form) return [];
    return differsInValueOnly(found, form, placeholders) ? [found] : [];
  });
}

/** Whether a line is another one but for what stands where that has placeholders, and for the quotes around it. */
export function differsInValueOnly(found: string, form: string, placeholders: readonly string[]): boolean {
  if (found === form) return true;
  const places = placeholders
    .map((placeholder) => ({ start: form.indexOf(placeholder), length: placeholder.length }))
    .filter(({ start }) => start !== -1);
  if (places.length === 0) return false;
  const first = least(places.map(({ start }) => start));
  const last = greatest(places.map(({ start, length }) => start + length));
  const lead = withoutEnd(form.slice(0, first), /["'\s]/);
  const tail = form.slice(last).replace(/^["'\s]+/, "");
  return found.length >= lead.length + tail.length && found.startsWith(lead) && found.endsWith(tail);
}

/** Path to the placeholders that the manifest lists for it. */
export function placeholdersIn({ secrets }: Manifest): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map<string, string[]>();
  for (const { files, placeholder } of secrets)
    for (const path of files) {
      const known = byPath.get(path);
      if (known === undefined) byPath.set(path, [placeholder]);
      else known.push(placeholder);
    }
  return byPath;
}

function withPlaceholders(
  text: string,
  secretLines: readonly SecretLine[],
  placeholders: readonly string[],
): string {
  const lines = text.split("\n");
  for (const { line, text: form } of secretLines) {
    const found = lines[line - 1];
    if (found !== undefined && differsInValueOnly(found, form, placeholders)) lines[line - 1] = form;
  }
  return lines.join("\n");
}
