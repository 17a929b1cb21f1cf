/** The printers: what people see, and what programs read. */

import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Code, Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { say, writtenName } from "../src/diagnostics/message.ts";
import { displayWidth } from "../src/diagnostics/print/display-width.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { printJson } from "../src/diagnostics/print/json.ts";
import { formats } from "../src/schema/formats/formats.ts";
import { processorMs } from "./support/processor-time.ts";
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
    message: say`something is wrong`,
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

  it("cuts long lines by columns of the terminal, between characters", () => {
    const text = `${"宽".repeat(300)} 这里 ${"😀".repeat(300)}`;
    for (const width of [40, 41, 79, 80, 120]) {
      const lines = printHuman([finding(text, 301, 303)], { color: false, width }).split("\n");
      expect(displayWidth(lines[2] ?? "")).toBeLessThanOrEqual(width);
      expect(lines[2]).not.toMatch(/\p{Surrogate}|\\u/u);
      const [before = ""] = (lines[3] ?? "").split("^");
      const shown = (lines[2] ?? "").slice(0, (lines[2] ?? "").indexOf("这里"));
      expect(displayWidth(before)).toBe(displayWidth(shown));
      expect(lines[3]).toMatch(/ \^{4}$/);
    }
  });

  it("says once what is the same in forty files, and programs get each of them", () => {
    const text = "bind_adr = 1\n";
    const found = Array.from({ length: 40 }, (_, index) => {
      const file = { path: `n${index}/horaedb.toml`, text };
      return finding(text, 0, 8, { at: { file, start: 0, end: 8 }, help: say`did you mean "bind_addr"?` });
    });
    const printed = printHuman(found, { color: false, width: 100 });
    expect(printed.match(/something is wrong/g)).toHaveLength(1);
    expect(printed.match(/did you mean/g)).toHaveLength(1);
    for (const { at } of found) expect(printed).toContain(`${at.file.path}:1:1`);
    for (const line of printed.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(100);
    expect(printed).toMatch(/40 errors\n$/);
    expect(JSON.parse(printJson(found)).findings).toHaveLength(40);
  });

  it("keeps apart what differs in a word, a help or another place involved", () => {
    const text = "one: 1\ntwo: 2\n";
    const other = { file: { path: "b.yaml", text }, start: 7, end: 10 };
    const found = [
      finding(text, 0, 3),
      finding(text, 7, 10, { message: say`something else is wrong` }),
      finding(text, 7, 10, { help: say`write it otherwise` }),
      finding(text, 7, 10, { severity: "warning" }),
      finding(text, 7, 10, { related: [{ at: other, message: say`it is here` }] }),
    ];
    expect(printHuman(found, { color: false }).match(/^(error|warning)\[/gm)).toHaveLength(5);
  });

  it("ends the marks where a long place is cut", () => {
    const lines = printHuman([finding("x".repeat(500), 10, 490)], { color: false, width: 80 }).split("\n");
    expect(displayWidth(lines[2] ?? "")).toBeLessThanOrEqual(80);
    expect(lines[2]).toMatch(/x\.\.\.$/);
    expect((lines[3] ?? "").length).toBe((lines[2] ?? "").length - "...".length);
  });

  it("shows the line before an empty one that something is missing in", () => {
    const lines = printHuman([finding("a: {\n\n\n", 7, 7)], { color: false }).split("\n");
    expect(lines.slice(1, 5)).toEqual(["  ┌ a.yaml:4:1", "1 │ a: {", "4 │", "  │ ^"]);
  });

  it("shows secrets of no place, whether or not they are what it is about", () => {
    const text = 'user: root, password: "hunter2", other: 1\n\n';
    const places = [text.indexOf("other"), text.indexOf("hunter2"), text.length - 1];
    const related = places.map((start) => ({
      at: { file: { path: "a.yaml", text }, start, end: start + 5 },
      message: say`here`,
    }));
    const printed = printHuman([finding(text, 0, 4, { related })], { color: false });
    expect(printed).not.toContain("hunter2");
    const marked = printed.split("\n").find((line) => line.includes("-----")) ?? "";
    const shown = printed.split("\n").find((line) => line.includes("other")) ?? "";
    expect(marked.indexOf("-")).toBe(shown.indexOf("other"));
  });

  it("counts the places that it leaves out", () => {
    const text = "a\n".repeat(50);
    const related = Array.from({ length: 40 }, (_, line) => ({
      at: { file: { path: "a.yaml", text }, start: 2 * line, end: 2 * line + 1 },
      message: say`here`,
    }));
    const printed = printHuman([finding(text, 98, 99, { related })], { color: false });
    expect(printed).toContain("├ and 34 more places");
    expect(printed.split("\n").length).toBeLessThan(30);
  });

  it("prints thousands of findings in one line in no more than seconds", () => {
    const text = "{ key: value }, ".repeat(6000);
    const file = { path: "a.yaml", text };
    const many = Array.from({ length: 6000 }, (_, index) => ({
      ...finding("", 0, 0),
      at: { file, start: 16 * index + 2, end: 16 * index + 5 },
    }));
    expect(processorMs(() => printHuman(many, { color: false }))).toBeLessThan(8000);
  });

  it("prints no control character of a file, a message or a path", () => {
    const bad = finding(hostile, 0, 3, { message: writtenName(hostile), help: writtenName(hostile) });
    const related = [
      { at: { file: { path: hostile, text: hostile }, start: 0, end: 1 }, message: writtenName(hostile) },
    ];
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
      [
        finding(hostile, 0, 3, {
          message: writtenName(hostile),
          key: writtenName(hostile),
          help: writtenName(hostile),
        }),
      ],
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

it("what to write instead is never what every object of JavaScript has", () => {
  for (const [name, { suggest }] of Object.entries(formats))
    for (const text of ["constructor", "__proto__", "toString", "valueOf"])
      expect(suggest?.(writtenName(text)), `${name} ${text}`).not.toBeTypeOf("function");
});
