import { isLoopback, isUnspecified } from "../model/addresses.ts";
import { type Group, placeFor, titleOf } from "../model/model.ts";
import { site } from "./examples.ts";
import { defineRule } from "./rule.ts";

const hosts = (...addresses: string[]) =>
  site(`hosts: { ${addresses.map((address, index) => `db${index + 1}: { address: ${address} }`).join(", ")} }
horaedb:
  version: 2.1.0
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
    for (const group of model.groups) {
      const several = spansHosts(group);
      for (const instance of group.instances) {
        const wrong = instance.claims.advertised.find(
          ({ address }) =>
            (several && isLoopback(address)) || (group.instances.length > 1 && isUnspecified(address)),
        );
        if (wrong === undefined) continue;
        const at = placeFor(instance, wrong.origin);
        report({
          at,
          site: instance.site,
          message: `${titleOf(instance)} tells the others ${wrong.address} as its address (${wrong.purpose}), by which they reach themselves`,
          help: "use an address that the other hosts can reach",
        });
      }
    }
  },
});

function spansHosts(group: Group): boolean {
  const addresses = new Set(
    group.instances.flatMap((instance) => instance.claims.advertised.map((one) => one.address)),
  );
  return addresses.size > 1;
}
