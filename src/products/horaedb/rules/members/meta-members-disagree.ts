import { advice } from "../../../../diagnostics/help.ts";
import type { Location } from "../../../../diagnostics/location.ts";
import { type Message, type Name, nameOfFile, type Sayable, say } from "../../../../diagnostics/message.ts";
import { httpUrl, splitUrls } from "../../../../model/addresses.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { entriesOf } from "../../../../schema/catalogue.ts";
import { quotedValue, textIn } from "../../../../schema/secrets/sayable-value.ts";
import type { Traced, Value } from "../../../../schema/value.ts";
import { withoutEnd } from "../../../../source/without-end.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { parseInitialCluster } from "../../meta/initial-cluster.ts";
import { deployment, memberFile, site, threeHosts } from "../examples.ts";

const third = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380";
const files = (last: Parameters<typeof memberFile>[1]) =>
  deployment({ "meta0.toml": memberFile(0), "meta1.toml": memberFile(1), "meta2.toml": memberFile(2, last) });

const external = (first: string, second: string) =>
  deployment({
    "meta0.toml": `node-name = "meta0"\n${elsewhere}${first}`,
    "meta1.toml": `node-name = "meta1"\n${elsewhere}${second}`,
  });
const elsewhere = `enable-embed-etcd = false
storage-root-path = "/horaedb"
advertise-client-urls = "http://10.9.1.1:2379"
`;

/** Members run with different ones, and replace a leader that fails (tried with 2.1.0). */
const harmless: ReadonlySet<string> = new Set(["tick-interval-ms", "election-timeout-ms"]);

export const metaMembersDisagree = defineRule({
  name: "meta-members-disagree",
  fault: "contradiction",
  across: true,
  summary:
    "The files of HoraeMeta's members differ where they have to agree, or agree where they have to differ.",
  why: "A member with another initial-cluster or token does not join the others. It ends when its start timeout is over, with status 0. Values that the first leader stores, such as those of the default cluster, are those of whichever member leads first. With another tick or election timeout the members run, but replace their leader sooner or later than the file of another says. The leader is known by the address that it advertises to clients, so two members with one address both take themselves for it, and the wrong one answers that there are no clusters (seen with 2.1.0; apache/horaedb@v2.1.0:horaemeta/server/member/member.go:116). If the two addresses differ in a slash at the end only, the texts differ, but requests for the leader still go to the member that listens there (apache/horaedb@v2.1.0:horaemeta/server/service/http/forward.go:70).",
  fix: "Write the same value into the file of every member, and an address of its own into each.",
  examples: {
    invalid: [
      {
        title: "another list of members",
        ...files({ initialCluster: third.replace("10.1.1.1:2380", "10.1.1.8:2380") }),
      },
      {
        title: "a value that one member sets for itself",
        severity: "warning",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1 }, { host: db2, config: { tick-interval-ms: 400 } }, { host: db3 } ] }
  nodes: { members: [ { host: db1 } ] }
`),
      },
      {
        title: "another token in cluster.yaml",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1 }, { host: db2, config: { initial-cluster-token: other } }, { host: db3 } ] }
  nodes: { members: [ { host: db1 } ] }
`),
      },
      { title: "another token", ...files({ more: 'initial-cluster-token = "other"\n' }) },
      {
        title: "one address for two",
        ...deployment({
          "meta0.toml": memberFile(0),
          "meta1.toml": memberFile(1).replace("http://10.1.1.2:2379", "http://10.1.1.1:2379"),
        }),
      },
    ],
    valid: [files({})],
    boundary: [
      {
        title: "one name for two",
        ...deployment({
          "meta0.toml": memberFile(0),
          "meta1.toml": memberFile(1, { name: "meta0", more: 'initial-cluster-state = "existing"\n' }),
        }),
        fires: true,
      },
      {
        title: "one address for two, once with a slash behind it",
        ...deployment({
          "meta0.toml": memberFile(0),
          "meta1.toml": memberFile(1).replace("http://10.1.1.2:2379", "http://10.1.1.1:2379/"),
        }),
        fires: true,
        severity: "warning",
      },
      {
        title: "the election timeout, with which they run",
        ...files({ more: "election-timeout-ms = 5000\n" }),
        fires: true,
        severity: "warning",
      },
      {
        title: "only the first address tells the leader",
        ...deployment({
          "meta0.toml": memberFile(0).replace(
            /^advertise-client-urls = "/m,
            'advertise-client-urls = "http://10.2.1.1:2379,',
          ),
          "meta1.toml": memberFile(1).replace(
            /^advertise-client-urls = "/m,
            'advertise-client-urls = "http://10.2.1.2:2379,http://10.1.1.1:2379,',
          ),
        }),
        fires: false,
      },
      {
        title: "an etcd elsewhere, whose addresses all of them list, and nothing of their own",
        ...external("", ""),
        fires: true,
      },
      {
        title: "addresses of their own",
        ...external('addr = "10.1.1.1"\n', 'addr = "10.1.1.2"\n'),
        fires: false,
      },
      {
        title: "the same pairs in another order",
        ...files({ initialCluster: third.split(",").reverse().join(",") }),
        fires: false,
      },
      {
        title: "a default that one member writes out",
        ...files({ more: 'topology-type = "static"\n' }),
        fires: false,
      },
      {
        title: "a default that one member changes",
        ...files({ more: 'topology-type = "dynamic"\n' }),
        fires: true,
      },
      {
        title: "a member that joins lists one more",
        ...files({
          initialCluster: `${third},meta3=http://10.1.1.4:2380,meta4=http://10.1.1.5:2380`,
          more: 'initial-cluster-state = "existing"\n',
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.meta.length < 2) continue;
      for (const key of equalKeys(cluster)) compareAll(key, cluster, report);
      // In cluster.yaml a name twice is `duplicate-name`.
      if (cluster.site === undefined) {
        reportSameName(cluster, report);
        reportSameAddress(cluster, report);
      }
    }
  },
});

/** http-port only has to be equal for forwarding between hosts, which has a rule of its own. */
function equalKeys(cluster: HoraeCluster): Name[] {
  const entries = cluster.meta[0]?.catalogue.keys ?? [];
  return entries
    .filter((entry) => entry.scope === "equal-across-nodes" && entry.key !== "http-port")
    .map((entry) => entry.key);
}

function compareAll(key: Message, cluster: HoraeCluster, report: Report): void {
  let first: { member: Instance; value: Traced<Value> } | undefined;
  for (const member of cluster.meta) {
    const value = comparable(key, member);
    if (value === undefined) continue;
    if (first === undefined) {
      first = { member, value };
      continue;
    }
    // The members of cluster.yaml share one long list, which need not be taken apart for each.
    if (value.value === first.value.value) continue;
    if (normal(key, member, value.value) === normal(key, first.member, first.value.value)) continue;
    const written = value.origin.kind === "default" ? first : { member, value };
    const other = written.member === member ? first : { member, value };
    report({
      at: placeFor(written.member, written.value.origin),
      site: cluster.site,
      key,
      message: say`"${key}" differs between the members: ${shownAs(key, written)} here, ${shownAs(key, other)} for ${whoIs(other.member)}`,
      related: [
        {
          at: placeFor(other.member, other.value.origin),
          message:
            other.value.origin.kind === "default"
              ? say`the default ${shownAs(key, other)} holds here`
              : say`the other value is here`,
        },
      ],
      help: advice`write the same value for every member`,
      ...(harmless.has(key) ? { severity: "warning" as const } : {}),
    });
    return;
  }
}

function shownAs(key: string, { member, value }: { member: Instance; value: Traced<Value> }): Message {
  const [entry] = entriesOf(member.catalogue, key);
  return (entry && quotedValue(entry, value)) ?? say`a secret`;
}

function whoIs(member: Instance): Message {
  return member.site === undefined ? nameOfFile(member.at.file) : titleOf(member);
}

/** The value to compare; undefined where it is unknown, differs by right, or names the machine. */
function comparable(key: string, member: Instance): Traced<Value> | undefined {
  const value = member.settings.get(key);
  if (value === undefined || (typeof value.value === "string" && value.value.includes("<hostname>")))
    return undefined;
  // Members that joined later list more members, and running ones do not read their list again.
  const state = member.settings.text("initial-cluster-state")?.value;
  return key === "initial-cluster" && state !== "new" ? undefined : value;
}

function normal(key: string, { catalogue }: Instance, value: Value): string {
  const list = key === "initial-cluster" ? textIn(entriesOf(catalogue, key)[0], value) : undefined;
  if (list === undefined)
    return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one));
  return parseInitialCluster(list)
    .map(({ name, url }) => `${name}=${url}`)
    .sort()
    .join(",");
}

function reportSameName(cluster: HoraeCluster, report: Report): void {
  const known = new Map<string, Instance>();
  for (const member of cluster.meta) {
    const name = member.settings.text("node-name");
    if (name === undefined || name.origin.kind === "default") continue;
    const other = known.get(name.value);
    known.set(name.value, other ?? member);
    if (other === undefined) continue;
    report({
      at: placeFor(member, name.origin),
      key: "node-name",
      message: say`two members are called "${name.value}"`,
      related: [{ at: placeFor(other, other.name.origin), message: say`the first one is here` }],
      help: advice`give each member its own name, and list it in initial-cluster`,
    });
  }
}

/** What a member compares with the leader's to find out whether it is the one. */
function leaderAddress(
  member: Instance,
): { readonly value: Sayable; readonly at: Location; key: Name } | undefined {
  const { settings } = member;
  if (isEmbedded(settings)) {
    const key = say`advertise-client-urls`;
    const urls = settings.text(key);
    // Left to its default by several it is `meta-defaults-left`.
    if (urls === undefined || urls.origin.kind === "default") return undefined;
    const [first] = splitUrls(urls.value);
    return first === undefined ? undefined : { value: first, at: placeFor(member, urls.origin), key };
  }
  const address = settings.text("addr");
  const port = settings.integer("grpc-port");
  if (address === undefined || port === undefined) return undefined;
  return {
    value: httpUrl(address.value, port.value),
    at: placeFor(member, address.origin),
    key: say`addr`,
  };
}

function reportSameAddress(cluster: HoraeCluster, report: Report): void {
  const known = new Map<
    string,
    { readonly member: Instance; readonly value: Sayable; readonly at: Location }
  >();
  for (const member of cluster.meta) {
    const address = leaderAddress(member);
    if (address === undefined) continue;
    const place = withoutEnd(address.value.toLowerCase(), /\//);
    const other = known.get(place);
    known.set(place, other ?? { member, value: address.value, at: address.at });
    // A file that is there twice has the name twice, too.
    if (other === undefined || other.member.name.value === member.name.value) continue;
    const isSameText = other.value === address.value;
    report({
      at: address.at,
      key: address.key,
      message: isSameText
        ? say`two members advertise ${address.value} to clients, so each takes itself for the leader while the other is`
        : say`two members advertise one address to clients, ${other.value} and ${address.value}, so what is meant for one of them as the leader reaches the other (inferred from reading)`,
      related: [{ at: other.at, message: say`the first one is here` }],
      help: advice`let each member advertise its own address`,
      // The texts are compared as they are, so neither takes itself for the other.
      ...(isSameText ? {} : { severity: "warning" as const }),
    });
  }
}
