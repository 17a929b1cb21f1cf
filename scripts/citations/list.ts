/** The committed list of citations: what has to stand at each cited place, so that a wrong line shows. */
import { readFileSync, writeFileSync } from "node:fs";

export const listPath = "schemas/citations.tsv";

const heading = ["citation", "words that stand there"].join("\t");

/** The words of each citation, by the citation's text. */
export function readList(): Map<string, string> {
  const [, ...rows] = readFileSync(listPath, "utf8").trimEnd().split("\n");
  return new Map(
    rows.map((row) => {
      const [citation = "", words = ""] = row.split("\t");
      return [citation, words];
    }),
  );
}

export function writeList(entries: ReadonlyMap<string, string>): void {
  const rows = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map((row) => row.join("\t"));
  writeFileSync(listPath, `${[heading, ...rows].join("\n")}\n`);
}
