/**
 * Holds every citation against clones of what it cites: `node scripts/run.js scripts/check-citations.ts CLONES` with a
 * folder that holds `owner/repository` for each of them. `--add` proposes words for citations that the list lacks and
 * drops those that nothing cites any more; read what it proposes before you commit it. Run by hand, since the clones
 * are no part of this repository.
 */
import { citedFiles } from "./citations/clone.ts";
import { type Citation, findCitations } from "./citations/find-citations.ts";
import { listPath, readList, writeList } from "./citations/list.ts";
import { proposeWords } from "./citations/propose-words.ts";

const words = process.argv.slice(2);
const clones = words.find((word) => !word.startsWith("--"));
if (clones === undefined) {
  console.error("name the folder with the clones");
  process.exit(2);
}
const read = citedFiles(clones);
const citations = findCitations(process.cwd());
if (words.includes("--add")) addToList(citations);
const wrong = citations.flatMap((citation) => {
  const problem = problemWith(citation, readList().get(citation.text));
  return problem === undefined ? [] : [`${citation.text} (in ${citation.citedIn}): ${problem}`];
});
for (const line of wrong) console.error(line);
console.log(`${citations.length - wrong.length} of ${citations.length} citations hold`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function problemWith(citation: Citation, wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted === "") return `${listPath} has no words for it`;
  const lines = read(citation);
  if (typeof lines === "string") return lines;
  const where = citation.line === undefined ? lines : lines.slice(citation.line - 1, citation.line);
  return where.some((line) => line.includes(wanted))
    ? undefined
    : `${JSON.stringify(wanted)} does not stand there`;
}

function addToList(all: readonly Citation[]): void {
  const known = readList();
  writeList(
    new Map(
      all.map((citation) => {
        const lines = read(citation);
        const proposed = typeof lines === "string" ? "" : proposeWords(citation, lines);
        return [citation.text, known.get(citation.text) || proposed];
      }),
    ),
  );
}
