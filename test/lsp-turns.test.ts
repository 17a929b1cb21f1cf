/** A long check gives way to what else an editor asks, and is given up for a newer text. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { editedCluster } from "../scripts/bench/inputs.ts";
import { processIo } from "../src/cli/io.ts";
import { Folder } from "../src/cli/lsp/folder.ts";
import { Editor } from "./support/editor.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-lsp-turns-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "cluster.yaml");
const text = editedCluster(100);
writeFileSync(path, text);

it("ends a check for a newer text, and knows until then what the last one found", async () => {
  const buffers = new Map([[path, text]]);
  const one = new Folder(folder, { ...processIo(), buffers });
  await one.check();
  const first = one.find(path)?.check;
  expect(first?.sites[0]?.model.instances).toHaveLength(103);

  buffers.set(path, text.replace("name: bench", "nmae: bench"));
  one.edited(path);
  let isOutdated = false;
  setImmediate(() => {
    isOutdated = true;
  });
  await one.check(() => isOutdated);
  expect(isOutdated).toBe(true);
  expect(one.find(path)?.check).toBe(first);

  await one.check();
  expect(one.find(path)?.check.diagnostics.map(({ code }) => code.name)).toContain("unknown-key");
});

it("answers before the findings of an edit that came with the question, and gives those of the last edit alone", async () => {
  const editor = await Editor.open(folder);
  await editor.write(path, text);
  await editor.diagnostics(path);
  const { href: uri } = pathToFileURL(path);
  const published: (number | undefined)[] = [];
  const events: string[] = [];
  editor.connection.onNotification("textDocument/publishDiagnostics", ({ version }: { version?: number }) => {
    published.push(version);
    events.push("findings");
  });
  for (const [index, name] of ["b", "be", "ben"].entries())
    void editor.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: index + 2 },
      contentChanges: [{ text: text.replace("name: bench", `name: ${name}`) }],
    });
  const help = editor.request("textDocument/hover", {
    textDocument: { uri },
    position: { line: 1, character: 2 },
  });
  await help.then(() => events.push("help"));
  while (published.length === 0) await new Promise((done) => setTimeout(done, 5));
  expect(events).toEqual(["help", "findings"]);
  expect(published).toEqual([4]);
  expect(await editor.end()).toBe(0);
});
