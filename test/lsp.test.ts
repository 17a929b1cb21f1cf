/** `cfgc lsp` as an editor uses it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { Editor } from "./support/editor.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-lsp-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const node = (line: string) =>
  `# cfgc: horaedb@2.1.0+wal-rocksdb\n[node]\naddr = "10.0.0.1"\n\n[server]\n${line}\n`;

it("says what is wrong while somebody types, and takes it back when it is mended", async () => {
  const folder = folderWith({ "db.toml": node("http_port = 5440") });
  const editor = await Editor.open(folder);
  const path = join(folder, "db.toml");
  await editor.write(path, node("htp_port = 5440"));
  const found = await editor.diagnostics(path);
  expect(found.find(({ code }) => code === "unknown-key")).toMatchObject({
    code: "unknown-key",
    source: "cfgc",
    range: { start: { line: 5, character: 0 }, end: { line: 5, character: 8 } },
  });
  await editor.write(path, node("http_port = 5440"));
  expect((await editor.diagnostics(path)).map(({ code }) => code)).not.toContain("unknown-key");
  expect(await editor.end()).toBe(0);
});
