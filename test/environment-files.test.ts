/** Environment files: their syntax, and what the programs make of the variables. */
import { expect, it } from "vitest";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { readEnv } from "../src/source/env/read-env.ts";
import { findingsOf, placed } from "./support/run.ts";

function read(text: string) {
  const bag = new DiagnosticBag("file");
  const file = { path: ".env", text };
  return { variables: readEnv(file, bag), found: bag.sorted().map(placed) };
}

const values = (text: string) => read(text).variables.map(({ name, value }) => [name, value]);

it.each([
  ["A=1\n", [["A", "1"]]],
  [
    "A=1\r\nB=2",
    [
      ["A", "1"],
      ["B", "2"],
    ],
  ],
  ["# A=1\n\n  ; x\nexport B='a # b' # c\n", [["B", "a # b"]]],
  ['A="a \\"b\\" \\$c"\n', [["A", 'a "b" $c']]],
  [
    'A="one\ntwo"\nB=3\n',
    [
      ["A", "one\ntwo"],
      ["B", "3"],
    ],
  ],
  [
    "A=${B}\nC=$(date)\nD='$E'\n",
    [
      ["A", undefined],
      ["C", undefined],
      ["D", "$E"],
    ],
  ],
  ["A=a#b #c\n", [["A", "a#b"]]],
  ["PASSED_ON\n", [["PASSED_ON", undefined]]],
  ["AUTO-COMPACTION-MODE=periodic\n", [["AUTO-COMPACTION-MODE", "periodic"]]],
  [
    'A=\nB=""\n',
    [
      ["A", ""],
      ["B", ""],
    ],
  ],
])("reads %j", (text, expected) => {
  expect(values(text)).toEqual(expected);
  expect(read(text).found).toEqual([]);
});

it.each([
  ["A =1\n", [".env:env-syntax@1:1"]],
  ["\ufeffA=1\nB=2\n", [".env:env-syntax@1:1"]],
  ["A= 1\nB=2\n", [".env:env-syntax@1:1"]],
  ["B=2\nA 1\n", [".env:env-syntax@2:1"]],
  ["B='2\nC=3\n", [".env:env-syntax@1:3"]],
  ["B=1\n[section]\n=3\n", [".env:env-syntax@2:1", ".env:env-syntax@3:1"]],
])("says what is wrong with %j", (text, expected) => expect(read(text).found).toEqual(expected));

it("stands at the value or the name, in any line ending", () => {
  const text =
    "# cfgc: env@2.1.0\r\nexport HTTP_PORT='abc'\r\nENABLE_SCHEDULE=yes\r\nPROCEDURE_EXECUTING_BATCH_SIZE=-1\r\nNODE_NMAE=a\r\n";
  expect(findingsOf({ files: { ".env": text } }).map(placed)).toEqual([
    ".env:wrong-type@2:18",
    ".env:variable-without-effect@3:1",
    ".env:wrong-type@3:17",
    ".env:wrong-type@4:32",
    ".env:unknown-variable@5:1",
  ]);
});

it("takes what the programs take", () => {
  const text =
    "HTTP_PORT=+8080\nENABLE_EMBED_ETCD=T\nTOPOLOGY_TYPE=dynamic\nETCD_ADDRS=a:1,b:2\nHORAEDB_MAX_INPUT_SSTABLE_SIZE=1GB\n";
  expect(findingsOf({ as: "env@2.1.0", files: { ".env": text } })).toEqual([]);
});

it.each([
  // Go's int, uint and uint32 of HoraeMeta, which the library reads with 32 bits.
  ["FLOW_LIMITER_LIMIT=2147483647", []],
  ["FLOW_LIMITER_LIMIT=2147483648", ["wrong-type"]],
  ["FLOW_LIMITER_LIMIT=-2147483648", []],
  ["FLOW_LIMITER_LIMIT=-2147483649", ["wrong-type"]],
  ["ID_ALLOCATOR_STEP=4294967295", []],
  ["ID_ALLOCATOR_STEP=4294967296", ["wrong-type"]],
  ["ID_ALLOCATOR_STEP=+7", ["wrong-type"]],
  ["PROCEDURE_EXECUTING_BATCH_SIZE=+7", ["wrong-type"]],
  // int64 has all bits and takes a sign.
  ["QUOTA_BACKEND_BYTES=+9223372036854775807", []],
  ["QUOTA_BACKEND_BYTES=9223372036854775808", ["wrong-type"]],
  ["QUOTA_BACKEND_BYTES=-9223372036854775808", []],
  ["QUOTA_BACKEND_BYTES=000000000000000000000000003000000000", []],
])("reads the number of %s as Go does", (line, expected) => {
  const found = findingsOf({ as: "env@2.1.0", files: { ".env": `${line}\n` } });
  expect(found.map(({ code }) => code.name)).toEqual(expected);
});

it("of a number that the file takes and the variable does not, says so", () => {
  const help = (line: string) => findingsOf({ as: "env@2.1.0", files: { ".env": line } })[0]?.help;
  expect(help("FLOW_LIMITER_LIMIT=3000000000\n")).toBe(
    'write "flow-limiter.limit" into its file, which takes this value',
  );
  expect(help("PROCEDURE_EXECUTING_BATCH_SIZE=4294967296\n")).toBeUndefined();
});

it("says when a text falls back to a default", () => {
  const found = findingsOf({
    as: "env@2.1.0",
    files: { ".env": "HORAEDB_MAX_INPUT_SSTABLE_SIZE=1gb\nHORAEDB_COMPACT_PICK_BY_SEQ=1\n" },
  });
  expect(found.map(placed)).toEqual([".env:surprising-value@1:32", ".env:surprising-value@2:29"]);
});

const member = (name: string) => `# cfgc: horaemeta@2.0.0
node-name = "${name}"
data-dir = "/var/lib/horaemeta"
initial-cluster = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380"
peer-urls = "http://10.1.1.1:2380"
client-urls = "http://10.1.1.1:2379"
advertise-peer-urls = "http://10.1.1.1:2380"
advertise-client-urls = "http://10.1.1.1:2379"
storage-root-path = "/horaedb"
topology-type = "dynamic"
`;

it("wins over the file beside it, for the rules as well", () => {
  const wrong = { "a/horaemeta.toml": member("metaX") };
  expect(findingsOf({ files: wrong }).map(({ code }) => code.name)).toContain("meta-identity-mismatch");
  const found = findingsOf({ files: { ...wrong, "a/meta.env": "# cfgc: env\nNODE_NAME=meta0\n" } });
  expect(found.map(placed)).toEqual(["a/meta.env:variable-overrides@2:1"]);
  expect(found[0]?.related.map(({ at }) => at.file.path)).toEqual(["a/horaemeta.toml"]);
});

it("of two files beside it, belongs to the one with its name", () => {
  const found = findingsOf({
    files: {
      "meta0.toml": member("meta0"),
      "meta1.toml": member("meta1")
        .replaceAll("10.1.1.1:23", "10.1.1.2:23")
        .replace("meta0=http://10.1.1.2", "meta0=http://10.1.1.1"),
      "meta1.env": "# cfgc: env\nHTTP_PORT=9090\nNODE_NAME=metaX\n",
    },
  });
  expect(found.map(placed)).toContain("meta1.env:variable-overrides@3:1");
  expect(found.find(({ code }) => code.name === "meta-identity-mismatch")?.at.file.path).toBe("meta1.env");
});

it("prints no value that may be a secret", () => {
  const text =
    "# cfgc: env\nNODE_NAME=meta0\nDATABASE_DSN=postgres:hunter2\nS3_KEY=hunter3\nHTTP_PROT=hunter4\nbroken hunter5\nTOKEN = hunter6\n";
  const found = findingsOf({ files: { ".env": text } });
  const printed = printHuman(found, { color: false });
  expect(found.length).toBeGreaterThan(4);
  expect(printed).not.toMatch(/hunter/);
  expect(JSON.stringify(found.map(({ message, help }) => [message, help]))).not.toMatch(/hunter/);
});

it.each([
  ["1.0.0", "10.1.1.1:8831", []],
  ["1.0.0", "10.1.1.1", [".env:wrong-type@1:21"]],
  ["1.1.0", "10.1.1.1", []],
  ["1.1.0", "db1", [".env:wrong-type@1:21"]],
  ["1.2.7", "db1", []],
  ["1.2.7", "db1:8831", [".env:surprising-value@1:21"]],
])("CERESDB_SERVER_ADDR of %s: %s", (version, value, expected) => {
  const files = { ".env": `CERESDB_SERVER_ADDR=${value}\n` };
  expect(findingsOf({ as: `env@${version}`, files }).map(placed)).toEqual(expected);
});

it("an address with a port is doubtful and no more, as the documents of HoraeDB show it", () => {
  const found = findingsOf({ as: "env@2.1.0", files: { ".env": 'HORAEDB_SERVER_ADDR="10.1.1.1:8831"\n' } });
  expect(found.map(({ severity }) => severity)).toEqual(["warning"]);
});

it("ADDR, which other programs read as well, is any text to HoraeMeta, and unread with its own etcd", () => {
  const variable = findingsOf({ as: "env@2.1.0", files: { "horaemeta.env": "ADDR=:8080\nLEASE_SEC=10\n" } });
  const key = findingsOf({ as: "horaemeta@2.1.0", files: { "horaemeta.toml": 'addr = ":8080"\n' } });
  for (const found of [variable, key]) {
    expect(found.map(({ severity }) => severity)).not.toContain("error");
    expect(found.map(({ message }) => message).join()).toContain("only with enable-embed-etcd = false");
  }
});

it("a list is split at its commas, and its blanks stay", () => {
  const found = (value: string) => {
    const files = { ".env": `# cfgc: env@2.1.0\nETCD_ADDRS=${value}\n` };
    return findingsOf({ files }).map(({ code, message }) => `${code.name}: ${message}`);
  };
  expect(found("10.1.1.1:2379,10.1.1.2:2379")).toEqual([]);
  expect(found("'10.1.1.1:2379, 10.1.1.2:2379'")).toEqual([
    'surprising-value: HoraeDB 2.1.0 splits ETCD_ADDRS at the commas and trims nothing, so one item is " 10.1.1.2:2379"',
  ]);
  expect(found("10.1.1.1:2379,")).toEqual([expect.stringContaining("one item is empty")]);
});

it.each([
  [
    "HORAEDB_SERVER_HTTP_PORT",
    'HoraeDB 2.1.0 reads no variable for "server.http_port", so HORAEDB_SERVER_HTTP_PORT sets nothing',
    'write "server.http_port" into its file',
  ],
  [
    "HORAEDB_LEASE_SEC",
    "HoraeDB 2.1.0 does not read HORAEDB_LEASE_SEC",
    "delete it, unless something else reads it",
  ],
  [
    "HORAEMETA_LEASE_SEC",
    "HoraeMeta 2.1.0 does not read HORAEMETA_LEASE_SEC; its variables have no prefix",
    "write LEASE_SEC",
  ],
])("%s is held against the program that it names", (name, message, help) => {
  const [one, ...more] = findingsOf({ files: { "horaedb.env": `# cfgc: env\n${name}=5440\n` } });
  expect(more).toEqual([]);
  expect(one).toMatchObject({ message, help });
});
