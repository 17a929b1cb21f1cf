import { Secret, type SecretSource, type Value } from "../schema/value.ts";
import type { BundleFile, SecretUse } from "./bundle.ts";
import type { OutputFile, WrittenFile } from "./output-file.ts";

/** Returns the text of a secret; throws an error that is fit for the user if it cannot be read. */
export type SecretReader = (source: SecretSource) => string;

export interface EmittedFile {
  readonly bundled: BundleFile;
  /** Made again when asked for: those of a large site's files together would fill the memory. */
  readonly lines: () => WrittenFile["lines"];
  readonly output: OutputFile;
}

/** A file of the bundle as text, with placeholders for secrets or, with a reader, with the secrets themselves. */
export function emit(output: OutputFile, readSecret?: SecretReader): EmittedFile {
  const { place, mode } = output;
  if (output.kind === "text") {
    return {
      bundled: { ...place, mode, content: output.text },
      lines: () => noLines,
      output,
    };
  }
  const { write } = output;
  const document = output.document();
  const { text } = write(document, placeholderOf);
  const traced = { output, lines: () => write(output.document(), placeholderOf).lines };
  const secrets = document.entries.flatMap(({ value }) => secretsIn(value));
  if (secrets.length === 0) return { ...traced, bundled: { ...place, mode, content: text } };
  const content = readSecret && write(document, ({ source }) => readSecret(source)).text;
  const bundled = {
    ...place,
    mode: 0o600 as const,
    content: content ?? text,
    secrets: secrets.map(useOf),
    ...(content === undefined ? {} : { hashedAs: text }),
  };
  return { ...traced, bundled };
}

const noLines: WrittenFile["lines"] = new Map();

function placeholderOf({ placeholder }: Secret): string {
  return placeholder;
}

function secretsIn(value: Value): Secret[] {
  if (value instanceof Secret) return [value];
  return Array.isArray(value) ? value.flatMap(secretsIn) : [];
}

/** For the manifest, which never holds the text of a literal. */
function useOf({ placeholder, source }: Secret): SecretUse {
  return { placeholder, from: "literal" in source ? { literal: true } : source };
}
