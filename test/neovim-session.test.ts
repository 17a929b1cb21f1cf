/**
 * The session of docs/editor-session.md in the real Neovim, with the set-up that the guide has: from an empty folder to
 * a cluster.yaml of three products. The page is what this test sees; CFGC_UPDATE=1 writes it anew.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parse } from "yaml";
import { expectText } from "./support/golden.ts";
import { blocksOf } from "./support/guide-page.ts";
import { needing } from "./support/needing.ts";
import { Neovim, neovimMissing, type Seen } from "./support/neovim.ts";
import { compileText, products } from "./support/run.ts";
import { Session } from "./support/session.ts";

const page = "docs/editor-session.md";
const base = mkdtempSync(join(tmpdir(), "cfgc-session-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const beginning = `<!-- Written by test/neovim-session.test.ts with CFGC_UPDATE=1: do not edit. -->
# A session in Neovim

From an empty folder to a \`cluster.yaml\` for three products, without leaving the editor. Neovim has the lines of [In your editor](guide/editor.md#neovim) as its \`init.lua\`. A test types this into Neovim, and this page is what it saw.`;

const isClean = (seen: Seen) => seen.diagnostics.length === 0;
const findings = ({ diagnostics }: Seen) =>
  diagnostics.map(({ line, code, message }) => `${line}: ${code}: ${message}`);
/** The last lines of the text. */
const tail = ({ lines }: Seen, count: number) => lines.slice(-count);

it(
  "goes from an empty folder to a cluster.yaml for three products",
  { tags: ["long"], timeout: 120_000 },
  (context) =>
    needing(neovimMissing(), async () => {
      const folder = join(base, "shop");
      mkdirSync(folder);
      const [setUp] = blocksOf("docs/guide/editor.md").filter(({ language }) => language === "lua");
      const editor = await Neovim.start(folder, join(base, "home"), setUp?.text ?? "");
      const session = new Session(editor, beginning);
      try {
        await play(session, editor);
        await addOms(session);
        await rename(session);
      await lookAndBuild(session, editor);
      } finally {
        await editor.end();
      }
      const written = readFileSync(join(folder, "cluster.yaml"), "utf8");
      expect(compileText(written).diagnostics).toEqual([]);
      expect(Object.keys(parse(written))).toEqual(expect.arrayContaining(products.map(({ name }) => name)));
      expectText(page, session.text);
    })(context),
);

async function play(session: Session, editor: Neovim): Promise<void> {
  session.says("## An empty folder");
  const isWritten = () => editor.said.includes("next: ");
  await session.types(":!cfgc init --hosts db1,db2,db3 --name shop<CR>", "cluster.yaml", isWritten);
  session.shows(editor.said.split(/[\r\n]+/).filter((line) => /^(?:wrote|it is|next:) /.test(line)));

  await session.types(":edit cluster.yaml<CR>", "server", ({ servers }) => servers.length === 1);
  session.says(
    "The language server runs, and finds nothing wrong. Keys that follow have their blanks with them:",
  );
  await session.types(":setlocal indentexpr= noautoindent<CR>", "file", isClean);

  session.says("## DolphinDB, with completion");
  const section = await session.types(
    "Godol<C-x><C-o>",
    "section",
    ({ lines }) => lines.at(-1) === "dolphindb:",
  );
  session.says("There is one key that begins so, and it is written:");
  session.shows(tail(section, 1), "yaml");
  await session.types("<CR>  ver<C-x><C-o>", "key", ({ lines }) => lines.at(-1) === "  version: ");
  const releases = await session.types("<C-x><C-o>", "releases", ({ offers }) => offers.length > 1);
  session.says("The menu has releases, the newest first:");
  session.shows([...releases.offers.slice(0, 4), "..."]);
  const keys = await session.types("<C-y><CR>  <C-x><C-o>", "keys", ({ offers }) =>
    offers.includes("controllers:"),
  );
  session.says("and then what a section of DolphinDB may have, what it must have first:");
  session.shows(keys.offers);
  const hosts = await session.types("<C-e>controllers: [{ host: <C-x><C-o>", "hosts", ({ offers }) =>
    offers.includes("db1"),
  );
  session.says("and where a host is named, the hosts:");
  session.shows(hosts.offers);
  const half = await session.types(
    "<C-n><C-y> }, { host: db2 }, { host: db3 }]<Esc>",
    "findings",
    (seen) => seen.mode === "n" && findings(seen).join().includes("missing-key"),
  );
  session.says("Something is missing. The editor says what:");
  session.shows(findings(half));
  const whole = await session.types(
    "o  data_nodes: [{ host: db1 }, { host: db2 }, { host: db3 }]<CR>  replication: { factor: 2, reliability_level: 1 }<Esc>",
    "end of findings",
    isClean,
  );
  session.says("Now the section is whole:");
  session.shows(tail(whole, 5), "yaml");
  const { floats } = await session.types("?reliability<CR>K", "reference", (seen) => seen.floats.length > 0);
  session.says("What does a key do?");
  session.shows((floats[0] ?? "").split("\n"));
}

async function addOms(session: Session): Promise<void> {
  session.says("## OMS, with a mistake");
  const lines = [
    "Gooms:",
    "  version: 4.2.2",
    "  meta_database:",
    "    host: 10.10.10.1",
    "    port: 2883",
    "    user: root@oms",
    "    password: { from_env: OMS_META_PASSWORD }",
    "  regions:",
    "    - location: 0",
    "      vip: 10.1.1.100",
    "      hots: [db1, db2, db3]<Esc>",
  ];
  const wrong = await session.types(lines.join("<CR>"), "mistake", (seen) =>
    findings(seen).join().includes("unknown-key"),
  );
  session.says("The last line is wrong:");
  session.shows(findings(wrong));
  session.says("With the cursor on it, its fix is the first of the actions:");
  const right = await session.answers("?hots<CR>\\a", "Code actions:", "1<CR>", "fix", isClean);
  session.shows(tail(right, 3), "yaml");
}

async function lookAndBuild(session: Session, editor: Neovim): Promise<void> {
  session.says("## What is written from it");
  const lensed = await session.types("/controllers<CR>\\l", "lenses", ({ lenses }) => lenses.length > 0);
  session.says("Lenses stand above members:");
  session.shows(lensed.lenses.map(({ line, title }) => `${line}: ${title}`));
  const opened = await session.answers("\\L", "Code lenses:", "1<CR>", "file", ({ name }) =>
    name.startsWith("cfgc-emitted:"),
  );
  session.says(`A window opens for each file. This is \`${basename(opened.name)}\`:`);
  session.shows(opened.lines.slice(0, -1));
  const isBack = ({ name }: Seen) => name === "cluster.yaml";
  await session.types(":only<CR>:buffer cluster.yaml<CR>", "cluster.yaml", isBack);
  session.says("## Save and build");
  const before = editor.said.length;
  const isBuilt = () => /out\/|error/.test(editor.said.slice(before));
  await session.types(":write<CR>:!cfgc build cluster.yaml<CR>", "bundle", isBuilt);
  session.shows([editor.said.slice(before)]);
}

async function rename(session: Session): Promise<void> {
  session.says("## Another name for a host");
  const renamed = await session.answers("gg/db3<CR>\\r", "New Name", "<C-u>db7<CR>", "new name", ({ lines }) =>
    lines.join().includes("db7:"),
  );
  session.says("All its places have the new name:");
  session.shows(renamed.lines.filter((line) => line.includes("db7")), "yaml");
}
