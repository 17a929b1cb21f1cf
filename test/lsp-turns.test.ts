/** A long check gives way to what else an editor asks, and is given up for a newer text. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { editedCluster } from "../scripts/bench/inputs.ts";
import { processIo } from "../src/cli/io.ts";
import { Folder } from "../src/cli/lsp/folder.ts";
import { Editor } from "./support/editor.ts";
import { by } from "./support/effort.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-lsp-turns-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "cluster.yaml");
const text = editedCluster(200);
writeFileSync(path, text);

/** An edit that comes in during a check ends it, and what was found before counts until the next one. */
async function expectGivenUp(root: string, edited: string, before: string, after: string, instances: number) {
  const buffers = new Map([[edited, before]]);
  const one = new Folder(root, { ...processIo(), buffers });
  await one.check();
  const first = one.find(edited)?.check;
  const models = [...(first?.sites ?? []), ...(first?.written === undefined ? [] : [first.written])];
  expect(models.map(({ model }) => model.instances.length)).toEqual([instances]);

  buffers.set(edited, after);
  one.edited(edited);
  let isOutdated = false;
  setImmediate(() => {
    isOutdated = true;
  });
  await one.check(() => isOutdated);
  expect(isOutdated).toBe(true);
  expect(one.find(edited)?.check).toBe(first);

  await one.check();
  expect(one.find(edited)?.check.diagnostics.map(({ code }) => code.name)).toContain("unknown-key");
}

it("ends a check for a newer text, and knows until then what the last one found", async () => {
  await expectGivenUp(folder, path, text, text.replace("name: bench", "nmae: bench"), 203);
});

it("ends a check of files that somebody wrote as well", async () => {
  const nodes = join(folder, "nodes");
  const nodeText = (index: number) =>
    `# cfgc: horaedb@2.1.0\n[node]\naddr = "10.0.${index >> 8}.${index & 255}"\n[server]\nbind_addr = "0.0.0.0"\n`;
  for (let index = 0; index < 300; index += 1) {
    mkdirSync(join(nodes, String(index)), { recursive: true });
    writeFileSync(join(nodes, String(index), "horaedb.toml"), nodeText(index));
  }
  const edited = join(nodes, "0", "horaedb.toml");
  await expectGivenUp(nodes, edited, nodeText(0), nodeText(0).replace("bind_addr", "bind_adr"), 300);
});

it("gives way while it tries what another text would bring about", async () => {
  const one = new Folder(folder, { ...processIo(), buffers: new Map([[path, text]]) });
  await one.check();
  let hadTurn = false;
  setImmediate(() => {
    hadTurn = true;
  });
  const found = await one.foundWith(new Map([[path, text.replace("name: bench", "nmae: bench")]]));
  expect(found.map(({ code }) => code.name)).toContain("unknown-key");
  expect(hadTurn).toBe(true);
});

it("tries another text only where it counts", async () => {
  const root = mkdtempSync(join(folder, "apart-"));
  const nodeText = '[node]\naddr = "127.0.0.1"\n[server]\nbind_adr = "0.0.0.0"\n';
  const paths = ["a", "b"].map((name) => join(root, name, "horaedb.toml"));
  for (const one of paths) {
    mkdirSync(join(one, ".."));
    writeFileSync(one, `# cfgc: horaedb@2.1.0\n${nodeText}`);
  }
  // As where an editor has files open and no folder: each directory is a deployment.
  const one = new Folder(root, processIo(), () => paths);
  await one.check();
  const [first, second] = paths.map((path) =>
    one.found().find(({ at, code }) => at.file.path === path && code.name === "unknown-key"),
  );
  expect(first).toBeDefined();
  expect(second).toBeDefined();
  const after = await one.foundWith(new Map([[paths[0] ?? "", `# cfgc: horaedb@2.1.0\n\n${nodeText}`]]));
  expect(after).not.toContain(first);
  expect(after).toContain(second);
});

/** As it goes over the pipe. */
function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

it("answers before the findings of an edit that came with the question, and gives those of the last edit alone", async () => {
  const editor = await Editor.open(folder);
  await editor.write(path, editedCluster(400));
  await editor.diagnostics(path);
  const { href: uri } = pathToFileURL(path);
  const asked = { textDocument: { uri }, position: { line: 1, character: 2 } };
  // Who asks for the first time waits for the schemas.
  await editor.request("textDocument/hover", asked);
  let said = "";
  const isTold = new Promise<void>((done) => {
    editor.process.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('"version":4')) done();
    });
  });
  const place = { line: 1, character: 6 };
  const edits = [2, 3, 4].map((version) =>
    framed({
      method: "textDocument/didChange",
      params: {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: place, end: place }, text: "x" }],
      },
    }),
  );
  const question = framed({ id: "asked", method: "textDocument/hover", params: asked });
  // In one piece, so that the server has all of it before it looks at the first.
  editor.process.stdin?.write([...edits, question].join(""));
  await isTold;
  expect(said.indexOf('"id":"asked"')).toBeGreaterThan(-1);
  expect(said.indexOf('"id":"asked"')).toBeLessThan(said.indexOf('"version":4'));
  expect(said).not.toMatch(/"version":[23]\b/);
  expect(await editor.end()).toBe(0);
});

it.each(by({ quick: [20], long: [5, 20, 60, 120, 200], exhaust: [5, 20, 60, 120, 200] }))(
  "ends in the middle of a check, %d ms after an edit",
  { tags: ["series"] },
  async (pause) => {
    const editor = await Editor.open(folder);
    const { href: uri } = pathToFileURL(path);
    await editor.write(path, editedCluster(400));
    await editor.diagnostics(path);
    await editor.write(path, editedCluster(400).replace("name: bench", "name: other"));
    const hover = editor.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: 1, character: 2 },
    });
    await new Promise((done) => setTimeout(done, pause));
    expect(await editor.end()).toBe(0);
    await hover.catch(() => {});
  },
);
