import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { once } from "../../../../diagnostics/once.ts";
import { isUnspecified } from "../../../../model/addresses.ts";
import { type Instance, type Listener, type Model, placeFor, titleOf } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { placeOf } from "../../../../schema/value.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { outsideOf } from "../../node/outside-addresses.ts";
import { cluster, kafkaAndS3 } from "../examples.ts";

const nodes = "  nodes: { members: [ { host: db1 } ] }\n";
const [kafka = "", s3 = ""] = kafkaAndS3.split("\n");
const endpoint = (address: string) => {
  const text = cluster(`${nodes}${kafkaAndS3}`).files["cluster.yaml"] ?? "";
  return { files: { "cluster.yaml": text.replace("meta: {", `meta: { endpoint: "${address}",`) } };
};
const brokers = (address: string) => cluster(`${nodes}${kafka.replace("10.9.0.1:9092", address)}\n${s3}\n`);

export const addressOfOwnProcess = defineRule({
  name: "address-of-own-process",
  fault: "contradiction",
  summary: "A node looks for Kafka, the store or HoraeMeta where another process of this deployment listens.",
  why: "Something else answers at that address and port, and it speaks another protocol, so the connection fails. A meta.endpoint that is one member's own client port works, but all nodes then depend on that one member.",
  fix: "Write the address and the port of the service that is meant; for meta.endpoint a virtual address before the members, or leave it out.",
  examples: {
    invalid: [
      { title: "a broker on the peer port of a member", ...brokers("10.1.1.1:2380") },
      { title: "the HTTP port of a member", ...endpoint("10.1.1.2:8080") },
      {
        title: "a store on the HTTP port of a node",
        ...cluster(`${nodes}${kafka}\n${s3.replace("https://s3.example.net", "http://10.1.1.1:5440")}\n`),
      },
    ],
    valid: [endpoint("10.1.9.9:2379"), brokers("10.1.1.1:9092")],
    boundary: [
      {
        title: "the client port of a member",
        ...endpoint("10.1.1.2:2379"),
        fires: true,
        severity: "warning",
      },
      { title: "a port next to it", ...endpoint("10.1.1.2:2381"), fires: false },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      checkEndpoint(cluster, model, report);
      const { ports, byAddress } = listenersIn(model);
      judgeEach(cluster.nodes, report, (node, tell) => {
        for (const { key, what, address, origin } of outsideOf(node, ({ port }) => ports.has(port))) {
          // meta_addr is to lead to a member, and whether it does has a finding of its own.
          if (what === "HoraeMeta") continue;
          const there = byAddress.get(`${address.host}:${address.port}`);
          if (there === undefined) continue;
          tell({
            at: placeFor(node, origin()),
            key,
            site: cluster.site,
            message: say`${address.host}:${address.port} is the ${there.listener.purpose} of ${titleOf(there.instance)}, not ${what}`,
            related: [whereOf(there)],
            help: advice`write the address of ${what}`,
          });
        }
      });
    }
  },
});

function checkEndpoint({ plan, site: ofSite }: HoraeCluster, model: Model, report: Report): void {
  const endpoint = plan?.metaEndpoint;
  const at = endpoint && placeOf(endpoint.origin);
  const there = endpoint && listenersIn(model).byAddress.get(endpoint.value.toLowerCase());
  if (at === undefined || there === undefined) return;
  const title = titleOf(there.instance);
  const isClientPort = there.listener.purpose === "client port";
  report({
    at,
    key: "horaedb.meta.endpoint",
    site: ofSite,
    message: isClientPort
      ? say`endpoint is the client port of ${title} itself, so all nodes depend on that member`
      : say`endpoint is the ${there.listener.purpose} of ${title}, and the nodes need the client port of a member`,
    related: [whereOf(there)],
    help: advice`write a virtual address before the members, or leave endpoint out`,
    ...(isClientPort ? { severity: "warning" as const } : {}),
  });
}

function whereOf({ instance, listener }: Listening) {
  return { at: placeFor(instance, listener.origin), message: say`it listens here` };
}

interface Listeners {
  readonly ports: ReadonlySet<number>;
  readonly byAddress: ReadonlyMap<string, Listening>;
}

interface Listening {
  readonly instance: Instance;
  readonly listener: Listener;
}

/** By address and port; a listener on an address of its own is found there only. */
const listenersIn = once((model: Model): Listeners => {
  const ports = new Set<number>();
  const byAddress = new Map<string, Listening>();
  for (const instance of model.instances) {
    const host = instance.host?.address?.value.toLowerCase();
    if (host === undefined) continue;
    for (const listener of instance.claims.listeners) {
      const at = isUnspecified(listener.bind) ? host : listener.bind;
      const key = `${at}:${listener.port}`;
      ports.add(listener.port);
      if (!byAddress.has(key)) byAddress.set(key, { instance, listener });
    }
  }
  return { ports, byAddress };
});
