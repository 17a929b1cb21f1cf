import { advice } from "../../../../diagnostics/help.ts";
import { type Message, type Name, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { entriesOf } from "../../../../schema/catalogue.ts";
import { lastSegment } from "../../../../schema/key-path.ts";
import { textOfValue } from "../../../../schema/secrets/sayable-value.ts";
import { plainOf, type Traced, type Value } from "../../../../schema/value.ts";
import { clustersOf, type DolphinCluster, type Process } from "../../cluster.ts";
import { controllerCfg, dolphin, files } from "../examples.ts";

const two = (first: string, second: string, version?: string) =>
  files(
    {
      "controller-1.cfg": controllerCfg(1, first, true),
      "controller-2.cfg": controllerCfg(2, second, true),
    },
    version,
  );
const config = (own: string, role = "{ }") =>
  dolphin(`  config: { controller: ${role} }\n`, {
    controllers: `  controllers: [ { alias: c1, host: db1 }, { alias: c2, host: db2 }, { alias: c3, host: db3, config: ${own} } ]\n`,
  });

const rdma = (roles: readonly string[]) =>
  dolphin(`  config: { ${roles.map((role) => `${role}: { enableRDMA: true }`).join(", ")} }\n`, {
    version: "3.00.5",
  });

export const settingsDiffer = defineRule({
  name: "settings-differ",
  fault: "contradiction",
  summary: "Processes of one cluster have different values where they have to agree.",
  why: "Every member of a Raft group needs dfsHAMode=Raft and the same raftElectionTick, and RDMA has to be on for all processes or for none, or the cluster does not work (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:493). Of the numbers of copies, dataSync and lanCluster no document says that they have to agree; that they have to is concluded from every example, so for these it is a warning.",
  fix: "Write the same value for every controller, and lanCluster and enableRDMA for every process.",
  examples: {
    invalid: [
      two("raftElectionTick=800\n", "raftElectionTick=900\n"),
      { ...two("dfsReplicationFactor=2\n", "dfsReplicationFactor=3\n"), severity: "warning" },
      config("{ raftElectionTick: 900 }", "{ raftElectionTick: 800 }"),
      {
        title: "what concerns all processes",
        ...two("lanCluster=true\n", "lanCluster=false\n"),
        severity: "warning",
      },
      { title: "RDMA on the nodes alone", ...rdma(["cluster"]) },
      {
        title: "RDMA on a controller and not on the nodes",
        ...files(
          { "controller.cfg": controllerCfg(1, "enableRDMA=true\n"), "cluster.cfg": "maxMemSize=8\n" },
          "3.00.5",
        ),
      },
      {
        title: "one of two in the group",
        ...files({ "controller-1.cfg": controllerCfg(1, "", true), "controller-2.cfg": controllerCfg(2) }),
      },
    ],
    valid: [
      rdma(["controller", "agent", "cluster"]),
      two("raftElectionTick=800\n", "raftElectionTick=800\n"),
      config("{ raftElectionTick: 800 }"),
    ],
    boundary: [
      { title: "a default that one writes out", ...two("dfsReplicationFactor=2\n", ""), fires: false },
      { title: "two spellings of one value", ...two("dataSync=1\n", "dataSync=true\n"), fires: false },
      {
        title: "in cluster.yaml, a number of copies",
        ...config("{ dataSync: 1 }", "{ dataSync: 0 }"),
        fires: true,
        severity: "warning",
      },
      {
        title: "a default that one changes",
        ...two("dfsReplicationFactor=3\n", ""),
        fires: true,
        severity: "warning",
      },
      {
        title: "the number of copies in a zone",
        ...two("z1.dfsReplicationFactor=1\n", "z1.dfsReplicationFactor=2\n", "3.00.5"),
        fires: true,
        severity: "warning",
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const controllers = cluster.processes.filter((one) => one.kind === "controller" && one.hasFile);
      for (const key of equalKeys(controllers)) compare(key, controllers, cluster, report);
      const all = cluster.processes.filter((one) => one.hasFile);
      for (const key of everywhere) compare(key, all, cluster, report);
    }
  },
});

/** These concern agents and nodes as well. */
const everywhere = [say`lanCluster`, say`enableRDMA`];
/** The others are concluded from examples: a difference is no proof of a mistake. */
const stated = new Set(["dfsHAMode", "raftElectionTick", "enableRDMA"]);

function equalKeys([first, ...others]: readonly Process[]): Name[] {
  if (first === undefined) return [];
  const keys = first.instance.catalogue.keys
    .filter((entry) => entry.scope === "equal-across-nodes" && !everywhere.some((key) => key === entry.key))
    .map((entry) => entry.key);
  const ofZones = [first, ...others].flatMap(({ instance }) =>
    [...instance.settings.explicit.keys()].filter((key) => key.includes(".")),
  );
  return [...new Set([...keys, ...ofZones])];
}

function compare(key: Message, processes: readonly Process[], cluster: DolphinCluster, report: Report): void {
  let first: Given | undefined;
  for (const { instance } of processes) {
    if (instance.settings.unread.has(key)) continue;
    const given: Given = { instance, key, value: instance.settings.get(key) };
    first ??= given;
    if (isSame(given, first)) continue;
    // Point at a value that somebody wrote.
    const [here, there] = given.value?.origin.kind === "source" ? [given, first] : [first, given];
    report({
      at: here.value ? placeFor(here.instance, here.value.origin) : here.instance.at,
      key,
      site: cluster.site,
      message: say`"${key}" is ${textOf(here)} for ${titleOf(here.instance)} and ${textOf(there)} for ${titleOf(there.instance)}${stated.has(key) ? "" : "; by inference they have to agree"}`,
      related: [
        {
          at: there.value ? placeFor(there.instance, there.value.origin) : there.instance.at,
          message:
            there.value && there.value.origin.kind !== "default"
              ? say`${textOf(there)} here`
              : say`${textOf(there)} holds here`,
        },
      ],
      help: advice`write the same value for all of them`,
      ...(stated.has(key) ? {} : { severity: "warning" as const }),
    });
    return;
  }
}

interface Given {
  readonly instance: Instance;
  readonly key: Name;
  readonly value: Traced<Value> | undefined;
}

function isSame({ value: a }: Given, { value: b }: Given): boolean {
  return (a && String(plainOf(a.value))) === (b && String(plainOf(b.value)));
}

function textOf({ instance, key, value }: Given): Message {
  if (value === undefined) return say`not set`;
  // The number of a zone stands behind its name: `z1.dfsReplicationFactor`.
  const [entry] = entriesOf(instance.catalogue, lastSegment(key));
  return (entry && textOfValue(entry, value)) ?? say`a secret`;
}
