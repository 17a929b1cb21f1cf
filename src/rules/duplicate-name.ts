import type { Example } from "../diagnostics/diagnostic.ts";
import { advice, advising } from "../diagnostics/help.ts";
import { type Message, say } from "../diagnostics/message.ts";
import { type Instance, type Model, placeFor } from "../model/model.ts";
import { byMachine } from "./by-machine.ts";
import { site, threeHosts } from "./examples.ts";
import { oncePerPlace } from "./once-per-place.ts";
import { defineRule, type Report } from "./rule.ts";
import { isSecondOfName } from "./same-name.ts";

const meta = (...names: string[]) =>
  site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ ${names.map((name, index) => `{ name: ${name}, host: db${index + 1} }`).join(", ")} ] }
  nodes: { members: [ { host: db1 } ] }
`);

const nodes = (members: string) =>
  site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[1-3]" } ] }
  nodes: { members: [ ${members} ] }
`);
const ports = "ports: { http: 11001, grpc: 11002, mysql: 11003, postgresql: 11004 }";

const onOneMachine = (first: string, second: string): Example => {
  const one = (name: string, node: string, ports: string) => `cfgc: 1
name: ${name}
hosts: { db1: { address: 10.1.1.1 } }
horaedb: { version: 2.1.0, nodes: { members: [ { name: ${node}, host: db1, data_dir: /data/${name}, ports: { ${ports} } } ] } }
`;
  return {
    files: {
      "a/cluster.yaml": one("east", first, "http: 11001, grpc: 11002, mysql: 11003, postgresql: 11004"),
      "b/cluster.yaml": one("west", second, "http: 12001, grpc: 12002, mysql: 12003, postgresql: 12004"),
    },
  };
};

export const duplicateName = defineRule({
  name: "duplicate-name",
  fault: "refused",
  anyRelease: true,
  summary: "Two instances of one program have the same name.",
  why: "The name is the identity of the process: members of a cluster are told apart by it, and its files, directories and unit are called after it. Without a name an instance is called after its host, whatever its ports are, so a port or a second instance that is added later renames nothing. Of several instances of one program on a host all but one need a name.",
  fix: "Give one of them another name: the one that holds no data yet, because its directories change with it.",
  examples: {
    invalid: [
      meta("meta0", "meta1", "meta1"),
      { title: "two on one host without a name", ...nodes(`{ host: db1 }, { host: db1, ${ports} }`) },
      {
        title: "two DolphinDB data nodes on one host without an alias",
        ...site(`${threeHosts}dolphindb:
  version: "2.00.12"
  controllers: [ { host: db3 } ]
  data_nodes: [ { host: "db[1-2]" }, { host: db1 } ]
`),
      },
    ],
    valid: [
      meta("meta0", "meta1", "meta2"),
      {
        title: "a port of its own changes no name",
        ...nodes(`{ host: db1, ${ports} }, { name: second, host: db1, data_dir: /data/second }`),
      },
    ],
    boundary: [
      { title: "one name for two programs is all right", ...meta("db1", "db2", "db3"), fires: false },
      {
        title: "a name that is the default of another",
        ...nodes("{ host: db1 }, { name: db1, host: db2 }"),
        fires: true,
      },
      {
        title: "on three hosts alike, said once",
        ...nodes(`{ host: "db[1-3]" }, { host: "db[1-3]", ${ports} }`),
        fires: true,
      },
      { title: "two sites on one machine", ...onOneMachine("node0", "node0"), fires: true },
      { title: "two sites on one machine, two names", ...onOneMachine("node0", "node1"), fires: false },
    ],
  },
  check(model, report) {
    const known = new Map<string, Instance>();
    const once = oncePerPlace(report);
    for (const instance of model.instances) {
      if (instance.site === undefined) continue;
      const identity = JSON.stringify([
        model.sites.indexOf(instance.site),
        instance.program,
        instance.name.value,
      ]);
      const other = known.get(identity);
      if (other === undefined) {
        known.set(identity, instance);
        continue;
      }
      once({
        at: placeFor(instance, instance.name.origin),
        site: instance.site,
        message: wording(instance, other),
        related: [{ at: placeFor(other, other.name.origin), message: say`the first one is here` }],
        help: advising(mending(instance, other)),
      });
    }
    reportAcrossSites(model, report);
  },
});

function wording(instance: Instance, other: Instance): Message {
  const { program, name, nameKey = "name", hostName } = instance;
  const unnamed = [instance, other].every((one) => one.name.origin.kind === "derived");
  return unnamed && hostName?.value === other.hostName?.value
    ? say`two instances of ${program} on the host "${hostName?.value ?? say``}" have no \`${nameKey}\`, so both are called "${name.value}"`
    : say`two instances of ${program} are called "${name.value}"`;
}

/** Ports are named where they clash as well, which is then no finding of its own (see port-clash). */
function mending(instance: Instance, other: Instance): Message {
  const { nameKey = "name" } = instance;
  if (!isSecondOfName(instance, other)) return say`give one of them another \`${nameKey}\``;
  const taken = new Set(other.claims.listeners.map(({ port }) => port));
  const ports = instance.claims.listeners.filter(({ port }) => taken.has(port)).length;
  const portKey = instance.claims.listeners.length > 1 ? "`ports`" : "a `port`";
  const article = nameKey === "alias" ? "an" : "a";
  return say`give this one ${article} \`${nameKey}\`${ports > 0 ? say` and ${portKey}` : say``} of its own`;
}

/** Two sites may use one name, but not on one machine: unit, folder under /etc and files are called after it. */
function reportAcrossSites(model: Model, report: Report): void {
  for (const instances of byMachine(model)) {
    const known = new Map<string, Instance>();
    for (const instance of instances) {
      const identity = JSON.stringify([instance.program, instance.name.value]);
      const other = known.get(identity);
      known.set(identity, other ?? instance);
      if (instance.site === undefined || other?.site === undefined) continue;
      // Two sites of one name have a finding of their own.
      if (other.site === instance.site || other.site.name === instance.site.name) continue;
      report({
        at: placeFor(instance, instance.name.origin),
        site: instance.site,
        message: say`"${instance.name.value}" of the site "${other.site.name}" and of "${instance.site.name}" are ${instance.program} on one machine, and their units and files have the same names there`,
        related: [
          { at: placeFor(other, other.name.origin), message: say`the one of "${other.site.name}" is here` },
        ],
        help: advice`give one of them another \`name\``,
      });
    }
  }
}
