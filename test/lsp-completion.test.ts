/** Completion and hover as an editor asks for them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import type { CompletionItem, Hover } from "vscode-languageserver-protocol";
import { Editor } from "./support/editor.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-completion-"));
afterAll(() => rmSync(folder, { recursive: true }));

const site = `cfgc: 1
name: metrics
include: [machines.yaml]
hosts:
  h1: { address: 10.0.0.1 }
`;

it("offers and shows what fits while a text is being written, also in files that no site is in", async () => {
  const path = join(folder, "cluster.yaml");
  const machines = join(folder, "machines.yaml");
  writeFileSync(path, site);
  writeFileSync(machines, "hosts:\n  h2: { address: 10.0.0.2 }\n");
  const editor = await Editor.open(folder);
  const ask = async (file: string, text: string) => {
    await editor.write(file, text.replace("|", ""));
    const lines = text.slice(0, text.indexOf("|")).split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const uri = pathToFileURL(file).href;
    return editor.request<CompletionItem[]>("textDocument/completion", { textDocument: { uri }, position });
  };
  const hosts = await ask(
    path,
    `${site}horaedb:\n  version: 2.1.0\n  nodes:\n    members:\n      - { host: |\n`,
  );
  expect(hosts.map(({ label }) => label)).toEqual(["h[1-2]", "h1", "h2"]);
  const keys = await ask(path, `${site}horaedb:\n  versi|`);
  const version = keys.find(({ label }) => label === "version") as CompletionItem;
  expect(version).toMatchObject({
    detail: "required",
    textEdit: {
      range: { start: { line: 6, character: 2 }, end: { line: 6, character: 7 } },
      newText: "version: ",
    },
  });
  const { documentation } = await editor.request<CompletionItem>("completionItem/resolve", version);
  expect(documentation).toMatchObject({
    kind: "markdown",
    value: expect.stringContaining("Release of every instance"),
  });
  await editor.write(machines, "hosts:\n  h2: { address: 10.0.0.2 }\n");
  await editor.diagnostics(machines);
  const included = await editor.request<Hover>("textDocument/hover", {
    textDocument: { uri: pathToFileURL(machines).href },
    position: { line: 1, character: 3 },
  });
  expect(included).toMatchObject({ contents: { value: expect.stringContaining("address: 10.0.0.2") } });
  const ofHost = await ask(machines, "hosts:\n  h2: { address: 10.0.0.2, |");
  expect(ofHost.map(({ label }) => label)).toEqual(["zone", "memory"]);
  const uri = pathToFileURL(path).href;
  const shown = await editor.request<Hover>("textDocument/hover", {
    textDocument: { uri },
    position: { line: 4, character: 3 },
  });
  expect(shown).toMatchObject({
    contents: { kind: "markdown", value: expect.stringContaining("host `h1`") },
    range: { start: { line: 4, character: 2 }, end: { line: 4, character: 4 } },
  });
  const settings = await ask(join(folder, ".cfgc.yaml"), "|");
  expect(settings.map(({ label }) => label)).toContain("files");
  expect(await editor.end()).toBe(0);
});
