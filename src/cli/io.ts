import { isAbsolute } from "node:path";

/**
 * What a command has of the process that it runs in, so that one process can run many. Besides it there are only the
 * signals (`interruptible.ts`) and the umask, which the system itself gives to new files.
 */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The file descriptor that `-` stands for. */
  readonly stdin: number;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** The directory that relative paths count from; "." is the one that the process is in. */
  readonly cwd: string;
  /** In milliseconds. */
  readonly now: () => number;
  /** Takes the identity of every file that is read in a run; nothing is written over those. */
  readonly filesRead?: Set<string>;
  /** What editors hold of files, by absolute path: it counts instead of what the disk has. */
  readonly buffers?: ReadonlyMap<string, string>;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Of the process itself. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  return { stdout, stderr, stdin: 0, env, cwd: ".", now: Date.now };
}

/** The path by which the system finds a file that the user named. `..` behind a link stays what the system makes of it. */
export function pathFrom(cwd: string, path: string): string {
  return cwd === "." || path === "" || isAbsolute(path) ? path : `${cwd}/${path}`;
}
