import { advice, type Help } from "../diagnostics/help.ts";
import { type Message, say } from "../diagnostics/message.ts";
import { type Instance, type Listener, placeFor, titleOf } from "../model/model.ts";
import { byMachine } from "./by-machine.ts";
import { site } from "./examples.ts";
import { defineRule } from "./rule.ts";

const together = (grpc: number) =>
  site(`hosts: { db1: { address: 10.1.1.1 } }
horaedb: { version: 2.1.0, nodes: { members: [ { host: db1, ports: { grpc: ${grpc} } } ] } }
oms:
  version: 4.2.2
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: A } }
  regions: [ { location: 0, hosts: [db1] } ]
`);

export const portInRandomRange = defineRule({
  name: "port-in-random-range",
  fault: "doubtful",
  summary: "A process listens on a port that another one on the same host may take at random.",
  why: "OMS starts its workers on free ports of fixed ranges. A worker may have the port of the other process when that one starts, and then it does not start (inferred from the documented ranges).",
  fix: "Choose a port outside the range.",
  examples: {
    invalid: [together(17_250)],
    valid: [together(8_831)],
    boundary: [
      { ...together(16_000), fires: true },
      { ...together(15_999), fires: false },
      { ...together(16_499), fires: true },
      { ...together(16_500), fires: false },
    ],
  },
  check(model, report) {
    const reported = new Set<string>();
    for (const instances of byMachine(model)) {
      const uses = instances.flatMap((instance) =>
        instance.claims.listeners.map((listener) => ({ instance, listener })),
      );
      const ranges = uses.filter(({ listener }) => listener.lastPort !== undefined);
      for (const { instance, listener } of uses) {
        if (listener.lastPort !== undefined) continue;
        const range = ranges.find((one) => isIn(listener, one.listener));
        if (range === undefined) continue;
        const at = placeFor(instance, listener.origin);
        const other = placeFor(range.instance, range.listener.origin);
        const pair = [at.file.path, at.start, other.file.path, other.start, listener.purpose].join();
        if (reported.has(pair)) continue;
        reported.add(pair);
        report({
          at,
          site: instance.site,
          ...finding({ instance, listener }, range),
          related: [related(range)],
        });
      }
    }
  },
});

interface Use {
  readonly instance: Instance;
  readonly listener: Listener;
}

function isIn({ port }: Listener, range: Listener): boolean {
  return port >= range.port && port <= (range.lastPort ?? range.port);
}

function finding({ instance, listener }: Use, range: Use): { message: Message; help: Help } {
  const { port, lastPort = port } = range.listener;
  return {
    message: say`${titleOf(instance)} opens port ${listener.port} (${listener.purpose}), which lies between ${port} and ${lastPort}, where ${titleOf(range.instance)} on the same host takes ports at random`,
    help: advice`choose a port outside ${port} to ${lastPort}`,
  };
}

function related({ instance, listener }: Use) {
  return {
    at: placeFor(instance, listener.origin),
    message: say`${listener.port} to ${listener.lastPort ?? listener.port} are for the ${listener.purpose} of ${titleOf(instance)}`,
  };
}
