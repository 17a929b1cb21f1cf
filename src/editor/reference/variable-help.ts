/** What an editor shows of a variable: its key, or what it does itself. */
import { newestOf } from "../../products/known-releases.ts";
import type { Catalogue, KeyEntry, OwnVariable } from "../../schema/catalogue.ts";
import type { Library } from "../library.ts";
import { keyHelp } from "./key-help.ts";
import { markdownText } from "./markdown-text.ts";

export interface VariableHelp {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly entry: KeyEntry | undefined;
  readonly own: OwnVariable | undefined;
}

export function variableHelp(
  { name, catalogue, entry, own }: VariableHelp,
  library: Library,
): string | undefined {
  if (own !== undefined) {
    const facts = [
      ["values", own.values?.join(", ")],
      ["default", own.default],
      ["since", own.since],
      ["last read by", own.until],
    ];
    const lines = facts.flatMap(([fact, text]) => (text === undefined ? [] : [`- ${fact}: ${text}`]));
    return [`**\`${name}\`** of ${catalogue.program}`, markdownText(own.effect), lines.join("\n")]
      .filter((part) => part !== "")
      .join("\n\n");
  }
  const reference = library.references.find((one) => one.catalogue === catalogue);
  if (entry === undefined || reference === undefined) return undefined;
  const file = {
    reference,
    version: entry.until ?? newestOf(catalogue),
    tag: () => undefined,
    isDerived: () => false,
    isConfig: false,
  };
  const help = keyHelp({ of: "program", file, key: entry.key }, library);
  return help && `Sets ${help}`;
}
