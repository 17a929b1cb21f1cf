import { placeFor, titleOf } from "../model/model.ts";
import { nearest } from "../schema/nearest.ts";
import { site, threeHosts } from "./examples.ts";
import { defineRule } from "./rule.ts";

const on = (host: string) =>
  site(`${threeHosts}horaedb: { version: 2.1.0, nodes: { members: [ { host: "${host}" } ] } }\n`);

export const unknownHost = defineRule({
  name: "unknown-host",
  fault: "refused",
  summary: "An instance is to run on a host that is not described.",
  why: "Without the host's address nobody can be told how to reach the instance.",
  fix: "Describe the host under `hosts`, or write the name of one that is there.",
  examples: {
    invalid: [on("bd1")],
    valid: [on("db1")],
    boundary: [
      { ...on("db[4-4]"), fires: true },
      { ...on("db[3-3]"), fires: false },
    ],
  },
  check(model, report) {
    for (const instance of model.instances) {
      const { hostName, host } = instance;
      if (hostName === undefined || host !== undefined || instance.site?.hostsKnown === false) continue;
      const names = model.hosts.filter((one) => one.site === instance.site).map((one) => one.name);
      const meant = nearest(hostName.value, names);
      report({
        at: placeFor(instance, hostName.origin),
        site: instance.site,
        message: `${titleOf(instance)} is to run on "${hostName.value}", which is not under hosts`,
        help: meant === undefined ? "describe it under `hosts`" : `did you mean "${meant}"?`,
      });
    }
  },
});
