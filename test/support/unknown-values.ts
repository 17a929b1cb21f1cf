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

/** What a rule says of an example's files only once one of their values, in one of these lines, cannot be read. */
export function saidOfUnknown(
  example: Example,
  find = findingsOf,
  lines = linesToSpoil([example]),
): string[] {
  const before = codesOf(find(example));
  return lines
    .filter((one) => one.example === example)
    .flatMap(({ path, changed, text }) => {
      const files = { ...example.files, [path]: text };
      const more = codesOf(findingsOf({ ...example, files })).filter((code) => !before.includes(code));
      // To a key of texts it is a text like any other.
      if (more.every((code) => rules.includes(code))) return [];
      return more.filter((code) => rules.includes(code)).map(({ name }) => `${name}: ${changed}`);
    });
}

interface SpoiltLine {
  readonly example: Example;
  readonly path: string;
  readonly changed: string;
  /** The whole file with it. */
  readonly text: string;
}

/** Each line of the examples' files with a value that cannot be read in place of its own. */
export function linesToSpoil(examples: readonly Example[]): SpoiltLine[] {
  return examples.flatMap((example) =>
    Object.entries(example.files).flatMap(([path, text]) => {
      const [, form, value] = unreadable.find(([ending]) => ending.test(path)) ?? [];
      if (form === undefined) return [];
      const lines = text.split("\n");
      return lines.flatMap((line, index) => {
        const changed = line.replace(form, `$1${value}`);
        return changed === line
          ? []
          : [{ example, path, changed, text: lines.with(index, changed).join("\n") }];
      });
    }),
  );
}

/** Of the lines that are the same in files of one name, such as those of a key in a row of examples, the first. */
export function oneOfEach(lines: readonly SpoiltLine[]): SpoiltLine[] {
  return [...new Map(lines.toReversed().map((one) => [`${one.path}: ${one.changed}`, one])).values()];
}

function codesOf(found: readonly Diagnostic[]): Code[] {
  return [...new Set(found.map(({ code }) => code))];
}
