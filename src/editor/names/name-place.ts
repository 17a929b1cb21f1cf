/** A place where a file says what something is called, or speaks of something by its name. */
import type { Location } from "../../diagnostics/location.ts";
import { type Name, writtenName } from "../../diagnostics/message.ts";
import { expandRanges, isProblem, maxExpansion } from "../../model/ranges.ts";
import type { KeyEntry } from "../../schema/catalogue.ts";
import type { NamedThing } from "../../schema/document-schema.ts";
import type { ScalarNode } from "../../source/tree.ts";

export interface NamePlace {
  readonly does: "declares" | "refers";
  readonly what: NamedThing;
  /** Whose instance it is, where names are those of one program. */
  readonly program?: string | undefined;
  /** Of the name alone. */
  readonly at: Location;
  /** As it is written; may hold ranges. */
  readonly text: Name;
  /** All that it stands for; of a pattern there are none. */
  readonly names: readonly Name[];
  /** The text around it goes on. */
  readonly isPart?: true;
  /** The name of a host, after which an instance is called that has none of its own. */
  readonly isImplied?: true;
  /** With `%` for any characters and `?` for one. */
  readonly isPattern?: true;
}

/** How many names the ranges of a file may stand for; those behind it are one with ranges of the same text alone. */
export interface Budget {
  left: number;
}

export function fullBudget(): Budget {
  return { left: 2 * maxExpansion };
}

export function namesIn(text: Name, budget: Budget = fullBudget()): readonly Name[] {
  const expansion = expandRanges(text);
  if (isProblem(expansion)) return [text];
  budget.left -= expansion.names.length;
  return budget.left < 0 ? [text] : expansion.names;
}

/** The names in the text of a key of a program. */
export function* namesOfKey(
  { declares, refers, nameAt }: KeyEntry,
  { at, value }: ScalarNode,
): Generator<NamePlace> {
  const what = declares ?? refers;
  if (what === undefined || typeof value !== "string") return;
  const start = at.file.text.indexOf(value, at.start);
  // A text with escapes is not what stands in the file.
  if (start === -1 || start + value.length > at.end) return;
  const does = declares === undefined ? "refers" : "declares";
  for (const [first, last] of nameAt === undefined ? [[0, value.length]] : placesOf(value, nameAt)) {
    if (first === undefined || last === undefined || first === last) continue;
    const text = named(value.slice(first, last));
    const place = { file: at.file, start: start + first, end: start + last };
    const isWhole = nameAt === undefined;
    yield { does, what, at: place, text, names: [text], ...(isWhole ? {} : { isPart: true }) };
  }
}

function placesOf(text: string, pattern: string): (readonly number[])[] {
  return [...text.matchAll(new RegExp(pattern, "dg"))].flatMap(({ indices }) => {
    const found = indices?.[1];
    return found === undefined ? [] : [found];
  });
}

/** What stands at a place where a key or its catalogue says that a name belongs. */
export function named(text: string): Name {
  // Such a key is no secret.
  return writtenName(text);
}

/** Whether two places may speak of the same thing. */
export function shareName(one: NamePlace, names: ReadonlySet<string>): boolean {
  return one.names.some((name) => names.has(name));
}
