/** What the documents show is what the program does. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { filesIn } from "./support/golden.ts";
import { compileText } from "./support/run.ts";

const documents = ["README.md", "ARCHITECTURE.md", "docs/guide.md", "docs/ci.md", "schemas/README.md"];

function blocks(path: string, language: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(
    (match) => match[1] ?? "",
  );
}

describe("README", () => {
  const cluster = blocks("README.md", "yaml").find((block) => block.startsWith("cfgc: 1")) ?? "";

  it("shows a cluster that builds without a finding, in ten lines", () => {
    expect(compileText(cluster).diagnostics).toEqual([]);
    expect(cluster.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
  });

  it("shows a finding as it is printed", () => {
    const shown = blocks("README.md", "text").find((block) => block.startsWith("error[port-clash]")) ?? "";
    const clash = cluster.replace(
      "[{ host: db1 }, { host: db2 }, { host: db3 }]",
      "[{ host: db1, ports: { http: 5440 } }, { host: db2 }, { host: db3 }]",
    );
    const { diagnostics } = compileText(clash);
    const printed = printHuman(
      diagnostics.filter((one) => one.code.name === "port-clash"),
      { color: false },
    );
    expect(printed).toContain(shown);
  });

  it("has exactly two commands to try, and both exist", () => {
    const [build = "", test = "", ...more] = blocks("README.md", "sh");
    expect(more).toEqual([]);
    expect(build).toMatch(/^npm ci && node dist\/cfgc\.js build (\S+) -o out\n$/);
    expect(existsSync(/build (\S+)/.exec(build)?.[1] ?? "")).toBe(true);
    expect(test).toBe("npm test\n");
  });
});

it.each([...documents, ...filesIn("docs/rules")])("%s links to files that exist", (path) => {
  const links = [...readFileSync(path, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
    (match) => match[1] ?? "",
  );
  expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
});

it("ARCHITECTURE names folders and files that exist", () => {
  const names = [
    ...readFileSync("ARCHITECTURE.md", "utf8").matchAll(
      /`((?:src|test|schemas|templates|fixtures|examples|docs)\/[\w./-]*)`/g,
    ),
  ].map((match) => match[1] ?? "");
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !existsSync(name))).toEqual([]);
});
