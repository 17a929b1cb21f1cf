import { advice } from "../../../../diagnostics/help.ts";
import { type Sayable, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import type { Traced } from "../../../../schema/value.ts";
import { clustersOf, type DolphinCluster, listsControllers, ofKind, type Process } from "../../cluster.ts";
import {
  isSite,
  type LocalSite,
  parseSite,
  sameSite,
  splitSites,
  writeSite,
} from "../../syntax/local-site.ts";
import { agentCfg, controllerCfg, dolphin, files, nodesTable } from "../examples.ts";

const alone = (controllerSite: string) =>
  files({ "agent.cfg": agentCfg(1, { controllers: 0, controllerSite }), "controller.cfg": controllerCfg(1) });

const inGroup = (controllerSite: string) =>
  files({ "agent.cfg": agentCfg(1, { controllerSite }), "controller.cfg": controllerCfg(1, "", true) });

export const controllerSiteMismatch = defineRule({
  name: "controller-site-mismatch",
  fault: "contradiction",
  summary: "An agent's `controllerSite` is not the site of a controller.",
  why: "The agent registers with the controller that it finds there and names by this alias. Host, port and alias have to be those of the controller's own localSite.",
  fix: "Copy the localSite of a controller; in a Raft group any of them will do.",
  examples: {
    invalid: [
      { title: "another port", ...alone("10.1.1.1:8909:c1") },
      { title: "another port and alias", ...alone("10.1.1.1:8909:c9") },
      { title: "another alias", ...alone("10.1.1.1:8900:controller1") },
      {
        title: "not among the agent's own sites",
        ...files({ "agent.cfg": agentCfg(1, { controllerSite: "10.1.1.9:8900:c9" }) }),
      },
      {
        title: "not in cluster.nodes",
        ...files({
          "agent.cfg": agentCfg(1, { controllerSite: "10.1.1.9:8900:c9" }),
          "cluster.nodes": nodesTable("c1 c2 c3 a1 d1"),
        }),
      },
    ],
    valid: [dolphin(), alone("10.1.1.1:8900:c1")],
    boundary: [
      {
        title: "any controller of the group",
        ...files({ "agent.cfg": agentCfg(1, { controllerSite: "10.1.1.3:8900:c3" }) }),
        fires: false,
      },
      {
        title: "a controller whose file is not there",
        ...inGroup("10.1.1.2:8900:c2"),
        fires: false,
      },
      {
        title: "in the folder of one host",
        ...inGroup("10.1.1.2:8900:c2"),
        closed: true,
        fires: false,
      },
      { title: "one whose file is there, with another alias", ...inGroup("10.1.1.1:8900:C1"), fires: true },
      { title: "letter case of an alias counts", ...alone("10.1.1.1:8900:C1"), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const agent of ofKind(cluster, "agent")) {
        const text = agent.instance.settings.text("controllerSite");
        if (text === undefined) continue;
        const site = parseSite(text.value, false);
        if (isSite(site)) compare({ agent, text, site }, cluster, report);
      }
    }
  },
});

interface Given {
  readonly agent: Process;
  readonly text: Traced<Sayable>;
  readonly site: LocalSite;
}

function compare({ agent, text, site }: Given, cluster: DolphinCluster, report: Report): void {
  const { instance } = agent;
  const known = ofKind(cluster, "controller").flatMap(({ site: own, instance: of }) =>
    own ? [{ site: own.value, at: placeFor(of, own.origin) }] : [],
  );
  const sites = instance.settings.text("sites");
  const listed = splitSites(sites?.value ?? say``)
    .map((one) => parseSite(one, true))
    .filter(isSite)
    .filter((one) => one.kind === "controller");
  const candidates =
    known.length > 0
      ? known
      : listed.map((one) => ({ site: one, at: sites ? placeFor(instance, sites.origin) : instance.at }));
  if (candidates.length === 0 || candidates.some((one) => sameSite(one.site, site))) return;
  // Where the controller's own file and cluster.nodes are at odds, that is told there.
  if (ofKind(cluster, "controller").some(({ row }) => row?.site && sameSite(row.site.value, site))) return;
  // One controller's file says nothing about the sites of the other controllers.
  const near = candidates.find(
    (one) => one.site.alias === site.alias || (one.site.host === site.host && one.site.port === site.port),
  );
  if (near === undefined && known.length > 0 && !listsControllers(cluster) && listed.length > 0) return;
  const meant = near ?? candidates[0];
  report({
    at: placeFor(instance, text.origin),
    key: "controllerSite",
    message: say`controllerSite is ${text.value}, and ${near ? say`that controller's site is ${writeSite(near.site)}` : say`no controller has that site`}`,
    related: meant ? [{ at: meant.at, message: say`${writeSite(meant.site)} is told here` }] : [],
    help: meant
      ? instead(text.origin, writeSite(meant.site), say`write controllerSite=${writeSite(meant.site)}`)
      : advice`copy the localSite of a controller`,
  });
}
