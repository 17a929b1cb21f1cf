/** Plants faults into files, one at a time, and finds the errors that stand elsewhere. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { type Location, positionAt } from "../../src/diagnostics/location.ts";
import { foundIn } from "./examples-found.ts";
import { placed } from "./run.ts";

export interface Planted {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  /** Where the fault is, counted from 1. */
  readonly line: number;
  /** The line with the fault. */
  readonly text: string;
}

/** The file alone for each change of each of its lines. */
export function plantedIn(
  files: Readonly<Record<string, string>>,
  path: string,
  change: (line: string) => Iterable<string>,
): Planted[] {
  const lines = (files[path] ?? "").split("\n");
  return lines.flatMap((line, index) =>
    [...change(line)].map((text) => ({
      files: { [path]: lines.with(index, text).join("\n") },
      path,
      line: index + 1,
      text,
    })),
  );
}

/** The errors that neither stand at the fault nor lead to it. */
export function errorsElsewhere(planted: Planted): string[] {
  return (
    foundIn(planted)
      .filter(({ severity }) => severity === "error")
      .filter((one) => !placesOf(one).some((place) => isAt(place, planted)))
      // What lacks its end is noticed where the next thing begins.
      .filter(
        (one) => one.code.name !== "toml-syntax" || !isAt(one.at, { ...planted, line: planted.line + 1 }),
      )
      .map((one) => `${planted.path}:${planted.line} ${planted.text.trim()} -> ${placed(one)} ${one.message}`)
  );
}

function placesOf({ at, related }: Diagnostic): Location[] {
  return [at, ...related.map((one) => one.at)];
}

/** A place of many lines, such as a whole section, leads nowhere. */
function isAt({ file, start, end }: Location, { path, line }: Planted): boolean {
  const [first, last] = [positionAt(file, start).line, positionAt(file, end).line];
  return file.path === path && first <= line && line <= last && last - first < 3;
}
