import { advice } from "../../../../diagnostics/help.ts";
import { type Message, quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import type { Instance } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { placeOf, type Traced } from "../../../../schema/value.ts";
import { clustersOf, type DolphinCluster, type Process } from "../../cluster.ts";
import { isSite, parseSite, splitSites, strayKind } from "../../syntax/local-site.ts";
import { agentCfg, controllerCfg, dolphin, files, nodesTable, oneController } from "../examples.ts";

const own = (localSite: string) => files({ "controller.cfg": `localSite=${localSite}\n` });
const ipv6 = "hosts: { db1: { address: 'fd00::1' } }\n";

export const siteMalformed = defineRule({
  name: "site-malformed",
  fault: "refused",
  summary: "A site is not host:port:alias, or is missing.",
  why: "Every process is known by its site, and all three parts are mandatory; in an agent's `sites` the kind follows as a fourth. The server splits at colons, so an IPv6 address cannot be one of them. A file may leave its own site to the command line (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/secure_conn.md:24), so a file without it is a warning only.",
  fix: "Write host:port:alias, with an IPv4 address or a host name.",
  examples: {
    invalid: [
      { title: "no alias", ...own("10.1.1.1:8900") },
      { title: "no such port", ...own("10.1.1.1:89000:c1") },
      { title: "a kind that belongs to `sites`", ...own("10.1.1.1:8900:c1:controller") },
      { title: "quotes, which would be a part of the names", ...own('"10.1.1.1:8900:c1"') },
      {
        title: "an alias behind the address of another cluster",
        ...files({ "controller.cfg": controllerCfg(1, "clusterReplicationMasterCtl=10.1.2.1:8900:c1\n") }),
        severity: "warning",
      },
      {
        title: "such an alias in the site",
        ...dolphin('  config: { controller: { clusterReplicationMasterCtl: "10.1.2.1:8900:c1" } }\n'),
        severity: "warning",
      },
      { title: "no site at all", ...files({ "controller.cfg": "mode=controller\n" }), severity: "warning" },
      {
        title: "an IPv6 address",
        ...dolphin("  replication: { factor: 1 }\n", {
          controllers: oneController,
          hosts: ipv6,
          nodes: "  data_nodes: [ { host: db1 } ]\n",
        }),
      },
    ],
    valid: [
      dolphin(),
      files({ "controller.cfg": controllerCfg(1, "clusterReplicationMasterCtl=10.1.2.1:8900\n") }),
      own("10.1.1.1:8900:c1"),
      own("db1.example.net:8900:c1"),
    ],
    boundary: [
      {
        title: "the kind of a row behind it, which working files have, so this is a doubt only",
        ...own("10.1.1.1:8900:c1,controller"),
        fires: true,
        severity: "warning",
      },
      { ...own("10.1.1.1:65535:c1"), fires: false },
      { ...own("10.1.1.1:65536:c1"), fires: true },
      { title: "more wrong than such a kind", ...own("10.1.1.1:65536:c1,controller"), fires: true },
      {
        title: "an agent without one",
        ...files({ "agent.cfg": agentCfg(1).replace(/^localSite.*\n/, "") }),
        fires: true,
        severity: "warning",
      },
      {
        title: "an agent without controllerSite",
        ...files({ "agent.cfg": agentCfg(1).replace(/controllerSite.*\n/, "") }),
        fires: true,
        severity: "warning",
      },
      {
        title: "two agents without one",
        ...files({
          "agent-1.cfg": agentCfg(1, { controllers: 0 }).replace(/^localSite.*\n/, ""),
          "agent-2.cfg": agentCfg(2, { controllers: 0 }).replace(/^localSite.*\n/, ""),
        }),
        fires: true,
        severity: "warning",
      },
      {
        title: "an agent whose sites begin with itself",
        ...files({ "agent.cfg": agentCfg(1).replace(":a1\n", "\n") }),
        fires: true,
      },
      {
        title: "an agent's controllerSite",
        ...files({
          "agent.cfg": agentCfg(1, { controllers: 0, controllerSite: "10.1.1.1:8900" }),
          "controller.cfg": controllerCfg(1),
        }),
        fires: true,
      },
      {
        title: "a controller with an agent",
        ...files({ "agent.cfg": agentCfg(1, { controllers: 0 }), "controller.cfg": "mode=controller\n" }),
        fires: true,
        severity: "warning",
      },
      {
        title: "a controller that cluster.nodes has",
        ...files({ "controller.cfg": "localSite=10.1.1.1:8900\n", "cluster.nodes": nodesTable("a1 d1") }),
        fires: true,
      },
      {
        title: "a row of a controller",
        ...files({
          "agent.cfg": agentCfg(1),
          "cluster.nodes": nodesTable("c1 c2 a1 d1", "10.1.1.3:8900,controller\n"),
        }),
        fires: true,
      },
      {
        title: "the row of the only agent",
        files: { "cluster.nodes": nodesTable("d1", "10.1.1.1:8901,agent\n") },
        fires: true,
      },
      {
        title: "two rows alike",
        files: { "cluster.nodes": nodesTable("a1", "10.1.1.1:8902,datanode\n10.1.1.1:8902,datanode\n") },
        fires: true,
      },
      {
        title: "a row in each copy",
        files: {
          "p1/cluster.nodes": nodesTable("a1", "10.1.1.1:8902,datanode\n"),
          "p2/cluster.nodes": nodesTable("a1", "10.1.1.1:8902,datanode\n"),
        },
        fires: true,
      },
      {
        title: "the row of a node that has lines and copies of its own",
        ...files({
          "controller.cfg": controllerCfg(1, "dfsReplicationFactor=2\ndfsReplicaReliabilityLevel=1\n"),
          "cluster.cfg": "d2.maxMemSize=8\n",
          "cluster.nodes": nodesTable("c1 a1 d1", "10.1.1.1:8912,datanode\n"),
        }),
        fires: true,
      },
      {
        title: "in a row",
        files: { "cluster.nodes": nodesTable("a1", "10.1.1.1:8902,datanode\n") },
        fires: true,
      },
      {
        title: "in sites",
        ...files({
          "agent.cfg":
            "localSite=10.1.1.1:8901:a1\ncontrollerSite=10.1.1.1:8900:c1\nsites=10.1.1.1:8901:a1:agent,10.1.1.1:8900:c1:controller,10.1.1.2:8900:c2:controller,10.1.1.3:8900:c3:controller,10.1.1.4:8900:c4\n",
        }),
        fires: true,
      },
      {
        title: "no such kind in sites",
        ...files({ "agent.cfg": agentCfg(1).replace(/\n$/, ",10.1.1.4:8900:c4:datanode\n") }),
        fires: true,
      },
      {
        title: "no kind behind the agent's own",
        ...files({ "agent.cfg": agentCfg(1).replace(":a1:agent", ":a1") }),
        fires: true,
      },
      {
        title: "blanks around it",
        ...files({ "controller.cfg": controllerCfg(1).replace("=10", " = 10") }),
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const process of cluster.processes) checkProcess(process, cluster, report);
      for (const { rows } of cluster.rosters.slice(1)) {
        for (const { siteText, at } of rows)
          if (siteText) checkText(siteText, false, { at, cluster, report });
      }
    }
  },
});

interface SiteChecks {
  readonly at: Instance["at"];
  readonly cluster: DolphinCluster;
  readonly report: Report;
}

/** Addresses of other clusters' controllers, which have no alias. */
const addresses = ["clusterReplicationMasterCtl", "masterOfMasterSite"] as const;

function checkAddresses({ settings }: Instance, { at, cluster, report }: SiteChecks): void {
  for (const key of addresses) {
    const text = settings.text(key);
    if (text === undefined || isSite(parseSite(say`${text.value}:alias`, false))) continue;
    report({
      at: placeOf(text.origin) ?? at,
      key,
      site: cluster.site,
      message: say`"${key}" is ${quoted(text.value)}, and it has two parts, host:port`,
      help: advice`write host:port of that controller, without its alias`,
      // The reference shows the form, and nobody says what the server makes of another.
      severity: "warning",
    });
  }
}

function checkProcess(process: Process, cluster: DolphinCluster, report: Report): void {
  const { instance, kind, siteText, hasFile } = process;
  const { settings } = instance;
  const place = { at: instance.at, cluster, report };
  if (kind === "controller") checkAddresses(instance, place);
  if (siteText !== undefined) checkText(siteText, false, place);
  else if (hasFile && cluster.site === undefined && (kind === "controller" || kind === "agent")) {
    if (!settings.unread.has("localSite")) {
      report({
        at: instance.at,
        key: "localSite",
        message: say`the file has no localSite, by which the ${kind} is known, unless -localSite is given at start`,
        help: advice`write localSite=host:port:alias`,
        severity: "warning",
      });
    }
  }
  if (kind !== "agent" || cluster.site !== undefined || !hasFile) return;
  const controllerSite = settings.text("controllerSite");
  if (controllerSite !== undefined) checkText(controllerSite, false, place);
  else if (!settings.unread.has("controllerSite")) {
    report({
      at: instance.at,
      key: "controllerSite",
      message: say`the file has no controllerSite, so the agent knows no controller, unless -controllerSite is given at start`,
      help: advice`write controllerSite=host:port:alias of a controller`,
      severity: "warning",
    });
  }
  const sites = settings.text("sites");
  if (sites === undefined) return;
  for (const value of splitSites(sites.value)) checkText({ ...sites, value }, true, place);
}

function checkText(text: Traced<Sayable>, withKind: boolean, { at, cluster, report }: SiteChecks): void {
  const stray = withKind ? undefined : strayKind(text.value);
  const result = parseSite(text.value.slice(0, text.value.length - (stray?.length ?? 0)), withKind);
  const kinds = ["agent", "controller"];
  const problem = isSite(result)
    ? withKind && !kinds.includes(result.kind ?? "")
      ? say`has the kind ${quoted(result.kind ?? null)}, and only agent and controller stand there`
      : undefined
    : result.problem;
  if (problem === undefined && stray !== undefined) return reportStray(text, stray, { at, cluster, report });
  if (problem === undefined) return;
  const { origin } = text;
  report({
    at:
      origin.kind === "source"
        ? origin.at
        : ((origin.kind === "derived" ? origin.from.at(-1) : undefined) ?? at),
    site: cluster.site,
    message: say`the site ${quoted(text.value)} ${problem}`,
    help: advice`write host:port:alias${withKind ? ":agent or host:port:alias:controller" : ", with an IPv4 address or a host name"}`,
  });
}

/** Public files have it and work, so the server must drop it, or takes it for a part of the alias. */
function reportStray(text: Traced<Sayable>, stray: Message, { at, report }: SiteChecks): void {
  report({
    at: text.origin.kind === "source" ? text.origin.at : at,
    message: say`the site ${quoted(text.value)} has "${stray}" behind the alias, which belongs to cluster.nodes only`,
    help: instead(
      text.origin,
      text.value.slice(0, -stray.length),
      say`write ${text.value.slice(0, -stray.length)}`,
    ),
    severity: "warning",
  });
}
