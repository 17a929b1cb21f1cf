/**
 * A key under a word that is wrong and not misspelt is one mistake, too: the word is told at its line, and what the key
 * was to say is unknown. No line that has nothing to do with it is blamed, as badly indented, say.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isMap, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { positionAt } from "../src/diagnostics/location.ts";
import { someOf } from "./support/effort.ts";
import { rightClusters, rightFiles } from "./support/right-deployment.ts";
import { findingsOf, placed } from "./support/run.ts";

const examples = readdirSync("examples").flatMap((folder) =>
  readdirSync(`examples/${folder}`)
    .filter((name) => name === "cluster.yaml")
    .map((name) => [`${folder}/${name}`, readFileSync(`examples/${folder}/${name}`, "utf8")] as const),
);
const clusters = [...Object.entries(rightClusters), ...examples];

/** The first is no key anywhere, the others are keys of other tables. */
const words = [
  "quux",
  "access_key",
  "address",
  "endpoint",
  "host",
  "log",
  "nodes",
  "route",
  "servers",
  "url",
];

/** Names that the author of the file chooses are no keys. */
const named = new Set(["hosts", "schemas", "shards"]);

/** OMS ignores what it does not know; what then lacks one of its settings is told where the others are. */
const together = /^(?:apsara_audit_sls_|drc_(?:user|password))/;

interface Planted {
  readonly text: string;
  readonly line: number;
  readonly key: string;
  readonly word: string;
}

/** The text with a word in place of each key of it that somebody else has chosen. */
function plantedIn(text: string): Planted[] {
  const lines = new LineCounter();
  const found: Planted[] = [];
  visit(parseDocument(text, { lineCounter: lines }), {
    Pair(_, { key }, path) {
      const map = path.at(-1);
      const around = path.at(-2);
      if (!isScalar(key) || !key.range || !isMap(map)) return;
      const name = around && "key" in around && isScalar(around.key) ? String(around.key.value) : "";
      const isOwn = named.has(name) && !String(key.value).startsWith("rules");
      if (isOwn || together.test(String(key.value))) return;
      const [start, end] = key.range;
      const { line } = lines.linePos(start);
      // A list under the endpoint of HoraeMeta is a wrong value of a right key.
      for (const word of words)
        if (!map.has(word) && !(name === "meta" && word === "endpoint"))
          found.push({
            text: text.slice(0, start) + word + text.slice(end),
            line,
            key: String(key.value),
            word,
          });
    },
  });
  return found;
}

describe.each(clusters)("in %s", (path, text) => {
  const told = (text: string) =>
    findingsOf({ files: { [path]: text } })
      .filter(({ severity }) => severity !== "info")
      .map((one) => ({
        line: positionAt(one.at.file, one.at.start).line,
        is: `${placed(one)} ${one.message}`,
      }));
  const right = new Set(told(text).map(({ is }) => is));

  it("a word in place of a key is told at its line alone", { tags: ["series"] }, () => {
    const planted = plantedIn(text);
    expect(planted.length).toBeGreaterThan(50);
    for (const one of someOf(planted, 97, path.length)) {
      const found = told(one.text).filter(({ is }) => !right.has(is));
      const elsewhere = found.filter(({ line }) => line !== one.line).map(({ is }) => is);
      expect([found.length > 0, ...elsewhere], `${one.line} ${one.key} -> ${one.word}`).toEqual([true]);
    }
  });
});

describe("what is said of it", () => {
  const said = (from: string, to: string) => {
    const text = rightClusters["east/cluster.yaml"] ?? "";
    expect(text.split(from)).toHaveLength(2);
    return findingsOf({ files: { "cluster.yaml": text.replace(from, to) } }).map(
      (one) => `${placed(one)} ${one.message}; ${one.help}`,
    );
  };

  it("what has to be there and is meant is named, and so is all that may be there", () => {
    expect(said("    key_id:", "    access_key:")).toEqual([
      'unknown-key@63:5 cluster.yaml has no key "horaedb.object_store.access_key", and "horaedb.object_store" lacks "key_id"; did you mean "key_id"? known here: type, region, endpoint, bucket, prefix, key_id, key_secret',
    ]);
    expect(said("    type: Kafka", "    kind: Kafka")).toEqual([
      expect.stringMatching(/^unknown-key@52:5 .* lacks "type"; did you mean "type"\?/),
    ]);
  });

  it("a section under another name is told by what is in it", () => {
    expect(said("\nhosts:", "\nservers:")).toEqual([
      expect.stringMatching(/^unknown-key@5:1 .*"servers"; did you mean "hosts"\?/),
    ]);
    expect(said("\n  wal:", "\n  log:")).toEqual([
      expect.stringMatching(/^unknown-key@51:3 .*"horaedb.log"; did you mean "wal"\?/),
    ]);
    expect(said("\noms:", "\nmigration:")).toEqual([
      expect.stringMatching(/^unknown-key@89:1 .*"migration"; did you mean "oms"\?/),
    ]);
  });

  it("a word of a few is told by its value, any text is not", () => {
    expect(said("topology: dynamic", "kind: dynamic")).toEqual([
      expect.stringMatching(/^unknown-key@23:3 .*; did you mean "topology"\?/),
    ]);
    expect(said("    address: 10.1.1.2\n    zone: az-b", "    address: 10.1.1.2\n    rack: az-b")).toEqual([
      expect.stringMatching(/^unknown-key@9:5 .*; delete it; known here: address, zone, memory/),
    ]);
  });
});

describe("in a file of a program", () => {
  const said = (path: string, from: string, to: string) => {
    const text = rightFiles[path] ?? "";
    expect(text.split(from)).toHaveLength(2);
    return findingsOf({ files: { ...rightFiles, [path]: text.replace(from, to) }, closed: true })
      .filter(({ severity }) => severity !== "info")
      .map((one) => `${placed(one)} ${one.help}`);
  };

  it("a table under another name is told by its keys", () => {
    expect(said("n1/horaedb.toml", "[cluster_deployment.meta_client]", "[cluster_deployment.meta]")).toEqual([
      'n1/horaedb.toml:unknown-key@24:21 did you mean "meta_client"?',
    ]);
    expect(said("n1/horaedb.toml", "[analytic.storage.object_store]", "[analytic.storage.bucket]")).toEqual([
      'n1/horaedb.toml:unknown-key@17:19 did you mean "object_store"?',
    ]);
  });

  it("a word is none of another table where names here end in it", () => {
    expect(said("n1/horaedb.toml", "http_port = 5440", "port = 5440")).toEqual([
      'n1/horaedb.toml:unknown-key@7:1 did you mean "mysql_port" or "postgresql_port" or "http_port" or "grpc_port"?',
    ]);
  });

  it("a header of two brackets and one is one finding", () => {
    expect(said("m1/horaemeta.toml", "[log]", "[[log]")).toEqual([
      "m1/horaemeta.toml:toml-syntax@16:1 write as many ] behind the name as [ before it: one for a table, two for an array of tables",
    ]);
  });

  it("a number is not misspelt", () => {
    expect(said("p1/controller.cfg", "dfsReplicaReliabilityLevel=1", "dfsReplicaReliabilityLevel=5")).toEqual(
      ["p1/controller.cfg:wrong-type@5:28 undefined"],
    );
  });

  it("a controller that cluster.nodes knows by another alias is told in its own file, not in those of agents", () => {
    expect(said("p1/controller.cfg", "localSite=10.4.1.1:8900:c1", "localSite=10.4.1.1:8900:c7")).toEqual([
      "p1/controller.cfg:site-not-in-nodes@3:11 write the same site in both",
    ]);
  });
});
