import { isLoopback } from "../../../model/addresses.ts";
import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";

const node = (bind: string, enable: boolean) => ({
  as: "horaedb@2.1.0",
  files: {
    "horaedb.toml": `[server]\nbind_addr = "${bind}"\n[server.auth]\nenable = ${enable}\nauth_type = "file"\nsource = "/etc/horaedb/accounts"\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n`,
  },
});

export const authLeavesPostgresqlOpen = defineRule({
  name: "auth-leaves-postgresql-open",
  fault: "note",
  summary: "Accounts are on, and the PostgreSQL port asks for none.",
  why: "The table server.auth is for gRPC and HTTP. Whoever reaches the PostgreSQL port is let in without a password: its start-up handler does nothing (apache/horaedb@v2.1.0:src/server/src/postgresql/service.rs:95), and the port cannot be switched off.",
  fix: "Close server.postgresql_port to others in the firewall.",
  examples: {
    invalid: [node("0.0.0.0", true)],
    valid: [node("0.0.0.0", false)],
    boundary: [
      { title: "nobody else reaches it", ...node("127.0.0.1", true), fires: false },
      { title: "an address of the host", ...node("10.1.1.1", true), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      for (const instance of nodes) {
        const enable = instance.settings.boolean("server.auth.enable");
        const bind = instance.settings.text("server.bind_addr");
        const port = instance.settings.integer("server.postgresql_port");
        if (enable?.value !== true || bind === undefined || port === undefined) continue;
        if (isLoopback(bind.value)) continue;
        report({
          at: placeFor(instance, enable.origin),
          key: "server.auth.enable",
          site,
          message: `accounts are on for gRPC and HTTP, but the PostgreSQL port ${port.value} lets everybody in`,
          help: `close port ${port.value} to others in the firewall`,
        });
      }
    }
  },
});
