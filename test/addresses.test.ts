/** What is no address is none anywhere: not written out, not in a range, not in the list of brokers. */
import { describe, expect, it } from "vitest";
import { compileText, findingsOf } from "./support/run.ts";

const host = (name: string, address: string) =>
  `cfgc: 1\nname: m\nhosts: { "${name}": { address: "${address}" } }\n`;

const said = (text: string) =>
  compileText(text).diagnostics.map((one) => [one.code.name, one.message, one.help]);

describe("the address of a host", () => {
  it.each([
    ...["10.0.0.333", "10.1.1", "10", "10.1.1.1.1", "10.1.1.", "256.1.1.1"],
    ...["224.0.0.1", "239.255.255.255", "255.255.255.255", "-x.example", "db.-x", "0x0a.1.1.1", "0xa"],
  ])("is not %s", (address) => {
    expect(said(host("db1", address))).toEqual([
      [
        "wrong-type",
        `"hosts.db1.address" must be a host name or the IP address of one machine, without a port, not the text "${address}"`,
        'write for example "10.1.1.1"',
      ],
    ]);
  });

  it("has no leading zeros, which some readers take for octal", () => {
    expect(said(host("db1", "10.01.1.010")).map(([, , help]) => help)).toEqual(['write "10.1.1.10"']);
  });

  it.each([
    "10.0.0.255",
    "0.0.0.1",
    "223.1.1.1",
    "240.0.0.1",
    "0xa.example",
    "db1",
    "db-1.example.net",
    "10.example.net",
    "1a.2b",
    "fd00::1",
  ])("may be %s", (address) => expect(said(host("db1", address))).toEqual([]));

  it.each([
    ["10.0.0.[250-260]", "10.0.0.256"],
    ["10.0.0.[01-11]", "10.0.0.01"],
    ["10.0.[1-11].300", "10.0.1.300"],
    ["10.0.[1-11]", "10.0.1"],
  ])("%s holds %s", (range, wrong) => {
    expect(said(host("db[1-11]", range))).toEqual([
      [
        "wrong-type",
        `the range "${range}" holds "${wrong}", which is no address`,
        "write numbers from 0 to 255 without leading zeros, such as 10.1.2.[1-40]",
      ],
    ]);
  });

  it("may be the last of a range", () => expect(said(host("db[1-6]", "10.0.0.[250-255]"))).toEqual([]));
});

it("a broker is no address of three numbers", () => {
  const text = `${host("db1", "10.1.1.1")}horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1 } ] }
  wal: { type: Kafka, brokers: [ "10.9.1:9092" ] }
  object_store: { type: S3, region: r, endpoint: "https://s3.example.net", bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }
`;
  expect(said(text).map(([code, message]) => `${code}: ${message}`)).toEqual([
    'wrong-type: "horaedb.wal.brokers[0]" must be host:port with a port from 1 to 65535, not the text "10.9.1:9092"',
  ]);
});

it("a node that tells others 10.0.0.333 is told of it", () => {
  const files = { "horaedb.toml": '# cfgc: horaedb@2.0.0\n[node]\naddr = "10.0.0.333"\n' };
  expect(findingsOf({ files }).map((one) => `${one.severity}: ${one.message}`)).toEqual([
    'warning: node.addr is "10.0.0.333", which is neither the IPv4 address of one machine nor a host name; HoraeDB 2.0.0 appends server.grpc_port, and the result is no address',
  ]);
});
