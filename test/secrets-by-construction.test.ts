/**
 * A text of which nobody knows where it comes from gets into no sentence. The few doors that take one are listed here with
 * what they let through; a new one has to be written down, with a reason in a comment above its statement.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { wholeOf } from "../src/diagnostics/location.ts";
import { type Message, say } from "../src/diagnostics/message.ts";
import { lint } from "../src/lint.ts";
import { schema as clusterSchema } from "../src/schema/generated/documents/cluster.schema.ts";
import { yamlSyntax } from "../src/source/codes.ts";
import { filesIn } from "./support/golden.ts";
import { compileText, products } from "./support/run.ts";

const names = "a name that somebody wrote";
const own = "a word of ours";
const paths = "a path";
const passed = "a value that its entry lets through";

/** File, kind of door, how many, what goes through. */
const doors = [
  ["src/cli/commands/init/hosts.ts", "name", 1, names],
  ["src/cli/lint/check-manifest.ts", "path", 1, paths],
  ["src/cli/lint/unfinished-findings.ts", "path", 1, paths],
  ["src/diagnostics/diagnostic.ts", "name", 1, own],
  ["src/diagnostics/message.ts", "cast", 7, "where the types are made"],
  ["src/diagnostics/message.ts", "path", 1, paths],
  ["src/model/ranges-of.ts", "name", 1, names],
  ["src/editor/names/name-place.ts", "name", 1, names],
  ["src/editor/names/named-places.ts", "name", 1, names],
  ["src/model/includes.ts", "name", 1, own],
  ["src/model/includes.ts", "path", 1, paths],
  ["src/model/settings-draft.ts", "name", 1, own],
  ["src/model/settings.ts", "cast", 2, passed],
  ["src/products/registry.ts", "name", 1, own],
  ["src/products/report-uncarried.ts", "name", 1, names],
  ["src/products/report-uncarried.ts", "path", 1, paths],
  ["src/rules/suppress.ts", "name", 1, names],
  ["src/schema/document-schema.ts", "name", 1, own],
  ["src/schema/secrets/sayable-value.ts", "cast", 5, passed],
  ["src/schema/versions.ts", "name", 1, names],
  ["src/schema/documents/view.ts", "cast", 1, passed],
  ["src/source/cfg/read-cfg.ts", "name", 1, names],
  ["src/source/cfg/read-nodes.ts", "name", 1, names],
  ["src/source/env/read-env.ts", "name", 1, names],
  ["src/source/toml/keys.ts", "name", 2, names],
  ["src/source/toml/plain-lines.ts", "name", 2, names],
  ["src/source/yaml.ts", "name", 1, names],
] as const;

const kinds = {
  cast: /\bas [^=;{}]*\b(?:ByName|Constant|Message|Names?|Part|Sayable)\b/,
  name: /\bwrittenName\b/,
  path: /\bshownPath\b/,
};

const sources = filesIn("src").filter((path) => path.endsWith(".ts") && !path.includes("/generated/"));

/** The lines of a file that do something: no imports, no comments. */
function linesOf(path: string): [number: number, line: string][] {
  const text = readFileSync(path, "utf8").replace(/^import [^;]*;$/gm, (one) => one.replace(/[^\n]/g, ""));
  return text
    .split("\n")
    .map((line, index): [number, string] => [index, line])
    .filter(
      ([, line]) =>
        !/^\s*(?:\/?\*|\/\/)/.test(line) && !/^export function (?:writtenName|shownPath)\b/.test(line),
    );
}

it("the doors from a text to a sentence are these", () => {
  const found = sources.flatMap((path) =>
    Object.entries(kinds).flatMap(([kind, pattern]) => {
      const count = linesOf(path).filter(([, line]) => pattern.test(line)).length;
      return count === 0 ? [] : [[path, kind, count]];
    }),
  );
  expect(found.sort()).toEqual(doors.map(([path, kind, count]) => [path, kind, count]).sort());
});

it("each says why nothing secret goes through", () => {
  const silent = doors
    .filter(([path]) => path !== "src/diagnostics/message.ts")
    .flatMap(([path, kind]) => {
      const lines = readFileSync(path, "utf8").split("\n");
      return linesOf(path)
        .filter(([, line]) => kinds[kind].test(line))
        .filter(
          ([index]) =>
            !lines
              .slice(lines.lastIndexOf("", index) + 1, index)
              .some((line) => /^\s*(?:\/\/|\/\*\*|\*\/)/.test(line)),
        )
        .map(([index]) => `${path}:${index + 1}`);
    });
  expect(silent).toEqual([]);
});

it("nothing that has any type gets there either", () => {
  const untyped =
    /\bas (?:any|never)\b|: any\b|<any\b|@ts-(?:ignore|expect-error|nocheck)|JSON\.parse\(.*\) as\b.*(?:Name|Message|Sayable)/;
  const found = sources.flatMap((path) =>
    linesOf(path).flatMap(([index, line]) => (untyped.test(line) ? [`${path}:${index + 1}`] : [])),
  );
  expect(found).toEqual([]);
});

/** Only what is generated from our schemas is taken for a catalogue or a schema without a look. */
it("what is generated is taken as it is, and nothing else", () => {
  const found = sources.flatMap((path) =>
    linesOf(path).flatMap(([, line]) =>
      /as unknown as\b.*\b(?:Catalogue|DocumentSchema|Traced|View)\b/.test(line) ? [path] : [],
    ),
  );
  expect(found).toEqual([]);
});

/** The texts of a view may be said, and a view of a text is what `textOf` takes; a secret may be a reference as well. */
it("no secret of cluster.yaml has the type of a plain text", () => {
  const secrets: unknown[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    if ("x-secret" in part) secrets.push(part);
    for (const below of Object.values(part)) visit(below);
  };
  for (const schema of [clusterSchema, ...products.map(({ section }) => section.schema)]) visit(schema);
  expect(secrets.length).toBeGreaterThan(4);
  for (const secret of secrets) expect(JSON.stringify(secret)).toContain("from_env");
});

it("parts and changes of what may be said are of the same kind", () => {
  const text: string = "secret";
  const name: Message = say`name`;
  // @ts-expect-error a text within a name
  const changed: Message = name.replace("a", text);
  const place = { at: wholeOf({ path: "a", text }), message: name };
  // @ts-expect-error the key of a finding, which reports show as it is
  new DiagnosticBag("file").report(yamlSyntax, { ...place, key: text });
  // @ts-expect-error a text between names
  const between: Message = say`${name.replaceAll("a", text)}`;
  const part: Message | undefined = name.match(/n(.)/)?.[1];
  expect([changed, between, part]).toEqual(["nsecretme", "nsecretme", "a"]);
});

const pasted = "Hx9KvQ2mZtR7pLw4";

function sentencesOf(found: readonly Diagnostic[]): string[] {
  return found.flatMap(({ message, help = "", key = "", related, fixes = [] }) => [
    message,
    help,
    key,
    ...related.map((one) => one.message),
    ...fixes.flatMap(({ title, edits }) => [title, ...edits.map((edit) => edit.text)]),
  ]);
}

describe("a secret in a place that is none for it is not said", () => {
  const s3 = (key: string) => `cfgc: 1
name: a
hosts: { db1: { address: 10.0.0.1 } }
horaedb:
  version: 2.1.0
  object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: ${key}, key_secret: ${key} }
  nodes: { members: [ { host: db1 } ] }
  routing: none
`;
  const oms = (line: string) => ["oms", "4.2.2", `oms_meta_host: 10.0.0.1\n${line}\n`] as const;
  const nodes = (text: string) => ["dolphindb-nodes", "2.00.12", text] as const;

  it.each([
    ["for the name of a variable", s3(`{ from_env: ${pasted} }`)],
    ["for the path of a file", s3(`{ from_file: ${pasted} }`)],
    ["under a name of its own", s3(`{ value: ${pasted} }`)],
    ["in a list", s3(`[ ${pasted} ]`)],
    ["as a key", s3(`{ ${pasted}: 1 }`)],
  ])("%s", (_, text) => {
    const found = sentencesOf(compileText(text).diagnostics);
    expect(found).not.toEqual([]);
    expect(found.filter((one) => one.includes(pasted))).toEqual([]);
  });

  it.each([
    ["as an alias", ...oms(`oms_meta_password: *${pasted}`)],
    ["as a tag", ...oms(`oms_meta_password: !${pasted}`)],
    ["behind the sign of a block", ...oms(`oms_meta_password: |${pasted}`)],
    ["behind a character that begins no value", ...oms(`oms_meta_password: @${pasted}`)],
    ["behind a wrong escape", ...oms(`oms_meta_password: "\\q${pasted}"`)],
    ["as a value in a value", ...oms(`oms_meta_password: a: ${pasted}`)],
    ["as the key of a secret", ...oms(`oms_meta_password: { ${pasted}: 1 }`)],
    ["in a comment", "horaedb", "2.1.0", `# cfgc-disable-next-line ${pasted}: why\na = 1\n`],
    ["in a comment without a reason", "horaedb", "2.1.0", `# cfgc-disable-file ${pasted}\na = 1\n`],
    ["in a line of another syntax", ...nodes(`localSite,mode,token=${pasted}\n10.0.0.1:8848:a,datanode\n`)],
    ["as an address with credentials", ...nodes(`localSite,mode\nu:${pasted}@h:1:a,datanode\n`)],
  ])("%s", (_, kind, version, text) => {
    const source = { path: "file", text };
    const found = sentencesOf(lint([{ source, kind, version }], products).diagnostics);
    expect(found).not.toEqual([]);
    expect(found.filter((one) => one.includes(pasted))).toEqual([]);
  });
});
