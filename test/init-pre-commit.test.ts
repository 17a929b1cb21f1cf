/** What `cfgc init` says of the hook for pre-commit: what it shows, added as it says, is what pre-commit reads. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { preCommitFile } from "../src/cli/commands/init/pre-commit.ts";
import { processIo } from "../src/cli/io.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-init-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, ".pre-commit-config.yaml");
beforeEach(() => rmSync(path, { force: true }));

const offered = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")) as {
  id: string;
  description: string;
}[];
const { description, ...fields } = offered.find(({ id }) => id === "cfgc-lint") ?? { description: "" };
const own = { repo: "local", hooks: [{ ...fields, language: "system" }] };

function planned(text?: string) {
  if (text !== undefined) writeFileSync(path, text);
  return preCommitFile({ ...processIo(), cwd: folder });
}

/** The remark, and the lines to add. */
function shown(text: string): { said: string; added: readonly string[] } {
  const { text: written, remarks = [] } = planned(text);
  expect(written).toBeUndefined();
  const [said = "", empty, ...added] = remarks;
  expect(empty ?? "").toBe("");
  return { said, added };
}

it("a new file has the hook that the repository offers", () => {
  expect(description).not.toBe("");
  expect(parse(planned().text ?? "")).toEqual({ repos: [own] });
});

const other = { repo: "https://example.net/x", rev: "v1", hooks: [{ id: "x" }] };

it.each([
  ["indented", "repos:\n  - repo: https://example.net/x\n    rev: v1\n    hooks:\n      - id: x\n# end\n", 5],
  ["not indented", "repos:\n- repo: https://example.net/x\n  rev: v1\n  hooks: [{ id: x }]\n", 4],
  [
    "as pre-commit writes its sample",
    "repos:\n-   repo: https://example.net/x\n    rev: v1\n    hooks:\n    -   id: x\n",
    5,
  ],
  [
    "far indented, with wide dashes",
    "repos:\n    -   repo: https://example.net/x\n        rev: v1\n        hooks:\n        -   id: x\n\nfail_fast: true\n",
    5,
  ],
  [
    "with a comment behind the dash",
    "repos:\n - # c - d\n   repo: https://example.net/x\n   rev: v1\n   hooks: [{ id: x }]\n",
    5,
  ],
])("below a list %s, what is shown is one more of it", (_, text, below) => {
  const { said, added } = shown(text);
  expect(said).toContain(`add to it below line ${below}`);
  const merged = text.split("\n");
  merged.splice(below, 0, ...added);
  expect(parse(merged.join("\n")).repos).toEqual([other, own]);
});

it.each([
  ["repos: []\n", "in brackets of line 1"],
  ["x: 1\nrepos: [{ repo: local, hooks: [] }]\n", "in brackets of line 2, with a comma between"],
])("for the list in %j an entry in brackets is shown", (text, says) => {
  const { said, added } = shown(text);
  expect(said).toContain(says);
  expect(parse(added.join("\n"))).toEqual(own);
});

it.each(["", "fail_fast: true\n", "repos:\n"])("to %j what is shown is added at the end", (text) => {
  const { added } = shown(text);
  expect(parse(`${text}${added.join("\n")}`).repos).toEqual([own]);
});

it.each([
  ["a: [\n", "line 1, column 4"],
  ["a: 1\n- b\n", "line 2"],
  ["repos: []\nrepos: []\n", "line 2, column 1"],
  ["\0", "line 1, column 1"],
])("%j is said to be broken, and nothing is shown to add", (text, says) => {
  const { remarks = [] } = planned(text);
  expect(remarks[0]).toContain(says);
  expect(remarks.join("\n")).not.toContain("cfgc-lint");
});

it("says so where its repositories are no list", () => {
  expect(shown("repos: 1\n").said).toContain('its "repos" is no list');
});

it.each([
  ["repos:\n- repo: local\n  hooks:\n  - { id: 'cfgc-lint', name: x }\n", true],
  ["repos: [{ repo: local, hooks: [{ id: x }, { id: cfgc-lint }] }]\n", true],
  ["repos:\n- repo: local\n  hooks:\n  - id: x\n# - id: cfgc-lint\n", false],
  ["repos:\n- repo: local\n  hooks:\n  - id: cfgc-lint-extra\n", false],
  ["repos:\n- repo: local\n  hooks:\n  - id: x\n    name: 'id: cfgc-lint'\n", false],
])("whether the hook is there is read and not guessed: %j", (text, isThere) => {
  const { remarks = [] } = planned(text);
  expect(remarks[0] === "has the hook already").toBe(isThere);
});
