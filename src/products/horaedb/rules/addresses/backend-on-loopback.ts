import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback, isUnspecified, parseHostPort } from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { outsideOf } from "../../node/outside-addresses.ts";
import { cluster, deployment, kafkaAndS3, remoteNodeFile } from "../examples.ts";

const two = "  nodes: { members: [ { host: db1 }, { host: db2 } ] }\n";
const [kafka = "", s3 = ""] = kafkaAndS3.split("\n");
const local = kafka.replace(/10\.9\.0\.\d/g, "127.0.0.1");
const file = (index: number, brokers: string) => remoteNodeFile(index, { brokers });
const files = (brokers: string) =>
  deployment({ "horaedb1.toml": file(1, brokers), "horaedb2.toml": file(2, brokers) });

export const backendOnLoopback = defineRule({
  name: "backend-on-loopback",
  fault: "doubtful",
  summary: "Nodes on several hosts are told to find what they share at 127.0.0.1.",
  why: "The address 127.0.0.1 is each host itself, so each node finds a log, a store or a HoraeMeta of its own, or none. They share one only where something on every host, such as a proxy, passes the connections on.",
  fix: "Write the address by which all hosts reach it.",
  examples: {
    invalid: [
      cluster(`${two}${local}\n${s3}\n`),
      cluster(`${two}${kafka}\n${s3.replace("s3.example.net", "localhost:9000")}\n`),
      { title: "files of two machines", ...files('"127.0.0.1:9092"') },
    ],
    valid: [cluster(`${two}${kafkaAndS3}`), files('"10.9.0.1:9092"')],
    boundary: [
      {
        title: "a node alone",
        ...cluster(`  nodes: { members: [ { host: db1 } ] }\n${local}\n${s3}\n`),
        fires: false,
      },
      {
        title: "two nodes on one host",
        ...cluster(
          `  nodes: { members: [ { host: db1 }, { name: b, host: db1, ports: { http: 6001, grpc: 6002, mysql: 6003, postgresql: 6004 } } ] }\n${local}\n${s3}\n`,
        ),
        fires: false,
      },
      { title: "one broker of two", ...files('"10.9.0.1:9092", "localhost:9092"'), fires: true },
      {
        title: "a virtual address that is none",
        ...(() => {
          const { files: given } = cluster(`${two}${kafkaAndS3}`);
          const text = given["cluster.yaml"]?.replace("meta: {", 'meta: { endpoint: "127.0.0.1:2379",') ?? "";
          return { files: { "cluster.yaml": text } };
        })(),
        fires: true,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const group of clustersOf(model)) {
      if (!isOnSeveralMachines(group)) continue;
      judgeEach(group.nodes, report, (instance, tell) => {
        for (const { key, what, address, origin } of outsideOf(instance, ({ host }) => isLoopback(host))) {
          // By hand each node may have a member of HoraeMeta on its own machine; that of a cluster.yaml is on a host,
          // which is what is wrong, and has a finding of its own.
          if (what === "HoraeMeta" && group.plan?.metaEndpoint === undefined) continue;
          tell({
            at: placeFor(instance, origin()),
            key,
            site: group.site,
            message: say`the nodes are on several hosts, and each looks for ${what} at ${address.host}, which is the host itself`,
            help: advice`write the address by which all hosts reach it`,
          });
        }
      });
    }
  },
});

function isOnSeveralMachines({ nodes, site }: HoraeCluster): boolean {
  const machines = nodes.map((node) => (site === undefined ? routable(node) : node.hostName?.value));
  return new Set(machines.filter((machine) => machine !== undefined)).size > 1;
}

function routable({ settings }: Instance): string | undefined {
  const addr = settings.text("node.addr")?.value.toLowerCase();
  if (addr === undefined || isLoopback(addr) || isUnspecified(addr)) return undefined;
  return parseHostPort(addr)?.host ?? addr;
}
