/** The place of an offset in files of lines: `key=value` of DolphinDB, `NAME=value` of environments, rows of cluster.nodes. */
import { unquoted } from "./brackets.ts";
import { nowhere, type OutlineEntry, type Place, type Placed } from "./outline.ts";

/** Of the keys those are there that have the same qualifier as the line: `dn1.` of `dn1.workerNum`. */
export function placeInCfg(text: string, offset: number): Placed {
  return placeInPairs(text, offset, /^[\t ]*(?:export[\t ]+)?/, true);
}

export function placeInEnv(text: string, offset: number): Placed {
  return placeInPairs(text, offset, /^[\t ]*(?:export[\t ]+)?/, false);
}

function placeInPairs(text: string, offset: number, before: RegExp, hasQualifiers: boolean): Placed {
  const entries: (OutlineEntry & { readonly qualifier: string })[] = [];
  let place: Place | undefined;
  let qualifierHere = "";
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const isHere = offset >= start && offset <= end;
    const from = start + (before.exec(line)?.[0].length ?? 0);
    if (/^[\t ]*[#;]/.test(line) || (hasQualifiers && /^[\t ]*\/\//.test(line))) {
      if (isHere) place = { ...nowhere(offset), slot: offset > from ? "comment" : "nothing" };
      continue;
    }
    const sign = line.indexOf("=");
    const written = line.slice(from - start, sign === -1 ? undefined : sign).trimEnd();
    const dot = hasQualifiers ? written.lastIndexOf(".") + 1 : 0;
    const qualifier = written.slice(0, dot);
    const key = written.slice(dot);
    const keyStart = from + dot;
    const keyEnd = keyStart + key.length;
    if (isHere) qualifierHere = qualifier;
    const valueStart = sign === -1 ? end : start + sign + 1 + blanksAt(line, sign + 1);
    const valueEnd = start + line.trimEnd().length;
    if (sign !== -1 || key !== "")
      entries.push({
        key,
        qualifier,
        start: keyStart,
        end: keyEnd,
        value:
          sign === -1 || valueEnd <= valueStart
            ? undefined
            : {
                kind: "text",
                text: unquoted(text.slice(valueStart, valueEnd)),
                start: valueStart,
                end: valueEnd,
              },
      });
    if (!isHere) continue;
    if (offset >= keyStart && offset <= keyEnd)
      place = at(text, offset, {
        slot: "key",
        path: [],
        start: keyStart,
        end: keyEnd,
        isFollowed: sign !== -1,
      });
    else if (sign !== -1 && offset > start + sign) {
      const isEmpty = valueEnd <= valueStart;
      const range = isEmpty ? { start: offset, end: offset } : { start: valueStart, end: valueEnd };
      if (isEmpty || (offset >= valueStart && offset <= valueEnd))
        place = at(text, offset, { slot: "value", path: [key], ...range });
    }
  }
  const own = entries.filter(({ qualifier }) => qualifier === qualifierHere);
  return { root: { kind: "table", entries: own }, place: place ?? nowhere(offset) };
}

/** The header names the columns; a cell is the value of its column. */
export function placeInTable(text: string, offset: number): Placed {
  let columns: string[] | undefined;
  let place: Place | undefined;
  const entries: OutlineEntry[] = [];
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end);
    const isHere = offset >= start && offset <= end;
    if (/^[\t ]*#/.test(line)) {
      if (isHere) place = { ...nowhere(offset), slot: "comment" };
      continue;
    }
    if (line.trim() === "" && !isHere) continue;
    const cells = cellsOf(line, start);
    const isHeader = columns === undefined && (line.trim() !== "" || !/\S/.test(text.slice(end)));
    if (isHeader)
      for (const { text: key, start: from, end: to } of cells)
        if (key !== "") entries.push({ key, start: from, end: to, value: undefined });
    const index = cells.findIndex((cell) => offset >= cell.start && offset <= cell.end);
    const cell = cells[index];
    if (isHere && cell !== undefined) {
      const path = columns?.[index];
      if (isHeader)
        place = at(text, offset, {
          slot: "key",
          path: [],
          start: cell.start,
          end: cell.end,
          isFollowed: true,
        });
      else if (path !== undefined)
        place = at(text, offset, { slot: "value", path: [path], start: cell.start, end: cell.end });
    }
    if (isHeader) columns = cells.map((one) => one.text);
  }
  return { root: { kind: "table", entries }, place: place ?? nowhere(offset) };
}

function cellsOf(line: string, start: number): { text: string; start: number; end: number }[] {
  let at = start;
  return line.split(",").map((cell) => {
    const from = at + blanksAt(cell, 0);
    const text = cell.trim();
    at += cell.length + 1;
    return { text, start: text === "" ? at - 1 : from, end: text === "" ? at - 1 : from + text.length };
  });
}

function blanksAt(line: string, from: number): number {
  let at = from;
  while (/[\t ]/.test(line[at] ?? "")) at += 1;
  return at - from;
}

function at(text: string, offset: number, known: Partial<Place> & Pick<Place, "start">): Place {
  return { ...nowhere(offset), ...known, typed: text.slice(known.start, offset) };
}

function* linesOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    yield { start, end: text[end - 1] === "\r" ? end - 1 : end };
    if (newline === -1) return;
    start = newline + 1;
  }
}
