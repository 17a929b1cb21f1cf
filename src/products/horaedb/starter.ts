import { newestOf } from "../known-releases.ts";
import { electors, onEach, type Starter, type StarterSite } from "../starter.ts";
import { horaedbServer } from "./horaedb-server.ts";

/** One host is a server without HoraeMeta; several are a cluster whose shards move, so log and data lie elsewhere. */
export function starterOfHoraedb({ hosts }: StarterSite): Starter {
  return hosts.length === 1 ? oneServer(hosts) : cluster(hosts);
}

function oneServer(hosts: readonly string[]): Starter {
  const section = `\
# One HoraeDB server alone. Its log and its data are on its own disk. Lose the disk, and the data are lost.
horaedb:
  version: ${newestOf(horaedbServer.catalogue)} # the release that you run
  nodes:
    members:
${onEach(hosts, 6)}    # Keys of the program itself go under config, spelt as it spells them:
    # config: { logger: { level: info } }
`;
  const errorsInProduction = ["HoraeDB: a write-ahead log that is switched off"];
  return { section, errorsInProduction, accept: [] };
}

function cluster(hosts: readonly string[]): Starter {
  const members = electors(hosts);
  const section = `\
# HoraeMeta members decide which node serves which shard. Nodes store and query.
horaedb:
  version: ${newestOf(horaedbServer.catalogue)} # the release that you run
  # When a node is gone, other nodes take its shards. So all of them must reach the log and the data.
  topology: dynamic
  # How many parts the data have. This counts once, when the cluster is created.
  shards: ${Math.max(64, 2 * hosts.length)}
  meta:
    ${members.length === 1 ? "# With a third host, write three members: they survive the loss of one." : "# Three members survive the loss of one, five the loss of two."}
    members:
${onEach(members, 6)}  nodes:
    members:
${onEach(hosts, 6)}    # Keys of the program itself go under config, spelt as it spells them:
    # config: { logger: { level: info } }
  # The write-ahead log, on your Kafka. No two clusters can share one: topics carry no name of the cluster.
  wal:
    type: Kafka
    brokers: [kafka1.example.net:9092, kafka2.example.net:9092, kafka3.example.net:9092]
  # The data, in your object store. Secrets are never written here, only where they are.
  # \`cfgc build --secrets resolve\` reads them; otherwise the bundle has placeholders.
  object_store:
    type: S3
    region: us-east-1
    endpoint: https://store.example.net
    bucket: metrics
    prefix: prod
    key_id: { from_env: STORE_KEY_ID }
    key_secret: { from_env: STORE_KEY_SECRET }
`;
  const tooFew = {
    rule: "meta-quorum-too-small",
    reason: "two hosts cannot elect a leader without each other",
  };
  const errorsInProduction = [
    "HoraeDB: fewer than three HoraeMeta members, or a majority of them on one host; a log in Kafka without copies",
  ];
  return { section, errorsInProduction, accept: members.length === 1 ? [tooFew] : [] };
}
