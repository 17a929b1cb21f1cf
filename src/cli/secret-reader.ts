import { readFileSync } from "node:fs";
import type { SecretReader } from "../emit/emit.ts";
import { reasonOf } from "./read-input.ts";
import { UserError } from "./user-error.ts";

/** Reads secrets on this machine. Says which one is missing, never what one is. */
export const readSecret: SecretReader = (source) => {
  if ("literal" in source) return source.literal;
  if ("env" in source) {
    const value = process.env[source.env];
    if (value === undefined || value === "")
      throw new UserError(`the variable ${source.env}, which holds a secret, is not set`);
    // Node has replaced bytes that are not UTF-8, so this would be another secret.
    if (value.includes("\ufffd"))
      throw new UserError(`the variable ${source.env}, which holds a secret, is not UTF-8 text`);
    return value;
  }
  const secret = textOf(source.file).replace(/\r?\n$/, "");
  if (secret === "") throw new UserError(`the file ${source.file}, which holds a secret, is empty`);
  return secret;
};

function textOf(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UserError(`cannot read ${path}, which holds a secret: ${reasonOf(error)}`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`the file ${path}, which holds a secret, is not UTF-8 text`);
  }
}
