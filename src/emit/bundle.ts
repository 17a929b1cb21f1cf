import { hash } from "node:crypto";
import { byCodeUnits } from "../diagnostics/code-units.ts";
import {
  isBundlePath,
  type Manifest,
  type ManifestEntry,
  type ManifestMode,
  type ManifestSecret,
  type SecretLine,
  type SecretUse,
} from "./manifest.ts";

/** Every file that a build writes, except the manifest, which follows from it. */
export interface Bundle {
  readonly files: readonly BundleFile[];
}

export interface BundleFile {
  /** Relative to the bundle's directory, forward slashes; see {@link isBundlePath}. */
  readonly path: string;
  readonly content: string;
  readonly mode: FileMode;
  readonly product: string;
  readonly instance?: string;
  readonly host?: string;
  /** The text with placeholders, where `content` holds values of secrets. */
  readonly hashedAs?: string;
  readonly secrets?: readonly SecretUse[];
}

export type FileMode = 0o644 | 0o755 | 0o600;

/** The manifest of a bundle, in code unit order of the paths. A path twice or out of bounds is a bug, and thrown. */
export function manifestOf(bundle: Bundle): Manifest {
  const files = bundle.files.map(entryOf).sort((a, b) => byCodeUnits(a.path, b.path));
  for (const [index, { path }] of files.entries()) {
    if (!isBundlePath(path)) throw new Error(`not a path inside a bundle: ${JSON.stringify(path)}`);
    if (files[index - 1]?.path === path) throw new Error(`two files of the bundle are called ${path}`);
  }
  return { cfgc: 1, files, secrets: secretsOf(bundle) };
}

/** The text of `manifest.json`: the same bytes for the same manifest. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The hash that manifests use. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
}

function entryOf(file: BundleFile): ManifestEntry {
  const text = file.hashedAs ?? file.content;
  const secretLines = secretLinesOf(text, file.secrets ?? []);
  const entry: { -readonly [K in keyof ManifestEntry]: ManifestEntry[K] } = {
    path: file.path,
    sha256: sha256(text),
    size: Buffer.byteLength(text),
    mode: `0${file.mode.toString(8)}` as ManifestMode,
    product: file.product,
  };
  if (file.instance !== undefined) entry.instance = file.instance;
  if (file.host !== undefined) entry.host = file.host;
  if (secretLines.length > 0) entry.secretLines = secretLines;
  return entry;
}

function secretLinesOf(text: string, secrets: readonly SecretUse[]): SecretLine[] {
  if (secrets.length === 0) return [];
  const lines = text.split("\n").map((line, index) => ({ line: index + 1, text: line }));
  return lines.filter((line) => secrets.some(({ placeholder }) => line.text.includes(placeholder)));
}

function secretsOf(bundle: Bundle): ManifestSecret[] {
  const uses = new Map<string, SecretUse & { files: Set<string> }>();
  for (const file of bundle.files) {
    for (const { placeholder, from } of file.secrets ?? []) {
      const key = JSON.stringify([placeholder, from]);
      const use = uses.get(key) ?? { placeholder, from, files: new Set() };
      uses.set(key, use);
      use.files.add(file.path);
    }
  }
  return [...uses]
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([, { placeholder, from, files }]) => ({ placeholder, from, files: [...files].sort(byCodeUnits) }));
}
