import { advising } from "../../../../diagnostics/help.ts";
import { joined, type Message, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { placeOf } from "../../../../schema/value.ts";
import { deploymentsOf } from "../../deployment.ts";
import { upgradableFrom, upgradePath } from "../../upgrade-paths.ts";
import { oms, oneHost } from "../examples.ts";

const upgrade = (from: string, to: string) => oms(oneHost, `  upgrading_from: ${from}\n`, { version: to });

export const upgradePathUnsupported = defineRule({
  name: "upgrade-path-unsupported",
  fault: "refused",
  summary: "OMS cannot be upgraded from that release to this one in one step.",
  why: "`docker_init.sh` brings the databases from the release before to its own; for other releases no such step is documented, and the metadata may be lost. 4.1.1 is for new installations only (the upgrade guides of oceanbase/oms-doc).",
  fix: "Go through the releases between, or install anew.",
  examples: {
    invalid: [
      upgrade("4.1.1", "4.2.2"),
      upgrade("4.1.0", "4.1.1"),
      { title: "back", ...upgrade("4.2.2", "4.2.1") },
    ],
    valid: [upgrade("4.2.1", "4.2.2"), upgrade("3.2.2", "4.1.0")],
    boundary: [
      { ...upgrade("3.3.0", "3.3.1"), fires: false },
      { ...upgrade("3.2.2", "3.3.1"), fires: true },
      { title: "nothing is upgraded", ...upgrade("4.2.2", "4.2.2"), fires: true },
    ],
  },
  check(model, report) {
    for (const { plan, site, at } of deploymentsOf(model)) {
      if (plan?.upgradingFrom === undefined) continue;
      const from = plan.upgradingFrom;
      const to = plan.release ?? plan.version;
      // Of a release that cfgc does not know it knows no ways either.
      if (
        upgradableFrom(to).some((one) => one === from.value) ||
        (plan.release !== undefined && from.value !== to)
      )
        continue;
      const way = upgradePath(from.value, to);
      report({
        at: placeOf(from.origin) ?? at,
        key: "oms.upgrading_from",
        site,
        message: say`OMS ${to} cannot be upgraded from ${from.value}`,
        help: advising(helpFor(from.value, to, way)),
      });
    }
  },
});

function helpFor(from: string, to: Message, way: ReturnType<typeof upgradePath>): Message {
  if (from === to) return say`take \`upgrading_from\` out`;
  if (way !== undefined) return say`go by ${joined(way.slice(0, -1), " and ")} first`;
  const sources = upgradableFrom(to);
  return sources.length === 0
    ? say`no upgrade to ${to} is documented: install it anew`
    : say`no way is documented; ${to} is upgraded from ${joined(sources, ", ")}`;
}
