import { reasonOf } from "../read-input.ts";
import { UserError } from "../user-error.ts";

/** What to say of something that the system refused to do with a file: nothing was written then. */
export function refusal(verb: "read" | "write", path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new UserError(`cannot ${verb} ${path}: ${reasons[code] ?? reasonOf(error)}; nothing was written`);
}

/** Of a name that is there, and of writing; the others are those of reading. */
const reasons: Readonly<Record<string, string>> = {
  ENAMETOOLONG: "the name is too long",
  ENOENT: "its links lead nowhere",
  ENOSPC: "no space is left",
  ENOTDIR: "its folder is a file",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};
