/** Finding out how broken YAML was meant takes bounded work: counted in what is parsed, not in time. */
import { afterEach, expect, it, vi } from "vitest";
import { Composer } from "yaml";
import { someOf } from "./support/effort.ts";
import { plantedIn } from "./support/innocent-lines.ts";
import { yamlFaults } from "./support/line-faults.ts";
import { rightClusters } from "./support/right-deployment.ts";
import { compileText, placed } from "./support/run.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** How many characters each parse had, in order. */
function parsesOf(text: string): { readonly parses: readonly number[]; readonly found: readonly string[] } {
  const compose = vi.spyOn(Composer.prototype, "compose");
  const found = compileText(text).diagnostics.map(placed);
  const parses = compose.mock.calls.map(([, , length]) => length ?? 0);
  compose.mockRestore();
  return { parses, found };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

const east = rightClusters["east/cluster.yaml"] ?? "";
/** Some 900 lines, of which most are hosts and nodes that are written one by one. */
const large = Array.from({ length: 400 }, (_, index) => index)
  .reduceRight((lines, index) => {
    const host = lines.indexOf("  js1: { address: 10.1.6.1 }");
    return lines.toSpliced(host, 0, `  x${index}: { address: 10.7.${index >> 8}.${index & 255} }`);
  }, east.split("\n"))
  .flatMap((line) =>
    line === '      - host: "dn[01-04]"'
      ? [...Array.from({ length: 400 }, (_, index) => `      - { host: x${index} }`), line]
      : [line],
  )
  .join("\n")
  .replace("shards: 64", "shards: 2048");

it("a file that is right is parsed once", () => {
  expect(parsesOf(large)).toEqual({ parses: [large.length], found: [] });
});

it("keys that stand many times are no slip in one line", () => {
  const text = `cfgc: 1\nname: m\nhosts:\n${"  a: { address: 10.1.1.1 }\n".repeat(2000)}`;
  const { parses, found } = parsesOf(text);
  expect(parses).toHaveLength(1);
  expect(found.filter((one) => one.startsWith("duplicate-key"))).toHaveLength(1999);
});

it.each(["no opening {", "two blanks more", "a second colon", "tabs for blanks"] as const)(
  "a large file with a fault is parsed a few times: %s",
  (title) => {
    const lines = large.split("\n");
    const all = plantedIn({ "cluster.yaml": large }, "cluster.yaml", yamlFaults[title]);
    const some = all.filter(({ text, line }) => line % 101 === 7 || /meta1|S3_KEY|serve/.test(text));
    expect(some.length).toBeGreaterThan(1);
    for (const { files, line, text } of someOf(some, 7)) {
      const { parses, found } = parsesOf(files["cluster.yaml"] ?? "");
      expect(sum(parses), text).toBeLessThan(5 * large.length + 150_000);
      // Each round of tries reads the whole text once or twice; the tries themselves are short.
      expect(parses.filter((length) => length > large.length / 2).length, text).toBeLessThan(7);
      const [place = ""] = found;
      expect(found, `${line} ${text}`).toHaveLength(1);
      expect(Math.abs(Number(place.split(/[@:]/)[1]) - line), `${place} ${lines[line - 1]}`).toBeLessThan(3);
    }
  },
);

it("what no change cures ends the search", () => {
  const text = `${large}\n${"]]]: {{{ - : [\n".repeat(200)}`;
  const { parses } = parsesOf(text);
  expect(sum(parses)).toBeLessThan(5 * text.length + 150_000);
});
