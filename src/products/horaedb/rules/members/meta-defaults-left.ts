import { advice } from "../../../../diagnostics/help.ts";
import { type Name, quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import { isUnspecified, parseHostPort, splitUrls } from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { withKey } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { parseInitialCluster } from "../../meta/initial-cluster.ts";
import { writtenMembers } from "../../meta/written-members.ts";
import { deployment, memberFile } from "../examples.ts";

/** A member's file without some of its lines. */
const without = (...keys: string[]) =>
  deployment({
    "meta0.toml": memberFile(0)
      .split("\n")
      .filter((line) => !keys.some((key) => line.startsWith(`${key} `)))
      .join("\n"),
  });

export const metaDefaultsLeft = defineRule({
  name: "meta-defaults-left",
  fault: "doubtful",
  summary: "A HoraeMeta file sets one of the keys that belong together and leaves another at its default.",
  why: "The defaults of node-name and initial-cluster come from the host's name before the file is read, and the advertised URLs do not follow client-urls and peer-urls. So a node-name alone is not in the default initial-cluster, and with an initial-cluster alone the member advertises http://0.0.0.0:2380, which is not its entry: it does not start for the first time (etcd-io/etcd@v3.5.12:server/config/config.go). A variable of the environment may hold the missing value, hence a warning.",
  fix: "Write node-name, initial-cluster, client-urls, peer-urls, advertise-client-urls and advertise-peer-urls together.",
  examples: {
    invalid: [
      { title: "nothing advertised", ...without("advertise-peer-urls", "advertise-client-urls") },
      {
        title: "a name alone",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": 'node-name = "meta0"\n' },
      },
      { title: "no name", ...without("node-name") },
      {
        title: "an advertised URL alone",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": 'advertise-peer-urls = "http://10.1.1.1:2380"\n' },
      },
    ],
    valid: [deployment({ "meta0.toml": memberFile(0) })],
    boundary: [
      {
        title: "a member that joins is not compared with its entry",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": memberFile(0, { more: 'initial-cluster-state = "existing"\n' }).replace(
            /^advertise-peer-urls.*\n/m,
            "",
          ),
        },
        fires: false,
      },
      {
        title: "the URL that is advertised by default",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": memberFile(0, {
            initialCluster: "meta0=http://0.0.0.0:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380",
          }).replace(/^advertise-peer-urls.*\n/m, ""),
        },
        fires: false,
      },
      {
        title: "the default in so many words",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": memberFile(0).replace(
            /^advertise-client-urls.*$/m,
            'advertise-client-urls = "http://0.0.0.0:2379"',
          ),
        },
        fires: true,
      },
      { title: "the clients' URL alone is missing", ...without("advertise-client-urls"), fires: true },
      {
        title: "the name that the host's name gives",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": 'node-name = "horaemeta-db1"\n' },
        fires: false,
      },
      {
        title: "all of them left",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": "http-port = 8081\n" },
        fires: false,
      },
      {
        title: "an external etcd has its own members",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": 'enable-embed-etcd = false\nnode-name = "meta0"\n' },
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { member, isAlone } of writtenMembers(model)) {
      checkName(member, report);
      checkPeerUrl(member, report);
      checkClientUrl(member, isAlone, report);
    }
  },
});

/** node-name and initial-cluster, of which one is written. */
function checkName(member: Instance, report: Report): void {
  const name = member.settings.text("node-name");
  const cluster = member.settings.text("initial-cluster");
  if (name === undefined || cluster === undefined) return;
  const nameIsDefault = name.origin.kind === "default";
  if (nameIsDefault === (cluster.origin.kind === "default")) return;
  const [byHost = say``] = (nameIsDefault ? name.value : defaultNameIn(cluster.value)).split("<hostname>");
  const names = parseInitialCluster(cluster.value).map((one) => one.name);
  const mayMatch = nameIsDefault
    ? names.some((one) => one.startsWith(byHost))
    : name.value.startsWith(byHost);
  if (mayMatch) return;
  const [written, missing, variable] = nameIsDefault
    ? (["initial-cluster", "node-name", "NODE_NAME"] as const)
    : (["node-name", "initial-cluster", "INITIAL_CLUSTER"] as const);
  report({
    at: placeFor(member, nameIsDefault ? cluster.origin : name.origin),
    key: missing,
    message: say`${written} is written and ${missing} is not, whose default is made from the host's name (${byHost}<hostname>), so the member is not in its own initial-cluster and does not start for the first time unless ${variable} is set`,
    help: advice`write ${missing} as well`,
  });
}

function defaultNameIn(initialCluster: Sayable): Name {
  return parseInitialCluster(initialCluster)[0]?.name ?? say``;
}

/** What the member advertises to its peers against its entry in initial-cluster. */
function checkPeerUrl(member: Instance, report: Report): void {
  const { settings } = member;
  const cluster = settings.text("initial-cluster");
  const advertised = settings.text("advertise-peer-urls");
  const name = settings.text("node-name");
  if (cluster === undefined || advertised === undefined || name === undefined) return;
  if (settings.text("initial-cluster-state")?.value !== "new") return;
  const advertisedIsDefault = advertised.origin.kind === "default";
  const clusterIsDefault = cluster.origin.kind === "default";
  if (advertisedIsDefault === clusterIsDefault) return;
  const own = parseInitialCluster(cluster.value).filter((one) => one.name === name.value);
  if (clusterIsDefault ? name.origin.kind !== "default" : own.length === 0) return;
  if (own.some(({ url }) => url === advertised.value)) return;
  const [written, missing, variable] = advertisedIsDefault
    ? (["initial-cluster", "advertise-peer-urls", "ADVERTISE_PEER_URLS"] as const)
    : (["advertise-peer-urls", "initial-cluster", "INITIAL_CLUSTER"] as const);
  const [entry] = own;
  report({
    at: placeFor(member, advertisedIsDefault ? cluster.origin : advertised.origin),
    key: missing,
    message: say`${written} is written and ${missing} is not, so the member advertises ${advertised.value} where initial-cluster has ${entry?.url ?? say``} and does not start for the first time unless ${variable} is set`,
    help: advertisedIsDefault
      ? withKey(
          member,
          say`advertise-peer-urls`,
          entry?.url ?? say``,
          say`write advertise-peer-urls = ${quoted(entry?.url ?? null)}`,
        )
      : advice`write initial-cluster and node-name as well`,
  });
}

/**
 * With the default every member takes itself for the leader (inferred from server/server.go and member.go). It may
 * also stand there in so many words, which several files together have as a finding of loopback-advertised.
 */
function checkClientUrl(member: Instance, isAlone: boolean, report: Report): void {
  const { settings } = member;
  const cluster = settings.text("initial-cluster");
  const advertised = settings.text("advertise-client-urls");
  if (cluster === undefined || cluster.origin.kind === "default" || advertised === undefined) return;
  const isDefault = advertised.origin.kind === "default";
  if (!isDefault && !(isAlone && isWildcard(advertised.value))) return;
  const names = new Set(parseInitialCluster(cluster.value).map((one) => one.name));
  if (names.size < 2) return;
  report({
    at: placeFor(member, isDefault ? cluster.origin : advertised.origin),
    key: "advertise-client-urls",
    message: say`advertise-client-urls is ${isDefault ? "left at " : ""}${advertised.value}, by which each of the ${names.size} members takes itself for the leader (inferred from reading)${isDefault ? " unless ADVERTISE_CLIENT_URLS is set" : ""}`,
    help: advice`write the address at which the others reach this member's client port`,
  });
}

function isWildcard(urls: Sayable): boolean {
  return splitUrls(urls).some((url) => {
    const host = parseHostPort(url)?.host ?? say``;
    return host !== "" && isUnspecified(host);
  });
}
