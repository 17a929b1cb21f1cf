import type { Message } from "../diagnostics/message.ts";
import { type Origin, Secret, type SecretSource, type Value } from "../schema/value.ts";
import type { BundleFile } from "./bundle.ts";
import type { SecretUse } from "./manifest.ts";
import type { OutputFile, WrittenFile } from "./output-file.ts";
import { UnwritableValue } from "./unwritable-value.ts";

/** Returns the text of a secret; throws an error that is fit for the user if it cannot be read. */
export type SecretReader = (source: SecretSource) => string;

export interface EmittedFile {
  readonly bundled: BundleFile;
  /** Made again when asked for: those of a large site's files together would fill the memory. */
  readonly lines: () => WrittenFile["lines"];
  readonly output: OutputFile;
}

/** What a file cannot carry, with the place of the value or, for a text without entries, of the whole. */
export interface Uncarried {
  readonly path: string;
  /** Dotted; undefined for a text without entries. */
  readonly key: string | undefined;
  readonly origin: Origin;
  /** Reads on after "the value". */
  readonly reason: Message;
}

/**
 * A file of the bundle as text, with placeholders for secrets or, with a reader, with the secrets themselves. `onUncarried`
 * is told of what its format cannot carry; such a text is not to be used.
 */
export function emit(
  output: OutputFile,
  onUncarried: (one: Uncarried) => void,
  readSecret?: SecretReader,
): EmittedFile {
  const { place, mode } = output;
  if (output.kind === "text") {
    const content = inOnePiece(textOf(output, onUncarried));
    return { bundled: { ...place, mode, content }, lines: () => noLines, output };
  }
  const { write } = output;
  const document = output.document();
  const tell = ({ text, unwritable }: WrittenFile): string => {
    for (const { entry, reason } of unwritable)
      onUncarried({ path: place.path, key: entry.path.join("."), origin: entry.origin, reason });
    return text;
  };
  const text = inOnePiece(tell(write(document, placeholderOf)));
  const traced = { output, lines: () => write(output.document(), placeholderOf).lines };
  const secrets = secretsAmong(document.entries);
  if (secrets.length === 0) return { ...traced, bundled: { ...place, mode, content: text } };
  const content = readSecret && tell(write(document, ({ source }) => readSecret(source)));
  const bundled = {
    ...place,
    mode: 0o600 as const,
    content: content ?? text,
    secrets: secrets.map(useOf),
    ...(content === undefined ? {} : { hashedAs: text }),
  };
  return { ...traced, bundled };
}

/** A template has no entries, so what it cannot take is told of the file as a whole. */
function textOf(
  { text, origin, place: { path } }: Extract<OutputFile, { kind: "text" }>,
  onUncarried: (one: Uncarried) => void,
): string {
  try {
    return text();
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    onUncarried({ path, key: undefined, origin: error.origin ?? origin, reason: error.reason });
    return "";
  }
}

/**
 * The same text. V8 keeps one that was put together in its pieces until somebody looks at a character, and the pieces
 * of tens of thousands of files are what its garbage collector would carry along.
 */
function inOnePiece(text: string): string {
  return text.charAt(0) === "" ? "" : text;
}

const noLines: WrittenFile["lines"] = new Map();

function placeholderOf({ placeholder }: Secret): string {
  return placeholder;
}

function secretsAmong(entries: readonly { readonly value: Value }[]): Secret[] {
  const found: Secret[] = [];
  const look = (value: Value): void => {
    if (value instanceof Secret) found.push(value);
    else if (Array.isArray(value)) for (const item of value) look(item);
  };
  for (const { value } of entries) look(value);
  return found;
}

/** For the manifest, which never holds the text of a literal. */
function useOf({ placeholder, source }: Secret): SecretUse {
  return { placeholder, from: "literal" in source ? { literal: true } : source };
}
