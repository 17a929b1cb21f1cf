import { advice } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Message, type Name, say } from "../diagnostics/message.ts";
import { type Instance, placeFor, type Site, titleOf } from "../model/model.ts";
import { instead } from "../model/offers.ts";
import { nearest } from "../schema/nearest.ts";
import type { Origin } from "../schema/value.ts";
import { site, threeHosts } from "./examples.ts";
import { defineRule } from "./rule.ts";

const on = (host: string) =>
  site(`${threeHosts}horaedb: { version: 2.1.0, nodes: { members: [ { host: "${host}" } ] } }\n`);

export const unknownHost = defineRule({
  name: "unknown-host",
  fault: "refused",
  anyRelease: true,
  summary: "An instance is to run on a host that is not described.",
  why: "Without the host's address nobody can be told how to reach the instance.",
  fix: "Describe the host under `hosts`, or write the name of one that is there.",
  examples: {
    invalid: [on("bd1")],
    valid: [on("db1")],
    boundary: [
      {
        title: "of a range, said once",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[2-6]" } ] }
  nodes: { members: [ { host: db1 } ] }
`),
        fires: true,
      },
      { ...on("db[4-4]"), fires: true },
      { ...on("db[3-3]"), fires: false },
    ],
  },
  check(model, report) {
    const places = new Map<string, Missing>();
    for (const instance of model.instances) {
      const { hostName, host } = instance;
      if (hostName === undefined || host !== undefined || instance.site?.hostsKnown === false) continue;
      const at = placeFor(instance, hostName.origin);
      const place = [at.file.path, at.start].join();
      const known = places.get(place);
      if (known === undefined) places.set(place, { instance, name: hostName.value, at, others: 0 });
      else known.others += 1;
    }
    const names = new Map<Site | undefined, Name[]>();
    for (const { name, site: of } of places.size > 0 ? model.hosts : []) {
      const others = names.get(of);
      if (others === undefined) names.set(of, [name]);
      else others.push(name);
    }
    for (const [index, { instance, name, at, others }] of [...places.values()].entries()) {
      const hosts = names.get(instance.site) ?? [];
      const meant = index < suggestions ? nearest(name, hosts) : undefined;
      report({
        at,
        site: instance.site,
        message: say`${titleOf(instance)} is to run on "${name}", which is not under hosts${others === 0 ? say`` : say`, nor ${others === 1 ? say`is one more` : say`are ${others} more`} of the range`}`,
        help:
          meant === undefined
            ? advice`describe it under \`hosts\``
            : instead(oneHost(at, name), meant, say`did you mean "${meant}"?`),
      });
    }
  },
});

/** The place of a name that is no range. */
function oneHost(at: Location, name: Name): Origin | undefined {
  return at.file.text.slice(at.start, at.end).replace(/^["']|["']$/g, "") === name
    ? { kind: "source", at }
    : undefined;
}

/** To look for a similar name among thousands takes a while; whoever has more findings than this does not read it. */
const suggestions = 20;

/** The instances of one line whose hosts are not there. */
interface Missing {
  readonly instance: Instance;
  readonly name: Message;
  readonly at: Location;
  others: number;
}
