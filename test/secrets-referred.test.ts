/** A secret in cluster.yaml gives way to a reference: everywhere it may stand, and nothing of it is in the edit. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { applyEdits } from "../src/diagnostics/fix.ts";
import { cfgc } from "./support/command.ts";
import { products } from "./support/run.ts";

const secret = "Xq7-hunter-two";

const head = `cfgc: 1
name: s
environment: development
hosts: { h1: { address: 10.0.0.1 } }
`;

const store = (rest: string) => `${head}horaedb:
  version: 2.1.0
  nodes: { members: [{ host: h1 }] }
  object_store:
    type: S3
    region: eu
    endpoint: https://s.example.net
    bucket: b
    prefix: p
    key_id: { from_env: KEY_ID }
${rest}`;

/** With the secret in the place of `SECRET`, and what has to stand there afterwards. */
const texts: readonly (readonly [what: string, text: string, after: string])[] = [
  [
    "a bare text",
    store("    key_secret: SECRET # why\n"),
    "{ from_env: HORAEDB_OBJECT_STORE_KEY_SECRET } # why\n",
  ],
  [
    "a text in quotes",
    store("    key_secret: 'SECRET'\n"),
    "{ from_env: HORAEDB_OBJECT_STORE_KEY_SECRET }\n",
  ],
  [
    "a text in lines",
    store("    key_secret: |\n      SECRET\n      SECRET\n"),
    "{ from_env: HORAEDB_OBJECT_STORE_KEY_SECRET }\n",
  ],
  [
    "a text with an anchor",
    store("    key_secret: &k SECRET\n"),
    "&k { from_env: HORAEDB_OBJECT_STORE_KEY_SECRET }\n",
  ],
  [
    "in braces",
    store("").replace(
      / {2}object_store:.*$/s,
      "  object_store: { type: S3, region: eu, endpoint: https://s.example.net, bucket: b, prefix: p, key_id: { from_env: K }, key_secret: SECRET }\n",
    ),
    "key_secret: { from_env: HORAEDB_OBJECT_STORE_KEY_SECRET } }\n",
  ],
  [
    "under a variable of that name",
    store("    key_secret: SECRET\n").replace("KEY_ID", "HORAEDB_OBJECT_STORE_KEY_SECRET"),
    "{ from_env: HORAEDB_OBJECT_STORE_KEY_SECRET_2 }\n",
  ],
];

it.each(texts)("%s", (_, template, after) => {
  const source = {
    path: "cluster.yaml",
    text: template.replaceAll("SECRET", (word, at: number) => (template[at - 1] === "_" ? word : secret)),
  };
  const found = compile([source], { products }).diagnostics;
  const [one] = found.filter(({ code }) => code.name === "secret-in-plain-text");
  const [fix, ...others] = one?.fixes ?? [];
  expect(others).toEqual([]);
  expect(fix?.isCertain).toBe(false);
  expect(JSON.stringify([fix?.title, fix?.edits.map(({ text }) => text)])).not.toContain("hunter");
  const mended = applyEdits(source, fix?.edits ?? []);
  expect(mended.text).toContain(after);
  expect(mended.text).not.toContain("hunter");
  const left = compile([mended], { products }).diagnostics.map(({ code }) => code.name);
  expect(left).toEqual(found.filter((other) => other !== one).map(({ code }) => code.name));
});

it("is offered for a key under config, in JSON and in SARIF", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cfgc-secrets-"));
  try {
    const path = join(folder, "cluster.yaml");
    writeFileSync(
      path,
      `${head}oms:\n  version: 3.3.1\n  meta_database: { host: 10.9.9.9, port: 2883, user: root, password: { from_env: P } }\n  regions: [{ location: 1, hosts: [h1] }]\n  config: { drc_password: ${secret} }\n`,
    );
    for (const format of ["json", "sarif"]) {
      const { stdout } = await cfgc(["lint", path, "--format", format]);
      expect(stdout).toContain("{ from_env: DRC_PASSWORD }");
      expect(stdout).not.toContain("hunter");
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
