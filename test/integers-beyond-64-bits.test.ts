/** TOML has integers of 64 bits with a sign: under `config` others are refused, since the file could not be read. */
import { expect, it } from "vitest";
import { compileText, placed } from "./support/run.ts";

const key = "analytic.sst_background_read_parallelism";
const cluster = (nodes: string, meta: string) => `cfgc: 1
name: m
hosts: { a1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  meta: { members: [a1], config: { ${meta} } }
  nodes: { members: [{ host: a1 }], config: { ${nodes} } }
`;

function refused(text: string) {
  return compileText(text)
    .diagnostics.filter((one) => one.message.includes("64 bits"))
    .map((one) => [placed(one).split("@")[0], one.severity, one.key, one.help]);
}

it.each(["9223372036854775808", "18446744073709551616"])("refuses %s", (number) => {
  const most = "write at most 9223372036854775807";
  expect(refused(cluster(`analytic: { sst_background_read_parallelism: ${number} }`, ""))).toEqual([
    ["wrong-type", "error", key, most],
  ]);
  expect(refused(cluster("", `quota-backend-bytes: ${number}`))).toEqual([
    ["wrong-type", "error", "quota-backend-bytes", most],
  ]);
});

it("takes the largest", () => {
  expect(
    refused(
      cluster(
        "analytic: { sst_background_read_parallelism: 9223372036854775807 }",
        "lease-sec: 9223372036854775807",
      ),
    ),
  ).toEqual([]);
});
