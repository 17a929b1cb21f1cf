/** What the structs of each release take and refuse, as recorded by running them, is what findings say of a file. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Code } from "../src/diagnostics/diagnostic.ts";
import { lint } from "../src/lint.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import * as keyCodes from "../src/schema/codes/key-codes.ts";
import * as valueCodes from "../src/schema/codes/value-codes.ts";
import * as syntaxCodes from "../src/source/codes.ts";
import { by } from "./support/effort.ts";
import { compileText, products } from "./support/run.ts";

const releases = horaedbServer.catalogue.releases.map(({ version }) => version);
/** Codes about reading the file: what happens after that is the business of rules. */
const ofReading = new Set<Code>([keyCodes, valueCodes, syntaxCodes].flatMap((codes) => Object.values(codes)));

const recorded = readFileSync("fixtures/horaedb-structs.txt", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => ({ signs: line.slice(0, releases.length), toml: JSON.parse(line.slice(releases.length)) }));

function isRefused(toml: string, version: string): boolean {
  const source = { path: "horaedb.toml", text: toml };
  return lint([{ source, kind: "horaedb", version }], products).diagnostics.some(
    ({ code, severity }) => severity === "error" && ofReading.has(code),
  );
}

describe("a file that the structs of HoraeDB", () => {
  it.each(releases.map((version, column) => ({ version, column })))(
    "of $version take or refuse is taken or refused here",
    { tags: ["series"] },
    ({ version, column }) => {
      // What is as it was at the release before is asked in a long run.
      const isNews = (signs: string) => column === 0 || signs[column] !== signs[column - 1];
      const news = recorded.filter(({ signs }, index) => isNews(signs) || (index + column) % 5 === 0);
      for (const { signs, toml } of by({ quick: news, long: recorded, exhaust: recorded }))
        expect(isRefused(toml, version) ? "refused" : "taken", toml).toBe(
          signs[column] === "+" ? "taken" : "refused",
        );
    },
  );

  it("were asked for covers each sign at most releases", () => {
    for (const column of releases.keys())
      expect(new Set(recorded.map(({ signs }) => signs[column])).size).toBe(column === 0 ? 2 : 3);
  });
});

const site = (version: string, config: string) =>
  compileText(`cfgc: 1
name: one
environment: development
hosts: { h1: { address: 10.1.1.1 } }
horaedb:
  version: ${version}
  wal: { type: RocksDB }
  nodes:
    config: ${config}
    members: [ { host: h1 } ]
`);

describe("under config", () => {
  it.each([
    ["1.1.0", "{ server: { forward: { connect_timeout: { secs: 3 } } } }", "incomplete-table"],
    ["1.1.0", '{ server: { forward: { connect_timeout: "3s" } } }', "wrong-type"],
    ["1.2.0", "{ server: { hotspot: { dump_interval: { secs: 3 } } } }", "incomplete-table"],
    ["1.1.0", "{ analytic: { table_opts: { storage_format_hint: { Specific: Columnar } } } }", "wrong-type"],
    ["1.1.0", "{ analytic: { compaction_config: { memory_limit: 16384P } } }", "wrong-type"],
    ["2.0.0", "{ server: [] }", "wrong-type"],
  ])("%s does not build with %s", (version, config, code) => {
    const { diagnostics, bundle } = site(version, config);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map((one) => one.code.name)).toEqual([code]);
    expect(bundle).toBeUndefined();
  });

  it.each([
    ["1.1.0", "{ server: { forward: { connect_timeout: { secs: 3, nanos: 0 } } } }", /nanos = 0/],
    ["1.0.0", "{ analytic: { table_opts: { storage_format_hint: { Specific: Hybrid } } } }", /Hybrid/],
    ["1.0.0", "{ analytic: { compaction_config: { memory_limit: 16384P } } }", /16384P/],
    ["2.0.0", "{ analytic: { recover_mode: { ShardBased: {} } } }", /recover_mode = "ShardBased"/],
  ])("%s builds with %s", (version, config, text) => {
    const { diagnostics, bundle } = site(version, config);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const file = bundle?.files.find(({ path }) => path.endsWith(".toml"));
    expect(file?.content).toMatch(text);
  });
});

it("says what becomes of a list or a date that is taken for a table, whose keys are unknown then", () => {
  const said = (toml: string) => {
    const source = {
      path: "horaedb.toml",
      text: `${toml}\n[analytic.wal]\ntype = "Local"\ndata_dir = "/d"\n`,
    };
    return lint([{ source, kind: "horaedb", version: "2.1.0" }], products).diagnostics.map(
      ({ code, severity, message }) => [code.name, severity, message],
    );
  };
  expect(said('node = [ "10.1.1.1", "z" ]')).toEqual([
    [
      "surprising-value",
      "warning",
      `"node" is a list, and HoraeDB 2.1.0 takes its items for the values of the table's keys, in the order of its source`,
    ],
  ]);
  expect(said("node = 2024-01-01")).toEqual([
    [
      "surprising-value",
      "warning",
      '"node" is a date, which HoraeDB 2.1.0 takes for a table without any of its keys',
    ],
  ]);
});
