/** A placeholder in a file's text, and where the value that replaces it is kept. */
export interface SecretUse {
  readonly placeholder: string;
  readonly from: SecretSource;
}

export type SecretSource = { readonly env: string } | { readonly file: string } | { readonly literal: true };

/**
 * What `manifest.json` says about a bundle. Hashes and sizes are those of the form with placeholders, so they
 * are the same on every machine and say nothing about a secret's value.
 */
export interface Manifest {
  readonly cfgc: 1;
  readonly files: readonly ManifestEntry[];
  readonly secrets: readonly ManifestSecret[];
}

export interface ManifestEntry {
  readonly path: string;
  readonly sha256: string;
  /** Bytes of UTF-8. */
  readonly size: number;
  readonly mode: ManifestMode;
  readonly product: string;
  readonly instance?: string;
  readonly host?: string;
  /** The lines that hold a secret, as they are with placeholders: what may differ in a file that has the values. */
  readonly secretLines?: readonly SecretLine[];
}

export interface SecretLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export type ManifestMode = "0644" | "0755" | "0600";

export interface ManifestSecret extends SecretUse {
  /** Paths of the files that hold the placeholder. */
  readonly files: readonly string[];
}

/** The manifest's own path, which no file of a bundle may have. */
export const manifestPath = "manifest.json";

/**
 * Reads a `manifest.json` that anybody may have written. `undefined` if it is not one of ours: every field that we
 * know has to be right, fields that we do not know are dropped.
 */
export function readManifest(text: string): Manifest | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(json) || json.cfgc !== 1) return undefined;
  const files = readList(json.files, readEntry);
  const secrets = readList(json.secrets, readSecret);
  if (files === undefined || secrets === undefined) return undefined;
  if (new Set(files.map((file) => file.path)).size !== files.length) return undefined;
  return { cfgc: 1, files, secrets };
}

/**
 * Whether a path stays inside the directory it is joined to, on every system: relative, forward slashes, no empty,
 * `.` or `..` segment, no control character, and not the manifest's.
 */
export function isBundlePath(path: string): boolean {
  return !unsound.test(path) && path.split("/", 1)[0]?.toLowerCase() !== manifestPath;
}

/** A character, a drive, and a segment. */
const unsound = /[\\\u0000-\u001f\u007f]|^[a-z]:|(?:^|\/)\.{0,2}(?:\/|$)/i;

/** All items read, or `undefined` if it is no list or one of them is wrong. */
function readList<T>(json: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const items: T[] = [];
  for (const item of json) {
    const value = read(item);
    if (value === undefined) return undefined;
    items.push(value);
  }
  return items;
}

function readEntry(json: unknown): ManifestEntry | undefined {
  if (!isRecord(json)) return undefined;
  const { path, sha256, size, mode, product, instance, host } = json;
  if (typeof path !== "string" || !isBundlePath(path)) return undefined;
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  if (mode !== "0644" && mode !== "0755" && mode !== "0600") return undefined;
  if (typeof product !== "string") return undefined;
  if (instance !== undefined && typeof instance !== "string") return undefined;
  if (host !== undefined && typeof host !== "string") return undefined;
  const secretLines = json.secretLines === undefined ? [] : readList(json.secretLines, readSecretLine);
  if (secretLines === undefined) return undefined;
  return {
    path,
    sha256,
    size,
    mode,
    product,
    ...(instance === undefined ? {} : { instance }),
    ...(host === undefined ? {} : { host }),
    ...(secretLines.length === 0 ? {} : { secretLines }),
  };
}

function readSecretLine(json: unknown): SecretLine | undefined {
  if (!isRecord(json)) return undefined;
  const { line, text } = json;
  if (typeof line !== "number" || !Number.isSafeInteger(line) || line < 1) return undefined;
  return typeof text === "string" ? { line, text } : undefined;
}

function readSecret(json: unknown): ManifestSecret | undefined {
  if (!isRecord(json)) return undefined;
  const { placeholder } = json;
  const from = readSource(json.from);
  const files = readList(json.files, (path) =>
    typeof path === "string" && isBundlePath(path) ? path : undefined,
  );
  if (typeof placeholder !== "string" || placeholder === "" || !from || !files) return undefined;
  return { placeholder, from, files };
}

function readSource(json: unknown): SecretSource | undefined {
  if (!isRecord(json) || Object.keys(json).length !== 1) return undefined;
  const { env, file, literal } = json;
  if (typeof env === "string") return { env };
  if (typeof file === "string") return { file };
  return literal === true ? { literal } : undefined;
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
