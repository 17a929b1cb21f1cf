import { advice, type Help } from "../../../../diagnostics/help.ts";
import { joined, type Message, type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import type { Traced } from "../../../../schema/value.ts";
import {
  clustersOf,
  type DolphinCluster,
  isRaft,
  listsControllers,
  ofKind,
  type Process,
} from "../../cluster.ts";
import {
  isSite,
  type LocalSite,
  parseSite,
  sameSite,
  splitSites,
  writeSite,
} from "../../syntax/local-site.ts";
import { agentCfg, controllerCfg, dolphin, files, nodesTable } from "../examples.ts";

const c = (n: number) => `10.1.1.${n}:8900:c${n}:controller`;
const own = "10.1.1.1:8901:a1:agent";
const agent = (sites: string) => files({ "agent.cfg": agentCfg(1, { sites }) });
const withTable = (sites: string) =>
  files({ "agent.cfg": agentCfg(1, { sites }), "cluster.nodes": nodesTable("c1 c2 c3 a1 d1") });

export const agentSites = defineRule({
  name: "agent-sites",
  fault: "contradiction",
  summary: "An agent's `sites` is not its own site followed by the sites of all controllers.",
  why: "In a Raft group the agent learns from `sites` who its controllers are: its own site has to come first, then every controller. If one is missing, the agent follows nobody while that controller leads.",
  fix: "Write the agent's own localSite with `:agent`, then the localSite of every controller with `:controller`.",
  examples: {
    invalid: [
      { title: "a controller first", ...agent([c(1), own, c(2), c(3)].join(",")) },
      { title: "another agent's", ...agent(["10.1.1.9:8901:a9:agent", c(1), c(2), c(3)].join(",")) },
      {
        title: "one controller of a group",
        ...files({
          "agent.cfg": agentCfg(1),
          "cluster.nodes": nodesTable("c1 c2 c3 c4 c5 a1 d1"),
        }),
      },
      {
        title: "itself as a controller",
        ...agent([own.replace("agent", "controller"), c(1), c(2), c(3)].join(",")),
      },
      { title: "an empty list", ...agent(",") },
      {
        title: "no sites at all",
        ...files({
          "agent.cfg": agentCfg(1, { controllers: 0 }),
          "controller.cfg": controllerCfg(1, "", true),
        }),
      },
    ],
    valid: [dolphin(), agent([own, c(1), c(2), c(3)].join(","))],
    boundary: [
      { title: "controllers in any order", ...withTable([own, c(3), c(1), c(2)].join(",")), fires: false },
      {
        title: "another alias is another site",
        ...withTable([own, c(1), c(2), c(3).replace("c3", "C3")].join(",")),
        fires: true,
      },
      {
        title: "without Raft there need not be any",
        ...files({ "agent.cfg": agentCfg(1, { controllers: 0 }), "controller.cfg": controllerCfg(1) }),
        fires: false,
      },
      {
        title: "a folder of an agent's host has no controller, and there are some all the same",
        ...agent([own, c(1), c(2), c(3)].join(",")),
        closed: true,
        fires: false,
      },
      {
        title: "nor has that of a controller's host the others",
        ...files({ "agent.cfg": agentCfg(1), "controller.cfg": controllerCfg(1, "", true) }),
        closed: true,
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const raft = isRaft(cluster);
      for (const process of ofKind(cluster, "agent")) {
        const sites = process.instance.settings.text("sites");
        if (sites !== undefined) checkSites(process, sites, cluster, report);
        else if (raft) reportMissing(process, cluster, report);
      }
    }
  },
});

function reportMissing({ instance, hasFile }: Process, cluster: DolphinCluster, report: Report): void {
  if (!hasFile || instance.settings.unread.has("sites")) return;
  const raft = ofKind(cluster, "controller").find((one) => one.instance.settings.explicit.has("dfsHAMode"));
  report({
    at: instance.at,
    key: "sites",
    message: say`the controllers form a Raft group, and the agent ${instance.name.value} has no sites that would tell it who they are`,
    related: raft ? [{ at: raft.instance.at, message: say`a controller of the group` }] : [],
    help: advice`write sites=<its own localSite>:agent,<localSite of each controller>:controller`,
  });
}

function checkSites(process: Process, sites: Traced<Sayable>, cluster: DolphinCluster, report: Report): void {
  const { instance } = process;
  const parsed = splitSites(sites.value).map((text) => parseSite(text, true));
  // What is no site has a finding of its own.
  if (!parsed.every(isSite)) return;
  const [first, ...others] = parsed as LocalSite[];
  const tell = (message: Message, help: Help, related: { at: Instance["at"]; message: Message }[] = []) =>
    report({ at: placeFor(instance, sites.origin), key: "sites", message, help, related });
  const mine = process.site;
  if (mine !== undefined && (first?.kind !== "agent" || !sameSite(first, mine.value))) {
    tell(
      say`sites begins with ${first ? say`${writeSite(first)}:${first.kind ?? say``}` : say`nothing`}, and the agent's own site has to come first`,
      advice`begin with ${writeSite(mine.value)}:agent`,
      [{ at: placeFor(instance, mine.origin), message: say`the agent's own site` }],
    );
    return;
  }
  const listed = others.filter((site) => site.kind === "controller");
  const known = ofKind(cluster, "controller");
  const isOf = ({ site, row }: Pick<Process, "site" | "row">, one: LocalSite) =>
    [site, row?.site].some((own) => own !== undefined && sameSite(own.value, one));
  // Where a controller's own file and cluster.nodes are at odds, that is told there.
  const absent = known.flatMap(({ site, row, instance: { at, name } }) =>
    site && !listed.some((one) => isOf({ site, row }, one))
      ? [{ site: site.value, at, name: name.value }]
      : [],
  );
  const strange = listsControllers(cluster)
    ? listed.filter((one) => known.every((process) => process.site && !isOf(process, one)))
    : [];
  if (absent.length + strange.length === 0) return;
  const parts = [
    ...absent.map(({ site }) => say`lacks the controller ${writeSite(site)}`),
    ...strange.map((site) => say`names ${writeSite(site)}, which is no controller`),
  ];
  tell(
    say`sites ${joined(parts, ", and ")}`,
    advice`name every controller, and nobody else, with its localSite to the letter`,
    absent.map(({ at, name }) => ({ at, message: say`the controller ${name}` })),
  );
}
