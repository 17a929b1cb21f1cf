/** Whatever somebody types, the language server goes on, and says what `cfgc lint` says of the same texts. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cfgc } from "./support/command.ts";
import { Editor } from "./support/editor.ts";
import { by, effort } from "./support/effort.ts";
import { seedOfRun } from "./support/series.ts";

const scratch = mkdtempSync(join(tmpdir(), "cfgc-lsp-edits-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** With the file that is edited; of several sites in one folder it is the first. */
const examples = readdirSync("examples").flatMap((name) => {
  const folder = join("examples", name);
  const files = statSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  const file = files.find((one) => /^(?:.+\.)?cluster\.ya?ml$/.test(one));
  return file === undefined ? [] : [{ name, file }];
});
const edits = by({ quick: 25, long: 100, exhaust: 1000 });
/** In a quick run some of them, in a long one all, with a thousand edits of each in `npm run test:exhaust`. */
const plans = [
  ...examples
    .filter((_, index) => effort !== "quick" || index % 5 === 0)
    .map(({ name, file }) => ({ name, from: join("examples", name), file, edits })),
  {
    name: "horaemeta1.toml",
    from: "fixtures/lint/three-members-one-http-port",
    file: "horaemeta1.toml",
    edits,
  },
];

/** What people type, and what breaks the forms of a file. */
const snippets = [
  "\t",
  ": ",
  "- ",
  "{",
  "}",
  "[",
  "]",
  "'",
  '"',
  "\n",
  "\n  ",
  "#",
  "[1-3]",
  "*",
  "&a ",
  "\0",
  "1",
  "",
];

interface Change {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

const change = fc.record({
  // Of the length of the text, in thousandths.
  at: fc.integer({ min: 0, max: 1000 }),
  cut: fc.integer({ min: 0, max: 12 }),
  put: fc.constantFrom(...snippets),
});

function changed(text: string, { at, cut, put }: Change): string {
  const start = Math.floor((text.length * at) / 1000);
  return text.slice(0, start) + put + text.slice(start + cut);
}

interface ReportedFinding {
  readonly file: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `code at line:column-line:column`, in a fixed order. */
function words(findings: readonly ReportedFinding[]): string[] {
  return findings
    .map((one) => `${one.file}: ${one.code} ${one.line}:${one.column}-${one.endLine}:${one.endColumn}`)
    .sort();
}

interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: Omit<ReportedFinding, "file" | "code" | "line" | "column"> & {
        readonly startLine: number;
        readonly startColumn: number;
      };
    };
  }[];
}

/** In SARIF a place ends before the blanks behind it, as an editor marks it. */
async function linted(folder: string): Promise<string[]> {
  const { stdout } = await cfgc(["lint", ".", "--ignore-unknown", "--format", "sarif"], { cwd: folder });
  const { runs } = JSON.parse(stdout) as { runs: { results: SarifResult[] }[] };
  const places = (runs[0]?.results ?? []).flatMap(({ ruleId, locations }) =>
    locations.map(({ physicalLocation: { artifactLocation, region } }) => ({
      file: decodeURIComponent(artifactLocation.uri),
      code: ruleId,
      line: region.startLine,
      column: region.startColumn,
      endLine: region.endLine,
      endColumn: region.endColumn,
    })),
  );
  return words(places);
}

function shown(editor: Editor, folder: string): string[] {
  return words(
    [...editor.published()].flatMap(([path, diagnostics]) =>
      diagnostics.map(({ code, range: { start, end } }) => ({
        file: relative(folder, path),
        code: String(code),
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      })),
    ),
  );
}

describe("random edits give the findings of lint", () => {
  it.each(plans)("$name, $edits edits", { tags: ["series"] }, async ({ from, file }) => {
    const folder = join(scratch, basename(from));
    cpSync(from, folder, { recursive: true });
    const path = join(folder, file);
    const original = readFileSync(path, "utf8");
    const editor = await Editor.open(folder);
    let text = original;
    for (const [index, one] of fc.sample(change, { numRuns: edits, seed: seedOfRun }).entries()) {
      // Nothing is left of a text after a hundred edits.
      text = index % 20 === 0 ? original : changed(text, one);
      await editor.write(path, text);
      if (index % 8 !== 7 && index !== edits - 1) continue;
      await editor.diagnostics(path);
      writeFileSync(path, text);
      expect(shown(editor, folder), `CFGC_SEED=${seedOfRun}, edit ${index}`).toEqual(await linted(folder));
    }
    expect(await editor.end()).toBe(0);
  });
});
