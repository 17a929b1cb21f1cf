/** `cfgc lsp` as an editor uses it. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, it } from "vitest";
import type { CodeAction, Diagnostic, TextEdit } from "vscode-languageserver-protocol";
import { cfgc } from "./support/command.ts";
import { Editor } from "./support/editor.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-lsp-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const example = readFileSync("examples/horaedb-kafka-oss/cluster.yaml", "utf8");

const codes = (found: readonly Diagnostic[]) => found.map(({ code }) => code);

/** A text with edits made. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: TextEdit["range"]["start"]) =>
    (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (before, { range, newText }) =>
        before.slice(0, offset(range.start)) + newText + before.slice(offset(range.end)),
      text,
    );
}

async function actionsOn(editor: Editor, path: string, found: Diagnostic): Promise<CodeAction[]> {
  return editor.request("textDocument/codeAction", {
    textDocument: { uri: pathToFileURL(path).href },
    range: found.range,
    context: { diagnostics: [found] },
  });
}

it("goes with somebody from a mistake to its fix, through broken syntax, and back", async () => {
  const folder = folderWith({ "cluster.yaml": example });
  const path = join(folder, "cluster.yaml");
  const editor = await Editor.open(folder);
  await editor.write(path, example);
  const clean = codes(await editor.diagnostics(path));

  const mistyped = example.replace("topology:", "topolgy:");
  await editor.write(path, mistyped);
  const [found] = (await editor.diagnostics(path)).filter(({ code }) => code === "unknown-key");
  if (found === undefined) throw new Error("the misspelt key is not found");
  expect(mistyped.split("\n")[found.range.start.line]).toContain("topolgy");
  expect(found.codeDescription?.href).toMatch(/\/docs\/rules\/unknown-key\.md$/);
  const [fix] = await actionsOn(editor, path, found);
  const edits = fix?.edit?.changes?.[pathToFileURL(path).href] ?? [];
  expect(fix).toMatchObject({ kind: "quickfix", isPreferred: true });
  expect(edited(mistyped, edits)).toBe(example);

  await editor.write(path, example.replace("name: metrics-kafka", "name: {metrics-kafka"));
  expect(codes(await editor.diagnostics(path))).toContain("yaml-syntax");
  await editor.write(path, example);
  expect(codes(await editor.diagnostics(path))).toEqual(clean);
  expect(await editor.end()).toBe(0);
});

it("silences a warning with a comment that asks for a reason", async () => {
  const text = '# cfgc: horaedb@2.1.0\n[node]\naddr = "10.0.0.1"\n\n[server]\nhtp_port = 5440\n';
  const folder = folderWith({ "db.toml": text });
  const path = join(folder, "db.toml");
  const editor = await Editor.open(folder);
  await editor.write(path, text);
  const found = (await editor.diagnostics(path)).find(({ code }) => code === "unknown-key");
  if (found === undefined) throw new Error("the misspelt key is not found");
  const silence = (await actionsOn(editor, path, found)).find(({ title }) => title.startsWith("silence"));
  const after = edited(text, silence?.edit?.changes?.[pathToFileURL(path).href] ?? []);
  expect(after).toContain("\n# cfgc-disable-next-line unknown-key: ");
  await editor.write(path, after);
  expect(codes(await editor.diagnostics(path))).not.toContain("unknown-key");
  expect(await editor.end()).toBe(0);
});

it("reads the files beside, saved or not, and keeps two folders apart", async () => {
  const member = (index: number, port: number) => `# cfgc: horaemeta@2.1.0
node-name = "meta${index}"
data-dir = "/var/lib/meta${index}"
client-urls = "http://10.0.0.1:${port}"
peer-urls = "http://10.0.0.1:${port + 1}"
advertise-client-urls = "http://10.0.0.1:${port}"
advertise-peer-urls = "http://10.0.0.1:${port + 1}"
http-port = ${port + 2}
initial-cluster = "meta0=http://10.0.0.1:2380,meta1=http://10.0.0.1:2480"
`;
  const one = folderWith({ "meta0.toml": member(0, 2379), "meta1.toml": member(1, 2479) });
  const other = folderWith({ "meta0.toml": member(0, 2379) });
  const editor = await Editor.open(one, other);
  const path = join(one, "meta1.toml");
  // A clash with the other file of the folder, and not with the one of the other folder.
  await editor.write(path, member(1, 2379));
  const clash = (await editor.diagnostics(path)).find(({ code }) => code === "port-clash");
  const places = clash?.relatedInformation?.map(({ location }) => location.uri);
  expect([pathToFileURL(path).href, ...(places ?? [])]).toContain(
    pathToFileURL(join(one, "meta0.toml")).href,
  );
  expect(places).not.toContain(pathToFileURL(join(other, "meta0.toml")).href);
  // A file that is on no disk yet takes part.
  await editor.write(path, member(1, 2479));
  expect(codes(await editor.diagnostics(path))).not.toContain("port-clash");
  const unsaved = join(one, "meta2.toml");
  await editor.write(unsaved, member(2, 2479));
  await editor.diagnostics(unsaved);
  expect([...editor.published().values()].flat().map(({ code }) => code)).toContain("port-clash");
  await editor.close(unsaved);
  await editor.write(path, member(1, 2479));
  expect(codes(await editor.diagnostics(path))).not.toContain("port-clash");
  expect(await editor.end()).toBe(0);
});

it("follows folders that an editor opens and closes", async () => {
  const mistyped = { "cluster.yaml": example.replace("topology:", "topolgy:") };
  const one = folderWith(mistyped);
  const other = folderWith(mistyped);
  const editor = await Editor.open(one);
  const shown = () => [...editor.published()].map(([path, found]) => `${path} ${codes(found).join()}`);
  const change = async (added: readonly string[], removed: readonly string[]) => {
    const folders = (paths: readonly string[]) =>
      paths.map((path) => ({ uri: pathToFileURL(path).href, name: path }));
    const event = { added: folders(added), removed: folders(removed) };
    await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event });
    await editor.settled();
  };
  await change([], []);
  const said = (folder: string) => `${join(folder, "cluster.yaml")} unknown-key`;
  expect(shown()).toEqual([said(one)]);
  await change([other], [one]);
  expect(shown()).toEqual([said(other)]);
  // What is open stays, and is said once if its folder comes back.
  await editor.write(join(one, "cluster.yaml"), mistyped["cluster.yaml"]);
  await change([], []);
  expect(shown().sort()).toEqual([said(one), said(other)].sort());
  await change([one], [other]);
  expect(shown()).toEqual([said(one)]);
  await change([], [one]);
  expect(shown()).toEqual([said(one)]);
  expect(await editor.end()).toBe(0);
});

it("says the same of an included file as of a saved one", async () => {
  const folder = folderWith({});
  const hosts = "hosts:\n  db1: { address: 10.1.1.1 }\n";
  const site =
    "cfgc: 1\nname: s\nenvironment: development\ninclude: [hosts.yaml]\nhoraedb:\n  version: 2.1.0\n  nodes: { members: [{ host: db1 }] }\n";
  writeFileSync(join(folder, "hosts.yaml"), hosts);
  writeFileSync(join(folder, "cluster.yaml"), site);
  const editor = await Editor.open(folder);
  const path = join(folder, "cluster.yaml");
  await editor.write(path, site);
  expect(codes(await editor.diagnostics(path))).not.toContain("unknown-host");
  await editor.write(join(folder, "hosts.yaml"), hosts.replace("db1:", "db7:"));
  await editor.diagnostics(join(folder, "hosts.yaml"));
  expect(codes(editor.published().get(path) ?? [])).toContain("unknown-host");
  expect(await editor.end()).toBe(0);
});

it("says the same of a text with a NUL, saved or not", async () => {
  const text = "# cfgc: horaemeta@2.1.0\nhttp-port = 5440\n";
  const folder = folderWith({ "horaemeta.toml": text });
  const path = join(folder, "horaemeta.toml");
  const editor = await Editor.open(folder);
  await editor.write(path, text);
  await editor.diagnostics(path);
  const broken = text.replace("5440", "54\0");
  await editor.write(path, broken);
  const unsaved = codes(await editor.diagnostics(path));
  writeFileSync(path, broken);
  const { stdout } = await cfgc(["lint", folder, "--ignore-unknown", "--format", "json"]);
  const { findings } = JSON.parse(stdout) as { findings: { code: string }[] };
  expect(unsaved).toEqual(["encoding"]);
  expect(unsaved).toEqual(findings.map(({ code }) => code));
  expect(await editor.end()).toBe(0);
});

it("goes on after a huge text, a folder that nobody may read, and nonsense", async () => {
  const folder = folderWith({ "cluster.yaml": example, "closed/cluster.yaml": example });
  chmodSync(join(folder, "closed"), 0);
  const path = join(folder, "cluster.yaml");
  const editor = await Editor.open(folder, join(folder, "none"));
  await editor.write(join(folder, "huge.yaml"), `cfgc: 1\n${"# filler\n".repeat(200_000)}`);
  await editor.write(path, example.replace("topology:", "topolgy:"));
  expect(codes(await editor.diagnostics(path))).toContain("unknown-key");
  expect(editor.messages.join("\n")).toContain("huge.yaml is longer than");
  for (const place of [
    { line: 99_999, character: 0 },
    { line: 3, character: 9_999 },
  ])
    await editor.request("textDocument/codeAction", {
      textDocument: { uri: pathToFileURL(path).href },
      range: { start: place, end: place },
      context: { diagnostics: [] },
    });
  await editor.request("textDocument/codeAction", {
    textDocument: { uri: "untitled:Untitled-1" },
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: [] },
  });
  chmodSync(join(folder, "closed"), 0o700);
  // Root reads every folder.
  if (process.getuid?.() !== 0)
    expect(editor.messages.join("\n")).toContain("cannot read closed: permission denied");
  expect(await editor.end()).toBe(0);
});

it.each([
  ["without a word", ""],
  ["in the middle of a message", 'Content-Length: 100\r\n\r\n{"jso'],
])("ends when the editor goes away %s", async (_when, last) => {
  const editor = await Editor.open(folderWith({ "cluster.yaml": example }));
  const ended = new Promise<number | null>((done) => editor.process.on("exit", done));
  editor.process.stdin?.end(last);
  expect(await ended).toBe(1);
});

it.each([
  ["a folder", (root: string) => Editor.open(root)],
  ["no folder", () => Editor.open()],
])("checks a new file whose own is not on the disk yet, with %s open", async (_what, begin) => {
  const root = join(folderWith({}), "new");
  const editor = await begin(root);
  const path = join(root, "cluster.yaml");
  await editor.write(path, example.replace("topology:", "topolgy:"));
  expect(codes(await editor.diagnostics(path))).toEqual(["unknown-key"]);
  expect(editor.messages).toEqual([]);
  expect(await editor.end()).toBe(0);
});

it("says nothing on its output but the protocol, and writes no file", async () => {
  const folder = folderWith({ "cluster.yaml": example });
  const before = await cfgc(["lint", folder, "--format", "json"]);
  const editor = await Editor.open(folder);
  await editor.write(join(folder, "cluster.yaml"), "cfgc: 1\n");
  await editor.diagnostics(join(folder, "cluster.yaml"));
  expect(await editor.end()).toBe(0);
  expect(await cfgc(["lint", folder, "--format", "json"])).toEqual(before);
});
