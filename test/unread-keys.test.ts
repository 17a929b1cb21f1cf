/** Keys that a program accepts and never reads: it deserializes them all the same, so a wrong type is refused. */
import { describe, expect, it } from "vitest";
import { lint } from "../src/lint.ts";
import type { JsonType, KeyEntry } from "../src/schema/catalogue.ts";
import { isDead, stateAt } from "../src/schema/key-state.ts";
import { compileText, products } from "./support/run.ts";

const ofOtherType: Readonly<Partial<Record<JsonType, string>>> = {
  integer: '"20"',
  boolean: '"on"',
  string: "5",
};

/** The key alone in a TOML file, with the tag of its variant. */
function file({ key, variant }: KeyEntry, value: string): string {
  const tables = (path: string, text: string) => {
    const [name, ...above] = path.split(".").reverse();
    return `${above.length > 0 ? `[${above.reverse().join(".")}]\n` : ""}${name} = ${text}\n`;
  };
  return `${variant === undefined ? "" : tables(variant.key, `"${variant.is}"`)}${tables(key, value)}`;
}

const cases = products
  .flatMap(({ programs }) => programs)
  .filter(({ kind }) => kind === "horaedb" || kind === "horaemeta")
  .flatMap(({ kind, catalogue }) => catalogue.releases.map(({ version }) => ({ kind, version, catalogue })));

function findingsAbout(kind: string, version: string, text: string, key: string) {
  const source = { path: "node.toml", text };
  return lint([{ source, kind, version }], products)
    .diagnostics.filter((one) => one.key === key)
    .map(({ code, severity }) => [code.name, severity]);
}

describe("a key that is accepted and never read", () => {
  it.each(cases)("$kind $version checks its type", ({ kind, version, catalogue }) => {
    const unread = catalogue.keys.filter(
      (entry) => stateAt(entry, version) !== undefined && isDead(entry, version),
    );
    expect(unread).not.toEqual([]);
    for (const entry of unread) {
      const wrong = file(entry, ofOtherType[entry.types[0] ?? "string"] ?? "");
      expect(findingsAbout(kind, version, wrong, entry.key), entry.key).toEqual([
        ["key-without-effect", "warning"],
        ["wrong-type", "error"],
      ]);
    }
  });

  it.each([
    ["enable-schedule = 1\n", "enable-schedule"],
    ['min-scan-limit = "5"\n', "min-scan-limit"],
    ['grpc-handle-timeout-ms = "10s"\n', "grpc-handle-timeout-ms"],
    ['grpc-service-max-recv-msg-size = "1MB"\n', "grpc-service-max-recv-msg-size"],
    ["[etcd-log]\nfile = 5\n", "etcd-log.file"],
  ])("stops HoraeMeta with a value of another type: %s", (text, key) => {
    expect(findingsAbout("horaemeta", "2.1.0", text, key)).toContainEqual(["wrong-type", "error"]);
  });

  it.each([
    ["grpc-handle-timeout-ms = 5\n", "grpc-handle-timeout-ms"],
    ['[etcd-log]\nfile = "{file}"\n', "etcd-log.file"],
    ['[etcd-log]\nfile = ""\n', "etcd-log.file"],
  ])("says nothing else of a value that is taken: %s", (text, key) => {
    expect(findingsAbout("horaemeta", "2.1.0", text, key)).toEqual([["key-without-effect", "warning"]]);
  });

  it("is no error under config, where it is not emitted", () => {
    const { diagnostics, bundle } = compileText(`cfgc: 1
name: one
environment: development
hosts: { h1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  wal: { type: Local }
  nodes:
    config: { server: { grpc_server_cq_count: "20" } }
    members: [ { host: h1 } ]
`);
    const about = diagnostics.filter((one) => one.key === "server.grpc_server_cq_count");
    expect(about.map((one) => one.code.name)).toEqual(["key-without-effect"]);
    expect(bundle?.files.some((one) => one.content.includes("grpc_server_cq_count"))).toBe(false);
  });
});

it("a key in a table that is one value is named if nobody reads it", () => {
  const sizeTiered =
    'bucket_low = 0.5, bucket_high = 1.5, min_sstable_size = "50MB", min_threshold = 4, max_threshold = 16, max_input_sstable_size = "1G"';
  const found = (more: string) => {
    const text = `[analytic.table_opts]\ncompaction_strategy = { SizeTiered = { ${sizeTiered}${more} } }\n`;
    const source = { path: "node.toml", text };
    const { diagnostics } = lint([{ source, kind: "horaedb", version: "1.0.0" }], products);
    return diagnostics.map(({ code, severity, key }) => [code.name, severity, key]);
  };
  expect(found("")).toEqual([]);
  expect(found(", min_treshold = 2")).toEqual([
    ["unknown-key", "warning", "analytic.table_opts.compaction_strategy.SizeTiered.min_treshold"],
  ]);
});
