import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { parseReadableDuration } from "../../../../schema/formats/readable-duration.ts";
import { clustersOf } from "../../cluster.ts";
import { configured, deployment, nodeFile } from "../examples.ts";

/** nodeFile ends with the table etcd_client. */
const node = (more: string) => deployment({ "horaedb.toml": `${nodeFile()}${more}` });
const shortest = 15;

export const shardLockLeaseNotUsable = defineRule({
  name: "shard-lock-lease-not-usable",
  fault: "refused",
  summary: "The lease of the shard locks is too short, or it is checked less often than it ends.",
  why: "Under HoraeMeta HoraeDB checks both at start: shard_lock_lease_ttl_sec has to be at least 15, whatever its message says, and shard_lock_lease_check_interval shorter than it (apache/horaedb@v2.1.0:src/cluster/src/config.rs:83).",
  fix: "Write 15 seconds or more and a shorter interval; the defaults are 30 and 200ms.",
  examples: {
    invalid: [node("shard_lock_lease_ttl_sec = 10\n"), node('shard_lock_lease_check_interval = "1m"\n')],
    valid: [node('shard_lock_lease_ttl_sec = 60\nshard_lock_lease_check_interval = "1s"\n')],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ nodes: "{ cluster_deployment: { etcd_client: { shard_lock_lease_ttl_sec: 1 } } }" }),
        fires: true,
      },
      { ...node("shard_lock_lease_ttl_sec = 15\n"), fires: false },
      { ...node("shard_lock_lease_ttl_sec = 14\n"), fires: true },
      { ...node('shard_lock_lease_check_interval = "29s"\n'), fires: false },
      { ...node('shard_lock_lease_check_interval = "30s"\n'), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const { settings } = instance;
        if (settings.text("cluster_deployment.mode")?.value !== "WithMeta") return;
        const ttl = settings.integer("cluster_deployment.etcd_client.shard_lock_lease_ttl_sec");
        const interval = settings.text("cluster_deployment.etcd_client.shard_lock_lease_check_interval");
        if (ttl === undefined) return;
        const program = () => displayName(instance.catalogue, instance.version);
        if (ttl.value < shortest) {
          tell({
            at: placeFor(instance, ttl.origin),
            key: "cluster_deployment.etcd_client.shard_lock_lease_ttl_sec",
            site,
            message: say`shard_lock_lease_ttl_sec is ${ttl.value}, and ${program()} does not start with less than ${shortest}`,
            help: instead(ttl.origin, 30, say`write ${shortest} or more; the default is 30`),
          });
          return;
        }
        const milliseconds = interval && parseReadableDuration(interval.value);
        if (interval === undefined || milliseconds === undefined || milliseconds < ttl.value * 1000) return;
        const written = interval.origin.kind === "default" ? ttl : interval;
        tell({
          at: placeFor(instance, written.origin),
          key: "cluster_deployment.etcd_client.shard_lock_lease_check_interval",
          site,
          message: say`shard_lock_lease_check_interval is ${interval.value}, which is not less than the lease of ${ttl.value} seconds, so ${program()} does not start`,
          help: instead(interval.origin, say`200ms`, say`write a shorter interval; the default is 200ms`),
        });
      });
    }
  },
});
