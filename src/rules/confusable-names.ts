import { advice } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Message, say } from "../diagnostics/message.ts";
import { type Model, placeFor, type Site } from "../model/model.ts";
import { site } from "./examples.ts";
import { defineRule } from "./rule.ts";

const hosts = (first: string, second: string) =>
  site(`hosts: { ${first}: { address: 10.1.1.1 }, ${second}: { address: 10.1.1.2 } }\n`);

export const confusableNames = defineRule({
  name: "confusable-names",
  fault: "doubtful",
  anyRelease: true,
  summary: "Two hosts or two instances have names that look alike.",
  why: "Sooner or later somebody takes db1 for dbl, or db0 for dbO, and restarts the wrong one. The same holds for names that differ in a hyphen, a dot or an underscore.",
  fix: "Give one of them a name that nobody takes for the other.",
  examples: {
    invalid: [hosts("db1", "dbl"), hosts("node-a", "node_a")],
    valid: [hosts("db1", "db2")],
    boundary: [
      { title: "a zero and the letter", ...hosts("db0", "dbo"), fires: true },
      {
        title: "files by hand may be of two environments",
        files: {
          "a/horaedb.toml": '# cfgc: horaedb@2.0.0\n[node]\naddr = "db1"\n',
          "b/horaedb.toml": '# cfgc: horaedb@2.0.0\n[node]\naddr = "dbl"\n',
        },
        fires: false,
      },
      {
        title: "once for both, where the instances are called after the hosts",
        ...site(`hosts: { db1: { address: 10.1.1.1 }, dbl: { address: 10.1.1.2 } }
horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1 }, { host: dbl } ] }
  routing: { schemas: { public: { shards: { 0: db1, 1: dbl } } } }
`),
        fires: true,
      },
      { title: "one of ten numbers", ...hosts("db-1", "db-7"), fires: false },
      {
        title: "two nodes",
        ...site(`hosts: { a: { address: 10.1.1.1 }, b: { address: 10.1.1.2 } }
horaedb:
  version: 2.1.0
  nodes: { members: [ { name: n1, host: a }, { name: nl, host: b } ] }
  routing: { schemas: { public: { shards: { 0: n1, 1: nl } } } }
`),
        fires: true,
      },
    ],
  },
  check(model, report) {
    const known = new Map<string, Named>();
    for (const named of namesIn(model)) {
      const identity = JSON.stringify([model.sites.indexOf(named.site), named.what, skeleton(named.name)]);
      const other = known.get(identity);
      if (other === undefined) known.set(identity, named);
      // Case is seen, and name-not-portable says where it does harm; a name twice has a finding of its own.
      if (other === undefined || other.name.toLowerCase() === named.name.toLowerCase()) continue;
      report({
        at: named.at,
        site: named.site,
        message: say`the ${named.what} names "${other.name}" and "${named.name}" look alike`,
        related: [{ at: other.at, message: say`the other one is here` }],
        help: advice`give one of them a name that nobody takes for the other`,
      });
    }
  },
});

interface Named {
  readonly name: Message;
  readonly what: Message;
  readonly at: Location;
  readonly site: Site;
}

function* namesIn(model: Model): Generator<Named> {
  for (const { name, at, site: of } of model.hosts)
    if (of !== undefined) yield { name, at, site: of, what: say`host` };
  for (const instance of model.instances) {
    const { site: of, name, program } = instance;
    // A name that comes from the host is reported there.
    if (of === undefined || name.origin.kind !== "source") continue;
    yield { name: name.value, at: placeFor(instance, name.origin), site: of, what: program };
  }
}

/** Equal for names that look alike. */
export function skeleton(name: string): string {
  return name
    .toLowerCase()
    .replace(/[il]/g, "1")
    .replaceAll("o", "0")
    .replace(/[._-]+/g, "-");
}
