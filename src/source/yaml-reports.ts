/** What is said of YAML that the package takes and cfgc does not. */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import type { Location, SourceFile } from "../diagnostics/location.ts";
import { type Message, quoted, say } from "../diagnostics/message.ts";
import { duplicateKey, inputLimit, yamlSyntax } from "./codes.ts";
import { limits } from "./limits.ts";

export function reportSecond(offset: number, file: SourceFile, diagnostics: DiagnosticBag): void {
  const start = Math.min(offset, file.text.length);
  diagnostics.report(yamlSyntax, {
    at: { file, start, end: Math.min(start + 3, file.text.length) },
    message: say`a second document begins here`,
    help: advice`delete the line --- and what stands before or after it, or make two files`,
  });
}

export function reportTooDeep(
  offset: number,
  limit: number,
  file: SourceFile,
  diagnostics: DiagnosticBag,
): void {
  diagnostics.report(inputLimit, {
    at: { file, start: offset, end: Math.min(offset + 1, file.text.length) },
    message: say`the nesting is deeper than ${limit} levels`,
  });
}

export function reportTooManyAliases(at: Location, diagnostics: DiagnosticBag): void {
  const { aliasedValues, aliasedBytes } = limits;
  diagnostics.report(inputLimit, {
    at,
    message: say`aliases expand to more than ${aliasedValues} values or ${aliasedBytes} bytes`,
  });
}

export function reportDuplicate(
  key: Message,
  at: Location,
  first: Location,
  { diagnostics, version }: { readonly diagnostics: DiagnosticBag; readonly version: string },
): void {
  diagnostics.report(duplicateKey, {
    at,
    key,
    message: say`the key ${quoted(key)} stands twice in this map${version === "1.1" ? ", and the last one counts" : ""}`,
    ...(version === "1.1" ? { severity: "warning" as const } : {}),
    related: [{ at: first, message: say`first written here` }],
    help: advice`keep one of the two`,
  });
}
