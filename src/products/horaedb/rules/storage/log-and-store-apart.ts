import { advice } from "../../../../diagnostics/help.ts";
import { type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import type { Settings } from "../../../../model/settings.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import type { Traced } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster, kafkaAndS3 } from "../examples.ts";

const nodes = "  nodes: { members: [ { host: db1 } ] }\n";
const [kafka = "", s3 = ""] = kafkaAndS3.split("\n");

export const logAndStoreApart = defineRule({
  name: "log-and-store-apart",
  fault: "doubtful",
  summary: "The write-ahead log is on the node's disk and the data files are not, or the reverse.",
  why: "Both halves are needed. The log holds what was not flushed yet, and which files a table has gained since the last snapshot of its manifest; the object store holds everything else (apache/horaedb@v2.1.0:src/analytic_engine/src/manifest/details.rs). With the node's disk one of them is lost, and the other one does not replace it.",
  fix: "Keep both on remote storage (Kafka or Obkv, and S3 or Aliyun), or both on the node's disk.",
  examples: {
    invalid: [
      cluster(`${nodes}  wal: { type: RocksDB }\n${s3}\n`),
      cluster(`${nodes}${kafka}\n  object_store: { type: Local }\n`),
      {
        title: "by hand",
        as: "horaedb@2.0.0",
        files: {
          "horaedb.toml":
            '[analytic.wal]\ntype = "RocksDB"\n[analytic.storage.object_store]\ntype = "S3"\nregion = "r"\nkey_id = ""\nkey_secret = ""\nendpoint = "e"\nbucket = "b"\nprefix = "p"\n',
        },
      },
    ],
    valid: [cluster(`${nodes}${kafkaAndS3}`), cluster(nodes)],
    boundary: [
      {
        title: "what the file does not say may be said elsewhere",
        as: "horaedb@2.0.0",
        files: {
          "horaedb.toml":
            '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n',
        },
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { nodes: all, site, meta } of clustersOf(model)) {
      // With a dynamic topology the same fault has a worse finding.
      if (meta.some(({ settings }) => mayBeDynamic(settings))) continue;
      judgeEach(all, report, (node, tell) => {
        const log = typeOf(node, "analytic.wal.type");
        const store = typeOf(node, "analytic.storage.object_store.type");
        if (log === undefined || store === undefined) return;
        const logIsLocal = log.value === "RocksDB" || log.value === "Local";
        if (logIsLocal === (store.value === "Local")) return;
        tell({
          at: placeFor(node, log.origin),
          site,
          message: say`${titleOf(node)} keeps its log ${logIsLocal ? say`on its disk (${log.value})` : say`in ${log.value}`} and its data files ${logIsLocal ? say`in ${store.value}` : say`on its disk`}, so ${logIsLocal ? "the newest writes are" : "what was flushed is"} lost with the disk`,
          related: [
            { at: placeFor(node, store.origin), message: say`the object store is ${store.value} here` },
          ],
          help: logIsLocal
            ? advice`use a remote WAL (Kafka, Obkv) as well`
            : advice`use a remote object store (Aliyun, S3) as well`,
        });
      });
    }
  },
});

function mayBeDynamic(settings: Settings): boolean {
  return settings.text("topology-type")?.value === "dynamic" || settings.unread.has("topology-type");
}

/** Only what is written: a fragment of a file says nothing of its other half. */
function typeOf(node: Instance, key: string): Traced<Sayable> | undefined {
  const type = node.settings.text(key);
  return type?.origin.kind === "default" ? undefined : type;
}
