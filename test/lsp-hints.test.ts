/** Links, hints and lenses as an editor asks for them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import type { CodeAction, CodeLens, DocumentLink, InlayHint } from "vscode-languageserver-protocol";
import { Editor } from "./support/editor.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-lsp-hints-"));
afterAll(() => rmSync(folder, { recursive: true }));

const site = `cfgc: 1
name: s
environment: development
include: [hosts.yaml, none.yaml]
horaedb:
  version: 2.1.0
  nodes:
    members: [{ host: db1 }]
  object_store:
    type: Local
`;

it("answers links, hints, lenses and the texts behind them", async () => {
  writeFileSync(join(folder, "hosts.yaml"), "hosts:\n  db1: { address: 10.1.1.1 }\n");
  mkdirSync(join(folder, "run"));
  writeFileSync(join(folder, "run", "key"), "secret\n");
  const path = join(folder, "cluster.yaml");
  const { href: uri } = pathToFileURL(path);
  const textDocument = { uri };
  const editor = await Editor.open(folder);
  const secret = `${site.replace("type: Local", "type: S3")}    key_id: { from_file: run/key }\n    key_secret: { from_file: /etc/passwd }\n`;
  await editor.write(path, secret);
  const links = await editor.request<DocumentLink[]>("textDocument/documentLink", { textDocument });
  expect(links.map(({ target }) => target)).toEqual(
    ["hosts.yaml", "none.yaml", "run/key"].map((name) => pathToFileURL(join(folder, name)).href),
  );

  const runnable = site.replace(", none.yaml", "");
  await editor.write(path, runnable);
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = await editor.request<InlayHint[]>("textDocument/inlayHint", { textDocument, range });
  expect(hints.map(({ position, label }) => [position.line, label])).toEqual([
    [7, expect.stringContaining("name db1 · ports 5440")],
  ]);
  const rewrites = await editor.request<CodeAction[]>("textDocument/codeAction", {
    textDocument,
    range: { start: { line: 7, character: 16 }, end: { line: 7, character: 16 } },
    context: { diagnostics: [], only: ["refactor"] },
  });
  expect(rewrites.map(({ title }) => title)).toEqual(["add name: db1 to keep this instance's identity"]);

  const [lens] = await editor.request<CodeLens[]>("textDocument/codeLens", { textDocument });
  expect(lens?.range.start.line).toBe(7);
  const shown = await editor.request<{ texts: { uri: string; path: string; text: string }[] }>(
    "workspace/executeCommand",
    lens?.command,
  );
  const [first] = shown.texts;
  expect(first?.path).toBe("hosts/db1/horaedb/db1/horaedb.toml");
  expect(first?.text).toContain("[server]");
  await editor.until(() => editor.opened.length > 0);
  expect(editor.opened).toEqual([first?.uri]);
  const content = await editor.request("workspace/textDocumentContent", { uri: first?.uri });
  expect(content).toEqual({ text: first?.text });
  // As another editor writes the address.
  const spelt = first?.uri.replace(":/", ":///").replace("horaedb.toml", "horaedb%2Etoml");
  expect(await editor.request("workspace/textDocumentContent", { uri: spelt })).toEqual(content);
  expect(await editor.request("workspace/textDocumentContent", { uri: "cfgc-emitted:/%zz" })).toEqual({
    text: "the file is not written any more\n",
  });
  await editor.request("workspace/executeCommand", lens?.command);
  await editor.until(() => editor.opened.length > 1);
  expect(editor.refreshed).toEqual(shown.texts.map(({ uri: address }) => address));
  editor.refreshed.length = 0;

  await editor.write(path, runnable.replace("db1 }", "db7 }"));
  const refused = await editor.request("workspace/executeCommand", lens?.command);
  expect(refused).toEqual({ texts: [], reason: expect.stringContaining("db7") });
  // What follows from another file is asked for again when that changes.
  expect(editor.refreshed).toEqual([]);
  await editor.write(join(folder, "hosts.yaml"), "hosts:\n  db7: { address: 10.1.1.1 }\n");
  await editor.until(() => editor.refreshed.length === 2);
  expect([...editor.refreshed].sort()).toEqual(["codeLens", "inlayHint"]);
  const now = await editor.request<InlayHint[]>("textDocument/inlayHint", { textDocument, range });
  expect(now.map(({ label }) => label)).toEqual([expect.stringContaining("name db7")]);
  for (const nonsense of [undefined, [], [7], [{ uri }], [{ uri: "untitled:x", names: [] }]])
    expect(
      await editor.request("workspace/executeCommand", { command: "cfgc.showEmitted", arguments: nonsense }),
    ).toMatchObject({ texts: [] });
  expect(await editor.end()).toBe(0);
});
