import { advice } from "../diagnostics/help.ts";
import { say } from "../diagnostics/message.ts";
import type { Host } from "../model/model.ts";
import { placeOf } from "../schema/value.ts";
import { site } from "./examples.ts";
import { defineRule } from "./rule.ts";

export const duplicateAddress = defineRule({
  name: "duplicate-address",
  fault: "refused",
  anyRelease: true,
  summary: "Two hosts of a site have the same address.",
  why: "What is planned for two machines would run on one: ports and directories clash, and a majority on one machine is lost with it.",
  fix: "Correct one of the addresses, or delete the second host.",
  examples: {
    invalid: [site("hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.1 } }\n")],
    valid: [site("hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }\n")],
    boundary: [
      {
        title: "each machine is 127.0.0.1 to itself",
        files: {
          "a/horaedb.toml": '# cfgc: horaedb@2.0.0\n[node]\naddr = "127.0.0.1"\n',
          "b/horaedb.toml": '# cfgc: horaedb@2.0.0\n[node]\naddr = "127.0.0.1"\n',
        },
        fires: false,
      },
      {
        title: "with processes on both of them",
        ...site(`hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1 }, { host: db2 } ] }
  routing: { schemas: { public: { shards: { 0: db1, 1: db2 } } } }
`),
        fires: true,
      },
      {
        ...site('hosts: { "dn[1-2]": { address: "10.1.1.[1-2]" }, db2: { address: 10.1.1.2 } }\n'),
        fires: true,
      },
      {
        ...site('hosts: { "dn[1-2]": { address: "10.1.1.[1-2]" }, db2: { address: 10.1.1.3 } }\n'),
        fires: false,
      },
    ],
  },
  check(model, report) {
    const known = new Map<string, Host>();
    for (const host of model.hosts) {
      if (host.site === undefined || host.address === undefined) continue;
      const identity = JSON.stringify([model.sites.indexOf(host.site), host.address.value.toLowerCase()]);
      const other = known.get(identity);
      if (other === undefined) {
        known.set(identity, host);
        continue;
      }
      report({
        at: placeOf(host.address.origin) ?? host.at,
        site: host.site,
        message: say`the hosts "${other.name}" and "${host.name}" have the same address ${host.address.value}`,
        related: [
          { at: (other.address && placeOf(other.address.origin)) ?? other.at, message: say`first used here` },
        ],
        help: advice`correct one of them`,
      });
    }
  },
});
