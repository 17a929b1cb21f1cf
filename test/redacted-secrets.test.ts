/** Whatever is wrong around a secret, nothing that is printed shows it. */
import { expect, it } from "vitest";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { findingsOf } from "./support/run.ts";

const secret = "hunter2";
const store = (line: string) =>
  `[analytic.wal]\ntype = "Local"\ndata_dir = "/d"\n[analytic.storage.object_store]\ntype = "S3"\n${line}\n`;
const cluster = (store: string) =>
  `cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1 } }\nhoraedb:\n  version: 2.1.0\n  nodes: { members: [ { host: db1 } ] }\n  object_store: ${store}\n`;

it.each([
  ["a misspelt key", { "horaedb.toml": store(`key_secrt = "${secret}"`) }],
  [
    "a misspelt key in an unknown table",
    { "horaedb.toml": `[analytic]\nobject_stor = { pasword = "${secret}" }\n` },
  ],
  [
    "a key of another variant",
    {
      "horaedb.toml": `[analytic.wal]\ntype = "Local"\ndata_dir = "/d"\nobkv = { pasword = "${secret}" }\n`,
    },
  ],
  [
    "a misspelt key in camel case",
    { "controller.cfg": `# cfgc: dolphindb-controller@2.00.12\nourExecutionPasword=${secret}\n` },
  ],
  ["a key that stands elsewhere", { "horaedb.toml": `[server]\nsys_password = "${secret}"\n` }],
  ["a misspelt key in cluster.yaml", { "cluster.yaml": cluster(`{ type: S3, key_secrt: ${secret} }`) }],
  ["a misspelt key of another variant", { "cluster.yaml": cluster(`{ type: Local, key_secrt: ${secret} }`) }],
])("%s", (_, files) => {
  const as = "horaedb.toml" in files ? "horaedb@2.1.0" : undefined;
  const found = findingsOf({ files, ...(as === undefined ? {} : { as }) });
  const printed = printHuman(found, { color: false, width: 140 });
  expect(printed).toContain("********");
  expect(printed).not.toContain(secret);
});

it("a header with a quoted name ends the value before it", () => {
  const text = (header: string) => `[server]\npasswrd = "${secret}"\n${header}\nconect_timeout = "3s"\n`;
  const printed = (header: string) =>
    printHuman(findingsOf({ as: "horaedb@2.1.0", files: { "horaedb.toml": text(header) } }), {
      color: false,
      width: 140,
    });
  for (const header of ['["analytic".remote_engine_client]', "['analytic' . remote_engine_client] # c"]) {
    expect(printed(header)).toContain('no key "analytic.remote_engine_client.conect_timeout"');
    expect(printed(header)).not.toContain(secret);
  }
  // A list with a text looks like a header with one name, and may be the value.
  const broken = printHuman(
    findingsOf({ as: "horaedb@2.1.0", files: { "horaedb.toml": `[server]\npassword =\n["${secret}"]\n` } }),
    { color: false, width: 140 },
  );
  expect(broken).not.toContain(secret);
});
