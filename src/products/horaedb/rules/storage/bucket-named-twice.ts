import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster, kafkaAndS3 } from "../examples.ts";

const nodes = "  nodes: { members: [ { host: db1 } ] }\n";
const store = (endpoint: string) =>
  cluster(
    `${nodes}${kafkaAndS3.replace("https://s3.example.net, bucket: b", `${endpoint}, bucket: metrics`)}`,
  );
const aliyun = (endpoint: string) => ({
  as: "horaedb@2.0.0",
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n[analytic.storage.object_store]\ntype = "Aliyun"\nkey_id = ""\nkey_secret = ""\nendpoint = "${endpoint}"\nbucket = "metrics"\nprefix = "p"\n`,
  },
});

export const bucketNamedTwice = defineRule({
  name: "bucket-named-twice",
  fault: "doubtful",
  summary: "The endpoint of the object store names the bucket as well.",
  why: "HoraeDB adds the bucket to the endpoint itself: before its host for Aliyun, behind it for S3 (apache/horaedb@v2.1.0:src/components/object_store/src/aliyun.rs, src/components/object_store/src/s3.rs). If the endpoint has the bucket already, an Aliyun host is not found, and with S3 the files lie in a folder of the bucket with the bucket's name (inferred). A host name that begins like the bucket counts only where the name of a store follows, as in `metrics.s3.example.net`.",
  fix: "Write the endpoint of the region, without the bucket.",
  examples: {
    invalid: [
      store("https://metrics.s3.example.net"),
      store("https://s3.example.net/metrics"),
      aliyun("metrics.oss-cn-hangzhou.aliyuncs.com"),
    ],
    valid: [store("https://s3.example.net"), aliyun("oss-cn-hangzhou.aliyuncs.com")],
    boundary: [
      { title: "a host that begins like it", ...store("https://metrics-s3.example.net"), fires: false },
      {
        title: "a host that is called like the bucket",
        ...store("https://metrics.example.net"),
        fires: false,
      },
      { title: "such a host for Aliyun", ...aliyun("metrics.example.net"), fires: false },
      { title: "the region behind a hyphen", ...store("https://metrics.s3-eu.example.net"), fires: true },
      { title: "a slash at the end", ...store("https://s3.example.net/metrics/"), fires: true },
      { title: "letter case does not count", ...store("https://METRICS.s3.example.net:9000"), fires: true },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { nodes: instances, site } of clustersOf(model)) {
      judgeEach(instances, report, (instance, tell) => {
        const [endpoint, bucket] = ["endpoint", "bucket"].map((name) =>
          instance.settings.text(`analytic.storage.object_store.${name}`),
        );
        if (endpoint === undefined || bucket === undefined || bucket.value === "") return;
        const plain = endpoint.value.toLowerCase().replace(/^[a-z]+:\/\//, "");
        const name = bucket.value.toLowerCase();
        const [host = say``, folder] = plain.split("/");
        const isInHost = host.startsWith(`${name}.`) && isOfStore(host.slice(name.length + 1));
        if (!isInHost && folder !== name) return;
        tell({
          at: placeFor(instance, endpoint.origin),
          key: "analytic.storage.object_store.endpoint",
          site,
          message: say`the endpoint holds the bucket ${quoted(bucket.value)} already, and HoraeDB adds it again (inferred)`,
          related: [{ at: placeFor(instance, bucket.origin), message: say`the bucket is here` }],
          help: advice`write the endpoint without the bucket`,
        });
      });
    }
  },
});

/** A bucket stands before the host of a store; any other machine may be called like the bucket. */
function isOfStore(host: string): boolean {
  return /^(?:s3|oss|cos|obs)[.-]/.test(host);
}
