/** How many copies the topics of a log in Kafka are created with. */
import { describe, expect, it } from "vitest";
import { compileText } from "./support/run.ts";

const site = (environment: string, wal: string, version = "2.0.0") => `cfgc: 1
name: log
environment: ${environment}
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: ${version}
  nodes: { members: [ { host: db1 } ] }
  wal: { type: Kafka, ${wal} }
  object_store: { type: Aliyun, endpoint: https://oss.example.net, bucket: b, prefix: p, key_id: { from_env: ID }, key_secret: { from_env: SECRET } }
`;
const copies = (text: string) =>
  compileText(text).model.instances[0]?.settings.integer(
    "analytic.wal.kafka.topic_management.create_replication_factor",
  );
const found = (text: string) =>
  compileText(text).diagnostics.map(({ code, severity }) => `${severity} ${code.name}`);

describe("create_replication_factor", () => {
  it.each([
    ["[ kafka:9092 ]", 1],
    ["[ kafka:9092, b:9092 ]", 2],
    ["[ a:9092, b:9092, c:9092, d:9092 ]", 3],
    ['[ kafka:9092, "KAFKA:9092", "kafka.:9092" ]', 1],
    ['[ "[fd00::1]:9092", "[FD00:0:0:0:0:0:0:1]:9092" ]', 1],
    ["[ kafka:9092, kafka:9093 ]", 2],
  ])("without a word, the brokers %s have 3 in production and %i in development", (brokers, expected) => {
    expect(copies(site("production", `brokers: ${brokers}`))?.value).toBe(3);
    expect(copies(site("development", `brokers: ${brokers}`))?.value).toBe(expected);
  });

  it("is what `replication` says, in either environment and at every release", () => {
    for (const environment of ["production", "development"])
      for (const version of ["1.2.2", "2.1.0"])
        expect(copies(site(environment, "brokers: [ a:9092 ], replication: 2", version))).toMatchObject({
          value: 2,
          origin: { kind: "source" },
        });
  });

  it("may be 1 in production with a reason only", () => {
    const one = site("production", "brokers: [ a:9092 ], replication: 1");
    expect(found(one)).toEqual(["error kafka-log-unreplicated"]);
    expect(found(`${one}accept: [ { rule: kafka-log-unreplicated, reason: one broker } ]\n`)).toEqual([]);
    expect(found(one.replace("production", "development"))).toEqual([]);
  });

  it("is written as `replication`, not under `config`", () => {
    const text = site("development", "brokers: [ a:9092 ]").replace(
      "nodes: {",
      "nodes: { config: { analytic: { wal: { kafka: { topic_management: { create_replication_factor: 2 } } } } },",
    );
    const [one, ...more] = compileText(text).diagnostics;
    expect(more).toEqual([]);
    expect([one?.code.name, one?.help]).toEqual(["derived-key", "write `wal.replication`"]);
  });

  it("is said in the README, with what it asks of Kafka", () => {
    const { bundle } = compileText(site("production", "brokers: [ a:9092 ]"));
    const readme = bundle?.files.find(({ path }) => path === "README.md")?.content;
    expect(readme).toContain("Kafka has to have at least 3 brokers");
  });
});
