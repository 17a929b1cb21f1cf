/** `cfgc completion`: scripts that offer what the commands take, in the shells themselves. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cfgc, run } from "./support/command.ts";
import { needing } from "./support/needing.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-completion-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shells = ["bash", "zsh", "fish"];
const scripts = new Map<string, string>();
beforeAll(async () => {
  for (const shell of shells) {
    const { status, stdout, stderr } = await cfgc(["completion", shell]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    scripts.set(shell, stdout);
    writeFileSync(join(folder, shell), stdout);
  }
});

/** The first column of a part of a help. */
function listed(help: string, part: string): string[] {
  const [, lines = ""] = new RegExp(`^${part}:\n((?:  .*\n?)+)`, "m").exec(help) ?? [];
  return [...lines.matchAll(/^ {2}(\S.*?)(?: {2,}|$)/gm)].map((match) => match[1] ?? "");
}

describe("every command and option that help shows", () => {
  it.each(shells)("is in the script for %s", async (shell) => {
    const script = scripts.get(shell) ?? "";
    const commands = listed((await cfgc(["--help"])).stdout, "Commands").map(
      (one) => one.split(/[ |]/)[0] ?? "",
    );
    expect(commands).toEqual(expect.arrayContaining(["build", "lint", "completion", "help"]));
    for (const command of commands) {
      expect(script).toContain(command);
      if (command === "help") continue;
      const flags = listed((await cfgc([command, "--help"])).stdout, "Options").flatMap(
        (one) => one.match(/(?<![\w-])--?[\w-]+/g) ?? [],
      );
      expect(flags).toContain("--help");
      for (const flag of flags)
        expect(script, `${command} ${flag}`).toContain(
          shell !== "fish" ? flag : flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
    }
  });
});

/** What the words so far are completed by, in bash. */
async function inBash(lines: readonly (readonly string[])[]): Promise<string[][]> {
  const asked = lines.map(
    (words) =>
      `COMP_WORDS=(cfgc ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _cfgc; echo "\${COMPREPLY[*]}"`,
  );
  const { stdout, stderr } = await run("bash", [
    "--norc",
    "-c",
    `source "$0"; ${asked.join("; ")}`,
    join(folder, "bash"),
  ]);
  expect(stderr).toBe("");
  const answers = stdout.trimEnd().split("\n");
  return answers.map((line) => (line === "" ? [] : line.split(" ")));
}

describe("values", () => {
  it("are those that the commands say they take", async () => {
    const of = async (...words: string[]) => (await inBash([words]))[0] ?? [];
    const said = async (...words: string[]) => {
      const { stderr } = await cfgc(words);
      return stderr.replaceAll(/[.;]|\bor\b|\band\b/g, ",");
    };
    for (const [asked, refused] of [
      [
        ["build", "--format", ""],
        ["build", "x", "--format", "?"],
      ],
      [
        ["env", "--format", ""],
        ["env", "x", "--format", "?"],
      ],
      [
        ["explain", "--format", ""],
        ["explain", "x", "--format", "?"],
      ],
      [
        ["build", "--secrets", ""],
        ["build", "x", "--secrets", "?"],
      ],
      [
        ["init", "--product", ""],
        ["init", "--product", "?", "--dry-run"],
      ],
      [
        ["schema", "--editor", ""],
        ["schema", "--install", "--editor", "?", "--dry-run"],
      ],
      [
        ["lint", "--as", ""],
        ["lint", "--as", "?", "x"],
      ],
      [
        ["completion", ""],
        ["completion", "?"],
      ],
    ] as const) {
      const offered = await of(...asked);
      const message = await said(...refused);
      expect(offered.length, asked.join(" ")).toBeGreaterThan(1);
      for (const one of offered) expect(message, asked.join(" ")).toContain(one);
      // Nothing that is said is left out.
      const last =
        /(?:takes|there are|kinds? (?:are|of file)|are) (?!no)(.*?)(?:, not|$)/m.exec(message)?.[1] ?? "";
      const words = last.split(/[, ]+/).filter((word) => /^[a-z][\w-]+$/.test(word));
      expect(
        words.filter((word) => !offered.includes(word)),
        `${asked.join(" ")}: ${message}`,
      ).toEqual([]);
    }
    expect(await of("schema", "")).toEqual((await cfgc(["schema"])).stdout.trimEnd().split("\n"));
    const rules = await of("explain", "meta-");
    expect(rules).toContain("meta-quorum-too-small");
    expect(await of("init", "--editor", "")).toContain("none");
  });

  it("are known of every option that takes some, but of these", () => {
    const script = scripts.get("zsh") ?? "";
    const unknown = [...script.matchAll(/'\*(--[\w-]+)=?\[.*:[\w-]+: '/g)].map((match) => match[1]);
    expect([...new Set(unknown)].sort()).toEqual(["--hosts", "--max-warnings", "--name"]);
  });
});

describe("bash", () => {
  it.each([
    [["bu"], ["build"]],
    [["--v"], ["--version"]],
    [
      ["lint", "--f"],
      ["--format", "--fix"],
    ],
    [["lint", "x", "--quiet", "--i"], ["--ignore-unknown"]],
    [["--quiet", "lint", "--i"], ["--ignore-unknown"]],
    [["lint", "--format", "s"], ["sarif"]],
    [["lint", "--format", "=", "s"], ["sarif"]],
    [
      ["lint", "--format", "="],
      ["human", "json", "sarif", "github", "gitlab", "junit", "checkstyle"],
    ],
    [
      ["build", "--secrets", ""],
      ["placeholder", "resolve"],
    ],
    [
      ["schema", "dolphindb-c"],
      ["dolphindb-controller", "dolphindb-cluster"],
    ],
    [["init", "--product", "horaedb", "d"], ["dolphindb"]],
    [["init", "--product", "horaedb,d"], ["horaedb,dolphindb"]],
    [["init", "--product", "horaedb", "--ho"], ["--hosts"]],
    [["schema", "--install", "--editor", "vscode", "he"], ["helix"]],
    [["lint", "--format", "json", "sar"], []],
    [["help", "la"], []],
    [["help", "li"], ["lint"]],
    // Of these bash offers files.
    [["lint", ""], []],
    [["build", "-o", ""], []],
    [["nonsense", "--f"], []],
  ])("completes %j", async (words, expected) => {
    expect(await inBash([words])).toEqual([expected]);
  });

  it("is asked to offer files where the script knows nothing", async () => {
    const { stdout } = await run("bash", [
      "--norc",
      "-c",
      'source "$0"; complete -p cfgc',
      join(folder, "bash"),
    ]);
    expect(stdout).toBe("complete -o bashdefault -o default -F _cfgc cfgc\n");
  });

  it("passes shellcheck", async (context) => {
    const { status } = await run("sh", ["-c", "command -v shellcheck"]);
    await needing(status === 0 ? undefined : "there is no shellcheck", async () => {
      expect((await run("shellcheck", ["--shell", "bash", join(folder, "bash")])).stdout).toBe("");
    })(context);
  });
});

describe("other shells", { tags: ["long"] }, () => {
  const lines = [
    ["bu", ["build"]],
    ["lint --fi", ["--fix"]],
    ["lint --format sar", ["sarif"]],
    ["build --secrets re", ["resolve"]],
    ["schema hos", ["hosts"]],
    ["init --product dol", ["dolphindb"]],
    ["init --product horaedb dol", ["dolphindb"]],
    ["init --prod", ["--product"]],
    ["explain port-cl", ["port-clash"]],
    ["lint clu", ["cluster.yaml"]],
    ["build -o fol", ["folder"]],
  ] as const;

  const asked: Readonly<Record<string, (line: string) => string[]>> = {
    zsh: (line) => ["-f", resolve("test/support/zsh-completion.zsh"), "zsh", line],
    fish: (line) => ["--no-config", "-c", `source fish; complete -C '${line}'`],
  };

  for (const [shell, words] of Object.entries(asked))
    it(`${shell} completes`, async (context) => {
      const { status } = await run("sh", ["-c", `command -v ${shell}`]);
      if (status !== 0) context.skip(`there is no ${shell}`);
      writeFileSync(join(folder, "cluster.yaml"), "");
      mkdirSync(join(folder, "folder"), { recursive: true });
      for (const [line, expected] of lines) {
        const { stdout } = await run(shell, words(`cfgc ${line}`), {
          cwd: folder,
          env: { HOME: folder, TERM: "dumb" },
        });
        const offered = stdout.split(/\r?\n/).map((one) => one.replace(/\/?(?:\t.*)?$/, ""));
        expect([...new Set(offered.filter((one) => one !== ""))], `${shell}: ${line}`).toEqual(expected);
      }
    });
});
