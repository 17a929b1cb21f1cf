import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback, parseHostPort } from "../../../../model/addresses.ts";
import { type Group, type Instance, titleOf } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { isCeres } from "../../node/default-catalog.ts";
import { modeOf } from "../../node/deployment-mode.ts";
import { cluster, kafkaAndS3, memberFile, nodeFile, remoteNodeFile, site, threeHosts } from "../examples.ts";

const addressKey = "cluster_deployment.meta_client.meta_addr";
const nameKey = "cluster_deployment.meta_client.cluster_name";
const rootKey = "cluster_deployment.etcd_client.root_path";
/** By default, in 1.x and in 2.x. */
const defaultRoots: readonly string[] = ["/ceresdb", "/horaedb"];
const nodes = "  nodes: { members: [ { host: db1 } ] }\n";
const oldNode = "  nodes: { members: [ { host: db1 }, { host: db2, version: 1.2.7 } ] }\n";
const ceresmeta = memberFile(0).replace("/horaedb", "/ceresdb");

/** One node at 2.1.0 and one at 1.2.7, which has `addr` and is told of `metaAddr`. */
function nodeFiles(addr: string, metaAddr = "http://10.1.1.1:2379") {
  return {
    "horaedb1.toml": `# cfgc: horaedb@2.1.0\n${remoteNodeFile(1)}`,
    "horaedb2.toml": `# cfgc: horaedb@1.2.7\n${remoteNodeFile(1).replace("10.1.2.1", addr).replace("http://10.1.1.1:2379", metaAddr)}`,
  };
}

export const releaseLinesMixed = defineRule({
  name: "release-lines-mixed",
  fault: "contradiction",
  across: true,
  summary: "One cluster has releases 1.x and 2.x, which do not understand each other.",
  why: "With 2.0.0 the gRPC service of HoraeMeta got another name: CeresmetaRpcService is MetaRpcService since. A node of one line gets Unimplemented from a member of the other, so it sends no heartbeat and finds no table, and a member that follows cannot ask a leader of the other line (apache/incubator-horaedb-meta@v1.2.7:server/server.go:76, apache/horaedb@v2.0.0:horaemeta/server/server.go:104). So the nodes of one HoraeMeta cannot be of both lines, and there is no rolling upgrade from 1.x to 2.x.",
  fix: "Write one release for all instances, and `upgrading_from` with the one that runs; the README of the bundle then has the steps of the full stop.",
  examples: {
    invalid: [
      { title: "a node is left behind", ...cluster(`${oldNode}  wal: { type: RocksDB }\n`) },
      { title: "a member is ahead", ...cluster(nodes, { version: "1.2.7", lastMember: "version: 2.0.0" }) },
      {
        title: "files of two nodes that are told of one HoraeMeta",
        files: nodeFiles("10.1.2.2"),
      },
      {
        title: "files that say their releases",
        files: {
          "ceresmeta.toml": `# cfgc: ceresmeta@1.2.7\n${ceresmeta}`,
          "horaedb.toml": `# cfgc: horaedb@2.1.0\n${nodeFile({ rootPath: "/ceresdb" })}`,
        },
      },
    ],
    valid: [cluster(nodes), cluster(nodes, { version: "1.2.7" })],
    boundary: [
      {
        title: "files of nodes whose root paths differ because nobody wrote them",
        files: Object.fromEntries(
          Object.entries(nodeFiles("10.1.2.2")).map(([path, text]) => [
            path,
            text.replace(/^root_path.*\n/m, ""),
          ]),
        ),
        fires: true,
      },
      {
        title: "2.0.0 and 2.1.0 go together",
        ...cluster(`  topology: dynamic\n${nodes}${kafkaAndS3}`, { lastMember: "version: 2.1.0" }),
        fires: false,
      },
      {
        title: "1.2.6 and 1.2.7 go together",
        ...cluster(nodes, { version: "1.2.6", lastMember: "version: 1.2.7" }),
        fires: false,
      },
      {
        title: "nodes of two HoraeMetas",
        files: nodeFiles("10.1.2.2", "http://10.5.1.1:2379"),
        fires: false,
      },
      {
        title: "a file that does not say its release may be of the same line",
        files: {
          "ceresmeta.toml": `# cfgc: ceresmeta@1.2.7\n${ceresmeta}`,
          "horaedb.toml": nodeFile({ rootPath: "/ceresdb" }),
        },
        fires: false,
      },
      {
        title: "nodes without HoraeMeta find each other by services that kept their names",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  nodes: { members: [ { host: db1 }, { host: db2, version: 1.2.7 } ] }
  routing: { schemas: { public: { shards: { 0: db1, 1: db2 } } } }
`),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { instances, site } of clustersOf(model).filter(hasBothLines).flatMap(aroundOneMeta)) {
      const known = instances.filter(({ versionAssumed }) => !versionAssumed);
      const lines = [known.filter(isOld), known.filter((one) => !isOld(one))];
      // The few are more likely to be the ones that were forgotten.
      const [few = [], many = []] = lines.sort((a, b) => a.length - b.length);
      const [one, other] = [few[0], many[0]];
      if (one === undefined || other === undefined) continue;
      report({
        at: one.at,
        site,
        message: say`${titleOf(one)} is at ${one.version} and ${titleOf(other)} at ${other.version}, and releases 1.x and 2.x answer each other Unimplemented`,
        related: [{ at: other.at, message: say`${titleOf(other)} is at ${other.version}` }],
        help: advice`write one release for all; from 1.x to 2.x the whole cluster stops`,
      });
    }
  },
});

interface AroundOneMeta {
  readonly instances: readonly Instance[];
  readonly site: Group["site"];
}

/** All of a cluster; of nodes alone those that are told of the same HoraeMeta, each address counted once. */
function aroundOneMeta({ meta, nodes, instances, site }: HoraeCluster): AroundOneMeta[] {
  if (meta.length > 0) return [{ instances, site }];
  const identities = new Map<string, Map<string, Instance>>();
  for (const node of nodes) {
    const identity = identityOf(node);
    const address = node.settings.text("node.addr")?.value;
    if (identity === undefined || address === undefined) continue;
    const known = identities.get(identity) ?? new Map<string, Instance>();
    identities.set(identity, known);
    // A second file for one address is the same node at another time.
    if (!known.has(address)) known.set(address, node);
  }
  return [...identities.values()].map((known) => ({ instances: [...known.values()], site }));
}

function identityOf({ settings }: Instance): string | undefined {
  if (modeOf(settings) !== "WithMeta") return undefined;
  const at = parseHostPort(settings.text(addressKey)?.value ?? say``);
  const root = settings.text(rootKey);
  // What nobody wrote differs with the line of releases.
  const isLeft = root?.origin.kind === "default" || defaultRoots.includes(root?.value ?? "");
  // A loopback address is another HoraeMeta on each machine.
  return at === undefined || isLoopback(at.host)
    ? undefined
    : JSON.stringify([at, settings.text(nameKey)?.value, isLeft ? "" : root?.value]);
}

/** What most clusters do not, so that their nodes need not be told apart. */
function hasBothLines({ instances }: HoraeCluster): boolean {
  const [first] = instances;
  return (
    first !== undefined &&
    instances.some((one) => one.version !== first.version && isOld(one) !== isOld(first))
  );
}

function isOld({ version }: Instance): boolean {
  return isCeres(version);
}
