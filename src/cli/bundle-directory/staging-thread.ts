/**
 * A second thread that takes part in writing the files of a stage, where they are so many that the system is what one
 * waits for. Both threads take the next few of one list until none is left, so neither waits for the other before the end.
 */
import type { PlannedWrite } from "./plan.ts";

/** Files that two threads write, a few at a time. */
export interface SharedWork {
  /** Where the next files begin; undefined if there are none left. */
  take(): number | undefined;
  /** Nobody is given any more. */
  stop(): void;
  readonly next: Int32Array;
}

/** Few enough for nobody to wait after Ctrl-C. */
export const filesAtOnce = 64;

/** A thread takes 30 ms to begin, in which the other one writes a thousand files. */
export const fewestForThread = 5000;

/** What a thread is to write it has a copy of, so of very many it gets a part. */
export const mostForThread = 40_000;

export function sharedWork(count: number): SharedWork {
  const next = new Int32Array(new SharedArrayBuffer(4));
  return {
    next,
    take() {
      const from = Atomics.add(next, 0, filesAtOnce);
      return from < count ? from : undefined;
    },
    stop: () => void Atomics.store(next, 0, count),
  };
}

/** How the part of the thread ended: with so many files written, or at one that could not be. */
export interface ThreadEnd {
  readonly written: number;
  readonly failed?: { readonly path: string; readonly error: Error };
}

/**
 * Begins to write files into a directory that is there. Of folders that are there already it takes no notice: the other
 * thread may have made them. A thread that cannot begin writes nothing and leaves all of them to the other one.
 */
export function startThread(
  directory: string,
  files: readonly PlannedWrite[],
  { next }: SharedWork,
): Promise<ThreadEnd> {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const task: Task = {
    directory,
    next,
    filesAtOnce,
    umask: process.umask(),
    files: files.map(({ path, file }) => [path, file.content, file.mode]),
  };
  const ending = new Promise<ThreadEnd>((resolve) => {
    let end: ThreadEnd = { written: 0 };
    const thread = new Worker(`(${writeTaken})()`, { eval: true, workerData: task, execArgv: [] });
    thread.on("message", ({ written, path, message, ...codes }: Told) => {
      const failed =
        path === undefined ? {} : { failed: { path, error: Object.assign(new Error(message), codes) } };
      end = { written, ...failed };
    });
    thread.on("error", () => {});
    thread.on("exit", () => resolve(end));
  });
  // Where the system has no thread to give.
  return ending.catch(() => ({ written: 0 }));
}

interface Task {
  readonly directory: string;
  readonly next: Int32Array;
  readonly filesAtOnce: number;
  readonly umask: number;
  readonly files: readonly (readonly [path: string, content: string, mode: number])[];
}

/** An error loses its codes on the way. */
interface Told {
  readonly written: number;
  readonly path?: string;
  readonly message?: string;
  readonly code?: string | undefined;
  readonly syscall?: string | undefined;
}

/** All that the thread runs. It is given as a text, and so knows nothing but what is in it. */
function writeTaken(): void {
  const { chmodSync, mkdirSync, writeFileSync } = process.getBuiltinModule("node:fs");
  const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
  const task = workerData as Task;
  const made = new Set([""]);
  const makeFolder = (path: string): void => {
    if (made.has(path)) return;
    made.add(path);
    makeFolder(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
    try {
      mkdirSync(`${task.directory}/${path}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  };
  let written = 0;
  let current = "";
  const tell = (told: Told) => parentPort?.postMessage(told);
  try {
    for (;;) {
      const from = Atomics.add(task.next, 0, task.filesAtOnce);
      const taken = task.files.slice(from, from + task.filesAtOnce);
      if (taken.length === 0) break;
      for (const [path, content, mode] of taken) {
        current = path;
        makeFolder(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
        const full = `${task.directory}/${path}`;
        writeFileSync(full, content, { encoding: "utf8", flag: "wx", mode });
        // The umask has no say in what the manifest promises.
        if ((mode & task.umask) !== 0) chmodSync(full, mode);
        written += 1;
      }
    }
    tell({ written });
  } catch (error) {
    Atomics.store(task.next, 0, task.files.length);
    const { message, code, syscall } = error as NodeJS.ErrnoException;
    tell({ written, path: current, message, code, syscall });
  }
}
