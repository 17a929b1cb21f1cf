import { expect, it } from "vitest";
import { environmentOf } from "../src/products/variables/environment.ts";
import { nameByRule } from "../src/schema/variables.ts";
import { compileText } from "./support/run.ts";

const { model } = compileText(`cfgc: 1
name: m
environment: development
hosts: { db1: { address: 10.1.1.1 } }
horaedb: { version: 2.1.0, meta: { members: [ { host: db1 } ] }, nodes: { members: [ { host: db1 } ] } }
`);
const entriesOf = (program: string) =>
  model.instances.filter((one) => one.program === program).flatMap(environmentOf);

it("knows each key of HoraeMeta whose variable is not named after it, or that has none", () => {
  const odd = entriesOf("horaemeta")
    .filter(({ key, name }) => key !== undefined && name !== nameByRule(key))
    .map(({ key, name, notRead }) => [key, name, notRead]);
  expect(odd).toEqual([
    ["log.level", "LEVEL", "LOG_LEVEL"],
    ["log.file", undefined, "LOG_FILE"],
    ["etcd-log.level", "LEVEL", "ETCD_LOG_LEVEL"],
    ["etcd-log.file", undefined, "ETCD_LOG_FILE"],
    ["grpc-handle-timeout-ms", "GRPC_HANDLER_TIMEOUT_MS", "GRPC_HANDLE_TIMEOUT_MS"],
    ["auto-compaction-mode", "AUTO-COMPACTION-MODE", "AUTO_COMPACTION_MODE"],
  ]);
});

it("says what a variable without a key does", () => {
  const others = entriesOf("horaemeta").filter(({ key }) => key === undefined);
  expect(others.map(({ name }) => name)).toEqual(["LOG", "ETCD_LOG", "FLOW_LIMITER"]);
  for (const { note } of others) expect(note).toMatch(/^Stops the start/);
});

it("does not list the keys of a program that has few variables", () => {
  const names = entriesOf("horaedb").map(({ name }) => name);
  expect(names).toContain("HORAEDB_SERVER_ADDR");
  expect(names).not.toContain(undefined);
});
