/** A value that cannot be read is unknown: it gets its own finding, and rules that would look at it stay silent. */
import type { Code, Example } from "../../src/diagnostics/diagnostic.ts";
import { allRules } from "../../src/rules/all-rules.ts";
import { findingsOf, products } from "./run.ts";

const rules: readonly Code[] = [...allRules, ...products.flatMap((product) => product.rules)];

/** What a rule says of an example's files only once one of their values cannot be read. */
export function saidOfUnknown(example: Example): string[] {
  const before = ruleCodes(example);
  return Object.entries(example.files).flatMap(([path, text]) => {
    if (!path.endsWith(".toml")) return [];
    const lines = text.split("\n");
    return lines.flatMap((line, index) => {
      const unreadable = line.replace(/^(\s*[\w-]+ = ).*$/, "$1[[[]]]");
      if (unreadable === line) return [];
      const changed = lines.with(index, unreadable).join("\n");
      const after = ruleCodes({ ...example, files: { ...example.files, [path]: changed } });
      return [...after].filter((name) => !before.has(name)).map((name) => `${name}: ${unreadable}`);
    });
  });
}

function ruleCodes(example: Example): Set<string> {
  const found = findingsOf(example).filter(({ code }) => rules.includes(code));
  return new Set(found.map(({ code }) => code.name));
}
