/** The extension for VS Code as its README has it built: what vsce packs, and the client that is in it, in a stub of the editor. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { program } from "./support/command.ts";
import { filesIn } from "./support/golden.ts";
import { needing } from "./support/needing.ts";
import { VscodeStub } from "./support/vscode-stub.ts";

interface Command {
  readonly command: string;
  readonly arguments: readonly unknown[];
}

const base = mkdtempSync(join(tmpdir(), "cfgc-vscode-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));
const folder = join(base, "editors/vscode");

function run(command: string, words: readonly string[], cwd: string) {
  const env = { ...process.env, npm_config_ignore_scripts: "true", npm_config_fetch_retries: "0" };
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd, encoding: "utf8", env });
  return { status, output: `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}` };
}

/** The commands of the README, up to the one that needs the editor. */
function documentedCommands(): readonly string[] {
  const page = readFileSync("editors/vscode/README.md", "utf8");
  const [, block = ""] = /```sh\n(npm ci[\s\S]*?)```/.exec(page) ?? [];
  return block.split("\n").filter((line) => line !== "" && !line.startsWith("code "));
}

describe("the package", { tags: ["long"], timeout: 60_000 }, () => {
  let missing: string | undefined;
  const unpacked = join(base, "unpacked");

  beforeAll(() => {
    if (run("npm", ["view", "@vscode/vsce", "version"], base).status !== 0) {
      missing = "npm reaches no registry, so neither vsce nor the parts of the extension are to be had";
      return;
    }
    for (const path of ["tsconfig.json", "scripts/bundled.js"]) cpSync(path, join(base, path));
    // npm reads the settings of the folder alone, and modules of this repository say that they are modules in its manifest.
    writeFileSync(join(base, "package.json"), '{ "type": "module" }');
    const isOwn = (path: string) => !/[\\/](?:node_modules|dist)$|\.vsix$/.test(path);
    cpSync("editors/vscode", folder, { recursive: true, filter: isOwn });
    const commands = documentedCommands();
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const { status, output } = run("sh", ["-c", command], folder);
      if (status !== 0) throw new Error(`${command}: ${status}\n${output}`);
    }
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const unpack = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
    const packed = join(folder, `cfgc-${version}.vsix`);
    expect(run("python3", ["-c", unpack, packed, unpacked], base)).toEqual({ status: 0, output: "" });
  }, 300_000);
  beforeEach((context) => needing(missing)(context));

  it("has what the manifest names, with the licences of what is in it, and nothing else", () => {
    const inside = join(unpacked, "extension");
    expect(
      filesIn(inside)
        .map((path) => path.slice(inside.length + 1))
        .sort(),
    ).toEqual([
      "LICENSE.txt",
      "dist/extension.cjs",
      "dist/third-party-licenses.txt",
      "language-configuration.json",
      "package.json",
      "readme.md",
      "syntaxes/dolphindb-cfg.tmLanguage.json",
      "syntaxes/dolphindb-nodes.tmLanguage.json",
    ]);
    const licences = readFileSync(join(inside, "dist/third-party-licenses.txt"), "utf8");
    expect(licences).toContain("vscode-languageclient ");
    const manifest = JSON.parse(readFileSync(join(inside, "package.json"), "utf8"));
    expect(existsSync(join(inside, manifest.main))).toBe(true);
    // What is packed says nothing of the machine.
    expect(filesIn(inside).filter((path) => readFileSync(path, "utf8").includes(base))).toEqual([]);
  });

  describe("its client", () => {
    const project = join(base, "project");
    const path = join(project, "cluster.yaml");
    const right = readFileSync("examples/horaedb-kafka-oss/cluster.yaml", "utf8");
    const wrong = right.replace("topology:", "topolgy:");
    const asked = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
    const isUnknownKey = ({ code }: { code: unknown }) => JSON.stringify(code).includes("unknown-key");
    let stub: VscodeStub;
    let extension: { activate(context: unknown): Promise<void>; deactivate(): Promise<void> };

    beforeEach(() => {
      const module = join(unpacked, "node_modules/vscode");
      const installed = join(project, "node_modules/.bin/cfgc");
      for (const one of [module, join(project, "node_modules/.bin")]) mkdirSync(one, { recursive: true });
      writeFileSync(path, wrong);
      writeFileSync(installed, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, { mode: 0o755 });
      writeFileSync(join(module, "index.js"), 'module.exports = globalThis[Symbol.for("vscode")];\n');
      stub = new VscodeStub(project);
      Object.assign(globalThis, { [Symbol.for("vscode")]: stub.module() });
      const require = createRequire(join(unpacked, "extension/package.json"));
      for (const one of Object.keys(require.cache))
        if (one.startsWith(unpacked)) Reflect.deleteProperty(require.cache, one);
      extension = require("./dist/extension.cjs");
    });

    it("starts the cfgc of the project, and shows what it finds, offers and knows", async () => {
      const document = stub.open(path, "yaml");
      await extension.activate({ subscriptions: [] });
      expect(stub.messages).toEqual([]);
      const [found] = (await stub.found(path, (all) => all.some(isUnknownKey))).filter(isUnknownKey);
      expect(JSON.stringify(found)).toContain("topolgy");

      stub.write(document, right);
      await stub.found(path, (all) => !all.some(isUnknownKey));
      const line = right.split("\n").findIndex((one) => one.includes("topology:"));
      const place = { line, character: (right.split("\n")[line]?.indexOf("topology") ?? 0) + 3 };
      const help = await stub.providers.get("Hover")?.provideHover?.(document, place, asked);
      expect(JSON.stringify(help)).toContain("topology");
      const offers = await stub.providers
        .get("CompletionItem")
        ?.provideCompletionItems?.(document, place, asked, { triggerKind: 0 });
      expect(JSON.stringify(offers)).toContain("topology");

      const lenses = await stub.providers.get("CodeLens")?.provideCodeLenses?.(document, asked);
      const [lens] = lenses as [{ readonly command: Command }];
      await stub.commands.get(lens.command.command)?.(...lens.command.arguments);
      const { name, text } = await stub.firstShown();
      expect(name).toMatch(/\/hosts\/.+\.toml$/);
      expect(text).toContain("# Written by cfgc");

      await stub.commands.get("cfgc.restart")?.();
      stub.write(document, wrong);
      await stub.found(path, (all) => all.some(isUnknownKey));
      await extension.deactivate();
      expect([...stub.providers.keys()]).toEqual([]);
      expect(stub.messages).toEqual([]);
    });

    it("says what to do where there is no cfgc", async () => {
      stub.settings["cfgc.path"] = "./no/such/cfgc";
      await extension.activate({ subscriptions: [] });
      expect(stub.messages.join("\n")).toContain(`cfgc does not start as "${join(project, "no/such/cfgc")}"`);
      await extension.deactivate();
    });

    it("starts nothing in a folder that is not trusted, until it is", async () => {
      stub.isTrusted = false;
      stub.open(path, "yaml");
      await extension.activate({ subscriptions: [] });
      expect(stub.providers.size).toBe(0);
      stub.isTrusted = true;
      stub.events.emit("onDidGrantWorkspaceTrust");
      await stub.found(path, (all) => all.some(isUnknownKey));
      await extension.deactivate();
    });
  });
});
