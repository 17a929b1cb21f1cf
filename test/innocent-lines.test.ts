/**
 * A fault is said where it is, and nowhere else: planted anywhere into a large deployment that is right, it gives no
 * error on a line that has nothing to do with it. What could not be read is unknown to everything after it.
 */
import { describe, expect, it } from "vitest";
import { someOf } from "./support/effort.ts";
import { errorsElsewhere, plantedIn } from "./support/innocent-lines.ts";
import { rightClusters } from "./support/right-deployment.ts";
import { findingsOf, placed } from "./support/run.ts";

it("the deployment without a fault gives nothing", () => {
  expect(findingsOf({ files: rightClusters }).map(placed)).toEqual([]);
});

/** A value with its key, where `{ key: value }` and `- key: value` stand in one line. */
const pair = /((?:[{,]\s*|^\s*(?:- )?)(?:"[^"]*"|[\w-]+): )("[^"]*"|\[[^[\]{}]*\]|\{[^{}]*\}|[^\s,{}[\]]+)/g;

/** The line with each of its values replaced. */
function* withValue(line: string, value: string): Generator<string> {
  for (const { index, 0: whole, 1: before = "", 2: old = "" } of line.matchAll(pair))
    if (old !== value) yield line.slice(0, index) + before + value + line.slice(index + whole.length);
}

/** The line with two letters of each key swapped. */
function* withMisspeltKey(line: string): Generator<string> {
  for (const { index, 1: before = "" } of line.matchAll(pair)) {
    const key = /[\w-]{4,}(?=: $)/.exec(before);
    if (key === null) continue;
    const at = index + key.index;
    const [first = "", second = "", third = ""] = key[0];
    if (second !== third) yield line.slice(0, at) + first + third + second + line.slice(at + 3);
  }
}

describe.each([
  ["a list", "[[7]]"],
  ["a table", "{ a: 7 }"],
  ["a text that fits nowhere", '"a,b c"'],
  ["a number", "-7"],
  ["a range that descends", '"x[9-1]"'],
  ["a wrong escape", '"\\q"'],
  ["a placeholder", '"{value}"'],
])("%s in place of a value", (_, value) => {
  it.each(Object.keys(rightClusters))("%s", { tags: ["series"] }, (path) => {
    const planted = plantedIn(rightClusters, path, (line) => withValue(line, value));
    expect(someOf(planted, 7, value.length).flatMap(errorsElsewhere)).toEqual([]);
  });
});

describe("a fault of what is accepted", () => {
  const lab = (accept: string) => ({
    "cluster.yaml": `cfgc: 1
name: lab
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1 } ] }
  nodes: { members: [ { host: db1 } ] }
accept: ${accept}
`,
  });
  const reason = "reason: one box";

  it.each([
    ["a misspelt rule", `[ { rule: meta-qourum-too-small, ${reason} } ]`, "unknown-rule@8:19"],
    ["a misspelt key", `[ { ruel: meta-quorum-too-small, ${reason} } ]`, "unknown-key@8:13"],
    ["no reason", "[ { rule: meta-quorum-too-small } ]", "missing-key@8:11"],
    ["a reason that is none", "[ { rule: meta-quorum-too-small, reason: [] } ]", "wrong-type@8:50"],
    ["no list", `{ rule: meta-quorum-too-small, ${reason} }`, "wrong-type@8:9"],
  ])("%s is said alone", (_, accept, finding) => {
    expect(findingsOf({ files: lab(accept) }).map(placed)).toEqual([finding]);
  });
  it("another rule silences nothing", () => {
    const text = `[ { rule: memory-overcommitted, ${reason} } ]`;
    expect(findingsOf({ files: lab(text) }).map(placed)).toEqual(["meta-quorum-too-small@6:22"]);
  });
});

it.each(Object.keys(rightClusters))("a misspelt key in %s", { tags: ["series"] }, (path) => {
  const planted = plantedIn(rightClusters, path, withMisspeltKey);
  expect(someOf(planted, 3).flatMap(errorsElsewhere)).toEqual([]);
});
