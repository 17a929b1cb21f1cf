/** What the structs of each release take and refuse, as recorded by running them, is what findings say of a file. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Code } from "../src/diagnostics/diagnostic.ts";
import { lint } from "../src/lint.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import * as keyCodes from "../src/schema/codes.ts";
import * as syntaxCodes from "../src/source/codes.ts";
import { products } from "./support/run.ts";

const releases = horaedbServer.catalogue.releases.map(({ version }) => version);
/** Codes about reading the file: what happens after that is the business of rules. */
const ofReading = new Set<Code>([...Object.values(keyCodes), ...Object.values(syntaxCodes)]);

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
    ({ version, column }) => {
      for (const { signs, toml } of recorded)
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
