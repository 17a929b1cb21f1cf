/**
 * A text of which nobody knows where it comes from gets into no sentence. The few doors that take one are listed here with
 * what they let through; a new one has to be written down, with a reason in the line above it.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type Message, say } from "../src/diagnostics/message.ts";
import { schema as clusterSchema } from "../src/schema/generated/documents/cluster.schema.ts";
import { filesIn } from "./support/golden.ts";
import { products } from "./support/run.ts";

const names = "a name that somebody wrote";
const own = "a word of ours";
const paths = "a path";
const passed = "a value that its entry lets through";

/** File, kind of sourceKind, how many, what goes through. */
const doors = [
  ["src/cli/lint/check-manifest.ts", "path", 1, paths],
  ["src/cli/lint/unfinished-findings.ts", "path", 1, paths],
  ["src/diagnostics/diagnostic.ts", "name", 1, own],
  ["src/diagnostics/message.ts", "cast", 7, "where the types are made"],
  ["src/diagnostics/message.ts", "path", 1, paths],
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
  ["src/source/toml/keys.ts", "name", 1, names],
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
            !lines.slice(Math.max(0, index - 6), index).some((line) => /^\s*(?:\/\/|\/\*\*|\*\/)/.test(line)),
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
  // @ts-expect-error a text between names
  const between: Message = say`${name.replaceAll("a", text)}`;
  const part: Message | undefined = name.match(/n(.)/)?.[1];
  expect([changed, between, part]).toEqual(["nsecretme", "nsecretme", "a"]);
});
