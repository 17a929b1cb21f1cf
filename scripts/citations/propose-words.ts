/** A first guess at the words of a citation, for a person to read and mend. */
import type { Citation } from "./find-citations.ts";

const mostWords = 60;

/** Words of the cited line, or for a whole file a name that the citing text and the file share; "" if there is none. */
export function proposeWords(citation: Citation, lines: readonly string[]): string {
  if (citation.line === undefined) return sharedName(citation, lines);
  const line = (lines[citation.line - 1] ?? "").replaceAll("\t", " ").trim();
  if (line.length <= mostWords) return line;
  const name = namesNear(citation).find((one) => line.includes(one)) ?? "";
  const from = Math.max(0, line.indexOf(name) - Math.floor((mostWords - name.length) / 2));
  return line.slice(from, from + mostWords).trim();
}

function sharedName(citation: Citation, lines: readonly string[]): string {
  return namesNear(citation).find((name) => lines.some((line) => line.includes(name))) ?? "";
}

/** Names in the text around a citation, the nearest first. */
function namesNear({ context, text }: Citation): string[] {
  const [before = "", after = ""] = context.split(text, 2);
  const inOrder = [
    ...after.slice(0, 60).matchAll(/[\w-]{6,}/g),
    ...[...before.matchAll(/[\w-]{6,}/g)].reverse(),
  ];
  const names = inOrder.map(([name]) => name).filter((name) => /[A-Z_-]|\d/.test(name));
  return names.flatMap((name) => [name, name.replaceAll("-", "_")]);
}
