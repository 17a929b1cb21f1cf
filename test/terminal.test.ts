/** What a terminal shows where a pipe gets Markdown or a patch. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codePage } from "../src/cli/commands/explain/code-page.ts";
import { keyPages } from "../src/cli/commands/explain/key-page.ts";
import { shownDiff } from "../src/cli/terminal/diff.ts";
import { renderMarkdown } from "../src/cli/terminal/markdown.ts";
import { allCodes } from "../src/codes.ts";
import { displayWidth } from "../src/diagnostics/print/display-width.ts";
import { paletteFor } from "../src/diagnostics/print/palette.ts";
import { cfgc } from "./support/command.ts";
import { products } from "./support/run.ts";

const plain = (markdown: string, width = 40) =>
  renderMarkdown(markdown, { width, color: false, palette: paletteFor(false) });
const colored = (markdown: string, width = 40) =>
  renderMarkdown(markdown, { width, color: true, palette: paletteFor(true) });

describe("Markdown on a terminal", () => {
  it("breaks paragraphs at blanks, within the width", () => {
    expect(plain("one two three\nfour five", 10)).toBe("one two\nthree four\nfive\n");
    expect(plain("a-word-that-is-too-long for it", 10)).toBe("a-word-that-is-too-long\nfor it\n");
    expect(plain("安徽 安徽", 8)).toBe("安徽\n安徽\n");
  });

  it("shows bold and code by colour, and keeps the backticks where there is none", () => {
    expect(colored("**Why.** write `a b`, or not")).toBe(
      "\u001b[1mWhy.\u001b[22m write \u001b[36ma\u001b[39m \u001b[36mb\u001b[39m, or not\n",
    );
    expect(plain("**Why.** write `a b`, or not")).toBe("Why. write `a b`, or not\n");
    expect(plain("the **\\<host>** of `\\<`")).toBe("the <host> of `\\<`\n");
    expect(plain("[the guide](guide.md)")).toBe("the guide (guide.md)\n");
  });

  it("aligns tables and breaks their last column", () => {
    const table = "| type | a text |\n| --- | --- |\n| evidence | one two<br>three \\| `four` |\n";
    expect(plain(table, 30)).toBe("type      a text\nevidence  one two\n          three | `four`\n");
    expect(plain(table, 16)).toBe("type      a text\nevidence  one two\n          three | `four`\n");
    expect(colored(table, 30)).toContain("\u001b[2mevidence\u001b[22m  one two\n");
  });

  it("leaves code as it is, and parts blocks by a line", () => {
    expect(plain("# A\nB\n\n- c c\n- d\n\n```yaml\na:   1\n\n  b: 2\n```\nE", 4)).toBe(
      "A\n\nB\n\n- c\n  c\n- d\n\n    a:   1\n\n      b: 2\n\nE\n",
    );
  });

  it("breaks every page of cfgc to the width, and loses no word", async () => {
    const references = (await Promise.all(products.map((product) => product.reference()))).flat();
    const keys = references.flatMap((one) =>
      one.catalogue.keys
        .slice(0, 40)
        .flatMap(({ key }) => keyPages(`${one.catalogue.program}:${key}`, [one])),
    );
    for (const page of [...allCodes(products).map(codePage), ...keys]) {
      const shown = stripVTControlCharacters(colored(page, 80));
      const words = (text: string) =>
        text.replaceAll("<br>", " ").replaceAll(/[`*#|\\\s-]|yaml|toml|ini|text/g, "");
      expect(words(shown)).toBe(words(page.replaceAll(/^\| -.*$/gm, "")));
      for (const line of shown.split("\n").filter((one) => !one.startsWith("    ")))
        if (/ \S+ /.test(line)) expect(displayWidth(line), line).toBeLessThanOrEqual(120);
    }
  });
});

describe("explain", () => {
  it("is Markdown in a pipe and with --format markdown, and a page on a terminal and with --format page", async () => {
    const markdown = await cfgc(["explain", "port-clash"]);
    expect(markdown.stdout).toContain("# port-clash\n");
    const terminal = { isTTY: true, columns: 60 };
    const page = await cfgc(["explain", "port-clash"], { terminal });
    expect(page.stdout).toContain("\u001b[1mport-clash\u001b[22m\n");
    expect(await cfgc(["explain", "port-clash", "--format", "markdown"], { terminal })).toEqual(markdown);
    // As in CI and behind a serial line, where a terminal does not know its size.
    const unsized = await cfgc(["explain", "port-clash"], { terminal: { isTTY: true, columns: 0 } });
    expect(unsized.stdout).toContain(
      "Two processes on one host, or one process twice, listen on the same port.",
    );
    const without = await cfgc(["explain", "port-clash"], { terminal, env: { NO_COLOR: "1" } });
    expect(without.stdout).toBe(stripVTControlCharacters(without.stdout));
    expect(without.stdout.split("\n")[0]).toBe("port-clash");
    expect((await cfgc(["explain", "port-clash", "--format", "page"])).stdout.split("\n")[0]).toBe(
      "port-clash",
    );
    expect((await cfgc(["explain", "port-clash", "--format", "html"])).stderr).toBe(
      'cfgc: --format takes page or markdown, not "html"\n',
    );
  });
});

describe("a diff", () => {
  const diff = `# a changes
--- a/x
+++ b/x
@@ -1,3 +1,2 @@
 one
--- two
-three
+++ four
\\ No newline at end of file
--- a/y
+++ b/y
@@ -1 +1 @@
-\u001b]0;a
+b
`;
  const shown = (stdout: { isTTY?: boolean }, env = {}) =>
    shownDiff(diff, { stdout: { ...stdout, write: () => true }, env });

  it("is a patch where nobody asks for colours", () => {
    expect(shown({})).toBe(diff);
    expect(shown({ isTTY: true }, { NO_COLOR: "1" })).toBe(diff.replace("\u001b", "\\u001b"));
  });

  it("is coloured on a terminal, by the lines that each hunk has", () => {
    expect(shown({ isTTY: true }).split("\n")).toEqual([
      "\u001b[2m# a changes\u001b[22m",
      "\u001b[1m--- a/x\u001b[22m",
      "\u001b[1m+++ b/x\u001b[22m",
      "\u001b[36m@@ -1,3 +1,2 @@\u001b[39m",
      " one",
      "\u001b[31m--- two\u001b[39m",
      "\u001b[31m-three\u001b[39m",
      "\u001b[32m+++ four\u001b[39m",
      "\u001b[2m\\ No newline at end of file\u001b[22m",
      "\u001b[1m--- a/y\u001b[22m",
      "\u001b[1m+++ b/y\u001b[22m",
      "\u001b[36m@@ -1 +1 @@\u001b[39m",
      "\u001b[31m-\\u001b]0;a\u001b[39m",
      "\u001b[32m+b\u001b[39m",
      "",
    ]);
    expect(stripVTControlCharacters(shown({}, { FORCE_COLOR: "1" }).replace("\u001b]0;a", ""))).toBe(
      diff.replace("\u001b]0;a", ""),
    );
  });

  describe("of a command", () => {
    const folder = mkdtempSync(join(tmpdir(), "cfgc-diff-"));
    beforeAll(() => {
      writeFileSync(join(folder, "cluster.yaml"), readFileSync("examples/horaedb-local/cluster.yaml"));
      writeFileSync(join(folder, "horaedb.toml"), "# cfgc: horaedb@2.1.0\n[server]\nhttp_prot = 5440\n");
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each([
      ["build", "cluster.yaml", "--dry-run"],
      ["lint", "--fix", "--dry-run", "horaedb.toml"],
    ])("%s has colours on a terminal only", async (...words) => {
      const piped = await cfgc(words, { cwd: folder });
      const seen = await cfgc(words, { cwd: folder, terminal: { isTTY: true } });
      expect(piped.stdout).toMatch(/^\+/m);
      expect(seen.stdout).toContain("\u001b[32m+");
      expect(stripVTControlCharacters(seen.stdout)).toBe(piped.stdout);
    });
  });
});
