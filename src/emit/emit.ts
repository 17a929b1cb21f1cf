import { Secret, type SecretSource, type Value } from "../schema/value.ts";
import type { BundleFile, SecretUse } from "./bundle.ts";
import { writeEnvFile } from "./env-file.ts";
import type { DocumentEntry, OutputFile, WrittenFile } from "./output-file.ts";
import { writeToml } from "./toml.ts";

/** Returns the text of a secret; throws an error that is fit for the user if it cannot be read. */
export type SecretReader = (source: SecretSource) => string;

export interface EmittedFile {
  readonly bundled: BundleFile;
  readonly lines: WrittenFile["lines"];
  readonly output: OutputFile;
}

/** A file of the bundle as text, with placeholders for secrets or, with a reader, with the secrets themselves. */
export function emit(output: OutputFile, readSecret?: SecretReader): EmittedFile {
  const { place } = output;
  const written = write(output);
  const secrets =
    output.kind === "toml" ? output.document.entries.flatMap(({ value }) => secretsIn(value)) : [];
  const base = { ...place, mode: secrets.length > 0 ? (0o600 as const) : output.mode, content: written.text };
  if (secrets.length === 0) return { bundled: base, lines: written.lines, output };
  const withSecrets = { ...base, secrets: secrets.map(useOf) };
  const bundled =
    readSecret === undefined || output.kind !== "toml"
      ? withSecrets
      : {
          ...withSecrets,
          content: writeToml(output.document, ({ source }) => readSecret(source)).text,
          hashedAs: written.text,
        };
  return { bundled, lines: written.lines, output };
}

function write(output: OutputFile): WrittenFile {
  if (output.kind === "toml") return writeToml(output.document);
  if (output.kind === "env") return writeEnvFile(output.document);
  return { text: output.text, lines: new Map<number, DocumentEntry>() };
}

function secretsIn(value: Value): Secret[] {
  if (value instanceof Secret) return [value];
  return Array.isArray(value) ? value.flatMap(secretsIn) : [];
}

/** For the manifest, which never holds the text of a literal. */
function useOf({ placeholder, source }: Secret): SecretUse {
  return { placeholder, from: "literal" in source ? { literal: true } : source };
}
