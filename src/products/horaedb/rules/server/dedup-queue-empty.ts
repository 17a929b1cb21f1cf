import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { configured } from "../examples.ts";

const table = "server.query_dedup";
const node = (keys: string, version = "2.0.0") => ({
  as: `horaedb@${version}`,
  files: { "horaedb.toml": `[${table}]\n${keys}` },
});

export const dedupQueueEmpty = defineRule({
  name: "dedup-queue-empty",
  fault: "refused",
  summary: "Query deduplication is on, and its queue has room for nothing.",
  why: "With query_dedup on, a node that reads a partition for another node makes a channel for notify_queue_cap records, and a channel for 0 records panics (apache/horaedb@v2.1.0:src/server/src/grpc/remote_engine_service/mod.rs:433, tokio's mpsc). So every such read fails.",
  fix: "Delete notify_queue_cap, whose default is 1000, or write enable = false.",
  examples: {
    invalid: [
      node("enable = true\nnotify_queue_cap = 0\n"),
      {
        title: "in cluster.yaml",
        ...configured({ nodes: "{ server: { query_dedup: { enable: true, notify_queue_cap: 0 } } }" }),
      },
    ],
    valid: [node("enable = true\n")],
    boundary: [
      { ...node("enable = true\nnotify_queue_cap = 1\n"), fires: false },
      { title: "its first release", ...node("enable = true\nnotify_queue_cap = 0\n", "1.2.7"), fires: true },
      { title: "off", ...node("enable = false\nnotify_queue_cap = 0\n"), fires: false },
      { title: "off by default", ...node("notify_queue_cap = 0\n"), fires: false },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const room = instance.settings.integer(`${table}.notify_queue_cap`);
        if (room?.value !== 0 || instance.settings.boolean(`${table}.enable`)?.value !== true) return;
        tell({
          at: placeFor(instance, room.origin),
          key: `${table}.notify_queue_cap`,
          site,
          message: say`notify_queue_cap is 0, and ${displayName(instance.catalogue, instance.version)} panics at each read that another node asks it for`,
          help: instead(room.origin, 1000, say`write 1 or more; the default is 1000`),
        });
      });
    }
  },
});
