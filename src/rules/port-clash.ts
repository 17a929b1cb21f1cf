import type { Example } from "../diagnostics/diagnostic.ts";
import { advice } from "../diagnostics/help.ts";
import { say } from "../diagnostics/message.ts";
import { isLoopback, isUnspecified } from "../model/addresses.ts";
import { type Instance, type Listener, placeFor, titleOf } from "../model/model.ts";
import { byMachine } from "./by-machine.ts";
import { site, threeHosts } from "./examples.ts";
import { defineRule } from "./rule.ts";
import { isSecondOfName } from "./same-name.ts";

const nodes = (members: string) =>
  site(`${threeHosts}horaedb: { version: 2.1.0, nodes: { members: [ ${members} ] } }\n`);

/** Two nodes at one address, with directories of their own, that bind to those addresses. */
const bound = (first: string, second: string, addr = "10.1.1.1"): Example => {
  const file = (bind: string, name: string) =>
    `# cfgc: horaedb@2.0.0\n[node]\naddr = "${addr}"\n[server]\nbind_addr = "${bind}"\n[analytic.wal]\ntype = "RocksDB"\ndata_dir = "/data/${name}"\n[analytic.storage.object_store]\ntype = "Local"\ndata_dir = "/data/${name}"\n`;
  return { files: { "a/horaedb.toml": file(first, "a"), "b/horaedb.toml": file(second, "b") } };
};

export const portClash = defineRule({
  name: "port-clash",
  fault: "contradiction",
  across: true,
  summary: "Two processes on one host, or one process twice, listen on the same port.",
  why: "The second to start cannot bind the port. Ports that nobody wrote count as well: a HoraeDB node always opens four.",
  fix: "Give one of them another port, or move it to another host.",
  examples: {
    invalid: [
      {
        title: "a default that nobody wrote",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1, ports: { http: 5440 } }, { host: db2, ports: { http: 5440 } }, { host: db3, ports: { http: 5440 } } ] }
  nodes: { members: [ { host: db1 } ] }
`),
      },
      {
        title: "three members that share one HTTP port, because default-http-port is not read any more",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": memberFile("meta0", 2379, 2380),
          "meta1.toml": memberFile("meta1", 12379, 12380),
          "meta2.toml": memberFile("meta2", 22379, 22380),
        },
      },
    ],
    valid: [nodes("{ host: db1 }")],
    boundary: [
      {
        title: "on three hosts alike, said once",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[1-3]", ports: { http: 5440 } } ] }
  nodes: { members: [ { host: "db[1-3]" } ] }
`),
        fires: true,
      },
      {
        title: "members on 127.0.0.1 and 127.0.0.2 are on one machine, and HTTP listens on all of it",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": memberFile("meta0", 2379, 2380, "127.0.0.1", "127.0.0.2"),
          "meta1.toml": memberFile("meta1", 12379, 12380, "127.0.0.2", "127.0.0.2"),
          "meta2.toml": memberFile("meta2", 22379, 22380, "127.0.0.1", "127.0.0.2"),
        },
        fires: true,
      },
      {
        title: "hosts on 127.0.0.1 and 127.0.0.2 are one machine",
        ...site(`environment: development
hosts: { a: { address: 127.0.0.1 }, b: { address: 127.0.0.2 } }
horaedb:
  version: 2.1.0
  nodes: { members: [ { host: a }, { host: b } ] }
  routing: { schemas: { public: { shards: { 0: a, 1: b } } } }
`),
        fires: true,
      },
      { title: "two addresses of one machine", ...bound("10.1.1.1", "127.0.0.1"), fires: false },
      { title: "one of them and all of them", ...bound("10.1.1.1", "0.0.0.0"), fires: true },
      { title: "all of them and one", ...bound("0.0.0.0", "10.1.1.1"), fires: true },
      { title: "the same one", ...bound("10.1.1.1", "10.1.1.1"), fires: true },
      {
        title: "another machine that calls itself 127.0.0.1",
        ...bound("127.0.0.1", "127.0.0.1", "127.0.0.1"),
        fires: false,
      },
      {
        title: "a port that the system picks",
        as: "horaedb@2.0.0",
        files: {
          "a.toml": '[node]\naddr = "10.1.1.1"\n[server]\nhttp_port = 0\n',
          "b.toml":
            '[node]\naddr = "10.1.1.1"\n[server]\nhttp_port = 0\ngrpc_port = 6002\nmysql_port = 6003\npostgresql_port = 6004\n[analytic.wal]\ntype = "RocksDB"\ndata_dir = "/data/b"\n[analytic.storage.object_store]\ntype = "Local"\ndata_dir = "/data/b"\n',
        },
        fires: false,
      },
      {
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1, ports: { http: 5434 } }, { host: db2, ports: { http: 5434 } }, { host: db3, ports: { http: 5434 } } ] }
  nodes: { members: [ { host: db1 } ] }
`),
        fires: false,
      },
      {
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1, ports: { http: 5433 } }, { host: db2, ports: { http: 5433 } }, { host: db3, ports: { http: 5433 } } ] }
  nodes: { members: [ { host: db1 } ] }
`),
        fires: true,
      },
    ],
  },
  check(model, report) {
    const reported = new Set<string>();
    for (const instances of byMachine(model)) {
      const taken = new Map<number, { instance: Instance; listener: Listener }[]>();
      for (const instance of instances) {
        for (const listener of instance.claims.listeners) {
          if (listener.lastPort !== undefined) continue;
          const others = taken.get(listener.port) ?? [];
          taken.set(listener.port, others);
          const other = others.find((one) => overlap(one.listener.bind, listener.bind));
          // One of those that clash stands for all: thousands on one host must not be compared pair by pair.
          if (other === undefined) others.push({ instance, listener });
          if (other === undefined || listener.port === 0) continue;
          if (isSecondOfName(instance, other.instance)) continue;
          const at = placeFor(instance, listener.origin);
          const otherAt = placeFor(other.instance, other.listener.origin);
          // A range puts the same pair of lines on many hosts; once is enough.
          const pair = [
            at.file.path,
            at.start,
            otherAt.file.path,
            otherAt.start,
            listener.purpose,
            other.listener.purpose,
          ].join();
          if (reported.has(pair)) continue;
          reported.add(pair);
          report({
            at,
            site: instance.site,
            message:
              instance === other.instance
                ? say`${titleOf(instance)} opens port ${listener.port} twice, as ${listener.purpose} and as ${other.listener.purpose}`
                : say`${titleOf(instance)} opens port ${listener.port} (${listener.purpose}), which ${titleOf(other.instance)} opens on the same host`,
            related: [
              {
                at: otherAt,
                message: say`${listener.port} is the ${other.listener.purpose} of ${titleOf(other.instance)}`,
              },
            ],
            help:
              addressOf(instance) !== addressOf(other.instance) && isLoopback(addressOf(instance))
                ? advice`give one of them another port: all loopback addresses are one machine`
                : advice`give one of them another port`,
          });
        }
      }
    }
  },
});

function addressOf({ host }: Instance): string {
  return host?.address?.value ?? "";
}

function overlap(a: string, b: string): boolean {
  return a === b || isUnspecified(a) || isUnspecified(b);
}

function memberFile(
  name: string,
  client: number,
  peer: number,
  own = "127.0.0.1",
  ofMeta1 = "127.0.0.1",
): string {
  return `node-name = "${name}"
data-dir = "/var/lib/horaemeta/${name}"
storage-root-path = "/horaedb"
client-urls = "http://${own}:${client}"
peer-urls = "http://${own}:${peer}"
advertise-client-urls = "http://${own}:${client}"
advertise-peer-urls = "http://${own}:${peer}"
initial-cluster = "meta0=http://127.0.0.1:2380,meta1=http://${ofMeta1}:12380,meta2=http://127.0.0.1:22380"
`;
}
