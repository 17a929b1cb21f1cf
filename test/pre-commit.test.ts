/**
 * The hooks in the real pre-commit, as far as one is here: the one of the system (Debian 12 has 3.0.4, which installs
 * from `npm pack`) and the newest from PyPI (which installs from git). Each clones this repository as it is now, with
 * what is not committed, and installs the hooks from there.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { detect } from "../src/detect.ts";
import { cfgc } from "./support/command.ts";
import { filesIn } from "./support/golden.ts";
import { needing } from "./support/needing.ts";

const base = mkdtempSync(join(tmpdir(), "cfgc-pre-commit-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

function run(
  command: string,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
  seconds = 120,
) {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    cwd,
    encoding: "utf8",
    timeout: seconds * 1000,
    env: { ...process.env, ...identity, ...env },
  });
  return { status, output: `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}` };
}

const identity = {
  GIT_AUTHOR_NAME: "test",
  GIT_AUTHOR_EMAIL: "test@example.net",
  GIT_COMMITTER_NAME: "test",
  GIT_COMMITTER_EMAIL: "test@example.net",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

function must(command: string, words: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, output } = run(command, words, cwd, env);
  if (status !== 0) throw new Error(`${command} ${words.join(" ")} in ${cwd}: ${status}\n${output}`);
  return output;
}

/** The command, or what is missing. */
type Installed = { readonly command: string } | { readonly missing: string };

function ofSystem(): Installed {
  return run("pre-commit", ["--version"], base, {}, 20).status === 0
    ? { command: "pre-commit" }
    : { missing: "pre-commit is not installed (Debian: pre-commit)" };
}

function newest(): Installed {
  const venv = join(base, "venv");
  const words = ["install", "--quiet", "--timeout", "10", "--retries", "0", "pre-commit"];
  const made =
    run("python3", ["-m", "venv", venv], base, {}, 60).status === 0 &&
    run(join(venv, "bin/pip"), words, base, {}, 90).status === 0;
  return made
    ? { command: join(venv, "bin/pre-commit") }
    : { missing: "PyPI does not give the newest pre-commit (Debian: python3-venv)" };
}

/** Hooks are installed by npm. */
function withRegistry(installed: Installed): Installed {
  if ("missing" in installed) return installed;
  return run("npm", ["view", "typescript", "version"], base, {}, 30).status === 0
    ? installed
    : { missing: "npm reaches no registry, so no hook can be installed" };
}

const source = join(base, "cfgc");

/** A repository with the files of this one, and a tag. */
function copyRepository(): void {
  const listed = run("git", ["ls-files", "-co", "--exclude-standard", "-z"], process.cwd());
  if (listed.status === 0) {
    for (const path of listed.output.split("\0").filter((one) => one !== "" && existsSync(one))) {
      mkdirSync(dirname(join(source, path)), { recursive: true });
      cpSync(path, join(source, path));
    }
  } else {
    const generated = ["node_modules", "dist", "coverage"];
    cpSync(process.cwd(), source, { recursive: true, filter: (path) => !generated.includes(basename(path)) });
  }
  must("git", ["init", "--quiet"], source);
  must("git", ["add", "--all"], source);
  must("git", ["commit", "--quiet", "--message", "x"], source);
  must("git", ["tag", "v1"], source);
}

const member = readFileSync("fixtures/formats/input/horaemeta0.toml", "utf8");
const clashing = readFileSync("fixtures/formats/input/horaemeta1.toml", "utf8");
const cluster = readFileSync("examples/horaedb-local/cluster.yaml", "utf8");

const kinds = [
  ["the pre-commit of the system", ofSystem],
  ["the newest pre-commit", newest],
] as const;

describe.each(kinds)("%s", { tags: ["long"], timeout: 170_000 }, (_, install) => {
  let missing: string | undefined;
  const folder = mkdtempSync(join(base, "repository-"));
  /** No registry, no other repository: what runs after the installation has to do without. */
  const offline = {
    HTTPS_PROXY: "http://127.0.0.1:9",
    HTTP_PROXY: "http://127.0.0.1:9",
    npm_config_offline: "true",
  };
  const environment = { PRE_COMMIT_HOME: `${folder}-home`, PRE_COMMIT_COLOR: "never" };

  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  /** Commits these files; what the hooks say if they block it, undefined if not. */
  const commit = (files: Readonly<Record<string, string>>): string | undefined => {
    write(files);
    must("git", ["add", "--all"], folder);
    const { status, output } = run("git", ["commit", "--message", "x"], folder, {
      ...environment,
      ...offline,
    });
    if (status === 0) return undefined;
    return output;
  };
  const takeBack = () => must("git", ["reset", "--quiet", "--hard"], folder);

  beforeAll(async () => {
    const installed = withRegistry(install());
    if ("missing" in installed) {
      missing = installed.missing;
      return;
    }
    if (!existsSync(source)) copyRepository();
    must("git", ["init", "--quiet"], folder);
    write({
      ".pre-commit-config.yaml": `repos:\n  - repo: file://${source}\n    rev: v1\n    hooks:\n      - id: cfgc-lint\n      - id: cfgc-build-check\n        args: [site/cluster.yaml, --output, site/out]\n`,
      "site/cluster.yaml": cluster,
    });
    expect((await cfgc(["build", "site/cluster.yaml", "--output", "site/out"], { cwd: folder })).status).toBe(
      0,
    );
    must("git", ["add", "--all"], folder);
    must(installed.command, ["install", "--install-hooks"], folder, environment);
    renameSync(source, `${source}-out-of-reach`);
  }, 300_000);
  beforeEach((context) => needing(missing)(context));
  afterAll(() => {
    if (existsSync(`${source}-out-of-reach`)) renameSync(`${source}-out-of-reach`, source);
  });

  it("lets good files pass, and YAML that is none of its business", () => {
    const helm = "{{- if .Values.x }}\nimage: {{ .Values.image }}\n{{- end }}\n";
    expect(
      commit({ "conf/horaemeta0.toml": member, "chart/templates/x.yaml": helm, "a.yml": "a: [1\n" }),
    ).toBe(undefined);
  });

  it("blocks a bad file, and says where", () => {
    const said = commit({ "conf/horaemeta0.toml": member.replace("http-port = 8080", 'http-port = "8080"') });
    expect(said).toContain("cfgc-lint");
    expect(said).toContain("error[wrong-type]");
    expect(said).toContain("conf/horaemeta0.toml:9:13");
    takeBack();
  });

  it("blocks a file that collides with one that was there before, and not with one elsewhere", () => {
    const said = commit({ "conf/horaemeta1.toml": clashing });
    expect(said).toContain("error[port-clash]");
    expect(said).toContain("conf/horaemeta0.toml:9:13");
    takeBack();
    expect(commit({ "other/horaemeta1.toml": clashing })).toBe(undefined);
  });

  it("blocks a bad cluster.yaml", () => {
    const said = commit({ "site/cluster.yaml": cluster.replace(/^horaedb:/m, "horaedb:\n  vershun: 1") });
    expect(said).toContain("error[");
    expect(said).toContain("site/cluster.yaml:");
    takeBack();
  });

  it("blocks a bundle that is stale", () => {
    const said = commit({ "site/cluster.yaml": cluster.replace(/^name: .*/m, "name: renamed") });
    expect(said).toContain("cfgc-build-check");
    expect(said).toContain("site/out is stale: run cfgc build");
    takeBack();
    expect(commit({ "README.md": "nothing of ours\n" })).toBe(undefined);
  });
});

it("the lint hook sees every file that cfgc knows by name", () => {
  const hooks = parse(readFileSync(".pre-commit-hooks.yaml", "utf8")) as { id: string; files?: string }[];
  const pattern = new RegExp(hooks.find((hook) => hook.id === "cfgc-lint")?.files ?? "$^");
  const known = [...filesIn("examples"), ...filesIn("fixtures")]
    .filter((path) => !/diagnostics\.txt$|fixtures\/formats\/expected/.test(path))
    .filter((path) => detect({ path, text: readFileSync(path, "utf8") }) !== undefined);
  expect(known.length).toBeGreaterThan(20);
  expect(known.filter((path) => !pattern.test(path))).toEqual([]);
});
