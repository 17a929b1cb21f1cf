/**
 * A line such as `members:` that is lost is one error, where its block begins, however the file is indented: what it
 * held is unknown to everything else.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProductsOf } from "../src/cli/products-for.ts";
import { compile } from "../src/compile.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { someOf } from "./support/effort.ts";
import { rightClusters } from "./support/right-deployment.ts";
import { findingsOf, placed } from "./support/run.ts";
import { layouts, linesIn } from "./support/yaml-layouts.ts";

const isHeader = (line: string) => /^\s*[^\s#].*:\s*(?:#.*)?$/.test(line);

/** The lines without each of those that only say what those below belong to, and the line where those begin. */
function withoutHeaders(lines: readonly string[]) {
  return lines.flatMap((line, index) => {
    const first = lines.findIndex((one, at) => at > index && /^\s*[^\s#]/.test(one));
    return isHeader(line) ? [{ header: line, text: lines.toSpliced(index, 1).join("\n"), first }] : [];
  });
}

const errorsIn = (found: readonly Diagnostic[]) =>
  found
    .filter(({ severity }) => severity === "error")
    .map((one) => placed(one).replace(/^.*\.yaml:|:\d+$/g, ""));

const examples = readdirSync("examples").flatMap((folder) =>
  readdirSync(join("examples", folder)).map((name) => `${folder}/${name}`),
);

describe.each(layouts)("with $name", (layout) => {
  const shift = layouts.indexOf(layout);
  /** One at least, of however few. */
  const chosen = <T>(lost: readonly T[]) => someOf(lost, Math.min(shift === 0 ? 3 : 23, lost.length), shift);

  it.each(Object.keys(rightClusters))("a lost header is one error, in %s", { tags: ["series"] }, (path) => {
    const lines = linesIn(layout, rightClusters[path] ?? "");
    expect(findingsOf({ files: { [path]: lines.join("\n") } }).map(placed)).toEqual([]);
    const lost = withoutHeaders(lines);
    expect(lost.length).toBeGreaterThan(10);
    for (const { header, text, first } of chosen(lost)) {
      expect(errorsIn(findingsOf({ files: { [path]: text } })), header).toEqual([`yaml-syntax@${first}`]);
    }
  });

  it.each(someOf(examples, shift === 0 ? 1 : 3, shift))(
    "a lost header is one error, in the example %s",
    { tags: ["series"] },
    async (path) => {
      const lines = linesIn(layout, readFileSync(join("examples", path), "utf8"));
      const lost = withoutHeaders(lines);
      expect(lost).not.toEqual([]);
      for (const { header, text, first } of chosen(lost))
        expect(errorsIn(await findingsIn(path, text)), header).toEqual([`yaml-syntax@${first}`]);
    },
  );
});

const twoHosts = `cfgc: 1
name: dolphin
hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }
dolphindb:
  version: "2.00.12"
  controllers: [{ host: db1, alias: c1 }]
  data_nodes:
    - { host: db1, alias: dn1 }
`;

it.each([
  { title: "one node", rest: "    - { host: db2, alias: computenode1 }\n" },
  {
    title: "some nodes amid others",
    rest: `    - { host: db1, alias: computenode1, port: 8911 }
    - { host: db2, alias: computenode2 }
    - { host: db2, alias: dn2, port: 8912 }
`,
  },
])("$title of a list may be called after another list, which is not there", ({ rest }) => {
  expect(findingsOf({ files: { "cluster.yaml": twoHosts + rest } }).map(placed)).toEqual([]);
});

it.each(["compute_nodes", "agents"])(
  "the key of the list is offered after which the nodes are called: %s",
  (key) => {
    const stem = key.replace(/_|s$/g, "");
    const rest = [
      "{ host: db2, alias: dn2 }",
      `{ host: db1, alias: ${stem}1 }`,
      `{ host: db2, alias: ${stem}2 }`,
    ];
    const text = twoHosts + rest.map((item) => `    - ${item}\n`).join("");
    const errors = findingsOf({ files: { "cluster.yaml": text } }).filter(
      ({ severity }) => severity === "error",
    );
    expect(errors.map(placed)).toEqual(["yaml-syntax@10:5"]);
    expect(errors[0]?.help).toContain(`\`${key}:\``);
  },
);

/** As the command line has it: of the products those that the text names, or all if its section is lost. */
async function findingsIn(path: string, text: string) {
  const folder = join("examples", dirname(path));
  const read = (name: string) => (name === basename(path) ? text : readFileSync(join(folder, name), "utf8"));
  const isIncluded = basename(path) === "hosts.yaml";
  const site = isIncluded ? "east.cluster.yaml" : basename(path);
  const sources = [{ path: site, text: read(site) }];
  const readInclude = (name: string) => ({ path: name, text: read(name) });
  return (await withProductsOf(sources, (some) => compile(sources, { products: some, readInclude })))
    .diagnostics;
}
