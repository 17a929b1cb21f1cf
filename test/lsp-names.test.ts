/** Definition, references and rename as an editor asks for them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import type { Location, Position } from "vscode-languageserver-protocol";
import { Editor } from "./support/editor.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-names-"));
afterAll(() => rmSync(folder, { recursive: true }));

const hosts = "hosts:\n  h1: { address: 10.0.0.1 }\n  h2: { address: 10.0.0.2 }\n";
const site = (name: string, host: string) =>
  `cfgc: 1\nname: ${name}\nenvironment: development\ninclude: [hosts.yaml]\nhoraedb:\n  version: 2.1.0\n  nodes: { members: [{ name: ${name}1, host: ${host} }] }\n`;

/** What is asked of a place, given as the text around it with `|` in it. */
function asked(path: string, text: string, place: string) {
  const offset = text.indexOf(place.replace("|", "")) + place.indexOf("|");
  const lines = text.slice(0, offset).split("\n");
  const position: Position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { textDocument: { uri: pathToFileURL(path).href }, position };
}

const shown = ({ uri, range: { start } }: Location) =>
  `${fileURLToPath(uri).slice(folder.length + 1)}:${start.line + 1}:${start.character + 1}`;

it("finds a host in every file that is open, saved or on the disk", async () => {
  const east = join(folder, "east.cluster.yaml");
  const machines = join(folder, "hosts.yaml");
  writeFileSync(east, site("east", "h2"));
  writeFileSync(join(folder, "west.cluster.yaml"), site("west", "h1"));
  writeFileSync(machines, hosts);
  const editor = await Editor.open(folder);
  await editor.write(east, site("east", "h1"));
  const unsaved = `# our machines\n${hosts}`;
  await editor.write(machines, unsaved);
  const question = asked(east, site("east", "h1"), "host: h|1");
  const definition = await editor.request<Location[]>("textDocument/definition", question);
  expect(definition.map(shown)).toEqual(["hosts.yaml:3:3"]);
  const references = (at: unknown) =>
    editor.request<Location[]>("textDocument/references", {
      ...(at as object),
      context: { includeDeclaration: true },
    });
  const everywhere = ["east.cluster.yaml:7:43", "hosts.yaml:3:3", "west.cluster.yaml:7:43"];
  expect((await references(question)).map(shown)).toEqual(everywhere);
  expect((await references(asked(machines, unsaved, "  |h1"))).map(shown)).toEqual(everywhere);
  const nowhere = { ...question, position: { line: 999, character: 999 } };
  expect(await references(nowhere)).toEqual([]);
  expect(await editor.end()).toBe(0);
});
