/**
 * Keeps secrets out of everything that quotes a file. Values that are known to be secret are marked where they are
 * read; besides, what stands behind a key that sounds secret is hidden in any text, because a file that does not
 * parse has no keys.
 */
import type { Location, SourceFile } from "./location.ts";

export const mask = "********";

const concealed = new WeakMap<SourceFile, { start: number; end: number }[]>();

export function conceal(at: Location): void {
  const ranges = concealed.get(at.file);
  if (ranges === undefined) concealed.set(at.file, [{ start: at.start, end: at.end }]);
  else ranges.push({ start: at.start, end: at.end });
}

const sounding =
  /((?:["']?)\b[\w.-]*(?:password|passwd|secret|key[_-]?id|access[_-]?key|token|credential)[\w-]*["']?\s*[:=]\s*)((?:\{[^}]*\}?)|"(?:[^"\\]|\\.)*"?|'[^']*'?|[^,}\]#\r\n]+)/gi;

/**
 * A line of a file with every secret in it replaced, together with a function that maps a column of the original
 * (0-based, UTF-16) to the masked line. `start` is the offset of the line in the file.
 */
export function concealLine(
  file: SourceFile,
  start: number,
  line: string,
): { text: string; column: (at: number) => number } {
  const cuts = [...rangesIn(file, start, line), ...soundingIn(line)].sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const cut of cuts) {
    const last = merged.at(-1);
    if (last !== undefined && cut.start < last.end) last.end = Math.max(last.end, cut.end);
    else merged.push({ ...cut });
  }
  let text = "";
  let from = 0;
  for (const cut of merged) {
    text += line.slice(from, cut.start) + mask;
    from = cut.end;
  }
  text += line.slice(from);
  return { text, column: (at) => shifted(at, merged) };
}

function shifted(at: number, cuts: readonly { start: number; end: number }[]): number {
  let shift = 0;
  for (const cut of cuts) {
    if (at <= cut.start) break;
    if (at < cut.end) return cut.start + shift;
    shift += mask.length - (cut.end - cut.start);
  }
  return at + shift;
}

function rangesIn(file: SourceFile, start: number, line: string): { start: number; end: number }[] {
  const end = start + line.length;
  return (concealed.get(file) ?? [])
    .filter((range) => range.start < end && range.end > start)
    .map((range) => ({
      start: Math.max(0, range.start - start),
      end: Math.min(line.length, range.end - start),
    }));
}

function soundingIn(line: string): { start: number; end: number }[] {
  return [...line.matchAll(sounding)]
    .filter(([, , value = ""]) => !isReference(value))
    .map(({ index, 1: key = "", 2: value = "" }) => ({
      start: index + key.length,
      end: index + key.length + value.trimEnd().length,
    }));
}

/** References and placeholders say where a secret is, not what it is. */
function isReference(value: string): boolean {
  return /^\{\s*from_(?:env|file)\s*:/.test(value) || /^["']?\$?\{\w+\}["']?$/.test(value.trim());
}
