import { readFileSync } from "node:fs";
import type { SecretReader } from "../emit/emit.ts";
import { UserError } from "./user-error.ts";

/** Reads secrets on this machine. Says which one is missing, never what one is. */
export const readSecret: SecretReader = (source) => {
  if ("literal" in source) return source.literal;
  if ("env" in source) {
    const value = process.env[source.env];
    if (value === undefined || value === "")
      throw new UserError(`the variable ${source.env}, which holds a secret, is not set`);
    return value;
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(source.file));
    const secret = text.replace(/\r?\n$/, "");
    if (secret !== "") return secret;
  } catch {
    throw new UserError(`the file ${source.file}, which holds a secret, cannot be read as text`);
  }
  throw new UserError(`the file ${source.file}, which holds a secret, is empty`);
};
