/** A value that cannot be read is unknown: it gets its own finding, and rules that would look at it stay silent. */
import type { Code, Diagnostic, Example } from "../../src/diagnostics/diagnostic.ts";
import { allRules } from "../../src/rules/all-rules.ts";
import { findingsOf, products } from "./run.ts";

const rules: readonly Code[] = [...allRules, ...products.flatMap((product) => product.rules)];

/** A line with a value that nothing can read, by the ending of its file; a line of another form stays as it is. */
const unreadable: readonly [ending: RegExp, line: RegExp, value: string][] = [
  [/\.toml$/, /^(\s*[\w-]+ = ).*$/, "[[[]]]"],
  [/^(?:config|[a-z])\.yaml$/, /^(\w+: ).*$/, "{ unreadable: [] }"],
  [/\.cfg$/, /^([\w.%?-]+=).*$/, "???"],
];

/** What a rule says of an example's files only once one of their values cannot be read. */
export function saidOfUnknown(example: Example, find = findingsOf): string[] {
  const before = codesOf(find(example));
  return Object.entries(example.files).flatMap(([path, text]) => {
    const [, form, value] = unreadable.find(([ending]) => ending.test(path)) ?? [];
    if (form === undefined) return [];
    const lines = text.split("\n");
    return lines.flatMap((line, index) => {
      const changed = line.replace(form, `$1${value}`);
      if (changed === line) return [];
      const files = { ...example.files, [path]: lines.with(index, changed).join("\n") };
      const more = codesOf(findingsOf({ ...example, files })).filter((code) => !before.includes(code));
      // To a key of texts it is a text like any other.
      if (more.every((code) => rules.includes(code))) return [];
      return more.filter((code) => rules.includes(code)).map(({ name }) => `${name}: ${changed}`);
    });
  });
}

function codesOf(found: readonly Diagnostic[]): Code[] {
  return [...new Set(found.map(({ code }) => code))];
}
