import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, listsControllers, ofKind, type Process } from "../../cluster.ts";
import { dolphin, nodesTable, threeHosts } from "../examples.ts";

const on = (hosts: readonly string[], all = threeHosts) =>
  dolphin("", {
    controllers: `  controllers: [ ${hosts.map((host, index) => `{ alias: c${index}, host: ${host}, port: ${8900 + 100 * index} }`).join(", ")} ]\n`,
    hosts: all,
  });
const oneZone = threeHosts.replace("zone: b", "zone: a");

export const controllersPacked = defineRule({
  name: "controllers-packed",
  fault: "availability",
  summary: "The loss of one host, or of one zone, stops the controllers, while others are free.",
  why: "The Raft group goes on while a majority of its controllers lives. Where one host or one zone holds so many that the rest is no majority, the group is no more available than that host or zone.",
  fix: "Spread the controllers over the hosts and zones that the site has.",
  examples: {
    invalid: [
      on(["db1", "db1", "db2"]),
      {
        title: "two of three in one zone",
        ...on(["db1", "db2", "db3"], `${oneZone}  db4: { address: 10.1.1.4, zone: d }\n`),
      },
    ],
    valid: [on(["db1", "db2", "db3"])],
    boundary: [
      {
        title: "a host whose zone nobody wrote",
        ...on(["db1", "db2", "db3"], `${oneZone}  db4: { address: 10.1.1.4 }\n`),
        fires: false,
      },
      {
        title: "in files nobody knows which hosts there are",
        files: {
          "cluster.nodes": nodesTable(
            "c1 a1 d1 a2 d2",
            "10.1.1.1:8910:c2,controller\n10.1.1.1:8920:c3,controller\n",
          ),
        },
        fires: false,
      },
      { title: "nothing is free", ...on(["db1", "db2", "db3"], oneZone), fires: false },
      {
        title: "hosts without zones",
        ...on(["db1", "db2", "db3"], threeHosts.replace(/, zone: \w/g, "")),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.site === undefined) continue;
      const controllers = ofKind(cluster, "controller");
      if (controllers.length < 3 || !listsControllers(cluster)) continue;
      const hosts = model.hosts.filter((host) => host.site === cluster.site);
      const tolerated = Math.ceil(controllers.length / 2) - 1;
      for (const [what, placeIn, places] of [
        ["host", (one: Process) => one.instance.host?.name, hosts.map((host) => host.name)],
        ["zone", (one: Process) => one.instance.host?.zone?.value, hosts.map((host) => host.zone?.value)],
      ] as const) {
        const used = controllers.map(placeIn);
        if ([...used, ...places].some((place) => place === undefined)) continue;
        const packed = used.find((place) => used.filter((one) => one === place).length > tolerated);
        const free = places.find((place) => !used.includes(place));
        if (packed === undefined || free === undefined) continue;
        const there = controllers.filter((_, index) => used[index] === packed);
        report({
          at: there.at(-1)?.instance.at ?? cluster.at,
          site: cluster.site,
          message: say`${there.length} of ${controllers.length} controllers are in the ${what} ${packed}, whose loss stops the group, and the ${what} ${free} has none`,
          related: there
            .slice(0, -1)
            .map(({ instance }) => ({ at: instance.at, message: say`${instance.name.value} is there too` })),
          help: advice`move one of them to another ${what}`,
        });
        break;
      }
    }
  },
});
