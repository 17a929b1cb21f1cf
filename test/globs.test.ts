/** What globs fit, how they compare with picomatch, whose language they are in, and what matching them takes. */
import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { globMatcher } from "../src/cli/lint/glob.ts";

it.each([
  ["a.toml", "*.toml", true],
  ["x/a.toml", "*.toml", true],
  ["x/a.toml", "x/*.toml", true],
  ["y/x/a.toml", "x/*.toml", false],
  ["x/y/a.toml", "x/*.toml", false],
  ["x/y/a.toml", "x/**/*.toml", true],
  ["x/a.toml", "x/**/*.toml", true],
  ["x/y/a.toml", "x/", true],
  ["x/y/a.toml", "./x/**", true],
  ["a1.toml", "a[0-9].toml", true],
  ["a1.toml", "a[!0-9].toml", false],
  ["ab.toml", "a{b,c*}.toml", true],
  ["axb", "a.b", false],
  ["a[z-a]", "a[z-a]", true],
  ["a/b", "a?b", false],
  ["conf/a/x.toml", "{conf/a,conf/b}/*.toml", true],
  ["conf/b/x.toml", "{conf/a,conf/b}/*.toml", true],
  ["conf/c/x.toml", "{conf/a,conf/b}/*.toml", false],
  ["node-b2.toml", "node-{a,b{1,2}}.toml", true],
  ["a{b", "a{b", true],
  ["a{b,c", "a{b,c", true],
  ["site (1)/a.cfg", "site (1)/*.cfg", true],
  ["a+b@c!.cfg", "a+b@c!.cfg", true],
  ["!a", "!a", true],
  [".hidden/a.toml", "**/*.toml", true],
  ["表/1.toml", "?/*.toml", true],
])("%s against %s: %s", (path, glob, fits) => expect(globMatcher(glob)(path)).toBe(fits));

const piece = fc.constantFrom(
  "a",
  "b",
  ".",
  "*",
  "?",
  "**/",
  "/",
  "{a,b}",
  "{a/b,*b}",
  "{",
  "}",
  ",",
  "[ab]",
  "[!a]",
  "\\*",
  "1",
);
const name = fc.string({ unit: fc.constantFrom("a", "b", "1", ".", "*", "{"), minLength: 1, maxLength: 4 });
const path = fc
  .array(
    name.filter((one) => !/^\.+$/.test(one)),
    { minLength: 1, maxLength: 4 },
  )
  .map((names) => names.join("/"));

// Always the same inputs: now and then picomatch takes a dot or a brace otherwise than a shell does (`*.*` does not fit
// "a.", and `*{**/,a}` not "{"), which would be met by chance.
it("fit what picomatch says that they fit", () => {
  const property = fc.property(
    fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join("")),
    path,
    (glob, given) => {
      fc.pre(glob.includes("/") && !/^\.?\/|\/$|\/\//.test(glob));
      // Of what is left open behind `**/`, picomatch makes something else than the letters; see above for those.
      fc.pre(!/[{}]/.test(glob.replace(/\{[^{}]*\}/g, "")));
      // Three stars are neither a part of a name nor folders, and picomatch takes them now for one, now for the other.
      fc.pre(!glob.includes("***"));
      const options = { dot: true, noext: true, nonegate: true, posix: true, literalBrackets: false };
      expect(globMatcher(glob)(given), `${glob} ${given}`).toBe(picomatch(glob, options)(given));
    },
  );
  fc.assert(property, { numRuns: 3000, seed: 1 });
});

describe("the work that a glob takes", () => {
  const star = (count: number) => `x/${"*a".repeat(count)}*b`;
  const folders = (count: number) => `${"**/a/".repeat(count)}b`;
  const braces = (count: number) => `x/${"{a,aa}".repeat(count)}b`;
  const nested = (count: number) => `x/${"{".repeat(count)}a${",b}".repeat(count)}*d`;

  it.each([
    ["stars", star],
    ["folders", folders],
    ["braces", braces],
    ["nested braces", nested],
    ["brackets", (count: number) => `x/${"[a-z]*".repeat(count)}b`],
  ])("grows with the path and with the glob: %s", (title, of) => {
    const steps = (count: number, length: number) => {
      const fits = globMatcher(of(count));
      expect(fits(`x/${(title === "folders" ? "a/" : "a").repeat(length)}c`)).toBe(false);
      return fits.steps;
    };
    expect(steps(6, 100)).toBeLessThan(20 * 6 * 100);
    for (const [count, length] of [
      [6, 200],
      [12, 100],
    ] as const)
      expect(steps(2 * count, 2 * length)).toBeLessThan(4.5 * steps(count, length));
  });

  it("ends, however many backslashes there are", () => {
    for (let count = 0; count < 12; count += 1)
      for (const before of ["", "a/", "[[", "{a,", "*"]) globMatcher(before + "\\".repeat(count))("a/b");
    expect(globMatcher("a\\*b")("a*b")).toBe(true);
  });

  it("is none for one that is longer than any path", () => {
    const fits = globMatcher("{".repeat(5000));
    expect([fits("a"), fits.steps <= 1]).toEqual([false, true]);
  });
});
