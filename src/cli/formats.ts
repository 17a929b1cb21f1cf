import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { printHuman } from "../diagnostics/print/human.ts";
import { UserError } from "./user-error.ts";

/** The formats of findings. */
export const formatNames = ["human", "json"] as const;
export type FormatName = (typeof formatNames)[number];

export function formatNamed(name: string): FormatName {
  const known = formatNames.find((one) => one === name);
  if (known === undefined)
    throw new UserError(`there is no format "${name}"; there are ${formatNames.join(", ")}`);
  return known;
}

export async function print(
  diagnostics: readonly Diagnostic[],
  format: FormatName,
  stream: NodeJS.WriteStream,
): Promise<string> {
  if (format === "json") return (await import("../diagnostics/print/json.ts")).printJson(diagnostics);
  return printHuman(diagnostics, {
    color: wantsColor(stream),
    ...(stream.columns ? { width: stream.columns } : {}),
  });
}

/** Colour on terminals only; NO_COLOR with any text switches it off (no-color.org). */
function wantsColor(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}
