/**
 * Globs, with forward slashes: `*` and `?` within a name, `**` for any folders, `{a,b/c}`, `[0-9]`. One without a slash
 * fits the name in any folder, and one that ends with a slash all that lies below, as in .gitignore.
 *
 * picomatch says what a glob means. Its regular expressions are not used: they try every way to share a name out among
 * several `*`, 26 seconds for `*a*a*a*a*a*a*b` and a hundred letters. Walking all ways at once takes at most as many steps
 * as the path and the glob are long, multiplied.
 */

import picomatch from "picomatch";
import { append } from "../../diagnostics/long-lists.ts";

/** Whether a path, as it counts from the folder of the glob, fits. */
export interface GlobMatcher {
  (path: string): boolean;
  /** How many steps all calls so far have taken. */
  steps: number;
}

export function globMatcher(glob: string): GlobMatcher {
  const program = programOf(glob);
  const matcher: GlobMatcher = Object.assign(
    (path: string) => {
      let places = reached([0], program);
      for (const character of path) {
        matcher.steps += places.length;
        places = reached(
          places.flatMap((place) => after(program[place], place, character)),
          program,
        );
      }
      return places.includes(program.length);
    },
    { steps: 0 },
  );
  return matcher;
}

/** A program is at a set of its steps at once; it has fitted when it is past the last one. */
type Step =
  /** Goes on if the character is right. */
  | { readonly kind: "one"; readonly fits: (character: string) => boolean }
  /** Stays as long as characters are right. */
  | { readonly kind: "many"; readonly fits: (character: string) => boolean }
  /** Goes on at each of these steps. */
  | { readonly kind: "fork"; readonly to: readonly number[] };

function after(step: Step | undefined, place: number, character: string): number[] {
  if (step === undefined || step.kind === "fork" || !step.fits(character)) return [];
  return [step.kind === "one" ? place + 1 : place];
}

/** All places that can be come to from some without a character, each once. */
function reached(from: readonly number[], program: readonly Step[]): number[] {
  const found = new Set(from);
  // A set that grows is gone through to its end.
  for (const place of found) {
    const step = program[place];
    if (step?.kind === "many") found.add(place + 1);
    if (step?.kind === "fork") for (const next of step.to) found.add(next);
  }
  return [...found];
}

/** Longer globs fit nothing; no path is as long. */
const maxLength = 4096;

/** Dots and parentheses are letters like others, and there is no negation: `ignore` is one. */
const dialect: picomatch.PicomatchOptions = {
  dot: true,
  noext: true,
  nonegate: true,
  posix: true,
  literalBrackets: false,
  keepQuotes: true,
};

interface Token {
  readonly type: string;
  readonly value: string;
  readonly output?: string | null;
}

function tokensOf(written: string): Token[] {
  let glob = written.replace(/^\.\//, "").replace(/\/$/, "/**");
  if (!glob.includes("/")) glob = `**/${glob}`;
  const plain = glob
    .replace(/^\//, "")
    .replace(/[()]/g, "\\$&")
    // It steps over a long run at the end of a glob, and never comes to the end then.
    .replace(/\\{4,}/g, (run) => "\\".repeat(2 + (run.length % 2)));
  const { tokens } = picomatch.parse(plain, dialect) as unknown as { tokens: Token[] };
  return tokens.filter(({ type }) => type !== "bos" && type !== "maybe_slash");
}

function programOf(glob: string): Step[] {
  if (glob.length > maxLength) return [one(() => false)];
  const program: Step[] = [];
  const open: { start: number; commas: number[] }[] = [];
  const tokens = tokensOf(glob);
  for (let index = 0; index < tokens.length; index += 1) {
    const { type, value, output } = tokens[index] as Token;
    const [before, next] = [tokens[index - 1]?.type, tokens[index + 1]?.type];
    if (type === "star") program.push({ kind: "many", fits: isOfName });
    else if (type === "qmark") program.push(one(isOfName));
    else if (type === "bracket") append(program, classOf(value));
    else if (type === "slash" && next === "globstar" && index + 2 === tokens.length && before !== "star") {
      // `a/**` fits `a` as well, and picomatch does not say so of `*/**`.
      optional([one("/"), anything], program);
      index += 1;
    } else if (type === "globstar" && next === "slash") {
      optional([anything, one("/")], program);
      index += 1;
    } else if (type === "globstar") program.push(anything);
    else if (type === "brace" && output === "(") open.push({ start: program.push(one("{")) - 1, commas: [] });
    else if (type === "comma" && output === "|") open.at(-1)?.commas.push(program.push(one(",")) - 1);
    else if (type === "brace" && output === ")") choose(open.pop(), program);
    else if (type === "brace" && value === "}") append(program, classOf(output ?? ""));
    // What is left open stays the letters that it was written with.
    else for (const character of value.replace(/\\(.)/gsu, "$1")) program.push(one(character));
  }
  return program;
}

function one(fits: string | Extract<Step, { kind: "one" }>["fits"]): Step {
  return { kind: "one", fits: typeof fits === "string" ? (character) => character === fits : fits };
}

const isOfName = (character: string): boolean => character !== "/";
const anything: Step = { kind: "many", fits: () => true };

function optional(steps: readonly Step[], program: Step[]): void {
  const start = program.length;
  append(program, [{ kind: "fork", to: [start + 1, start + 1 + steps.length] }, ...steps]);
}

/** Makes of the letters `{`, `,` and, now that it is closed, `}` ways to begin and to end. */
function choose(braces: { start: number; commas: number[] } | undefined, program: Step[]): void {
  if (braces === undefined) return;
  const end = program.length;
  program[braces.start] = { kind: "fork", to: [braces.start, ...braces.commas].map((place) => place + 1) };
  for (const comma of braces.commas) program[comma] = { kind: "fork", to: [end] };
}

/** `[a-z]` or `[!a-z]`; one that makes no sense, such as `[z-a]`, stands for itself. */
function classOf(expression: string): Step[] {
  try {
    const whole = new RegExp(`^${expression}$`, "su");
    return [one((character) => character !== "/" && whole.test(character))];
  } catch {
    return [...expression].map(one);
  }
}
