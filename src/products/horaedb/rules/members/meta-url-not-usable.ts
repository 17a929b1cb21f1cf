import { advising } from "../../../../diagnostics/help.ts";
import { type Message, type Name, quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { isIP } from "../../../../source/ip.ts";
import { canBeAdvertised, urlParts } from "../../meta/etcd-urls.ts";
import { writtenMembers } from "../../meta/written-members.ts";
import { deployment, memberFile } from "../examples.ts";

const listening = (peerUrls: string) =>
  deployment({
    "meta0.toml": memberFile(0).replace(/^peer-urls.*$/m, `peer-urls = ${JSON.stringify(peerUrls)}`),
  });
/** A member that nobody else has to reach. */
const listeningAlone = (peerUrls: string) =>
  deployment({
    "meta0.toml": `# cfgc-disable-file meta-quorum-too-small: one box\n${memberFile(0, {
      initialCluster: "meta0=http://10.1.1.1:2380",
    }).replace(/^peer-urls.*$/m, `peer-urls = ${JSON.stringify(peerUrls)}`)}`,
  });
const advertising = (clientUrls: string) =>
  deployment({
    "meta0.toml": memberFile(0).replace(
      /^advertise-client-urls.*$/m,
      `advertise-client-urls = ${JSON.stringify(clientUrls)}`,
    ),
  });

export const metaUrlNotUsable = defineRule({
  name: "meta-url-not-usable",
  fault: "refused",
  summary: "The embedded etcd of HoraeMeta refuses a URL that it should listen at or advertise.",
  why: "A URL to listen at needs a literal IP address or localhost, and a port; https cannot work, since HoraeMeta has no key for a certificate. A URL to advertise needs a host and a port. HoraeMeta's own parser lets the others through, and etcd then refuses to start (etcd-io/etcd@v3.5.12:server/embed/config.go).",
  fix: "Write http://, an IP address and a port; 0.0.0.0 listens on all addresses of the host.",
  examples: {
    invalid: [
      { title: "a host name to listen at", ...listening("http://myhost:2380") },
      { title: "no TLS", ...listening("https://10.1.1.1:2380") },
      { title: "nothing to advertise", ...advertising("") },
    ],
    valid: [listening("http://10.1.1.1:2380")],
    boundary: [
      {
        title: "a slash behind the port is harmless here",
        ...listening("http://10.1.1.1:2380/"),
        fires: false,
      },
      { title: "no port to advertise", ...advertising("http://10.1.1.1"), fires: true },
      { title: "a socket", ...listening("unix://meta0:2380"), fires: false },
      { title: "localhost is the one name", ...listeningAlone("http://localhost:2380"), fires: false },
      { title: "no port", ...listening("http://10.1.1.1"), fires: true },
      { title: "a comma at the end", ...listening("http://10.1.1.1:2380,"), fires: true },
      { title: "the last port", ...listeningAlone("http://10.1.1.1:65535"), fires: false },
      { title: "a port that cannot be opened", ...listening("http://10.1.1.1:65536"), fires: true },
      { title: "a name may be advertised", ...advertising("http://db1.example.net:2379"), fires: false },
      { title: "IPv6 in brackets", ...listening("http://[fd00::1]:2380"), fires: false },
      { title: "IPv6 with a zone", ...listening("http://[fe80::1%25eth0]:2380"), fires: true },
    ],
  },
  check(model, report) {
    for (const { member } of writtenMembers(model)) {
      for (const key of [say`client-urls`, say`peer-urls`]) checkUrls(member, key, listenProblem, report);
      for (const key of [say`advertise-client-urls`, say`advertise-peer-urls`])
        checkUrls(member, key, advertiseProblem, report);
    }
  },
});

function checkUrls(
  member: Instance,
  key: Name,
  problemOf: (url: Sayable) => Problem | undefined,
  report: Report,
): void {
  const urls = member.settings.text(key);
  if (urls === undefined) return;
  // HoraeMeta splits at every comma, so an empty piece is a URL as well.
  for (const url of urls.value.split(",")) {
    const problem = problemOf(url);
    if (problem === undefined) continue;
    report({
      at: placeFor(member, urls.origin),
      key,
      message: say`${key} holds ${url === "" ? say`an empty URL` : quoted(url)}${problem.what}, which etcd refuses`,
      help:
        problem.right !== undefined && urls.value === url
          ? instead(urls.origin, problem.right, problem.help)
          : advising(problem.help),
    });
  }
}

/** `what` reads on after the URL. */
interface Problem {
  readonly what: Message;
  readonly help: Message;
  /** What to write in the place of the URL, where that is told. */
  readonly right?: Sayable;
}

function listenProblem(url: Sayable): Problem | undefined {
  const parts = urlParts(url);
  if (parts !== undefined && /^unixs?$/.test(parts.scheme)) return undefined;
  if (parts === undefined || parts.port === undefined) {
    return {
      what: url === "" ? say`` : say` without a port`,
      help: say`write http://, an address and a port`,
    };
  }
  if (parts.scheme === "https") {
    return {
      what: say`, but HoraeMeta cannot be given a certificate`,
      help: say`write http://${parts.authority}`,
      right: say`http://${parts.authority}`,
    };
  }
  const host = parts.host.replace(/^\[(.*)\]$/, "$1");
  // Go's net.ParseIP takes no zone.
  if (host !== "localhost" && (isIP(host) === 0 || host.includes("%"))) {
    return {
      what: say`, whose host is no IP address`,
      help: say`write an IP address of this host, or http://0.0.0.0:${parts.port}`,
    };
  }
  if (Number(parts.port) > 65_535) {
    return { what: say`, whose port is above 65535`, help: say`write a port up to 65535` };
  }
  return undefined;
}

function advertiseProblem(url: Sayable): Problem | undefined {
  if (canBeAdvertised(url)) return undefined;
  return {
    what: url === "" ? say`` : say` without a host and a port`,
    help: say`write http://, the address at which the others reach this member, and the port`,
  };
}
