/** The snippets of docs/ci.md: what is YAML parses, what calls cfgc runs, and what is uploaded was written. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { formatNames } from "../src/cli/formats.ts";
import { cfgc, program } from "./support/command.ts";

const text = readFileSync("docs/ci.md", "utf8");
const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language = "", body = ""]) => ({
  language,
  body,
}));
const block = (marker: string) => {
  const found = blocks.find((one) => one.body.includes(marker));
  if (found === undefined) throw new Error(`docs/ci.md has no block with ${marker}`);
  return found.body;
};

let folder: string;
let path: string;

beforeAll(async () => {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "cfgc-ci-docs-")));
  folder = join(base, "repository");
  for (const name of ["bin", "repository/conf", "repository/site"])
    mkdirSync(join(base, name), { recursive: true });
  writeFileSync(join(base, "bin/cfgc"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  chmodSync(join(base, "bin/cfgc"), 0o755);
  path = `${join(base, "bin")}:${process.env.PATH}`;
  cpSync("fixtures/formats/input", join(folder, "conf"), { recursive: true });
  cpSync("examples/horaedb-local/cluster.yaml", join(folder, "site/cluster.yaml"));
  expect((await cfgc(["build", "site/cluster.yaml", "--output", "site/out"], { cwd: folder })).status).toBe(
    0,
  );
});
afterAll(() => rmSync(resolve(folder, ".."), { recursive: true, force: true }));

function shell(command: string) {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PATH: path, GIT_CONFIG_GLOBAL: "/dev/null" },
  });
  return { status, output: stdout + stderr };
}

it.each(blocks.filter((one) => one.language === "yaml").map(({ body }) => [body.split("\n")[0] ?? "", body]))(
  "%s is YAML",
  (_, body) => {
    expect(parseDocument(body).errors).toEqual([]);
  },
);

describe("commands", () => {
  const commands = [
    ...new Set(
      blocks.flatMap(({ body }) =>
        [...body.matchAll(/(?:run: |^ +- |sh ')(cfgc [^'\n]*)/gm)].map((match) => match[1] ?? ""),
      ),
    ),
  ];

  it("are found", () => {
    expect(commands.filter((one) => one.startsWith("cfgc lint"))).toHaveLength(4);
    expect(commands.filter((one) => one.startsWith("cfgc build"))).toHaveLength(1);
  });

  it.each(commands)("%s", (command) => {
    for (const name of readdirSync(folder))
      if (name.startsWith("cfgc") || name.startsWith("gl-")) rmSync(join(folder, name));
    const { status, output } = shell(
      command.replace("{staged_files}", "conf/horaedb.toml conf/horaemeta1.toml"),
    );
    if (command.startsWith("cfgc build")) return expect([status, output]).toEqual([0, ""]);
    expect(status, output).toBe(1);
    expect(output).toContain("8080");
    const written = [...command.matchAll(/--format \w+=(\S+)/g)].map((match) => match[1] ?? "");
    for (const file of written) {
      expect(existsSync(join(folder, file)), file).toBe(true);
      const inBlock = blocks.find((one) => one.body.includes(command))?.body ?? "";
      expect(inBlock.split(file).length - 1, `${file} is written and used`).toBeGreaterThanOrEqual(2);
    }
  });
});

it("husky's hook blocks what is staged and wrong, and nothing else", () => {
  const git = (words: string) => expect(shell(`git ${words}`)).toMatchObject({ status: 0 });
  git("init --quiet");
  const hook = block(".husky/pre-commit");
  expect(shell(hook)).toEqual({ status: 0, output: "" });
  git("add conf/horaemeta1.toml");
  const blocked = shell(hook);
  expect(blocked.status).not.toBe(0);
  expect(blocked.output).toContain("error[port-clash]");
  git("rm --quiet --cached conf/horaemeta1.toml");
  writeFileSync(join(folder, "x.yaml"), "a: [\n");
  git("add x.yaml");
  expect(shell(hook)).toEqual({ status: 0, output: "" });
});

it("the hooks of .pre-commit-hooks.yaml are those that are named", () => {
  const hooks = readFileSync(".pre-commit-hooks.yaml", "utf8");
  const named = [...block(".pre-commit-config.yaml").matchAll(/- id: (\S+)/g)].map((match) => match[1]);
  expect(named).toEqual(["cfgc-lint", "cfgc-build-check"]);
  for (const id of named) expect(hooks).toContain(`- id: ${id}\n`);
});

it("whatever installs from git has the package copied: a link would dangle", () => {
  const installs = [...text.matchAll(/npm install (.*git\+\S+)/g)].map((match) => match[1]);
  expect(installs).toHaveLength(3);
  for (const words of installs) expect(words).toContain("--install-links ");
});

it("lists every format", () => {
  const listed = [...text.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  expect(listed).toEqual([...formatNames]);
});
