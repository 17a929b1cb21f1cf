/** The formats for programs, read back by parsers that are not ours. */

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Ajv } from "ajv";
import { beforeEach, describe, expect, it } from "vitest";
import { detect } from "../src/detect.ts";
import type { Code, Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { say, writtenName } from "../src/diagnostics/message.ts";
import { printCheckstyle } from "../src/diagnostics/print/checkstyle.ts";
import { printGithub } from "../src/diagnostics/print/github.ts";
import { printGitlab } from "../src/diagnostics/print/gitlab.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { printJson } from "../src/diagnostics/print/json.ts";
import { printJunit } from "../src/diagnostics/print/junit.ts";
import type { ReportOptions } from "../src/diagnostics/print/report.ts";
import { maxResults, printSarif } from "../src/diagnostics/print/sarif.ts";
import { lint } from "../src/lint.ts";
import { expectFolder } from "./support/golden.ts";
import { products } from "./support/run.ts";

const printers = {
  "human.txt": (found: readonly Diagnostic[]) => printHuman(found, { color: false }),
  "json.json": (found: readonly Diagnostic[]) => printJson(found),
  "sarif.sarif": printSarif,
  "github.txt": printGithub,
  "gitlab.json": printGitlab,
  "junit.xml": printJunit,
  "checkstyle.xml": printCheckstyle,
} satisfies Record<string, (found: readonly Diagnostic[], options: ReportOptions) => string>;

const input = "fixtures/formats/input";
const story = readdirSync(input).map((name) => ({
  path: join(input, name),
  text: readFileSync(join(input, name), "utf8"),
}));
const options: ReportOptions = {
  version: "1.2.3",
  files: story.map((file) => file.path),
  directory: process.cwd(),
};

function storyFindings(change: (text: string) => string = (text) => text): readonly Diagnostic[] {
  const inputs = story.map(({ path, text }) => {
    const source = { path, text: change(text) };
    const kind = detect(source);
    if (kind === undefined) throw new Error(`nothing tells the kind of ${path}`);
    return { source, ...kind };
  });
  return lint(inputs, products).diagnostics;
}

it("prints each format as in fixtures/formats/expected", () => {
  const found = storyFindings();
  const texts = Object.entries(printers).map(([name, printer]): [string, string] => [
    name,
    printer(found, options),
  ]);
  expectFolder("fixtures/formats/expected", new Map(texts));
});

it("no format shows a secret", () => {
  for (const printer of Object.values(printers))
    expect(printer(storyFindings(), options)).not.toMatch(/hunter2|AKIA/);
});

const hostileTexts = [
  "new\nline\r\nand \r return\ttab",
  "100%, 50%25, %0A: a,b:c;d=e",
  "::error file=x::injected",
  "##[error]injected",
  "]]> <b a='1' b=\"2\">&amp;&#0;</b> <!-- -->",
  "\u0000\u0001\u0008\u000b\u001b[31mred\u007f\u0085\u009f",
  "\u2028\u2029\u202ertl\u2066\ufeff\ufffe\uffff",
  "wide 安徽, 😀 and half \ud83d and half \ude00",
  "[link](1) [a\\](2) {0} {1} {{2}} { from_env: A }",
  "-- '\"`$(reboot)`",
  "x".repeat(100_000),
  `${"😀".repeat(60_000)}`,
];

const code: Code = {
  name: "test-code",
  fault: "refused",
  summary: `Summary ${"s".repeat(2000)}.`,
  why: "Why.",
  fix: "Fix.",
  examples: { invalid: [], valid: [] },
};

function finding(path: string, text: string, start: number, end: number, more: Partial<Diagnostic> = {}) {
  const at = { file: { path, text }, start, end };
  return { code, severity: "error", message: say`wrong`, at, related: [], ...more } satisfies Diagnostic;
}

/** Each text as message, key, help, name of a file, its content and the message of another place. */
const hostile: readonly Diagnostic[] = hostileTexts.flatMap((text, index) => {
  const path = `dir/${text.slice(0, 60)}.yaml`;
  const one = finding(path, text, 0, Math.min(5, text.length), {
    message: writtenName(text),
    key: writtenName(text),
    help: writtenName(text),
  });
  const related = [{ at: { file: { path, text }, start: 1, end: 2 }, message: writtenName(text) }];
  const severity = (["error", "warning", "info"] as const)[index % 3] ?? "error";
  return [{ ...one, related, severity }];
});
const hostileOptions: ReportOptions = { ...options, files: hostile.map((one) => one.at.file.path) };

/** How a character is written out that a format cannot carry. */
const written = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** What a file's name becomes where halves of characters cannot be carried. */
const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");

describe("sarif", () => {
  const schemaPath = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
  const { $schema, id, ...schema }: Record<string, unknown> = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve(schemaPath), "utf8"),
  );
  const isUri = (text: string) => /^[a-z][a-z0-9+.-]*:/i.test(text) && isReference(text);
  const isReference = (text: string) => /^(?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9a-f]{2})*$/i.test(text);
  // The schema is draft-04; of what changed since it uses only `$schema` and `id`. Its pattern of languages is no
  // Unicode pattern.
  const ajv = new Ajv({
    strict: false,
    unicodeRegExp: false,
    formats: { uri: isUri, "uri-reference": isReference, "date-time": true },
  });
  const validate = ajv.compile(schema);

  function read(found: readonly Diagnostic[], given = options): Sarif {
    const log = JSON.parse(printSarif(found, given)) as Sarif;
    expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    return log;
  }

  it("is of the draft that the comment says", () => {
    expect([$schema, typeof id]).toEqual(["http://json-schema.org/draft-04/schema#", "string"]);
    expect(JSON.stringify(schema)).not.toMatch(/"exclusiveM(?:in|ax)imum":true/);
    expect(validate({ version: "2.1.0", runs: [{}] })).toBe(false);
  });

  it("follows the official schema, whatever is in it", () => {
    expect(read([]).runs[0]?.results).toEqual([]);
    expect(read(storyFindings()).runs[0]?.results).toHaveLength(storyFindings().length);
    const { results } = read(hostile, hostileOptions).runs[0]!;
    expect(results).toHaveLength(hostile.length);
    for (const [index, { message, locations }] of results.entries()) {
      expect(message.text).not.toMatch(/[\u0000-\u001f\ud800-\udfff](?![\udc00-\udfff])/u);
      expect(message.text.length).toBeLessThan(15_000);
      const uri = locations[0]?.physicalLocation.artifactLocation.uri ?? "";
      expect(decodeURIComponent(uri)).toBe(wellFormed(hostile[index]!.at.file.path));
      expect(uri).toMatch(/^dir\/[^/]*(?:\/[^/]*)*$/);
    }
  });

  it("links to every other place, and to nothing by mistake", () => {
    for (const { message, relatedLocations = [] } of read(hostile, hostileOptions).runs[0]!.results) {
      const links = [...message.text.matchAll(/(?<!\\)\[((?:[^\\[\]]|\\.)*)\]\((\d+)\)/g)].map(
        (match) => match[2],
      );
      expect(links).toEqual(["1"]);
      expect(relatedLocations.map((one) => one.id)).toEqual([1]);
    }
    const placeholders = finding("a.yaml", "a", 0, 1, { message: say`{0} { from_env: A }` });
    expect(read([placeholders]).runs[0]?.results[0]?.message.text).toBe("{{0}} { from_env: A }.");
  });

  it("keeps names relative where they can be", () => {
    const uriOf = (path: string) =>
      read([finding(path, "a", 0, 1)]).runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation;
    expect(uriOf("./conf/a b.yaml")).toEqual({ uri: "conf/a%20b.yaml", uriBaseId: "%SRCROOT%" });
    expect(uriOf(join(process.cwd(), "a:b%#?.yaml"))?.uri).toBe("a%3Ab%25%23%3F.yaml");
    expect(uriOf("/elsewhere/安.yaml")).toEqual({ uri: "file:///elsewhere/%E5%AE%89.yaml" });
    expect(uriOf("../../../../../a.yaml")?.uri).toBe("file:///a.yaml");
  });

  it("counts columns in UTF-16 units and ends a place where its text ends", () => {
    const region = (text: string, start: number, end: number) =>
      read([finding("a.yaml", text, start, end)]).runs[0]?.results[0]?.locations[0]?.physicalLocation.region;
    expect(region("a: 😀x\nb", 5, 6)).toEqual({ startLine: 1, startColumn: 6, endLine: 1, endColumn: 7 });
    expect(region("a:\n  b: 1\n\n\nc: 2", 0, 12)).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 2,
      endColumn: 7,
    });
    expect(region("a\n\n\nb", 1, 3)).toEqual({ startLine: 1, startColumn: 2, endLine: 1, endColumn: 2 });
    expect(region("", 0, 0)).toEqual({ startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });
  });

  const fingerprints = (change?: (text: string) => string) =>
    read(storyFindings(change)).runs[0]!.results.map((one) => one.partialFingerprints["cfgcFinding/v1"]);

  it("fingerprints stay when lines move, are indented or hold another secret", () => {
    const before = fingerprints();
    expect(new Set(before).size).toBe(before.length);
    expect(fingerprints((text) => text.replace("\n", "\n\n# a comment\n"))).toEqual(before);
    expect(fingerprints((text) => text.replace("http_prot = ", "  http_prot  =  "))).toEqual(before);
    expect(fingerprints((text) => text.replace("hunter2", "letmein"))).toEqual(before);
    const changed = fingerprints((text) => text.replace("http_prot = 5440", "http_prot = 5441"));
    expect(changed.filter((one) => !before.includes(one))).toHaveLength(1);
  });

  it("tells alike findings apart", () => {
    const text = "a: 1\n".repeat(3);
    const alike = [0, 5, 10].map((start) => finding("a.yaml", text, start, start + 1, { key: say`a` }));
    const names = read(alike).runs[0]!.results.map((one) => one.partialFingerprints["cfgcFinding/v1"]);
    expect(new Set(names).size).toBe(3);
  });

  it("keeps GitHub's limits", () => {
    const place = { file: { path: "a.yaml", text: "a" }, start: 0, end: 1 };
    const related = Array.from({ length: 2000 }, () => ({ at: place, message: say`here` }));
    const one = read([finding("a.yaml", "a", 0, 1, { related })]).runs[0]!;
    expect(one.results[0]?.relatedLocations).toHaveLength(100);
    expect(one.results[0]?.message.text).toContain("And 1990 more places.");
    const [rule] = one.tool.driver.rules;
    expect(rule?.shortDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule?.fullDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule?.properties.tags.length).toBeLessThanOrEqual(10);
  });

  it("keeps GitHub's limits with more findings than it takes", { tags: ["long"] }, () => {
    const place = { file: { path: "a.yaml", text: "a" }, start: 0, end: 1 };
    const related = Array.from({ length: 2000 }, () => ({ at: place, message: say`here` }));
    const many = Array.from({ length: maxResults + 10 }, (_, index) =>
      finding("a.yaml", "a", 0, 1, {
        severity: index < maxResults ? "warning" : "error",
        message: say`wrong in instance ${index * 7919} of ${index}`,
        related,
      }),
    );
    const text = printSarif(many, options);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    const { results, invocations } = (JSON.parse(text) as Sarif).runs[0]!;
    expect(results).toHaveLength(25_000);
    // Each link in a message needs its place.
    expect(results[0]?.relatedLocations).toHaveLength(10);
    expect(results.filter((result) => result.level === "error")).toHaveLength(10);
    expect(JSON.stringify(invocations)).toContain("10 of the least severe findings were left out");
  });
});

interface Sarif {
  runs: {
    tool: {
      driver: {
        rules: {
          shortDescription: { text: string };
          fullDescription: { text: string };
          properties: { tags: string[] };
        }[];
      };
    };
    invocations: unknown;
    results: {
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: unknown };
      }[];
      relatedLocations?: { id: number }[];
      partialFingerprints: Record<string, string>;
    }[];
  }[];
}

describe("github", () => {
  /** As the runner does it (actions/runner: src/Runner.Common/ActionCommand.cs, TryParseV2). */
  function parse(line: string) {
    const end = line.indexOf("::", 2);
    if (!line.startsWith("::") || end === -1) throw new Error(`no command: ${line.slice(0, 80)}`);
    const [command = "", ...rest] = line.slice(2, end).split(" ");
    const properties = rest
      .join(" ")
      .split(",")
      .map((pair): [string, string] => {
        const [name = "", ...value] = pair.split("=");
        return [
          name,
          unescaped(value.join("="), { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" }),
        ];
      });
    const message = unescaped(line.slice(end + 2), { "%0D": "\r", "%0A": "\n", "%25": "%" });
    return { command, properties: Object.fromEntries(properties), message };
  }
  const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/gu;
  const unescaped = (text: string, table: Record<string, string>) =>
    text.replace(/%[0-9A-F]{2}/g, (code) => table[code] ?? code);

  it("is one command a line, whatever is in it", () => {
    const lines = printGithub(hostile, hostileOptions).trimEnd().split("\n");
    expect(lines).toHaveLength(hostile.length);
    for (const [index, line] of lines.entries()) {
      const { command, properties, message } = parse(line);
      const { severity, at, message: text } = hostile[index]!;
      expect(command).toBe({ error: "error", warning: "warning", info: "notice" }[severity]);
      expect(properties).toEqual({
        file: at.file.path.replace(unprintable, written),
        title: "test-code",
        line: "1",
        endLine: expect.stringMatching(/^[12]$/),
        ...(properties.endLine === "1" ? { col: "1", endColumn: expect.stringMatching(/^\d+$/) } : {}),
      });
      expect(message.split("\n")).toHaveLength(3);
      if (/^[\x20-\x7e]{1,200}$/.test(text)) expect(message.split("\n")[0]).toBe(text);
      expect(line).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      expect(line.length).toBeLessThan(50_000);
    }
  });
});

describe("gitlab", () => {
  it("is an array with unique fingerprints, whatever is in it", () => {
    const twice = [...hostile, ...hostile];
    const entries = JSON.parse(printGitlab(twice, hostileOptions)) as {
      description: string;
      fingerprint: string;
      severity: string;
      location: { path: string; lines: { begin: number } };
    }[];
    expect(new Set(entries.map((one) => one.fingerprint)).size).toBe(twice.length);
    for (const [index, { description, severity, location }] of entries.entries()) {
      expect(description).not.toMatch(/[\u0000-\u001f]/);
      expect(["critical", "minor", "info"]).toContain(severity);
      expect(location).toEqual({ path: wellFormed(twice[index]!.at.file.path), lines: { begin: 1 } });
    }
    expect(printGitlab([], options)).toBe("[]\n");
  });
});

describe("json", () => {
  it("is well formed to readers that refuse halves of characters", () => {
    const report = JSON.parse(printJson(hostile)) as { findings: { message: string }[] };
    expect(report.findings).toHaveLength(hostile.length);
    for (const { message } of report.findings) expect(message).not.toMatch(/\p{Surrogate}/u);
  });
});

interface XmlElement {
  tag: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
}

const python = `
import json, sys, xml.etree.ElementTree as tree
def shape(e): return {"tag": e.tag, "attributes": e.attrib, "text": e.text or "", "children": [shape(c) for c in e]}
json.dump(shape(tree.fromstring(sys.stdin.buffer.read())), sys.stdout)
`;

import { needing } from "./support/needing.ts";

const noPython =
  spawnSync("python3", ["-c", "import xml.etree.ElementTree"]).status === 0
    ? undefined
    : "there is no python3 to read XML with";

describe("XML", () => {
  beforeEach(needing(noPython));

  function parse(text: string): XmlElement {
    const { status, stdout, stderr } = spawnSync("python3", ["-c", python], {
      input: text,
      encoding: "utf8",
      maxBuffer: 1e8,
      env: { ...process.env, PYTHONIOENCODING: "utf-8" },
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as XmlElement;
  }

  /** What XML cannot carry is written out, like `\\u0000`. */
  const carried = (text: string) =>
    text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, written);

  it("junit has a suite for each file and a case for each finding, whatever is in it", () => {
    const root = parse(printJunit(hostile, hostileOptions));
    expect(root.tag).toBe("testsuites");
    expect(root.attributes).toEqual({
      name: "cfgc",
      tests: String(hostile.length),
      failures: String(hostile.filter((one) => one.severity === "error").length),
      errors: "0",
    });
    expect(root.children.map((suite) => suite.attributes.name)).toEqual(
      hostile.map((one) => carried(one.at.file.path)),
    );
    for (const [index, suite] of root.children.entries()) {
      const [only, ...more] = suite.children;
      expect(more).toEqual([]);
      const [outcome] = only!.children;
      const isError = hostile[index]!.severity === "error";
      expect(outcome?.tag).toBe(isError ? "failure" : "system-out");
      expect(outcome?.text.split("\n").length).toBeGreaterThanOrEqual(3);
    }
  });

  it("junit has a case that passes for a file without findings, and names that stay when lines move", () => {
    const names = (text: string) =>
      parse(text).children.flatMap((suite) => suite.children.map((one) => one.attributes.name));
    const before = names(printJunit(storyFindings(), options));
    expect(before).toContain("no findings");
    const moved = storyFindings((text) => text.replace("\n", "\n\n\n"));
    expect(names(printJunit(moved, options))).toEqual(before);
  });

  it("checkstyle has an element for each file and finding, whatever is in it", () => {
    const root = parse(printCheckstyle(hostile, hostileOptions));
    expect(root.tag).toBe("checkstyle");
    expect(root.children.map((file) => file.attributes.name)).toEqual(
      hostile.map((one) => carried(one.at.file.path)),
    );
    for (const [index, file] of root.children.entries()) {
      const [error] = file.children;
      expect(error?.attributes).toMatchObject({
        line: "1",
        column: "1",
        severity: hostile[index]!.severity,
        source: "cfgc.test-code",
      });
      const text = hostile[index]!.message;
      if (/^[\x20-\x7e]{1,200}$/.test(text)) expect(error?.attributes.message).toContain(text);
      expect(error?.attributes.message).not.toMatch(/[\u0000-\u001f]/);
    }
  });
});
