import type { YAMLError } from "yaml";
import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Location, SourceFile } from "../diagnostics/location.ts";
import { yamlSyntax } from "./codes.ts";

/** Reports what the `yaml` package found, in our words. */
export function reportYamlError(error: YAMLError, file: SourceFile, diagnostics: DiagnosticBag): void {
  diagnostics.report(yamlSyntax, {
    at: placeOf(error, file),
    message: worded(error),
    help: helpFor(file.text, error.pos[0]),
  });
}

function placeOf({ pos: [first, last] }: YAMLError, file: SourceFile): Location {
  const start = Math.min(Math.max(first, 0), file.text.length);
  return { file, start, end: Math.min(Math.max(last, start + 1), file.text.length) };
}

/**
 * The package's messages go on with explanations and excerpts; the first sentence says what is wrong. What they
 * quote is cut off: it may be a secret, and only printers can tell.
 */
function worded({ code, message }: YAMLError): string {
  if (code === "TAG_RESOLVE_FAILED" || code === "BAD_COLLECTION_TYPE")
    return "an unquoted ! begins a tag, and this one is unknown or does not fit the value";
  if (code === "BAD_DQ_ESCAPE") return "this backslash begins no escape sequence of YAML";
  if (code === "BAD_DIRECTIVE")
    return "an unquoted % at the start of a line begins a directive, and this is none";
  const line = (message.split("\n", 1)[0] ?? "").replace(/(?<=\w): .*$/, "");
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`.replace(/\.$/, "");
}

/** A missing blank is the likeliest mistake: the package then speaks of keys on several lines. */
function helpFor(text: string, offset: number): string | undefined {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(from, from + 200).split("\n", 1)[0] ?? "";
  return /^\s*(?:- )?[A-Za-z_][\w-]*:[^\s:/]/.test(line) ? "put a blank after the colon" : undefined;
}
