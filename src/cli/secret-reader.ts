import type { SecretReader } from "../emit/emit.ts";
import { placeholderMark, type SecretSource } from "../schema/value.ts";
import { type Io, pathFrom } from "./io.ts";
import { readRegularFile } from "./read-file.ts";
import { reasonOf } from "./read-input.ts";
import { UserError } from "./user-error.ts";

/**
 * Reads secrets on this machine, each once. What cannot be read counts as empty until `check` throws one
 * {@link UserError} that names all of it, and never what a secret is.
 */
export function secretReader(io: Io): { readonly read: SecretReader; readonly check: () => void } {
  const known = new Map<string, string>();
  const problems: string[] = [];
  return {
    read(source) {
      const name = JSON.stringify(source);
      const text = known.get(name) ?? attempt(source, problems, io);
      known.set(name, text);
      return text;
    },
    check() {
      if (problems.length > 0) throw new UserError(problems.join("\n"));
    },
  };
}

function attempt(source: SecretSource, problems: string[], io: Io): string {
  try {
    return readSecret(source, io);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(error.message);
    return "";
  }
}

function readSecret(source: SecretSource, io: Io): string {
  const [holder, text] = held(source, io);
  if (text === "" && !("literal" in source)) throw new UserError(`${holder}, which holds a secret, is empty`);
  if (text.includes(placeholderMark)) {
    throw new UserError(
      `${holder}, which holds a secret, has "${placeholderMark}" in it, which start scripts take for a placeholder`,
    );
  }
  return text;
}

/** How to call what holds the secret, and its text. */
function held(source: SecretSource, io: Io): [holder: string, text: string] {
  if ("literal" in source) return ["a text in cluster.yaml", source.literal];
  if ("env" in source) return [`the variable ${source.env}`, variable(source.env, io.env)];
  return [`the file ${source.file}`, textOf(source.file, io).replace(/\r?\n$/, "")];
}

function variable(name: string, env: Io["env"]): string {
  const value = env[name];
  if (value === undefined || value === "")
    throw new UserError(`the variable ${name}, which holds a secret, is not set`);
  // Node has replaced bytes that are not UTF-8, so this would be another secret.
  if (value.includes("\ufffd"))
    throw new UserError(`the variable ${name}, which holds a secret, is not UTF-8 text`);
  return value;
}

/** Certificates and keys have a few kilobytes. */
const maxSecretBytes = 1024 * 1024;

function textOf(path: string, { cwd, filesRead }: Io): string {
  let bytes: Uint8Array;
  try {
    bytes = readRegularFile(pathFrom(cwd, path), { limit: maxSecretBytes, seen: filesRead });
  } catch (error) {
    throw new UserError(`cannot read ${path}, which holds a secret: ${reasonOf(error)}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`the file ${path}, which holds a secret, is not UTF-8 text`);
  }
}
