/** Which machine a HoraeDB node is on, and what it takes of it. */
import { describe, expect, it } from "vitest";
import { metaDeployment } from "../src/schema/codes/code-examples.ts";
import { compileText, findingsOf, placed } from "./support/run.ts";

describe("nodes that name no address of their own", () => {
  const node = (index: number, metaAddr: string, more = "") => `# cfgc: horaedb@2.0.0
[analytic.wal]
type = "RocksDB"
data_dir = "/data/wal${index}"
[analytic.storage.object_store]
type = "Local"
data_dir = "/data/store${index}"
${metaDeployment("c", metaAddr, "127.0.0.1:2379")}${more}`;
  const found = (files: Readonly<Record<string, string>>) =>
    findingsOf({ files }).map(({ code, message }) => `${code.name}: ${message}`);

  it("are on one machine if they look for HoraeMeta there, so ports that nobody wrote clash", () => {
    const local = "http://127.0.0.1:2379";
    const clashes = found({ "node1.toml": node(1, local), "node2.toml": node(2, local) });
    expect(clashes).toHaveLength(4);
    for (const clash of clashes) expect(clash).toMatch(/^port-clash: horaedb node2\.toml opens port \d+/);
  });

  it("are on two machines in two folders", () => {
    const local = "http://localhost:2379";
    expect(found({ "a/node.toml": node(1, local), "b/node.toml": node(2, local) })).toEqual([]);
  });

  it("may be anywhere if HoraeMeta is elsewhere", () => {
    const files = { "1.toml": node(1, "http://10.1.1.1:2379"), "2.toml": node(2, "http://10.1.1.1:2379") };
    expect(found(files).filter((one) => one.startsWith("port-clash"))).toEqual([]);
  });
});

it("a port in an address is told by a rule where there is a file, once", () => {
  const file = (addr: string) => `# cfgc: horaedb@2.1.0
[server]
bind_addr = "0.0.0.0"
[analytic]
wal = { type = "Local", data_dir = "/data/wal" }
storage.object_store = { type = "Local", data_dir = "/data/store" }
[cluster_deployment]
mode = "WithMeta"
[cluster_deployment.meta_client]
cluster_name = "c"
meta_addr = "http://10.1.1.1:2379"
[cluster_deployment.etcd_client]
server_addrs = ["10.1.1.1:2379"]
[node]
addr = "${addr}"
`;
  const files = {
    ".env": "# cfgc: env\nHORAEDB_SERVER_ADDR=10.1.2.1:8831\n",
    "horaedb.toml": file("10.1.2.1"),
  };
  expect(findingsOf({ files }).map(placed)).toEqual([
    ".env:variable-overrides@2:1",
    ".env:node-address-not-usable@2:21",
  ]);
});

describe("memory", () => {
  const found = (config: string) =>
    compileText(`cfgc: 1
name: s
hosts: { db1: { address: 10.1.1.1, memory: 8GB } }
horaedb:
  version: 2.1.0
  nodes: { config: { analytic: ${config} }, members: [ { host: db1 } ] }
`).diagnostics.map(({ code, related }) => [code.name, ...related.map(({ message }) => message)]);
  const gigabyte = 1024 ** 3;

  it("that one space may fill before it is flushed is taken", () => {
    expect(found(`{ space_write_buffer_size: ${9 * gigabyte} }`)).toEqual([
      [
        "memory-overcommitted",
        "0.5 GB by horaedb db1 (analytic.storage.mem_cache_capacity)",
        "9 GB by horaedb db1 (analytic.space_write_buffer_size)",
      ],
    ]);
    expect(found(`{ space_write_buffer_size: ${7 * gigabyte} }`)).toEqual([]);
  });

  it("is bounded by what all spaces may hold together", () => {
    const both = `{ space_write_buffer_size: ${9 * gigabyte}, db_write_buffer_size: ${7 * gigabyte} }`;
    expect(found(both)).toEqual([]);
  });
});
