/** Each kind of file that has a name of its own starts cfgc in the editors that are told of names. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import picomatch from "picomatch";
import { parse } from "smol-toml";
import { expect, it } from "vitest";
import { processIo } from "../src/cli/io.ts";
import { helix } from "../src/cli/set-up/editors/helix.ts";
import { registry } from "../src/products/registry.ts";

const names = [
  "controller.cfg",
  "controller2.cfg",
  "agent-db1.cfg",
  "cluster.cfg",
  "cluster_east.cfg",
  "cluster.nodes",
  "dolphindb.cfg",
  "dolphindb-alone.cfg",
  "horaedb.toml",
  "config-horaedb_1.toml",
  "ceresdb.toml",
  "horaemeta.toml",
  "ceresmeta-0.toml",
];

it("these are names of all kinds, but of OMS, whose file may have any", () => {
  const kinds = registry.flatMap((product) => Object.entries(product.kinds));
  const without = kinds.filter(([, { fileName }]) => !names.some((name) => fileName.test(name)));
  expect(without.map(([kind]) => kind)).toEqual(["oms"]);
});

it.each(names)("VS Code: %s", (name) => {
  const { activationEvents, contributes } = JSON.parse(readFileSync("editors/vscode/package.json", "utf8"));
  const patterns = (activationEvents as string[]).flatMap(
    (event) => event.split("workspaceContains:")[1] ?? [],
  );
  expect(contributes.languages).not.toEqual([]);
  expect(picomatch.isMatch(`conf/${name}`, patterns)).toBe(true);
});

it.each(names)("Helix: %s", (name) => {
  const cwd = mkdtempSync(join(tmpdir(), "cfgc-helix-"));
  const [file] = helix.files({ ...processIo(), cwd });
  rmSync(cwd, { recursive: true });
  const { language } = parse(file?.text ?? "") as unknown as {
    language: { name: string; "file-types"?: (string | { glob: string })[] }[];
  };
  // Helix knows TOML by itself.
  const fits = language.some(
    (one) =>
      (one.name === "toml" && name.endsWith(".toml")) ||
      one["file-types"]?.some((type) =>
        typeof type === "string" ? name.endsWith(`.${type}`) : picomatch.isMatch(name, type.glob),
      ),
  );
  expect(fits).toBe(true);
});
