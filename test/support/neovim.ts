/** Neovim without a screen, with keys sent to it as somebody types them, and what is to be seen in it. */
import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { isDeepStrictEqual, promisify } from "node:util";
import { program } from "./command.ts";

const run = promisify(execFile);

/** Longer than anybody waits, in milliseconds. */
const patience = 30_000;

export interface Seen {
  /** Of the file in the window. */
  readonly name: string;
  readonly lines: readonly string[];
  /** Line from 1, column from 0. */
  readonly cursor: readonly [line: number, column: number];
  readonly mode: string;
  readonly diagnostics: readonly {
    readonly line: number;
    readonly code: string;
    readonly message: string;
    readonly severity: number;
  }[];
  /** Texts of windows above the text, such as those of hover. */
  readonly floats: readonly string[];
  readonly lenses: readonly { readonly line: number; readonly title: string }[];
  /** What the menu of completion has. */
  readonly offers: readonly string[];
  readonly servers: readonly string[];
  readonly messages: string;
}

/** Why it cannot be tried, or not with this release, where its own words count; undefined if it can. */
export function neovimMissing(release = ""): string | undefined {
  const { status, stdout } = spawnSync("nvim", ["--version"], { encoding: "utf8" });
  if (status !== 0) return "Neovim is not installed (Debian: neovim)";
  return stdout.startsWith(`NVIM v${release}`) ? undefined : `this is not the Neovim ${release} of Debian 12`;
}

export class Neovim {
  readonly #child: ChildProcess;
  readonly #socket: string;
  readonly #env: NodeJS.ProcessEnv;
  /** What commands printed. */
  said = "";

  private constructor(child: ChildProcess, socket: string, env: NodeJS.ProcessEnv) {
    this.#child = child;
    this.#socket = socket;
    this.#env = env;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.said += text;
      });
  }

  /** In a folder, with this text as init.lua, and `cfgc` on the PATH. What it keeps of its own lies in `home`. */
  static async start(folder: string, home: string, init: string): Promise<Neovim> {
    const bin = join(home, "bin");
    mkdirSync(join(home, "nvim"), { recursive: true });
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(home, "nvim/init.lua"), init);
    writeFileSync(join(bin, "cfgc"), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
      mode: 0o755,
    });
    const socket = join(home, "s");
    const env = {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      HOME: home,
      LANG: "C.UTF-8",
      SHELL: "/bin/sh",
      SEEN: join(home, "seen.json"),
      ...Object.fromEntries(
        ["CONFIG", "DATA", "STATE", "CACHE", "RUNTIME"].map((one) => [
          one === "RUNTIME" ? "XDG_RUNTIME_DIR" : `XDG_${one}_HOME`,
          home,
        ]),
      ),
    };
    const looks = resolve("test/support/neovim.lua");
    const words = ["--headless", "-n", "--listen", socket, "-c", `luafile ${looks}`];
    const child = spawn("nvim", words, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const editor = new Neovim(child, socket, env);
    while (!existsSync(socket)) {
      if (child.exitCode !== null) throw new Error(`nvim ended with ${child.exitCode}`);
      await after(20);
    }
    return editor;
  }

  /** As `:help key-notation` has them: `<C-x>`, `<CR>`. */
  async type(keys: string): Promise<void> {
    await run("nvim", ["--server", this.#socket, "--remote-send", keys], { env: this.#env });
  }

  /** Types keys, and waits for the question that follows. One that asks answers nothing else. */
  async isAsked(keys: string, question: string): Promise<void> {
    const before = this.said.length;
    await this.type(keys);
    const end = Date.now() + patience;
    while (!this.said.slice(before).includes(question)) {
      if (Date.now() > end)
        throw new Error(
          `Neovim does not ask "${question}", but says ${JSON.stringify(this.said.slice(before))}`,
        );
      await after(50);
    }
  }

  async look(): Promise<Seen> {
    const words = ["--server", this.#socket, "--remote-expr", "v:lua.seen()"];
    try {
      await run("nvim", words, { env: this.#env, timeout: patience });
    } catch (error) {
      throw new Error(`Neovim waits; it said last ${JSON.stringify(this.said.slice(-500))}`, {
        cause: error,
      });
    }
    return JSON.parse(readFileSync(this.#env.SEEN ?? "", "utf8"));
  }

  /** Looks until it sees what is expected; throws with what it saw last after a time that is long for anybody. */
  async see(what: string, isThere: (seen: Seen) => boolean): Promise<Seen> {
    const end = Date.now() + patience;
    for (;;) {
      const seen = await this.look();
      if (isThere(seen)) return seen;
      if (Date.now() > end)
        throw new Error(
          `no ${what} in Neovim; it has ${JSON.stringify({ ...seen, lines: seen.lines.slice(-5), lenses: seen.lenses.length })}`,
        );
      await after(50);
    }
  }

  /** What is to be seen once no more findings come and go. */
  async rest(seen: Seen): Promise<Seen> {
    await after(1000);
    const now = await this.look();
    return isDeepStrictEqual(now.diagnostics, seen.diagnostics) ? now : this.rest(now);
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((done) => this.#child.on("exit", done));
    this.#child.kill("SIGTERM");
    await ended;
  }
}
