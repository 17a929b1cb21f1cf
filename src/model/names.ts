/** Names as every file, unit and list can carry them. */
import { type Message, say } from "../diagnostics/message.ts";

/** What keeps a name from being carried, reading on after it; undefined if nothing does. */
export function problemOfName(name: string): Message | undefined {
  if (name === "") return undefined;
  if (name.length > 63) return say`is longer than 63 characters`;
  if (name.includes("..")) return say`holds "..", which leaves its folder as part of a path`;
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)
    ? undefined
    : say`holds characters that a file, a unit or a list cannot carry`;
}

/** Letters of any script: a name that nothing takes for anything else, where it only stands in texts. */
export function isWord(name: string): boolean {
  return name.length <= 255 && /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(name);
}

/** Whether other values may be derived from the name; one that cannot be carried will be another. */
export function isCarried(name: string): boolean {
  return name !== "" && problemOfName(name) === undefined;
}
