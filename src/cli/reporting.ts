/** How findings leave the program: in which formats, to where, which of them, and how many warnings are too many. */

import type { Command } from "commander";
import { sortFindings } from "../diagnostics/bag.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { tidy } from "../diagnostics/print/tidy.ts";
import type { Severity } from "../diagnostics/severity.ts";
import { type FormatName, formatNamed, formatNames, print } from "./formats.ts";
import { type Io, type Output, pathFrom } from "./io.ts";
import { realPathOf } from "./real-path.ts";
import { checkReportFile, checkWasNotRead, writeReportFile } from "./report-file.ts";
import { UserError } from "./user-error.ts";

/** The options as they are written. */
export interface ReportingWords {
  readonly format?: readonly string[];
  readonly quiet?: boolean;
  readonly maxWarnings?: string;
}

export interface Reporting {
  /** Nothing is printed without a word for it; at most one format is. */
  readonly printed: FormatName | undefined;
  readonly written: readonly { readonly format: FormatName; readonly path: string }[];
  readonly quiet: boolean;
  readonly maxWarnings: number | undefined;
}

export function withReporting(command: Command): Command {
  return command
    .option(
      "--format <name[=file]>",
      `how findings are reported, several times if you like: ${formatNames.join(", ")} (default: human)`,
      (word: string, words: readonly string[] = []) => [...words, word],
    )
    .option("--quiet", "report errors only")
    .option("--max-warnings <n>", "exit with 1 if there are more warnings");
}

/** Reads the options before any work is done. `inputs` are files that no report may be written over. */
export function reportingOf(words: ReportingWords, inputs: readonly string[], io: Io): Reporting {
  const formats = (words.format ?? ["human"]).map((word) => {
    const [name = "", ...rest] = word.split("=");
    return { format: formatNamed(name), path: rest.length === 0 ? undefined : rest.join("=") };
  });
  const printed = formats.filter(({ path }) => path === undefined).map(({ format }) => format);
  const written = formats.flatMap(({ format, path }) => (path === undefined ? [] : [{ format, path }]));
  const [one, other] = printed;
  if (one !== undefined && other !== undefined) {
    throw new UserError(
      `only one format can be printed; write the other to a file: --format ${one} --format ${other}=FILE`,
    );
  }
  for (const [index, { format, path }] of written.entries()) {
    if (path === "") throw new UserError(`name the file behind --format ${format}=`);
    if (
      written.some(
        (earlier, at) =>
          at < index && realPathOf(pathFrom(io.cwd, earlier.path)) === realPathOf(pathFrom(io.cwd, path)),
      )
    )
      throw new UserError(`two formats cannot be written to one file, ${path}`);
    checkReportFile(path, inputs, io);
  }
  return {
    printed: one,
    written,
    quiet: words.quiet === true,
    maxWarnings: words.maxWarnings === undefined ? undefined : countOf(words.maxWarnings),
  };
}

/** Prints and writes the findings. `files` are those that were checked; `forPeople` is where words for people go. */
export async function report(
  found: readonly Diagnostic[],
  { printed, written, quiet }: Reporting,
  { files, forPeople }: { files: readonly string[]; forPeople: Output },
  io: Io,
): Promise<void> {
  const shown = sortFindings(found).filter((one) => !quiet || one.severity === "error");
  for (const { path } of written) checkWasNotRead(path, io);
  for (const { format, path } of written) {
    writeReportFile(path, await print(shown, format, files, undefined, io), io);
    // Where nothing is printed, somebody who sees only the exit status would not know where to look.
    if (printed === undefined) io.stderr.write(`${tidy(path)}: ${countsOf(shown)}\n`);
  }
  if (printed === undefined) return;
  const stream = printed === "human" ? forPeople : io.stdout;
  stream.write(await print(shown, printed, files, stream, io));
  const [first] = shown;
  if (printed === "human" && first !== undefined && stream.isTTY)
    io.stderr.write(`cfgc explain ${first.code.name} tells more about the first of them\n`);
}

/** Whether the findings let the command go on; says on stderr when it is the number of warnings that does not. */
export function isAcceptable(found: readonly Diagnostic[], { maxWarnings }: Reporting, io: Io): boolean {
  if (count(found, "error") > 0) return false;
  const warnings = count(found, "warning");
  if (maxWarnings === undefined || warnings <= maxWarnings) return true;
  io.stderr.write(`cfgc: ${numbered(warnings, "warning")}, and --max-warnings is ${maxWarnings}\n`);
  return false;
}

function countsOf(found: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const number = count(found, severity);
    return number === 0 ? [] : [numbered(number, severity === "info" ? "note" : severity)];
  });
  return parts.length === 0 ? "nothing found" : parts.join(", ");
}

function count(found: readonly Diagnostic[], severity: Severity): number {
  return found.filter((one) => one.severity === severity).length;
}

function numbered(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function countOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new UserError(`--max-warnings takes a number, not "${text}"`);
  return Number(text);
}
