/** Scalars of YAML as the common tree has them. */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { say } from "../diagnostics/message.ts";
import { yamlSyntax } from "./codes.ts";
import type { Node, ScalarNode, UnreadNode } from "./tree.ts";
import { resolveBareScalar } from "./yaml-1-1-scalar.ts";

/** A text without quotes, as a reader of YAML 1.1 takes it. */
export function convertBare(text: string, at: Location, diagnostics: DiagnosticBag): Node {
  const resolved = resolveBareScalar(text);
  if (resolved !== "refused") return { kind: "scalar", at, ...resolved, bare: true };
  const refused = text === "<<" ? say`<<` : say`=`;
  diagnostics.report(yamlSyntax, {
    at,
    message: say`a bare ${refused} means something else to a YAML 1.1 reader, which stops here`,
    help: advice`put the value in quotes`,
  });
  return { kind: "unread", at };
}

/** A value that the package resolved; `source` is how it is written. */
export function convertScalar(
  value: unknown,
  source: string | undefined,
  at: Location,
  diagnostics: DiagnosticBag,
): ScalarNode | UnreadNode {
  if (value === null || value === undefined) return { kind: "scalar", at, type: "null", value: null };
  if (typeof value === "string") {
    if (!/\p{Surrogate}/u.test(value)) return { kind: "scalar", at, type: "string", value };
    // No file that cfgc writes could carry it: it has no form in UTF-8, and TOML refuses the escape.
    const message = say`the text holds an escape of half a character (\\ud800 to \\udfff)`;
    diagnostics.report(yamlSyntax, {
      at,
      message,
      help: advice`write the character itself, or \\U and 8 digits`,
    });
    return { kind: "unread", at };
  }
  if (typeof value === "boolean") return { kind: "scalar", at, type: "boolean", value };
  if (typeof value === "number" || typeof value === "bigint") {
    const text = source ?? String(value);
    if (!/^[-+]?(?:\d+|0x[\da-fA-F]+|0o[0-7]+)$/.test(text))
      return { kind: "scalar", at, type: "float", value };
    return {
      kind: "scalar",
      at,
      type: "integer",
      value: Number.isSafeInteger(value) ? value : BigInt(text.replace(/^\+/, "")),
    };
  }
  return { kind: "scalar", at, type: "string", value: String(value) };
}
