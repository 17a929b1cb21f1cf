/** The printers: what people see, and what programs read. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Code, Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { printJson } from "../src/diagnostics/print/json.ts";
import { displayWidth } from "../src/diagnostics/print/text-width.ts";
import { compileText } from "./support/run.ts";

const code: Code = {
  name: "test-code",
  fault: "refused",
  summary: "",
  why: "",
  fix: "",
  examples: { invalid: [], valid: [] },
};

function finding(text: string, start: number, end: number, members: Partial<Diagnostic> = {}): Diagnostic {
  const file = { path: "a.yaml", text };
  return {
    code,
    severity: "error",
    message: "something is wrong",
    at: { file, start, end },
    related: [],
    ...members,
  };
}

const hostile = "a\u001b[31mred\nnew: line, 100%\u202e ]]> \u0000";

describe("human", () => {
  it("puts the caret under wide characters and behind tabs", () => {
    const text = "地域: 安徽\n\tkey: value";
    const wide = printHuman([finding(text, 4, 6)], { color: false }).split("\n");
    expect(wide[2]).toBe("1 │ 地域: 安徽");
    expect(wide[3]).toBe("  │       ^^^^");
    const tab = printHuman([finding(text, 8, 11)], { color: false }).split("\n");
    expect(tab[2]).toBe("2 │     key: value");
    expect(tab[3]).toBe("  │     ^^^");
  });

  it("shows a part of a long line around the place", () => {
    const text = `${"x".repeat(500)} HERE ${"y".repeat(500)}`;
    const lines = printHuman([finding(text, 501, 505)], { color: false, width: 80 }).split("\n");
    expect(displayWidth(lines[2] ?? "")).toBeLessThanOrEqual(80);
    const at = (lines[3] ?? "").indexOf("^");
    expect((lines[2] ?? "").slice(at, at + 4)).toBe("HERE");
  });

  it("prints no control character of a file, a message or a path", () => {
    const bad = finding(hostile, 0, 3, { message: hostile, help: hostile });
    const related = [{ at: { file: { path: hostile, text: hostile }, start: 0, end: 1 }, message: hostile }];
    expect(printHuman([{ ...bad, related }], { color: false })).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u202e]/,
    );
  });

  it("copes with places at the end, in empty files and without a final newline", () => {
    expect(printHuman([finding("", 0, 0)], { color: false })).toContain("a.yaml:1:1");
    expect(printHuman([finding("key: 1", 6, 6)], { color: false })).toContain("a.yaml:1:7");
    expect(printHuman([finding("a\n\n\nb", 2, 2)], { color: false })).toContain("a.yaml:2:1");
  });

  it("counts what it printed", () => {
    expect(
      printHuman([finding("a", 0, 1), finding("a", 0, 1, { severity: "warning" })], { color: false }),
    ).toMatch(/1 error, 1 warning\n$/);
    expect(printHuman([], { color: false })).toBe("");
  });

  it("uses colour only when told", () => {
    expect(printHuman([finding("a", 0, 1)], { color: true })).toContain("\u001b[31m");
    expect(printHuman([finding("a", 0, 1)], { color: false })).not.toContain("\u001b");
  });
});

describe("json", () => {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync("schemas/findings.schema.json", "utf8")),
  );

  it("follows its published schema", () => {
    const { diagnostics } = compileText(
      "cfgc: 1\nname: a b\nhosts: { db1: { adress: 1.1.1.1 }, db2: {} }\nhoraedb: { version: 9 }\n",
    );
    expect(diagnostics.length).toBeGreaterThan(3);
    for (const list of [
      diagnostics,
      [],
      [finding(hostile, 0, 3, { message: hostile, key: hostile, help: hostile })],
    ]) {
      expect(validate(JSON.parse(printJson(list))), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it("counts lines and columns from 1, in UTF-16 units", () => {
    const report = JSON.parse(printJson([finding("a: 😀x\nb", 5, 6)])) as {
      findings: Record<string, unknown>[];
    };
    expect(report.findings[0]).toMatchObject({ line: 1, column: 6, endLine: 1, endColumn: 7 });
  });
});
