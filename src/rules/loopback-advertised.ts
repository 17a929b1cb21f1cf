import { advice } from "../diagnostics/help.ts";
import { say } from "../diagnostics/message.ts";
import { isLoopback, isUnspecified } from "../model/addresses.ts";
import { type Host, placeFor, titleOf } from "../model/model.ts";
import { placeOf } from "../schema/value.ts";
import { site } from "./examples.ts";
import { defineRule } from "./rule.ts";
import { spansHosts } from "./spans-hosts.ts";

const hosts = (...addresses: string[]) =>
  site(`hosts: { ${addresses.map((address, index) => `db${index + 1}: { address: ${address} }`).join(", ")} }
horaedb:
  version: 2.0.0
  meta: { members: [ ${addresses.map((_, index) => `{ host: db${index + 1} }`).join(", ")} ] }
  nodes: { members: [ { host: db1 } ] }
`);

export const loopbackAdvertised = defineRule({
  name: "loopback-advertised",
  fault: "contradiction",
  summary: "A member of a cluster of several hosts tells the others a loopback or wildcard address.",
  why: "Whoever uses 127.0.0.1 or 0.0.0.0 reaches itself. With HoraeMeta's default of 0.0.0.0 every member also takes itself for the leader.",
  fix: "Give the host an address that the other hosts reach it by.",
  examples: {
    invalid: [hosts("10.1.1.1", "10.1.1.2", "127.0.0.1")],
    valid: [hosts("10.1.1.1", "10.1.1.2", "10.1.1.3")],
    boundary: [
      { ...hosts("10.1.1.1", "10.1.1.2", "0.0.0.0"), fires: true },
      {
        title: "at the host, once, whatever runs on it",
        ...site(`hosts: { p1: { address: 10.1.1.1 }, p2: { address: 10.1.1.2 }, p3: { address: localhost } }
dolphindb:
  version: "2.00.12"
  controllers: [ { host: p1 }, { host: p2 }, { host: p3, port: 8900 } ]
  data_nodes: [ { host: p1 }, { host: p2 }, { host: p3, port: 8902 } ]
`),
        fires: true,
      },
      {
        title: "one machine in two spellings",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": `node-name = "meta0"
data-dir = "/var/lib/horaemeta/meta0"
storage-root-path = "/horaedb"
initial-cluster = "meta0=http://127.0.0.1:2380,meta1=http://127.0.0.1:12380,meta2=http://127.0.0.1:22380"
client-urls = "http://127.0.0.1:2379"
peer-urls = "http://127.0.0.1:2380"
advertise-client-urls = "http://localhost:2379"
advertise-peer-urls = "http://127.0.0.1:2380"
`,
        },
        fires: false,
      },
      {
        title: "a member alone has nobody to tell",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": `node-name = "meta0"
data-dir = "/var/lib/horaemeta/meta0"
storage-root-path = "/horaedb"
initial-cluster = "meta0=http://0.0.0.0:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380"
advertise-client-urls = "http://10.1.1.1:2379"
advertise-peer-urls = "http://0.0.0.0:2380"
`,
        },
        fires: false,
      },
      {
        title: "nodes elsewhere do not ask a member alone for its address",
        files: {
          "meta0.toml": `# cfgc: horaemeta@2.0.0
# cfgc-disable-file meta-quorum-too-small: one box
node-name = "meta0"
data-dir = "/var/lib/horaemeta/meta0"
storage-root-path = "/horaedb"
initial-cluster = "meta0=http://0.0.0.0:2380"
client-urls = "http://0.0.0.0:2379"
peer-urls = "http://0.0.0.0:2380"
advertise-client-urls = "http://0.0.0.0:2379"
advertise-peer-urls = "http://0.0.0.0:2380"
`,
          "horaedb.toml": `# cfgc: horaedb@2.1.0
[node]
addr = "10.1.2.1"
[server]
bind_addr = "0.0.0.0"
[analytic.wal]
type = "Local"
data_dir = "/data/wal"
[analytic.storage.object_store]
type = "Local"
data_dir = "/data/store"
[cluster_deployment]
mode = "WithMeta"
[cluster_deployment.meta_client]
cluster_name = "defaultCluster"
meta_addr = "http://meta.example.net:2379"
[cluster_deployment.etcd_client]
server_addrs = ["meta.example.net:2379"]
root_path = "/horaedb"
`,
        },
        fires: false,
      },
      {
        title: "one host may talk to itself",
        ...site(`environment: development
hosts: { local: { address: 127.0.0.1 } }
horaedb: { version: 2.1.0, nodes: { members: [ { host: local } ] } }
`),
        fires: false,
      },
    ],
  },
  check(model, report) {
    const reported = new Set<Host>();
    for (const group of model.groups) {
      const several = spansHosts(group);
      for (const instance of group.instances) {
        const wrong = instance.claims.advertised.find(
          ({ address }) =>
            (several && isLoopback(address)) || (group.instances.length > 1 && isUnspecified(address)),
        );
        if (wrong === undefined) continue;
        const { host, site: of } = instance;
        // In cluster.yaml the host is what is wrong, once, whatever runs on it.
        const isHosts = of !== undefined && host?.address?.value.toLowerCase() === wrong.address;
        if (isHosts && reported.has(host)) continue;
        if (isHosts) reported.add(host);
        report({
          at: (isHosts && host.address && placeOf(host.address.origin)) || placeFor(instance, wrong.origin),
          site: of,
          message: say`${titleOf(instance)} tells the others ${wrong.address} as its address (${wrong.purpose}), by which they reach themselves`,
          help: advice`use an address that the other hosts can reach`,
        });
      }
    }
  },
});
