/** `cfgc env` for those who set variables: each format is read back by a reader of its own kind. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { docker, dotenv, k8s, shell, systemd } from "../src/cli/commands/env/formats.ts";
import type { Instance } from "../src/model/model.ts";
import { type EnvironmentEntry, environmentOf } from "../src/products/variables/environment.ts";
import { compileText } from "./support/run.ts";

const hostile = [
  "plain",
  "two words",
  'it\'s "quoted"',
  "a\\b",
  "$HOME ${HOME} $(id) `id`",
  "100%s %n",
  "#no comment",
  "a=b",
  "表é",
  "tab\there",
  "a$$b$$(c)$",
  "a\u0007\u001b[31m\u007f\u0085\u2028\ufeffb",
  "a\nExecStart=/bin/false\r\nb",
  "a\u0000b",
  "a\ud800",
];

/** The reason in place of the value; undefined if there is none. */
function refusalIn(text: string): string | undefined {
  return /^# NODE_NAME: its value (holds .+)$/m.exec(text)?.[1];
}

/** Holds what a reader makes of the text against the value, or sees that nothing but a comment is left of it. */
function expectCarried(text: string, value: string, read: (text: string) => unknown): void {
  if (refusalIn(text) === undefined) expect(read(text)).toBe(value);
  else {
    expect(value).toMatch(/[\p{Cc}\p{Cs}\u2028]/u);
    expect(text.replaceAll(/^#.*\n|^\[Service\]\n|^env: \[\]\n/gm, "")).toBe("");
  }
}

function member(config: string): Instance {
  const { model, diagnostics } = compileText(`cfgc: 1
name: s
environment: development
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  meta: { config: ${config}, members: [ { name: meta0, host: db1 } ] }
  nodes: { members: [ { host: db1 } ] }
`);
  const errors = diagnostics.filter((one) => one.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((one) => one.message).join("\n"));
  return model.instances[0]!;
}

const meta = member("{ auto-compaction-mode: periodic, lease-sec: 20 }");
const base = environmentOf(meta);
const nodeName = base.find((entry) => entry.name === "NODE_NAME")!;
const holding = (value: string): EnvironmentEntry[] => [
  { ...nodeName, setting: { value, origin: { kind: "derived", how: "a test", from: [meta.at] } } },
];

describe("shell", () => {
  it.each(hostile)("a shell reads %j back", (value) => {
    expectCarried(shell(holding(value), [meta]), value, (text) => {
      const script = `${text}printf %s "$NODE_NAME"`;
      const { stdout, stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8", env: { HOME: "/x" } });
      expect(stderr).toBe("");
      return stdout;
    });
  });

  it("leaves out a name that no shell can export", () => {
    expect(shell(base, [meta])).toContain("# AUTO-COMPACTION-MODE: a shell cannot export this name\n");
  });
});

describe("dotenv", () => {
  it.each(hostile)("a shell sources %j", (value) => {
    expectCarried(dotenv(holding(value), [meta]), value, (text) => {
      const script = `set -a\n${text}exec printenv NODE_NAME`;
      const { stdout, stderr } = spawnSync("sh", ["-c", script], {
        encoding: "utf8",
        env: { PATH: process.env.PATH },
      });
      expect(stderr).toBe("");
      return stdout.replace(/\n$/, "");
    });
  });
});

describe("docker", () => {
  it.each(hostile)("takes %j as it stands", (value) => {
    expectCarried(docker(holding(value), [meta]), value, (text) => {
      const [, line = "", ...rest] = text.split("\n");
      expect(rest).toEqual([""]);
      return line.replace("NODE_NAME=", "");
    });
  });

  it("carries a name with hyphens, and no line break", () => {
    expect(docker(base, [meta])).toContain("\nAUTO-COMPACTION-MODE=periodic\n");
    expect(docker(holding("a\nb"), [meta])).toContain("# NODE_NAME: its value holds a line break");
  });
});

describe("systemd", () => {
  it.each(hostile)("escapes %j so that unquoting gives it back", (value) => {
    expectCarried(systemd(holding(value), [meta]), value, (text) => {
      const [, inner = ""] = /^Environment="NODE_NAME=([^\n]*)"\n/m.exec(text) ?? [];
      expect(inner.replace(/\\./g, "")).not.toMatch(/"/);
      expect(text.split("\n")).toHaveLength(4);
      return inner
        .replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, code: string | undefined, one: string) =>
          code === undefined ? one : String.fromCharCode(Number.parseInt(code, 16)),
        )
        .replaceAll("%%", "%");
    });
  });

  it("is a drop-in with one section", () => {
    expect(systemd(base, [meta]).split("\n").slice(0, 3)).toEqual([
      "# horaemeta meta0",
      "[Service]",
      'Environment="LEASE_SEC=20"',
    ]);
  });
});

describe("k8s", () => {
  it.each(hostile)("is YAML that gives %j back", (value) => {
    expectCarried(k8s(holding(value), [meta]), value, (text) => {
      const { env } = parse(text) as { env: { name: string; value: string }[] };
      expect(env.map(({ name }) => name)).toEqual(["NODE_NAME"]);
      // A reader of YAML 1.1 takes none of these as they are.
      expect(text).not.toMatch(/[\x7f-\x9f\u2028\u2029]/);
      return env[0]?.value.replace(/\$\$|\$\([^)]*\)/g, (found) =>
        found === "$$" ? "$" : "another variable",
      );
    });
  });

  it("writes numbers as texts", () => {
    const { env } = parse(k8s(base, [meta])) as { env: { name: string; value: unknown }[] };
    expect(env.find(({ name }) => name === "LEASE_SEC")).toEqual({ name: "LEASE_SEC", value: "20" });
    expect(env.every(({ value }) => typeof value === "string")).toBe(true);
  });

  it("leaves dollars alone where nobody takes them for more", () => {
    expect(k8s(holding("$HOME ${HOME} a$"), [meta])).toContain('value: "$HOME ${HOME} a$"');
  });

  it("is an empty list where nothing is set", () => {
    expect(parse(k8s([], [meta]))).toEqual({ env: [] });
  });
});

describe("every format", () => {
  const formats = { dotenv, shell, docker, systemd, k8s };

  it.each(Object.entries(formats))("%s is for one instance", (name, format) => {
    expect(() => format([...base, ...base], [meta, meta])).toThrow(`${name} is for one instance`);
  });

  it.each(Object.entries(formats))(
    "%s leaves out a variable that two keys share with two values",
    (_, format) => {
      const one = environmentOf(member("{ log: { level: debug } }"));
      expect(format(one, [meta])).toContain("# LEVEL: sets log.level and etcd-log.level, which differ\n");
      const both = environmentOf(member("{ log: { level: debug }, etcd-log: { level: debug } }"));
      expect(format(both, [meta])).toMatch(/LEVEL"?[\s\S]*debug/);
    },
  );

  it.each(Object.entries(formats))("%s leaves out what its variable cannot hold", (_, format) => {
    const one = member("{ flow-limiter: { limit: 3000000000, burst: 2147483647 }, log: { file: '' } }");
    const text = format(environmentOf(one), [meta]);
    expect(text).toContain("# FLOW_LIMITER_LIMIT: takes a whole number from -2147483648 to 2147483647, ");
    expect(text).not.toContain("3000000000");
    expect(text).toMatch(/FLOW_LIMITER_BURST"?[\s\S]*2147483647/);
    const empty = environmentOf(member("{ auto-compaction-retention: '' }"));
    expect(format(empty, [meta])).toContain("# AUTO_COMPACTION_RETENTION: counts as unset while it is empty");
  });

  it.each(Object.entries(formats))("%s says nothing of defaults", (_, format) => {
    expect(format(base, [meta])).not.toContain("TICK_INTERVAL_MS");
  });
});
