import { type Instance, placeFor } from "../model/model.ts";
import { site, threeHosts } from "./examples.ts";
import { defineRule } from "./rule.ts";

const meta = (...names: string[]) =>
  site(`${threeHosts}horaedb:
  version: 2.1.0
  meta: { members: [ ${names.map((name, index) => `{ name: ${name}, host: db${index + 1} }`).join(", ")} ] }
  nodes: { members: [ { host: db1 } ] }
`);

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
    ],
  },
  check(model, report) {
    const known = new Map<string, Instance>();
    for (const instance of model.instances) {
      if (instance.site === undefined) continue;
      const identity = JSON.stringify([instance.site.name, instance.program, instance.name.value]);
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
  },
});
