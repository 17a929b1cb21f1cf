/** Values that HoraeDB's types take and that it fails with, at the start or later. */
import { describe, expect, it } from "vitest";
import { compileText, findingsOf } from "./support/run.ts";

const wal = (type: string, more = "") => `[analytic.wal]\ntype = "${type}"\n${more}`;
const local = wal("Local", 'data_dir = "/data"\n');
const obkv = (table: string) =>
  wal(
    "Obkv",
    `[analytic.wal.obkv]\nfull_user_name = "u@t#c:d"\nparam_url = "http://c:80/?database=d"\n${table}`,
  );
const kafka = wal("Kafka", '[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n');
const namespaces = ["data_namespace", "meta_namespace"];

const found = (text: string, version: string) =>
  findingsOf({ as: `horaedb@${version}`, files: { "horaedb.toml": text } })
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code.name}: ${message.replace(/^.*; /, "")}`);

interface Bound {
  /** The file up to the value. */
  readonly start: string;
  readonly wrong: string;
  readonly right: string;
  /** What becomes of the program, where it does take the file. */
  readonly end?: string;
}

const bounds: readonly Bound[] = [
  ...["read", "low_read", "write", "meta", "compact", "default", "io"].map((name) => ({
    start: `${local}[runtime]\n${name}_thread_num = `,
    wrong: "0",
    right: "1",
  })),
  { start: `${local}[analytic.compaction]\nschedule_channel_len = `, wrong: "0", right: "1" },
  {
    start: `${local}[query_engine]\nread_parallelism = `,
    wrong: "0",
    right: "1",
    end: "panics at every query",
  },
  {
    start: `${local}[analytic]\nsst_background_read_parallelism = `,
    wrong: "0",
    right: "1",
    end: "panics when a query reads a data file",
  },
  ...namespaces.flatMap((name) =>
    ["shard_num", "meta_shard_num", "bucket_create_parallelism"].map((key) => ({
      start: `${obkv("")}[analytic.wal.${name}]\n${key} = `,
      wrong: "0",
      right: "1",
      end: "divides by zero and panics",
    })),
  ),
  ...["0s", "36h", "25h", "1ms"].map((wrong) => ({
    start: `${obkv("")}[analytic.wal.data_namespace]\nttl = `,
    wrong: `"${wrong}"`,
    right: '"48h"',
    end: "cannot create its namespace in OceanBase with it",
  })),
  ...["s3://b", "b/x", "b/"].map((wrong) => ({
    start: `${kafka}[analytic.storage.object_store]\ntype = "S3"\nregion = "r"\nkey_id = ""\nkey_secret = ""\nendpoint = "s3.example.net"\nprefix = "p"\nbucket = `,
    wrong: JSON.stringify(wrong),
    right: '"b"',
    end: "finds no bucket of that name",
  })),
  ...["0", "-2"].map((wrong) => ({
    start: `${kafka}[analytic.wal.kafka.topic_management]\ncreate_replication_factor = `,
    wrong,
    // The default of the brokers.
    right: "-1",
    end: "cannot create a topic with it",
  })),
  ...["localhost", "::", "::1", "[::]", "db1.example.net", "10.0.0.333", "010.0.0.1", ""].map((address) => ({
    start: `${local}[server]\nbind_addr = `,
    wrong: JSON.stringify(address),
    right: '"0.0.0.0"',
  })),
];

describe.each(bounds)("$start", ({ start, wrong, right, end = "does not start with it" }) => {
  it(`fails with ${wrong}`, () => {
    expect(found(`${start}${wrong}\n`, "2.1.0")).toEqual([`wrong-type: HoraeDB 2.1.0 ${end}`]);
  });
  it(`takes ${right}`, () => expect(found(`${start}${right}\n`, "2.1.0")).toEqual([]));
});

it("says of a value of another type that the file is refused", () => {
  expect(found(`${local}[query_engine]\nread_parallelism = -1\n`, "2.1.0")).toEqual([
    "wrong-type: HoraeDB 2.1.0 does not start with it",
  ]);
  expect(found(`${obkv("")}[analytic.wal.data_namespace]\nttl = "1w"\n`, "2.1.0")).toEqual([
    "wrong-type: HoraeDB 2.1.0 does not start with it",
  ]);
});

it("knows the bounds of older releases", () => {
  const rocks = wal("RocksDB");
  expect(found(`${rocks}[runtime]\nbackground_thread_num = 0\n`, "1.1.0")).toHaveLength(1);
  expect(found(`${rocks}[analytic.compaction_config]\nschedule_channel_len = 0\n`, "1.0.0")).toHaveLength(1);
  expect(found(`${rocks}[server]\nbind_addr = "localhost"\n`, "1.0.0")).toHaveLength(1);
});

it("says so of a bucket in cluster.yaml as well", () => {
  const [finding] = compileText(`cfgc: 1
name: s
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.0.0
  nodes: { members: [ { host: db1 } ] }
  wal: { type: Kafka, brokers: [ 10.9.0.1:9092 ] }
  object_store: { type: S3, region: eu, endpoint: https://s3.example.net, bucket: "s3://b", prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }
`).diagnostics;
  expect(finding?.message).toBe(
    '"horaedb.object_store.bucket" must be the name of a bucket, without a scheme or a folder, not the text "s3://b"',
  );
});

it.each(["1.2.7", "2.1.0"])("HoraeMeta %s that reserves no ids hands them out again", (version) => {
  const member = (step: number) =>
    findingsOf({
      as: `horaemeta@${version}`,
      files: { "meta.toml": `topology-type = "dynamic"\nid-allocator-step = ${step}\n` },
    });
  expect(member(1)).toEqual([]);
  expect(member(0)).toMatchObject([
    { severity: "error", message: expect.stringContaining("gives ids out a second time after each start") },
  ]);
});
