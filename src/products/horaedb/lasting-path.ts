/** Whether what a process writes into a directory is there after a reboot, and where it was looked for. */
import { posix } from "node:path";
import { type Message, type Name, say } from "../../diagnostics/message.ts";

export interface PathFlaw {
  /** Whether a reboot takes the files along. */
  readonly losesFiles: boolean;
  /** Reads on after "data_dir is ..., ". */
  readonly problem: Message;
}

/** What is wrong with a directory that has to stay; undefined if nothing is. */
export function flawOfPath(path: string): PathFlaw | undefined {
  const flaw = (losesFiles: boolean, problem: Message): PathFlaw => ({ losesFiles, problem });
  if (!path.startsWith("/"))
    return flaw(false, say`which depends on the directory that the server is started from`);
  const plain = plainPath(path);
  if (inMemory.test(plain)) return flaw(true, say`which is in memory and empty after a reboot`);
  if (plain === "/") return flaw(false, inRoot);
  return isCleared(plain) ? flaw(true, say`which may be empty after a reboot`) : undefined;
}

const inMemory = /^(?:\/dev\/shm|\/run|\/var\/run)(?:\/|$)/;

export const inRoot: Message = say`so it lies between the directories of the system`;

/** Whether a path lies under /tmp. */
export function isCleared(path: string): boolean {
  return /^\/tmp(?:\/|$)/.test(plainPath(path));
}

/** The folders of a path, but for those that are emptied and steps out of where it begins. */
export function foldersThatStay(path: Name): readonly Name[] {
  const folders: Name[] = [];
  for (const part of path.split("/")) {
    if (part === "..") folders.pop();
    else if (part !== "" && part !== ".") folders.push(part);
  }
  const start = (count: number) => `/${folders.slice(0, count).join("/")}`;
  const emptied = [1, 2].find((count) => path.startsWith("/") && isEmptied(start(count)));
  return folders.slice(emptied);
}

function isEmptied(path: string): boolean {
  return inMemory.test(path) || isCleared(path);
}

/** Nothing in it is to be left out. */
const isPlainPath = /^(?:\/[^./][^/]*)+$/;

function plainPath(path: string): string {
  return isPlainPath.test(path) ? path : posix.normalize(path).replace(/^\/+/, "/");
}
