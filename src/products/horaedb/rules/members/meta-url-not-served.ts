import { advice } from "../../../../diagnostics/help.ts";
import { type Message, quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import {
  type HostPort,
  isLoopback,
  isUnspecified,
  parseHostPort,
  splitUrls,
} from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import type { Traced } from "../../../../schema/value.ts";
import { isIPv4 } from "../../../../source/ip.ts";
import { mayBeAlone } from "../../meta/describe-meta.ts";
import { writtenMembers } from "../../meta/written-members.ts";
import { deployment, memberFile } from "../examples.ts";

/** A member's file in which a key holds something else. */
const having = (values: Readonly<Record<string, string>>, initialCluster?: string) =>
  deployment({
    "meta0.toml": Object.entries(values).reduce(
      (text, [key, value]) => text.replace(new RegExp(`^${key} = .*$`, "m"), `${key} = "${value}"`),
      memberFile(0, initialCluster === undefined ? {} : { initialCluster }),
    ),
  });
const peersAt = (url: string) =>
  having(
    { "advertise-peer-urls": url },
    `meta0=${url},meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380`,
  );
const onLoopback = (advertised: string) =>
  deployment({
    "meta0.toml": `# cfgc-disable-file meta-quorum-too-small: one box\n${memberFile(0, {
      initialCluster: "meta0=http://127.0.0.1:2380",
      peerUrl: "http://127.0.0.1:2380",
    }).replace(/^advertise-client-urls.*$/m, `advertise-client-urls = "${advertised}"`)}`,
  });

export const metaUrlNotServed = defineRule({
  name: "meta-url-not-served",
  fault: "doubtful",
  summary: "A HoraeMeta member advertises a URL at which it does not listen.",
  why: "A member calls its own etcd at advertise-client-urls (apache/horaedb@v2.1.0:horaemeta/server/server.go:199), and the others call it at advertise-peer-urls. It listens at client-urls and peer-urls, with http only. The leader of etcd has to lead HoraeMeta as well, and cannot without reaching its own etcd: with such client URLs on all members nobody ever leads. With such peer URLs on a majority each member ends when its start timeout is over, with status 0. A container network or a proxy may forward a port. So another port or address is a warning, also where the member listens at loopback only; https, and another port of the loopback address, are errors.",
  fix: "Advertise http://, the address of the host and the port of client-urls or peer-urls.",
  examples: {
    invalid: [
      having({ "advertise-client-urls": "http://10.1.1.1:12379" }),
      { ...having({ "advertise-client-urls": "https://10.1.1.1:2379" }), severity: "error" },
      { title: "another port for the peers", ...peersAt("http://10.1.1.1:12380") },
      {
        title: "listening where only this machine reaches it",
        ...having({ "peer-urls": "http://127.0.0.1:2380" }),
      },
    ],
    valid: [deployment({ "meta0.toml": memberFile(0) })],
    boundary: [
      { title: "https for the peers", ...peersAt("https://10.1.1.1:2380"), fires: true, severity: "error" },
      {
        title: "nothing forwards a port of loopback",
        ...onLoopback("http://127.0.0.1:2381"),
        fires: true,
        severity: "error",
      },
      { ...onLoopback("http://127.0.0.1:2379"), fires: false },
      {
        title: "one of two is enough",
        ...having({ "advertise-client-urls": "http://10.1.1.1:2379,http://10.2.1.1:12379" }),
        fires: false,
      },
      {
        title: "one of the ports at which it listens",
        ...having({
          "client-urls": "http://10.1.1.1:2379,http://10.1.1.1:4001",
          "advertise-client-urls": "http://10.1.1.1:4001",
        }),
        fires: false,
      },
      {
        title: "another address of the host, or of another",
        ...having({ "client-urls": "http://10.9.9.9:2379" }),
        fires: true,
        severity: "warning",
      },
      {
        title: "a proxy may stand before a member that listens at loopback",
        ...having({
          "client-urls": "http://127.0.0.1:2379",
          "advertise-client-urls": "http://10.1.1.1:12379",
        }),
        fires: true,
        severity: "warning",
      },
      {
        title: "a name may be that address",
        ...having({
          "client-urls": "http://10.9.9.9:2379",
          "advertise-client-urls": "http://db1.example.net:2379",
        }),
        fires: false,
      },
      {
        title: "a socket says nothing of ports",
        ...having({ "client-urls": "unix://meta0:1" }),
        fires: false,
      },
      {
        title: "the URLs of an etcd elsewhere, which may have a certificate",
        ...deployment({
          "meta0.toml":
            'enable-embed-etcd = false\nstorage-root-path = "/horaedb"\nadvertise-client-urls = "https://10.9.1.1:2379"\n',
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { member } of writtenMembers(model)) {
      check(member, "client", say`it never leads, and nobody does while etcd has chosen it`, report);
      // A member alone has no peers to be called by.
      if (!mayBeAlone(member.settings)) check(member, "peer", say`the other members do not reach it`, report);
    }
  },
});

function check(member: Instance, kind: "client" | "peer", effect: Message, report: Report): void {
  const listening = member.settings.text(`${kind}-urls`);
  const advertised = member.settings.text(`advertise-${kind}-urls`);
  if (listening === undefined || advertised === undefined || advertised.origin.kind === "default") return;
  if (hasSocket(listening.value) || hasSocket(advertised.value)) return;
  const served = splitUrls(listening.value).map(parseHostPort);
  const called = splitUrls(advertised.value).map((url) => ({ url, at: parseHostPort(url) }));
  // What etcd refuses has a finding of its own.
  if (!served.every((place) => place !== undefined && place.port <= 65_535)) return;
  if (served.length === 0 || called.length === 0) return;
  // What initial-cluster says as well has to be written in both.
  const isRepeated = kind === "peer";
  const problems = called.map(({ url, at }) =>
    problemOf(url, at, served, isRepeated ? undefined : advertised),
  );
  const [problem] = problems;
  // If one of them is served, the others only cost attempts.
  if (problem === undefined || problems.some((one) => one === undefined)) return;
  report({
    at: placeFor(member, advertised.origin),
    key: `advertise-${kind}-urls`,
    message: say`advertise-${kind}-urls is ${quoted(advertised.value)}, but ${problem.what}, ${problem.isCertain ? "so" : "and unless something forwards the connections"} ${effect}`,
    related:
      listening.origin.kind === "source"
        ? [{ at: listening.origin.at, message: say`it listens at ${listening.value}` }]
        : [],
    help: problem.help,
    ...(problem.isCertain ? { severity: "error" as const } : {}),
  });
}

/** Names are not resolved, so only two literal addresses are known to differ. */
function isAnotherAddress(listening: string, called: string): boolean {
  return isIPv4(listening) && isIPv4(called) && !isUnspecified(listening) && listening !== called;
}

/** What looks like a port in such a URL is part of a file's name. */
function hasSocket(urls: string): boolean {
  return /(?:^|,)unixs?:/i.test(urls);
}

function problemOf(
  url: Sayable,
  at: HostPort | undefined,
  served: readonly (HostPort | undefined)[],
  advertised: Traced<Sayable> | undefined,
) {
  if (at === undefined) return undefined;
  if (/^https:/i.test(url)) {
    return {
      what: say`the member speaks http only`,
      isCertain: true,
      help:
        advertised?.value === url
          ? instead(
              advertised.origin,
              url.replace(/^https/i, "http"),
              say`write ${url.replace(/^https/i, "http")}`,
            )
          : advice`write ${url.replace(/^https/i, "http")}`,
    };
  }
  const there = served.filter((one) => one?.port === at.port);
  const [first] = there;
  if (first === undefined) {
    const port = served[0]?.port ?? at.port;
    return {
      what: say`the member listens at port ${port}`,
      isCertain: isLoopback(at.host),
      help: advice`advertise the port ${port}, or listen at ${at.port}`,
    };
  }
  const isLocal = there.every((one) => one !== undefined && isLoopback(one.host));
  if (isLoopback(at.host) || isUnspecified(at.host)) return undefined;
  if (!isLocal && !there.every((one) => one !== undefined && isAnotherAddress(one.host, at.host)))
    return undefined;
  return {
    what: isLocal
      ? say`the member listens at its loopback address only`
      : say`the member listens at ${first.host} only`,
    isCertain: false,
    help: advice`listen at http://0.0.0.0:${at.port}`,
  };
}
