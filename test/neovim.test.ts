/** The real Neovim with the set-up that docs/guide/editor.md has, and keys as that page names them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blocksOf } from "./support/guide-page.ts";
import { needing } from "./support/needing.ts";
import { Neovim, neovimMissing, type Seen } from "./support/neovim.ts";

const page = "docs/guide/editor.md";
const [setUp] = blocksOf(page).filter(({ language }) => language === "lua");
const example = readFileSync("examples/horaedb-kafka-oss/cluster.yaml", "utf8");
const hasFinding = (code: string) => (seen: Seen) => seen.diagnostics.some((one) => one.code === code);

describe("Neovim", { tags: ["long"], timeout: 120_000 }, () => {
  let base: string;
  let editor: Neovim | undefined;
  const started = () => editor as Neovim;

  beforeEach(async (context) => {
    needing(neovimMissing())(context);
    base = mkdtempSync(join(tmpdir(), "cfgc-nvim-"));
    const folder = join(base, "site");
    mkdirSync(folder);
    writeFileSync(join(folder, "cluster.yaml"), example);
    writeFileSync(join(folder, "cluster.nodes"), "localSite,mode\n10.0.0.1:8900:c1,controler\n");
    editor = await Neovim.start(folder, join(base, "home"), setUp?.text ?? "");
  });
  afterEach(async () => {
    await editor?.end();
    editor = undefined;
    if (base) rmSync(base, { recursive: true, force: true });
  });

  it("marks a mistake as it is typed, says what it is, and mends it", async () => {
    await started().type(`:edit cluster.yaml<CR>/topology<CR>cwtopolgy<Esc>`);
    await started().see("finding", hasFinding("unknown-key"));
    await started().type("\\d");
    await started().see("text of the finding", ({ floats }) => floats.join().includes('mean "topology"'));
    await started().isAsked("\\a", "Code actions:");
    await started().type("1<CR>");
    const mended = await started().see("fix", ({ lines }) => lines.join("\n") === example.trimEnd());
    expect(mended.servers).toEqual(["cfgc"]);
    await started().see("end of the finding", (seen) => !hasFinding("unknown-key")(seen));
  });

  it("completes keys and names", async () => {
    await started().type(":edit cluster.yaml<CR>");
    await started().see("server", ({ servers }) => servers.length === 1);
    await started().type("/^horaedb:<CR>otreat<C-x><C-o>");
    const keys = await started().see("offer", ({ offers }) => offers.length > 0);
    // A Neovim that fills in snippets has no colon in its menu.
    expect(keys.offers.map((one) => one.replace(": ", ""))).toEqual(["treat_as"]);
    await started().type("<Esc>cc  meta: { members: [{ host: <C-x><C-o>");
    const hosts = await started().see("names of hosts", ({ offers }) => offers.includes("db1"));
    expect(hosts.offers).toEqual(expect.arrayContaining(["db1", "db2", "db3"]));
  });

  it("shows the reference of a key", async () => {
    await started().type(":edit cluster.yaml<CR>/  topology:/e-1<CR>");
    await started().see("server", ({ servers }) => servers.length === 1);
    await started().type("K");
    const { floats } = await started().see("reference", (seen) => seen.floats.length > 0);
    expect(floats.join()).toContain("horaedb.topology");
  });

  it("renames a host in all files, and finds where it is declared", async () => {
    const part = join(base, "site/part");
    mkdirSync(part);
    const hosts = "hosts:\n  db1: { address: 10.1.1.1 }\n";
    const site =
      "cfgc: 1\nname: s\nenvironment: development\ninclude: [hosts.yaml]\nhoraedb:\n  version: 2.1.0\n  nodes: { members: [{ host: db1 }] }\n";
    writeFileSync(join(part, "hosts.yaml"), hosts);
    writeFileSync(join(part, "cluster.yaml"), site);
    await started().type(":edit part/cluster.yaml<CR>/db1<CR>");
    await started().see("server", ({ servers }) => servers.length === 1);
    await started().isAsked("\\r", "New Name");
    await started().type("<C-u>db7<CR>");
    const isRenamed = ({ lines }: Seen) => lines.join("\n") === site.replace("db1", "db7").trimEnd();
    // Neovim tells the server of the other file a moment later.
    await started().rest(await started().see("new name", isRenamed));
    await started().type("gd");
    const { lines } = await started().see("declaration", ({ name }) => name.endsWith("hosts.yaml"));
    expect(lines.join("\n")).toBe(hosts.replace("db1", "db7").trimEnd());
    // Nothing is written until somebody saves it.
    expect(readFileSync(join(part, "hosts.yaml"), "utf8")).toBe(hosts);
  });

  it("opens what is written for a member", async () => {
    await started().type(":edit cluster.yaml<CR>");
    await started().see("server", ({ servers }) => servers.length === 1);
    await started().type("\\l");
    const { lenses } = await started().see("lenses", (seen) => seen.lenses.length > 0);
    await started().type(`:${lenses[0]?.line}<CR>\\L`);
    const { name } = await started().see("file", ({ lines }) => lines.join().includes("Written by cfgc"));
    expect(name).toMatch(/^cfgc-emitted:.*\/hosts\//);
  });

  it("knows files of DolphinDB, which it has no name for", async () => {
    await started().type(":edit cluster.nodes<CR>");
    const { diagnostics } = await started().see("finding", (seen) => seen.diagnostics.length > 0);
    expect(diagnostics.map(({ message }) => message).join()).toContain("controler");
  });
});

it("the page names each key that its set-up has", () => {
  const text = readFileSync(page, "utf8");
  const keys = [...(setUp?.text ?? "").matchAll(/key\("([^"]+)"/g)].map(([, key = ""]) =>
    key.replace("<leader>", "\\"),
  );
  expect(keys.length).toBeGreaterThan(5);
  expect(keys.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
});
