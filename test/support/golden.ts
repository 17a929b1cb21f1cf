/** Expected files: compared name by name before their contents; rewritten with CFGC_UPDATE=1. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect } from "vitest";

const updating = process.env.CFGC_UPDATE === "1";

/** Compares a set of files with a folder. A file too many on either side fails. */
export function expectFolder(folder: string, files: ReadonlyMap<string, string>): void {
  if (updating) {
    rmSync(folder, { recursive: true, force: true });
    for (const [path, text] of files) write(join(folder, path), text);
    return;
  }
  const present = existsSync(folder) ? filesIn(folder).map((path) => relative(folder, path)) : [];
  expect([...files.keys()].sort()).toEqual(present.sort());
  for (const [path, text] of files) expect(text, path).toBe(readFileSync(join(folder, path), "utf8"));
}

export function expectText(path: string, text: string): void {
  if (updating) write(path, text);
  else expect(text).toBe(existsSync(path) ? readFileSync(path, "utf8") : "(no such file)");
}

export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
