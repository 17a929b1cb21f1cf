/** Comments that silence findings. */
import { expect, it } from "vitest";
import { rightNode } from "./support/right-node.ts";
import { findingsOf, placed } from "./support/run.ts";

const lint = (name: string, as: string, text: string) =>
  findingsOf({ as, files: { [name]: text } }).map(placed);
const off = "cfgc-disable-next-line";

it("in TOML: the next line that is no comment, and no other", () => {
  const keys = "[server]\nhttp_prot = 1\ngrpc_prot = 2\n";
  expect(lint("a.toml", "horaedb@2.1.0", rightNode + keys)).toEqual([
    "a.toml:unknown-key@5:1",
    "a.toml:unknown-key@6:1",
  ]);
  const silenced = keys.replace("http", `# ${off} unknown-key: a patched build\n\n  # more about it\nhttp`);
  expect(lint("a.toml", "horaedb@2.1.0", rightNode + silenced)).toEqual(["a.toml:unknown-key@9:1"]);
});

it("several codes, several comments, CRLF", () => {
  const text = `# ${off} duplicate-key, unknown-key: both known\r\n# ${off} nothing-such: typo\r\nhttp-prot = 1\r\n`;
  expect(lint("a.toml", "horaemeta@2.1.0", text).filter((one) => /suppression|unknown/.test(one))).toEqual([
    "a.toml:suppression-unused@1:1",
    "a.toml:suppression-unused@2:1",
  ]);
});

it("for the whole file", () => {
  const text = `# cfgc-disable-file unknown-key: a fork\n${rightNode}[server]\na = 1\nb = 2\n`;
  expect(lint("a.toml", "horaedb@2.1.0", text)).toEqual([]);
});

it("without a reason it silences nothing and is a finding", () => {
  const text = `${rightNode}[server]\n# ${off} unknown-key:\na = 1\n`;
  expect(lint("a.toml", "horaedb@2.1.0", text)).toEqual([
    "a.toml:suppression-without-reason@5:1",
    "a.toml:unknown-key@6:1",
  ]);
});

it("in YAML, key=value and environment files", () => {
  const oms = `# cfgc-disable-file missing-key: the rest is in another file\n# ${off} unknown-key: a fork\nour_key: 1\n`;
  expect(lint("config.yaml", "oms@4.2.2", oms)).toEqual([]);
  const cfg = `mode=controller\nlocalSite=10.1.1.1:8900:controller1\n// ${off} unknown-key: a plugin\nourPlugin=1\n`;
  expect(lint("controller.cfg", "dolphindb-controller@2.00.12", cfg)).toEqual([]);
  expect(lint(".env", "env@2.1.0", `# ${off} unknown-variable: for the side car\nNODE_NAMES=1\n`)).toEqual(
    [],
  );
});

it("what a program would refuse can be silenced in a file, and not in cluster.yaml", () => {
  expect(lint("a.toml", "horaedb@2.1.0", `${rightNode}# ${off} unknown-key: a fork\n[srever]\n`)).toEqual([]);
  const cluster = `cfgc: 1\nname: a\n# ${off} unknown-key: later\nhost: {}\n`;
  const found = findingsOf({ files: { "cluster.yaml": cluster } });
  expect(found.map(placed)).toEqual(["suppression-unused@3:1", "unknown-key@4:1"]);
  expect(found[0]?.message).toContain("cannot be silenced");
});

it("warnings of cluster.yaml can be silenced", () => {
  const cluster = (comment: string) =>
    `cfgc: 1\nname: a\naccept:\n${comment}  - { rule: meta-quorum-too-small, reason: edge }\n`;
  expect(findingsOf({ files: { "cluster.yaml": cluster("") } }).map(placed)).toEqual(["unknown-rule@4:13"]);
  expect(findingsOf({ files: { "cluster.yaml": cluster(`  # ${off} unknown-rule: soon\n`) } })).toEqual([]);
});

it("where the file cannot be read, nothing is called unused", () => {
  expect(lint("a.toml", "horaedb@2.1.0", `# ${off} unknown-key: a fork\na = [\n`)).not.toContain(
    "a.toml:suppression-unused@1:1",
  );
});

it("a line of a text is no comment, and the line after the text may be one", () => {
  const line = `# ${off} unknown-key: a fork\n`;
  const toml = `[analytic.wal]\ntype = "Local"\ndata_dir = """\n/data/\n${line}"""\nour_key = 1\n`;
  expect(lint("a.toml", "horaedb@2.1.0", toml)).toEqual(["a.toml:unknown-key@7:1"]);
  expect(lint("a.toml", "horaedb@2.1.0", toml.replace('"\nour', `"\n${line}our`))).toEqual([]);
  const hosts = "cfgc: 1\nname: a\nhosts:\n  db1: { address: 10.1.1.1 }\noms:\n  version: 4.2.2\n";
  const cluster = `${hosts}  config:\n    drc_cm_db: |\n      # ${off} unknown-key: x\n    # ${off} no-such: y\n`;
  const found = findingsOf({ files: { "cluster.yaml": cluster } }).map(placed);
  expect(found.filter((one) => one.startsWith("suppression"))).toEqual(["suppression-unused@10:5"]);
});
