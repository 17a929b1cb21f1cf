import { UserError } from "../user-error.ts";

/** What to say of something that the system refused to do with a file: nothing was written then. */
export function refusal(verb: "read" | "write", path: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "the system refused";
  return new UserError(`cannot ${verb} ${path}: ${reasons[code] ?? code}; nothing was written`);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EISDIR: "it is a directory",
  ELOOP: "its links lead nowhere",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "its links lead nowhere",
  ENOSPC: "no space is left",
  ENOTDIR: "its folder is a file",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};
