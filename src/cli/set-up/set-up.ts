import { tidy } from "../../diagnostics/print/tidy.ts";
import type { Io } from "../io.ts";
import type { PlannedFile } from "./planned-file.ts";
import { writePlanned } from "./write-planned.ts";

export interface SetUpOptions {
  readonly dryRun?: boolean;
}

/** Writes the files of a plan, or with `--dry-run` none, and says what becomes of each. */
export function setUp(files: readonly PlannedFile[], { dryRun = false }: SetUpOptions, io: Io): void {
  if (!dryRun) writePlanned(files, io);
  for (const file of files) {
    const [first, ...more] = file.remarks ?? [];
    const said = first === undefined ? "" : `${file.text === undefined ? "" : ", which"} ${first}`;
    io.stdout.write(`${tidy(`${whatBecomes(file, dryRun)}${file.path}${said}`)}\n`);
    for (const line of more) io.stdout.write(line === "" ? "\n" : `    ${tidy(line)}\n`);
    if (more.length > 0) io.stdout.write("\n");
  }
}

function whatBecomes({ text, before, isOwn = false }: PlannedFile, dryRun: boolean): string {
  if (text === undefined) return "";
  const verb = before === undefined || isOwn ? ["wrote", "would write"] : ["added to", "would add to"];
  return `${verb[dryRun ? 1 : 0]} `;
}
