import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { printHuman } from "../diagnostics/print/human.ts";
import type { ReportOptions } from "../diagnostics/print/report.ts";
import type { Io, Output } from "./io.ts";
import { UserError } from "./user-error.ts";
import { version } from "./version.ts";

/** The formats of findings. */
export const formatNames = ["human", "json", "sarif", "github", "gitlab", "junit", "checkstyle"] as const;
export type FormatName = (typeof formatNames)[number];

export function formatNamed(name: string): FormatName {
  const known = formatNames.find((one) => one === name);
  if (known === undefined)
    throw new UserError(`there is no format "${name}"; there are ${formatNames.join(", ")}`);
  return known;
}

/** The findings in a format. `files` are those that were checked; a stream says how people see its text. */
export async function print(
  diagnostics: readonly Diagnostic[],
  format: FormatName,
  files: readonly string[],
  stream: Output | undefined,
  { env, cwd }: Pick<Io, "env" | "cwd">,
): Promise<string> {
  // Without findings there is nothing to say to people, and no printer to load for it.
  if (format === "human" && diagnostics.length === 0) return "";
  const printer = await printers[format](stream, env);
  return printer(diagnostics, { version, files, directory: resolve(cwd) });
}

type Printer = (diagnostics: readonly Diagnostic[], options: ReportOptions) => string;

/** Other programs' formats are loaded when they are asked for. */
const printers: Readonly<
  Record<FormatName, (stream: Output | undefined, env: Io["env"]) => Promise<Printer>>
> = {
  human: async (stream, env) => {
    const width = stream?.columns ? { width: stream.columns } : {};
    return (diagnostics) =>
      printHuman(diagnostics, { color: stream !== undefined && wantsColor(stream, env), ...width });
  },
  json: async () => (await import("../diagnostics/print/json.ts")).printJson,
  sarif: async () => (await import("../diagnostics/print/sarif.ts")).printSarif,
  github: async () => (await import("../diagnostics/print/github.ts")).printGithub,
  gitlab: async () => (await import("../diagnostics/print/gitlab.ts")).printGitlab,
  junit: async () => (await import("../diagnostics/print/junit.ts")).printJunit,
  checkstyle: async () => (await import("../diagnostics/print/checkstyle.ts")).printCheckstyle,
};

/**
 * Colour on terminals only. NO_COLOR with any text switches it off (no-color.org) whatever else is said, FORCE_COLOR
 * (force-color.org) switches it on where there is no terminal, as in the logs of CI.
 */
export function wantsColor(stream: { readonly isTTY?: boolean }, environment: Io["env"]): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return !/^(?:0|false)$/i.test(environment.FORCE_COLOR);
  return stream.isTTY === true && environment.TERM !== "dumb";
}
