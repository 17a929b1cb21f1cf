/** The files that an editor opens from a text: what is linked, in brackets `«»`, and nothing else. */
import { expect, it } from "vitest";
import { linksIn } from "../src/editor/links.ts";
import { library, openFile } from "./support/asked-file.ts";

function linked(text: string, kind: string): string {
  const found = linksIn(openFile(text, kind), library);
  for (const { range, path } of found) expect(text.slice(range.start, range.end)).toBe(path);
  return found.reduceRight(
    (all, { range: { start, end }, from }) =>
      `${all.slice(0, start)}«${from} ${all.slice(start, end)}»${all.slice(end)}`,
    text,
  );
}

const texts: readonly (readonly [what: string, kind: string, text: string])[] = [
  ["a list in brackets", "cluster", "include: [«beside hosts.yaml», '«beside more/db.yaml»']\n"],
  ["a list in lines", "cluster", 'include:\n  - «beside hosts.yaml» # all\n  - "«beside more/db.yaml»"\n'],
  ["hosts that include hosts", "hosts", "include: [«beside db.yaml»]\nhosts: { include: {} }\n"],
  [
    "what leads out of the folder",
    "cluster",
    "include: [../a.yaml, /b.yaml, 'c\\d.yaml', '', «beside e.yaml»]\n",
  ],
  ["a text that does not parse", "cluster", "include: [«beside hosts.yaml»\nhoraedb: {{\n"],
  [
    "secrets",
    "cluster",
    `horaedb:
  object_store: { type: S3, key_id: { from_env: KEY }, key_secret: { from_file: «run secrets/key» } }
`,
  ],
  [
    "secrets under config, and other keys of that name",
    "cluster",
    `horaedb:
  nodes:
    config:
      analytic: { storage: { object_store: { key_secret: { from_file: «run secrets/key» } } } }
      logger: { level: { from_file: info } }
`,
  ],
  ["a file of a program", "horaedb", 'include = ["hosts.yaml"]\n'],
];

it.each(texts)("links %s", (_, kind, text) => {
  expect(linked(text.replaceAll(/«(?:beside|run) |»/g, ""), kind)).toBe(text);
});
