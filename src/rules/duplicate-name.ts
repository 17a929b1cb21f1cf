import type { Example } from "../diagnostics/diagnostic.ts";
import { type Instance, type Model, placeFor } from "../model/model.ts";
import { byMachine } from "./by-machine.ts";
import { site, threeHosts } from "./examples.ts";
import { defineRule, type Report } from "./rule.ts";

const meta = (...names: string[]) =>
  site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ ${names.map((name, index) => `{ name: ${name}, host: db${index + 1} }`).join(", ")} ] }
  nodes: { members: [ { host: db1 } ] }
`);

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
  summary: "Two instances of one program have the same name.",
  why: "The name is the identity of the process: members of a cluster are told apart by it, and its files, directories and unit are called after it.",
  fix: "Give one of them another name.",
  examples: {
    invalid: [meta("meta0", "meta1", "meta1")],
    valid: [meta("meta0", "meta1", "meta2")],
    boundary: [
      { title: "one name for two programs is all right", ...meta("db1", "db2", "db3"), fires: false },
      { title: "a name that is the default of another", ...meta("meta0", "m", "m"), fires: true },
      { title: "two sites on one machine", ...onOneMachine("node0", "node0"), fires: true },
      { title: "two sites on one machine, two names", ...onOneMachine("node0", "node1"), fires: false },
    ],
  },
  check(model, report) {
    const known = new Map<string, Instance>();
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
      report({
        at: placeFor(instance, instance.name.origin),
        site: instance.site,
        message: `two instances of ${instance.program} are called "${instance.name.value}"`,
        related: [{ at: placeFor(other, other.name.origin), message: "the first one is here" }],
        help: "give one of them another `name`",
      });
    }
    reportAcrossSites(model, report);
  },
});

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
        message: `"${instance.name.value}" of the site "${other.site.name}" and of "${instance.site.name}" are ${instance.program} on one machine, and their units and files have the same names there`,
        related: [
          { at: placeFor(other, other.name.origin), message: `the one of "${other.site.name}" is here` },
        ],
        help: "give one of them another `name`",
      });
    }
  }
}
