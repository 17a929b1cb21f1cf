/** Definition, references and rename as an editor asks for them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import type {
  DocumentSymbol,
  Location,
  Position,
  SymbolInformation,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver-protocol";
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

it("renames a host in all files at once, for the versions that are open, or says why not", async () => {
  const east = join(folder, "east.cluster.yaml");
  const west = join(folder, "west.cluster.yaml");
  const machines = join(folder, "hosts.yaml");
  writeFileSync(east, site("east", "h1"));
  writeFileSync(west, site("west", "h1"));
  writeFileSync(machines, hosts);
  const editor = await Editor.open(folder);
  await editor.write(east, site("east", "h1"));
  const unsaved = `# our machines\n${hosts}`;
  await editor.write(machines, hosts);
  await editor.write(machines, unsaved);
  const question = asked(east, site("east", "h1"), "host: |h1");
  expect(await editor.request("textDocument/prepareRename", question)).toEqual({
    range: { start: { line: 6, character: 42 }, end: { line: 6, character: 44 } },
    placeholder: "h1",
  });
  const { documentChanges, changes } = await editor.request<WorkspaceEdit>("textDocument/rename", {
    ...question,
    newName: "db1",
  });
  expect(changes).toBeUndefined();
  const edits = (documentChanges as TextDocumentEdit[]).map(({ textDocument: { uri, version }, edits }) => [
    fileURLToPath(uri).slice(folder.length + 1),
    version,
    ...(edits as TextEdit[]).map(
      ({ range: { start }, newText }) => `${start.line}:${start.character} ${newText}`,
    ),
  ]);
  expect(edits.sort()).toEqual([
    ["east.cluster.yaml", 1, "6:42 db1"],
    ["hosts.yaml", 2, "2:2 db1"],
    ["west.cluster.yaml", null, "6:42 db1"],
  ]);
  const renamed = (newName: string, at: object = question) =>
    editor.request("textDocument/rename", { ...at, newName });
  await expect(renamed("h2")).rejects.toThrow("h2 is taken: hosts.yaml:4 has a host of that name");
  // What only the rules of the programs know of names.
  await expect(renamed("x".repeat(70))).rejects.toThrow("is longer than 63 characters");
  await expect(
    editor.request("textDocument/prepareRename", asked(east, site("east", "h1"), "|name: east1")),
  ).resolves.toBeNull();
  // A text on the disk that is not the one that was read.
  writeFileSync(west, `# new\n${site("west", "h1")}`);
  await expect(renamed("db1")).rejects.toThrow("a text has changed meanwhile");
  await editor.write(east, `${site("east", "h1")}oms: [`);
  await expect(renamed("db1")).rejects.toThrow("east.cluster.yaml cannot be read as a whole");
  expect(await editor.end()).toBe(0);
});

it("renames an alias of DolphinDB, and refuses one that its rules refuse", async () => {
  const cluster = mkdtempSync(join(folder, "dolphindb-"));
  const nodes = "localSite,mode\n10.0.0.1:8902:dn1,datanode\n";
  const path = join(cluster, "cluster.nodes");
  writeFileSync(join(cluster, "cluster.cfg"), "dn1.volumes=/data/dn1\n");
  writeFileSync(path, nodes);
  const editor = await Editor.openPlain(cluster);
  await editor.write(path, nodes);
  const question = asked(path, nodes, ":d|n1");
  const { documentChanges, changes } = await editor.request<WorkspaceEdit>("textDocument/rename", {
    ...question,
    newName: "store",
  });
  expect(documentChanges).toBeUndefined();
  expect(changes).toEqual({
    [pathToFileURL(path).href]: [
      { range: { start: { line: 1, character: 14 }, end: { line: 1, character: 17 } }, newText: "store" },
    ],
    [pathToFileURL(join(cluster, "cluster.cfg")).href]: [
      { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } }, newText: "store" },
    ],
  });
  await expect(editor.request("textDocument/rename", { ...question, newName: "a.b" })).rejects.toThrow(
    "would be read as something else in cluster.cfg:1",
  );
  expect(await editor.end()).toBe(0);
});

it("lists what a file holds, and the names of all folders", async () => {
  const one = mkdtempSync(join(folder, "one-"));
  const other = mkdtempSync(join(folder, "other-"));
  const path = join(one, "cluster.yaml");
  const text = site("north", "h1");
  writeFileSync(join(one, "hosts.yaml"), hosts);
  writeFileSync(join(other, "cluster.nodes"), "localSite,mode\n10.0.0.1:8902:north9,datanode\n");
  const editor = await Editor.open(one, other);
  await editor.write(path, text);
  const symbols = await editor.request<DocumentSymbol[]>("textDocument/documentSymbol", {
    textDocument: { uri: pathToFileURL(path).href },
  });
  expect(symbols.map(({ name }) => name)).toEqual(["cfgc", "name", "environment", "include", "horaedb"]);
  const named = async (query: string) => {
    const found = await editor.request<SymbolInformation[]>("workspace/symbol", { query });
    return found.map(({ name, containerName, location }) => `${name} ${containerName} ${shown(location)}`);
  };
  const start = (at: string) => at.slice(folder.length + 1);
  expect(await named("nort")).toEqual([
    `north1 horaedb ${start(path)}:7:30`,
    `north9 instance ${start(join(other, "cluster.nodes"))}:2:15`,
  ]);
  expect(await named("h2")).toEqual([`h2 host ${start(join(one, "hosts.yaml"))}:3:3`]);
  expect((await named("")).length).toBe(4);
  expect(await editor.end()).toBe(0);
});
