import { advice } from "../../../../diagnostics/help.ts";
import { joined, quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import { parseHostPort, splitUrls } from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { nearest } from "../../../../schema/nearest.ts";
import { isIP } from "../../../../source/ip.ts";
import { clustersOf } from "../../cluster.ts";
import { canBeAdvertised } from "../../meta/etcd-urls.ts";
import { membersSeenIn, type SeenMembers } from "../../meta/members-seen.ts";
import { deployment, memberFile } from "../examples.ts";

export const metaIdentityMismatch = defineRule({
  name: "meta-identity-mismatch",
  fault: "contradiction",
  summary: "A member does not find itself in its own initial-cluster.",
  why: "At the first start etcd looks for node-name among the names in initial-cluster, exactly as written, and compares that entry with advertise-peer-urls. If either differs, or a URL stands there twice, it refuses to start (etcd-io/etcd@v3.5.12:server/config/config.go).",
  fix: "Write the member's own node-name and advertise-peer-urls into initial-cluster, the same text on every member.",
  examples: {
    invalid: [
      { title: "not among the names", ...deployment({ "meta0.toml": memberFile(0, { name: "meta9" }) }) },
      {
        title: "another URL",
        ...deployment({ "meta0.toml": memberFile(0, { peerUrl: "http://10.1.1.9:2380" }) }),
      },
      {
        title: "a blank belongs to the name",
        ...deployment({
          "meta1.toml": memberFile(1, {
            initialCluster:
              "meta0=http://10.1.1.1:2380, meta1=http://10.1.1.2:2380, meta2=http://10.1.1.3:2380",
          }),
        }),
      },
    ],
    valid: [deployment({ "meta0.toml": memberFile(0) })],
    boundary: [
      {
        title: "a blank in another's name",
        ...deployment({
          "meta0.toml": memberFile(0, {
            initialCluster:
              "meta0=http://10.1.1.1:2380, meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380",
          }),
        }),
        fires: true,
        severity: "warning",
      },
      {
        title: "a member that joins",
        ...deployment({
          "meta0.toml": memberFile(0, {
            peerUrl: "http://10.1.1.9:2380",
            more: 'initial-cluster-state = "existing"\n',
          }),
        }),
        fires: false,
      },
      {
        title: "a name may lead to the address",
        ...deployment({ "meta0.toml": memberFile(0, { peerUrl: "http://db1.example.net:2380" }) }),
        fires: true,
        severity: "warning",
      },
      {
        title: "one URL more",
        ...deployment({
          "meta0.toml": memberFile(0, { peerUrl: "http://10.1.1.1:2380,http://10.1.2.1:2380" }),
        }),
        fires: true,
      },
      {
        title: "one URL of two",
        ...deployment({
          "meta0.toml": memberFile(0, {
            peerUrl: "http://10.1.1.1:2380,http://10.1.2.1:2380",
            initialCluster:
              "meta0=http://10.1.1.1:2380,meta0=http://10.1.3.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380",
          }),
        }),
        fires: true,
      },
      {
        title: "one URL under two names",
        ...deployment({
          "meta0.toml": memberFile(0, {
            initialCluster:
              "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.2:2380",
          }),
        }),
        fires: true,
      },
      {
        title: "neither does the case of scheme and host",
        ...deployment({ "meta0.toml": memberFile(0, { peerUrl: "HTTP://10.1.1.1:2380" }) }),
        fires: false,
      },
      {
        title: "the order does not matter",
        ...deployment({
          "meta0.toml": memberFile(0, {
            initialCluster:
              "meta2=http://10.1.1.3:2380,meta1=http://10.1.1.2:2380,meta0=http://10.1.1.1:2380",
          }),
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.site !== undefined) continue;
      for (const seen of membersSeenIn(cluster)) {
        reportRepeatedUrls(seen, report);
        reportAbsentName(seen, report);
        reportPaddedNames(seen, cluster.meta, report);
        reportOtherUrls(seen, report);
      }
    }
  },
});

function reportAbsentName({ instance, cluster, origin }: SeenMembers, report: Report): void {
  const name = instance.settings.text("node-name");
  if (name === undefined || name.origin.kind === "default" || cluster.has(name.value)) return;
  const padded = [...cluster.keys()].find((one) => one.trim() === name.value);
  const meant = padded ?? nearest(name.value, cluster.keys());
  report({
    at: placeFor(instance, name.origin),
    key: "node-name",
    message: say`node-name "${name.value}" is not among the names in initial-cluster, so the member refuses to start for the first time`,
    related: [
      {
        at: placeFor(instance, origin),
        message: say`the names here are ${joined(
          [...cluster.keys()].map((one) => quoted(one)),
          ", ",
        )}`,
      },
    ],
    help:
      padded !== undefined
        ? advice`remove the blank after the comma in initial-cluster`
        : meant === undefined
          ? undefined
          : instead(name.origin, meant, say`did you mean "${meant}"?`),
  });
}

/** Of the others, whose own files are not here to show that they look for another name. */
function reportPaddedNames(
  { instance, cluster, origin }: SeenMembers,
  members: readonly Instance[],
  report: Report,
): void {
  const present = new Set(members.map(({ settings }) => settings.text("node-name")?.value));
  const padded = [...cluster.keys()].find((name) => name !== name.trim() && !present.has(name.trim()));
  if (padded === undefined) return;
  report({
    at: placeFor(instance, origin),
    key: "initial-cluster",
    message: say`a blank belongs to the name ${quoted(padded)} in initial-cluster, so a member called ${quoted(padded.trim())} that has the same text does not find itself`,
    help: advice`remove the blanks after the commas`,
    severity: "warning",
  });
}

/** With state `existing` the entry is not compared; and a name that is absent has its own finding. */
function reportOtherUrls({ instance, cluster, origin }: SeenMembers, report: Report): void {
  const { settings } = instance;
  const name = settings.text("node-name");
  const advertised = settings.text("advertise-peer-urls");
  const own = name && cluster.get(name.value);
  if (own === undefined || advertised === undefined || advertised.origin.kind === "default") return;
  if (settings.text("initial-cluster-state")?.value !== "new") return;
  const urls = splitUrls(advertised.value);
  if (sameSet(urls.map(normal), own.map(normal))) return;
  // One that etcd refuses has a finding of its own, and what it was to be is not known.
  if (!urls.every(canBeAdvertised)) return;
  // etcd resolves names and compares the addresses, so a name against an address may be right.
  const mayBeSame = [...urls, ...own].some(hasName);
  report({
    at: placeFor(instance, advertised.origin),
    key: "advertise-peer-urls",
    message: say`advertise-peer-urls is ${joined(urls, ",")}, but initial-cluster gives ${joined(own, ",")} for "${name?.value ?? say``}"${mayBeSame ? ", which is right only if both resolve to one address" : ""}`,
    related: [{ at: placeFor(instance, origin), message: say`its entry is here` }],
    help: advice`write the same URL in both`,
    ...(mayBeSame ? { severity: "warning" as const } : {}),
  });
}

function normal(url: string): string {
  return url.trim().replace(/^[A-Za-z]+:\/\/[^/]*/, (start) => start.toLowerCase());
}

function hasName(url: Sayable): boolean {
  const host = parseHostPort(url)?.host ?? say``;
  return isIP(host) === 0 && host !== "localhost";
}

function reportRepeatedUrls({ instance, cluster, origin }: SeenMembers, report: Report): void {
  const owners = new Map<Sayable, Sayable>();
  for (const [name, urls] of cluster) {
    for (const url of urls) {
      const owner = owners.get(url);
      owners.set(url, name);
      if (owner === undefined) continue;
      report({
        at: placeFor(instance, origin),
        key: "initial-cluster",
        message: say`initial-cluster gives ${url} to "${owner}" and to "${name}", which etcd refuses`,
        help: advice`give each member its own URL`,
      });
    }
  }
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
