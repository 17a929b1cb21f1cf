import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback } from "../../../../model/addresses.ts";
import { placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { configured, kafkaAndS3 } from "../examples.ts";

const node = (bind: string, enable: boolean) => ({
  as: "horaedb@2.1.0",
  files: {
    "horaedb.toml": `[server]\nbind_addr = "${bind}"\n[server.auth]\nenable = ${enable}\nauth_type = "file"\nsource = "/etc/horaedb/accounts"\n[analytic.storage.object_store]\ntype = "Local"\ndata_dir = "/data/store"\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n`,
  },
});

export const authLeavesSqlPortsOpen = defineRule({
  name: "auth-leaves-sql-ports-open",
  fault: "note",
  summary: "Accounts are on, and the MySQL and PostgreSQL ports ask for none.",
  why: "The table server.auth guards gRPC and most of the HTTP API. Whoever reaches the other two ports is let in with any password: the start-up handler of PostgreSQL does nothing (apache/horaedb@v2.1.0:src/server/src/postgresql/service.rs:95), and that of MySQL is its library's own, which says yes to all (src/server/src/mysql/worker.rs:61, opensrv-mysql 0.1.0). Neither port can be switched off.",
  fix: "Close server.mysql_port and server.postgresql_port to others in the firewall.",
  examples: {
    invalid: [node("0.0.0.0", true)],
    valid: [node("0.0.0.0", false)],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({
          version: "2.1.0",
          rest: `  topology: dynamic\n${kafkaAndS3}`,
          nodes: "{ server: { auth: { enable: true, auth_type: file, source: /etc/horaedb/auth } } }",
        }),
        fires: true,
      },
      { title: "nobody else reaches it", ...node("127.0.0.1", true), fires: false },
      { title: "an address of the host", ...node("10.1.1.1", true), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const enable = instance.settings.boolean("server.auth.enable");
        if (enable?.value !== true) return;
        const bind = instance.settings.text("server.bind_addr");
        const mysql = instance.settings.integer("server.mysql_port");
        const postgresql = instance.settings.integer("server.postgresql_port");
        if (bind === undefined || mysql === undefined || postgresql === undefined) return;
        if (isLoopback(bind.value)) return;
        tell({
          at: placeFor(instance, enable.origin),
          key: "server.auth.enable",
          site,
          message: say`accounts are on for gRPC and HTTP, but the MySQL port ${mysql.value} and the PostgreSQL port ${postgresql.value} let everybody in`,
          help: advice`close the ports ${mysql.value} and ${postgresql.value} to others in the firewall`,
        });
      });
    }
  },
});
