import { advice } from "../diagnostics/help.ts";
import { say } from "../diagnostics/message.ts";
import type { Site } from "../model/model.ts";
import { twoSites } from "./examples.ts";
import { defineRule } from "./rule.ts";

export const duplicateSite = defineRule({
  name: "duplicate-site",
  fault: "refused",
  anyRelease: true,
  summary: "Two sites of one run have the same name, or names that differ in case only.",
  why: "The name is the site's folder in the bundle and stands in the names of its secrets and tokens, so the files of one would replace those of the other.",
  fix: "Give each cluster.yaml a name of its own, and name each file once.",
  examples: {
    invalid: [twoSites("", "", "", ["east", "east"])],
    valid: [twoSites("", "")],
    boundary: [
      {
        title: "upper case is the same folder on some systems",
        ...twoSites("", "", "", ["east", "East"]),
        fires: true,
      },
      { title: "one letter more", ...twoSites("", "", "", ["east", "east2"]), fires: false },
    ],
  },
  check(model, report) {
    const known = new Map<string, Site>();
    for (const site of model.sites) {
      const other = known.get(site.name.toLowerCase());
      known.set(site.name.toLowerCase(), other ?? site);
      if (other === undefined || site.name === "") continue;
      report({
        at: site.at,
        site,
        message:
          other.name === site.name
            ? say`two sites are called "${site.name}"`
            : say`the sites "${other.name}" and "${site.name}" differ in case only, so some file systems mix their folders`,
        related: [{ at: other.at, message: say`the other site is here` }],
        help: advice`give each site another \`name\``,
      });
    }
  },
});
