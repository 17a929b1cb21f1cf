import { hasCode } from "./file-system.ts";

/**
 * Why a bundle could not be read or written: one line that names the path and the reason, for the person who asked
 * for it. Never a bug of ours, so never shown with a stack trace.
 */
export class BundleError extends Error {
  override readonly name = "BundleError";

  constructor(
    message: string,
    /** Relative to the bundle's directory where it lies inside. */
    readonly path: string,
    /** The system's code (`ENOSPC`), or ours: `BUSY`, `DAMAGED`, `IN_THE_WAY`. */
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Runs `action`; what the system refuses becomes `cannot <what> <path>: <reason>`. */
export function naming<T>(what: string, path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!hasCode(error)) throw error;
    const reason = reasons[error.code] ?? "the system refused";
    throw new BundleError(`cannot ${what} ${path}: ${reason} (${error.code})`, path, error.code, {
      cause: error,
    });
  }
}

const reasons: Record<string, string> = {
  EACCES: "permission denied",
  EBUSY: "it is in use",
  EDQUOT: "the disk quota is used up",
  EEXIST: "something of that name appeared meanwhile",
  EFBIG: "the file is too large",
  EIO: "the disk reports an error",
  EISDIR: "it is a directory",
  ELOOP: "its symbolic links go in circles",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENFILE: "too many files are open",
  ENOENT: "it is not there",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "a part of the path is not a directory",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
  ETXTBSY: "it is being executed",
  EXDEV: "it lies on another file system",
  "not a regular file": "it is not a file",
  "too long": "it is longer than any that cfgc writes",
};
