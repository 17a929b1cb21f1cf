import { advice, type Help } from "../../../../diagnostics/help.ts";
import { joined, type Message, type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { isUnread } from "../../../../model/settings.ts";
import { defineRule } from "../../../../rules/rule.ts";
import type { Traced } from "../../../../schema/value.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf, type DolphinCluster, listsNodes, ofKind, type Process } from "../../cluster.ts";
import { isAlias } from "../../syntax/local-site.ts";
import { parseRaftGroups, type RaftGroup } from "../../syntax/raft-groups.ts";
import { controllerCfg, dolphin, files, nodesTable } from "../examples.ts";

const persistence = "persistenceDir=/data/<ALIAS>/persistence\n";
const mvcc = (id: string) => `mvccTableRaftGroups=${id}:d1:d2:d3\n`;
const cfg = (groups: string, more = persistence, version = "2.00.12", others = {}) =>
  files(
    {
      "cluster.cfg": `streamingHAMode=raft\nstreamingRaftGroups=${groups}\n${more}`,
      "cluster.nodes": nodesTable("a1 d1 a2 d2 a3 d3"),
      ...others,
    },
    version,
  );
const three =
  "  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db2 }, { alias: d3, host: db3 } ]\n";
const beside = (more = "") => ({ "controller.cfg": controllerCfg(1, more) });
const site = (
  groups: string,
  version = "2.00.12",
  controller = "{ }",
  more = ", persistenceDir: /data/<ALIAS>/persistence",
) =>
  dolphin(
    `  config: { controller: ${controller}, cluster: { streamingHAMode: raft, streamingRaftGroups: "${groups}"${more} } }\n`,
    { nodes: three, version },
  );

export const streamingRaftGroups = defineRule({
  name: "streaming-raft-groups",
  fault: "contradiction",
  summary: "A Raft group of streams cannot be formed as it is written.",
  why: "A group is an ID above 1 (1 is the controllers' own) with three or more different data or compute nodes of cluster.nodes; no ID may be used twice, not even by mvccTableRaftGroups. From 3.00.5 on streams with Raft cannot be enabled without clusterName (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/release-notes/compact_report_3_00_5.md:21). For a stream on it the nodes need persistenceDir; working files lack that, so it is a warning.",
  fix: "Write ID:alias:alias:alias with aliases of the cluster's nodes.",
  examples: {
    invalid: [
      { title: "an ID that is taken", ...cfg("1:d1:d2:d3") },
      { title: "two nodes", ...cfg("2:d1:d2") },
      { title: "a node that does not exist", ...cfg("2:d1:d2:d4") },
      { title: "one ID twice", ...cfg("2:d1:d2:d3,2:d3:d2:d1") },
      { title: "no persistenceDir", ...cfg("2:d1:d2:d3", ""), severity: "warning" },
      { title: "no clusterName", ...cfg("2:d1:d2:d3", persistence, "3.00.5", beside()) },
      { title: "two that do not exist", ...cfg("2:d1:d8:d9") },
      { title: "one node", ...cfg("2:d1") },
      { title: "no ID", ...cfg("d1:d2:d3") },
      {
        title: "an ID of the other kind of groups",
        ...cfg("2:d1:d2:d3", `${persistence}${mvcc("2")}clusterName=c1\n`, "3.00.5"),
      },
      site("2:d1:d2:d9"),
      {
        title: "no persistenceDir in the site",
        ...site("2:d1:d2:d3", "2.00.12", "{ }", ""),
        severity: "warning",
      },
      { title: "no clusterName in the site", ...site("2:d1:d2:d3", "3.00.5") },
    ],
    valid: [cfg("2:d1:d2:d3"), site("2:d1:d2:d3"), site("2:d1:d2:d3", "3.00.5", "{ clusterName: metrics }")],
    boundary: [
      { title: "the same node again is no third one", ...cfg("2:d1:d2:d1"), fires: true },
      { ...cfg("2:d1:d2:d3,3:d1:d2:d3"), fires: false },
      { title: "clusterName before 3.00.5", ...cfg("2:d1:d2:d3", persistence, "3.00.4"), fires: false },
      {
        title: "with a clusterName",
        ...cfg("2:d1:d2:d3", `${persistence}clusterName=c1\n`, "3.00.5"),
        fires: false,
      },
      {
        title: "with a clusterName in the controller's file",
        ...cfg("2:d1:d2:d3", persistence, "3.00.5", beside("clusterName=c1\n")),
        fires: false,
      },
      {
        title: "where no file says the release",
        files: {
          "cluster.cfg": `streamingHAMode=raft\nstreamingRaftGroups=2:d1:d2:d3\n${persistence}`,
          "cluster.nodes": nodesTable("a1 d1 a2 d2 a3 d3"),
          ...beside(),
        },
        fires: true,
        severity: "warning",
      },
      {
        title: "with an empty clusterName",
        ...cfg("2:d1:d2:d3", `${persistence}clusterName=\n`, "3.00.5", beside()),
        fires: true,
      },
      {
        title: "with an empty clusterName in the site",
        ...site("2:d1:d2:d3", "3.00.5", '{ clusterName: "" }'),
        fires: true,
      },
      {
        title: "with a clusterName of one node of the group",
        ...cfg("2:d1:d2:d3", `${persistence}d1.clusterName=c1\n`, "3.00.5", beside()),
        fires: true,
      },
      {
        title: "with a clusterName of each node of the group",
        ...cfg("2:d1:d2:d3", `${persistence}d%.clusterName=c1\n`, "3.00.5", beside()),
        fires: false,
      },
      {
        title: "with a lone controller, which cluster.nodes does not list and whose file is not there",
        ...cfg("2:d1:d2:d3", persistence, "3.00.5"),
        fires: false,
      },
      {
        title: "with a controller whose file is not there",
        ...cfg("2:d1:d2:d3", persistence, "3.00.5", {
          "cluster.nodes": nodesTable("c1 a1 d1 a2 d2 a3 d3"),
        }),
        fires: false,
      },
      {
        title: "without cluster.nodes nobody knows the nodes",
        ...files(
          { "cluster.cfg": `streamingHAMode=raft\nstreamingRaftGroups=2:d1:d2:d3\n${persistence}` },
          "3.00.5",
        ),
        closed: true,
        fires: false,
      },
      {
        title: "groups of both kinds",
        ...cfg("2:d1:d2:d3", `${persistence}${mvcc("3")}clusterName=c1\n`, "3.00.5"),
        fires: false,
      },
      {
        title: "groups of tables alone need no persistenceDir",
        ...files({ "cluster.cfg": mvcc("2"), "cluster.nodes": nodesTable("a1 d1 a2 d2 a3 d3") }, "3.00.5"),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, key, text } of distinctGroups(cluster)) {
        const at = placeFor(instance, text.origin);
        const tell = (message: Message, help: Help, severity?: "warning") =>
          report({ at, key, site: cluster.site, message, help, ...(severity ? { severity } : {}) });
        const groups = parseRaftGroups(text.value);
        for (const group of groups) checkGroup(group, cluster, tell);
        checkIds(groups, key, instance, tell);
        if (key === "streamingRaftGroups") checkNeeds(groups, instance, cluster, tell);
      }
    }
  },
});

type Tell = (message: Message, help: Help, severity?: "warning") => void;
const keys = ["streamingRaftGroups", "mvccTableRaftGroups"] as const;

/** Each line of groups once, though every node has it. */
function distinctGroups(cluster: DolphinCluster) {
  const seen = new Set<string>();
  const found: { instance: Instance; key: (typeof keys)[number]; text: Traced<Sayable> }[] = [];
  for (const { instance } of ofKind(cluster, "datanode", "computenode")) {
    for (const key of keys) {
      const text = instance.settings.text(key);
      if (text === undefined || text.origin.kind === "default") continue;
      const { file, start } = placeFor(instance, text.origin);
      const identity = JSON.stringify([file.path, start]);
      if (!seen.has(identity)) found.push({ instance, key, text });
      seen.add(identity);
    }
  }
  return found;
}

function checkGroup({ id, aliases, text }: RaftGroup, cluster: DolphinCluster, tell: Tell): void {
  if (id === undefined)
    return tell(
      say`the group "${text}" does not begin with a number and a colon`,
      advice`write ID:alias:alias:alias`,
    );
  if (id <= 1)
    return tell(
      say`the group "${text}" has the ID ${id}, and 1 is the controllers' own group`,
      advice`use 2 or more`,
    );
  const distinct = new Set(aliases.filter((alias) => alias !== ""));
  if (distinct.size < 3) {
    return tell(
      say`the group "${text}" has ${distinct.size === 1 ? say`one node` : say`${distinct.size} different nodes`}, and three are needed to survive the loss of one`,
      advice`name three nodes or more`,
    );
  }
  const nodes = ofKind(cluster, "datanode", "computenode").map(({ instance }) => instance);
  // A name that no list carries will be another one, perhaps that of the group.
  if (!listsNodes(cluster) || nodes.some(({ name }) => !isAlias(name.value))) return;
  const known = new Set(nodes.map(({ name }) => name.value));
  const strange = [...distinct].filter((alias) => !known.has(alias));
  if (strange.length > 0)
    tell(
      say`the group "${text}" names ${joined(strange, ", ")}, which ${strange.length === 1 ? "is no data or compute node" : "are no data or compute nodes"} of the cluster`,
      advice`name nodes of cluster.nodes; letter case counts`,
    );
}

function checkIds(groups: readonly RaftGroup[], key: string, { settings }: Instance, tell: Tell): void {
  const [other] = keys.filter((one) => one !== key);
  if (other === undefined) return;
  const taken = parseRaftGroups(settings.text(other)?.value ?? say``).map((group) => group.id);
  const ids = groups.map((group) => group.id).filter((id) => id !== undefined);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    tell(say`two groups have the ID ${twice}`, advice`give each group an ID of its own`);
  const shared = key === "mvccTableRaftGroups" ? ids.find((id) => taken.includes(id)) : undefined;
  if (shared !== undefined)
    tell(say`the ID ${shared} is used by ${other} as well`, advice`give each group an ID of its own`);
}

function checkNeeds(
  groups: readonly RaftGroup[],
  { version }: Instance,
  cluster: DolphinCluster,
  tell: Tell,
): void {
  const members = new Set(groups.flatMap((group) => group.aliases));
  const nodes = ofKind(cluster, "datanode", "computenode").filter(({ instance }) =>
    members.has(instance.name.value),
  );
  const without = nodes.find(
    ({ instance }) =>
      !instance.settings.explicit.has("persistenceDir") && !instance.settings.unread.has("persistenceDir"),
  );
  if (without !== undefined)
    tell(
      say`${without.instance.name.value} is in a group and has no persistenceDir, which streams with Raft need`,
      advice`write persistenceDir, with <ALIAS> in the path`,
      // A cluster that has groups and no stream on them yet runs without: public working files do.
      "warning",
    );
  if (compareVersions(version, "3.00.5") < 0 || !listsNodes(cluster)) return;
  // The reference puts it on the controllers, a working file into cluster.cfg.
  const controllers = ofKind(cluster, "controller");
  // cluster.nodes does not list a lone controller, so without its file there is none here.
  const controllersKnown = controllers.length > 0 && controllers.every((one) => one.hasFile);
  if (!controllersKnown || controllers.some(isNamed) || nodes.every(isNamed)) return;
  tell(
    say`from 3.00.5 on streams with Raft cannot be enabled without clusterName, and neither the controllers nor all nodes of the group have one`,
    cluster.site
      ? advice`write \`config: { controller: { clusterName: ${identifier(cluster.site.name)} } }\``
      : advice`write clusterName into controller.cfg`,
    // The files may be of an older release, which does without.
    cluster.releaseAssumed ? "warning" : undefined,
  );
}

/** Whether it is told the name of its cluster; an empty one names nothing, and one that could not be read may. */
function isNamed({ instance: { settings } }: Process): boolean {
  const name = settings.explicit.get("clusterName")?.value;
  return (name !== undefined && name !== "") || isUnread("clusterName", settings.unread);
}

/** A cluster is called as a variable of the language may be: a letter, and then letters, digits and underscores. */
function identifier(name: Sayable): Message {
  return name.replace(/\W/g, "_").replace(/^(?![A-Za-z])/, "c_");
}
