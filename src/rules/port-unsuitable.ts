import { advice } from "../diagnostics/help.ts";
import { type Message, say } from "../diagnostics/message.ts";
import { type Instance, type Listener, placeFor, titleOf } from "../model/model.ts";
import { site, threeHosts } from "./examples.ts";
import { defineRule } from "./rule.ts";

const grpc = (port: number) =>
  site(
    `${threeHosts}horaedb: { version: 2.1.0, nodes: { members: [ { host: db1, ports: { grpc: ${port} } } ] } }\n`,
  );

export const portUnsuitable = defineRule({
  name: "port-unsuitable",
  fault: "doubtful",
  summary: "A port lies below 1024, or where Linux takes ports for outgoing connections.",
  why: "Below 1024 a process by default needs root or a capability, and the user of the unit has neither. From 32768 to 60999, Linux's default for net.ipv4.ip_local_port_range, any outgoing connection on the host may have taken the port before the process starts.",
  fix: "Choose a port from 1024 to 32767, or take the port out of the range with net.ipv4.ip_local_reserved_ports.",
  examples: {
    invalid: [
      grpc(80),
      grpc(50_000),
      {
        title: "by hand",
        as: "horaedb@2.0.0",
        files: { "horaedb.toml": '[node]\naddr = "10.1.1.1"\n[server]\nhttp_port = 80\n' },
      },
    ],
    valid: [grpc(8831)],
    boundary: [
      {
        title: "root in a container may",
        ...site(`hosts: { db1: { address: 10.1.1.1 } }
oms:
  version: 4.2.2
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: A } }
  config: { nginx_server_port: 443 }
  regions: [ { location: 0, hosts: [db1] } ]
`),
        fires: false,
      },
      {
        title: "on three hosts, said once",
        ...site(`${threeHosts}horaedb:
  version: 2.1.0
  nodes: { members: [ { host: "db[1-3]", ports: { grpc: 80 } } ] }
  routing: { schemas: { public: { shards: { 0: db1, 1: db2, 2: db3 } } } }
`),
        fires: true,
      },
      {
        title: "none yet",
        as: "horaedb@2.0.0",
        files: { "horaedb.toml": '[node]\naddr = "10.1.1.1"\n[server]\nhttp_port = 0\n' },
        fires: false,
      },
      { ...grpc(1023), fires: true },
      { ...grpc(1024), fires: false },
      { ...grpc(32_767), fires: false },
      { ...grpc(32_768), fires: true },
      { ...grpc(60_999), fires: true },
      { ...grpc(61_000), fires: false },
    ],
  },
  check(model, report) {
    const reported = new Set<string>();
    for (const instance of model.instances) {
      for (const listener of instance.claims.listeners) {
        const problem = problemOf(listener);
        if (problem === undefined) continue;
        const at = placeFor(instance, listener.origin);
        // A range of hosts shares the line.
        const place = [at.file.path, at.start, listener.purpose].join();
        if (reported.has(place)) continue;
        reported.add(place);
        report({ at, site: instance.site, ...finding(instance, listener, problem) });
      }
    }
  },
});

/** A port of 0 is none yet: the system picks one. */
function problemOf({ port, asRoot }: Listener): Message | undefined {
  if (port > 0 && port < 1024 && !asRoot) return say`which by default only root may open`;
  return port >= 32_768 && port <= 60_999
    ? say`which an outgoing connection of the host may have taken already`
    : undefined;
}

function finding(instance: Instance, { port, purpose }: Listener, problem: Message) {
  return {
    message: say`${titleOf(instance)} opens port ${port} (${purpose}), ${problem}`,
    help: advice`choose a port from 1024 to 32767`,
  };
}
