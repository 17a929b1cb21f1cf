import { paletteFor } from "../../diagnostics/print/palette.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import { wantsColor } from "../formats.ts";
import type { Io } from "../io.ts";

/**
 * A unified diff as `stdout` shows it: with colours where those are wanted, and on a terminal without what it would
 * obey. Elsewhere it stays as it is, for `patch`.
 */
export function shownDiff(diff: string, { stdout, env }: Pick<Io, "stdout" | "env">): string {
  const color = wantsColor(stdout, env);
  if (!color && stdout.isTTY !== true) return diff;
  const paint = painter(color);
  const lines = diff.split("\n");
  return lines
    .map((line) => (line === "" ? line : paint(stdout.isTTY === true ? tidy(line) : line)))
    .join("\n");
}

/** A line within a hunk may look like a header, so the lines that the hunk has are counted. */
function painter(color: boolean): (line: string) => string {
  const palette = paletteFor(color);
  let [removed, added] = [0, 0];
  return (line) => {
    // What says that the last line has no end belongs to that line.
    if (line.startsWith("\\")) return palette.faint(line);
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (removed + added <= 0) {
      if (hunk === null) return line.startsWith("#") ? palette.faint(line) : palette.strong(line);
      [removed, added] = [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
      return palette.note(line);
    }
    const sign = line.charAt(0);
    if (sign !== "+") removed -= 1;
    if (sign !== "-") added -= 1;
    if (sign === "+") return palette.added(line);
    return sign === "-" ? palette.removed(line) : line;
  };
}
