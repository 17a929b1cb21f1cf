/** docker-run.sh of OMS, by readers that are not ours: bash, shellcheck, and a stub of docker that notes its arguments. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { build } from "./support/build-oms.ts";
import { foldersIn } from "./support/golden.ts";
import { needing } from "./support/needing.ts";

const noShellcheck =
  spawnSync("shellcheck", ["--version"]).status === 0 ? undefined : "shellcheck is not installed";

describe("docker-run.sh", () => {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-oms-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a script beside its config.yaml, with a docker that writes down what it is given. */
  function run(script: string, config: string, name: string) {
    const at = join(folder, name);
    mkdirSync(join(at, "bin"), { recursive: true });
    writeFileSync(join(at, "config.yaml"), config);
    writeFileSync(join(at, "docker-run.sh"), script, { mode: 0o755 });
    const stub = `#!/bin/sh\nfor argument; do printf '%s\\0' "$argument"; done > ${JSON.stringify(join(at, "called"))}\n`;
    writeFileSync(join(at, "bin", "docker"), stub, { mode: 0o755 });
    const result = spawnSync(join(at, "docker-run.sh"), [], {
      cwd: "/",
      encoding: "utf8",
      env: { ...process.env, PATH: `${join(at, "bin")}:${process.env.PATH}` },
    });
    let called: string[] | undefined;
    try {
      called = readFileSync(join(at, "called"), "utf8").split("\0").slice(0, -1);
    } catch {
      called = undefined;
    }
    return { at, called, status: result.status, stderr: result.stderr };
  }

  const site = (rest: string, version = "4.2.2") => `cfgc: 1
name: lab
hosts: { oms1: { address: 10.1.1.1 } }
oms:
  version: ${version}
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: META } }
  regions: [ { location: 1, hosts: [oms1] } ]
${rest}`;

  function scriptOf(text: string): [script: string, config: string] {
    const { files } = build(text, { META: "secret" });
    return [files.get("hosts/oms1/oms/docker-run.sh") ?? "", files.get("hosts/oms1/oms/config.yaml") ?? ""];
  }

  it("gives docker exactly what the documents mean", () => {
    const { at, called, status } = run(...scriptOf(site("")), "plain");
    expect(status).toBe(0);
    expect(called).toEqual([
      ...["run", "-dit", "--net", "host"],
      ...["-v", `${at}/config.yaml:/home/admin/conf/config.yaml`],
      ...["-v", "/var/lib/oms/logs:/home/admin/logs"],
      ...["-v", "/var/lib/oms/store:/home/ds/store"],
      ...["-v", "/var/lib/oms/run:/home/ds/run"],
      ...["-e", "OMS_HOST_IP=10.1.1.1"],
      ...["--privileged=true", "--pids-limit", "-1", "--ulimit", "nproc=65535:65535"],
      ...["--name", "oms", "work.oceanbase-dev.com/obartifact-store/oms:feature_4.2.2-ce"],
    ]);
  });

  it("mounts certificates and odd paths, and says that this is an upgrade", () => {
    const odd = join(folder, "it's $HOME & more");
    mkdirSync(odd, { recursive: true });
    for (const name of ["oms.crt", "oms.key"]) writeFileSync(join(odd, name), "");
    const text = site(`  upgrading_from: 4.2.1
  image: registry.example.net:5000/oms@sha256:abc
  container_name: oms_422
  mounts: { logs: ${JSON.stringify(`${odd}/logs`)} }
  https: { certificate: ${JSON.stringify(`${odd}/oms.crt`)}, key: ${JSON.stringify(`${odd}/oms.key`)} }
`);
    const { called, status, stderr } = run(...scriptOf(text), "all of it");
    expect([status, stderr]).toEqual([0, ""]);
    expect(called?.slice(6)).toEqual([
      ...["-v", `${odd}/logs:/home/admin/logs`],
      ...["-v", "/var/lib/oms/store:/home/ds/store"],
      ...["-v", "/var/lib/oms/run:/home/ds/run"],
      ...["-v", `${odd}/oms.crt:/etc/pki/nginx/oms_server.crt`],
      ...["-v", `${odd}/oms.key:/etc/pki/nginx/oms_server.key`],
      ...["-e", "OMS_HOST_IP=10.1.1.1", "-e", "IS_UPGRADE=true"],
      ...["--privileged=true", "--pids-limit", "-1", "--ulimit", "nproc=65535:65535"],
      ...["--name", "oms_422", "registry.example.net:5000/oms@sha256:abc"],
    ]);
  });

  it("has no IS_UPGRADE for a release that does not know it", () => {
    const drc = "  config: { drc_user: u, drc_password: { from_env: META } }\n";
    const [script] = scriptOf(site(`  upgrading_from: 3.2.2\n${drc}`, "3.3.0"));
    expect(script).not.toContain("IS_UPGRADE");
    expect(script).toContain("reg.docker.alibaba-inc.com/oceanbase/oms:feature_3.3.0-ce");
  });

  it("does not start with a placeholder or without a certificate", () => {
    const { files } = build(site(""));
    const script = files.get("hosts/oms1/oms/docker-run.sh") ?? "";
    const left = run(script, files.get("hosts/oms1/oms/config.yaml") ?? "", "placeholder");
    expect([left.status, left.called]).toEqual([78, undefined]);
    expect(left.stderr).toContain("--secrets resolve");
    const [withHttps, config] = scriptOf(
      site("  https: { certificate: /nowhere/oms.crt, key: /nowhere/oms.key }\n"),
    );
    const missing = run(withHttps, config, "no certificate");
    expect([missing.status, missing.called]).toEqual([78, undefined]);
    expect(missing.stderr).toContain("/nowhere/oms.crt");
  });

  const scripts = foldersIn("examples")
    .filter((name) => name.startsWith("oms-"))
    .flatMap((name) =>
      [...build(readFileSync(join("examples", name, "cluster.yaml"), "utf8")).files].filter(([path]) =>
        path.endsWith("docker-run.sh"),
      ),
    );

  it("passes bash -n", () => {
    expect(scripts.length).toBeGreaterThan(5);
    for (const [path, script] of scripts) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: script, encoding: "utf8" });
      expect([path, status, stderr]).toEqual([path, 0, ""]);
    }
  });

  it(
    "passes shellcheck",
    needing(noShellcheck, () => {
      for (const [path, script] of scripts) {
        const { status, stdout } = spawnSync("shellcheck", ["-"], { input: script, encoding: "utf8" });
        expect([path, status, stdout]).toEqual([path, 0, ""]);
      }
    }),
  );
});
