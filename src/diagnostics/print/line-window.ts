import { charactersOf, displayWidth } from "./display-width.ts";

/** A line in three parts; the middle is what it is shown for. */
export interface MarkedLine {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/**
 * The part of a line that fits into a number of terminal columns and holds the beginning of what is marked, with dots
 * where something is left out. A quarter of the room is kept for what stands before.
 */
export function windowOn(line: MarkedLine, columns: number): MarkedLine {
  const { before, marked, after } = line;
  const rest = displayWidth(marked) + displayWidth(after);
  if (displayWidth(before) + rest <= columns) return line;
  const room = Math.max(10, columns - 2 * dots.length);
  const lead = lastOf(before, Math.max(Math.floor(room / 4), room - rest));
  const body = firstOf(marked, room - displayWidth(lead));
  const tail = body === marked ? firstOf(after, room - displayWidth(lead) - displayWidth(marked)) : "";
  return {
    before: lead === before ? lead : dots + lead,
    marked: body,
    after: body === marked && tail === after ? tail : tail + dots,
  };
}

const dots = "...";

/** As many whole characters from the beginning as take no more than the columns. */
function firstOf(text: string, columns: number): string {
  let width = 0;
  let length = 0;
  for (const character of charactersOf(text)) {
    width += displayWidth(character);
    if (width > columns) break;
    length += character.length;
  }
  return text.slice(0, length);
}

function lastOf(text: string, columns: number): string {
  let width = 0;
  let length = 0;
  for (const character of charactersOf(text).reverse()) {
    width += displayWidth(character);
    if (width > columns) break;
    length += character.length;
  }
  return text.slice(text.length - length);
}
