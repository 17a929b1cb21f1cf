import { advice, advising, type Help } from "../../../../diagnostics/help.ts";
import { joined, type Message, quoted, say } from "../../../../diagnostics/message.ts";
import { hostPort, httpUrl } from "../../../../model/addresses.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { type Origin, originOfPart } from "../../../../schema/value.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import {
  type AddressFlaw,
  type ClientAddress,
  flawOfAddress,
  repairedAddress,
} from "../../meta/client-address.ts";
import { clientAddressesIn } from "../../meta/members-seen.ts";
import { modeOf } from "../../node/deployment-mode.ts";
import { deployment, nodeAndMembers, nodeFile } from "../examples.ts";

const metaAddrKey = "cluster_deployment.meta_client.meta_addr";
const serverAddrsKey = "cluster_deployment.etcd_client.server_addrs";
const node = (metaAddr: string) => deployment({ "horaedb.toml": nodeFile({ metaAddr }) });
const servers = (serverAddrs: string) => deployment({ "horaedb.toml": nodeFile({ serverAddrs }) });
const older = (version: string, metaClient: string, server = "10.1.1.1:2379") => ({
  as: `horaedb@${version}`,
  files: {
    "horaedb.toml": `[node]\naddr = "10.1.2.1"\n[server]\nbind_addr = "0.0.0.0"\n[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\n${metaClient}[cluster_deployment.etcd_client]\nserver_addrs = ["${server}"]\n`,
  },
});

export const metaAddressNotUsable = defineRule({
  name: "meta-address-not-usable",
  fault: "refused",
  summary: "A node cannot connect to the address of HoraeMeta, or of its etcd, that it is told.",
  why: "The key meta_addr holds one URL with a scheme (apache/horaedb@v2.1.0:src/meta_client/src/meta_impl.rs:76). With any other text the start ends in a panic (src/horaedb/src/setup.rs:324): a URL without http://, two URLs in one text, an IPv6 address without brackets, a text without a host, and since 2.0.0 https://, since the client is not set up for TLS. HoraeDB's own default, 127.0.0.1:8080, has no scheme, and 8080 is HoraeMeta's HTTP port, not its gRPC port. server_addrs is a list with one etcd member in each text, with or without http:// (apache/horaedb@v2.1.0:src/cluster/src/cluster_impl.rs:84). In both keys an address without a port has port 80, and a port above 65535 is invalid.",
  fix: 'Write meta_addr = "http://host:port" with the client port of one member, 2379 unless changed, and server_addrs = ["host:port", "host:port"].',
  examples: {
    invalid: [
      { title: "no scheme", ...node("10.1.1.1:2379") },
      { title: "two addresses", ...node("http://10.1.1.1:2379,http://10.1.1.2:2379") },
      { title: "TLS", ...node("https://10.1.1.1:2379") },
      { title: "two etcd members in one text", ...servers('"10.1.1.1:2379,10.1.1.2:2379"') },
      {
        title: "the default, where a variable may say otherwise",
        ...older("2.0.0", ""),
        severity: "warning",
      },
      { title: "the default, where no variable can", ...older("1.2.7", "") },
    ],
    valid: [
      node("http://10.1.1.1:2379"),
      servers('"10.1.1.1:2379", "http://10.1.1.2:2379"'),
      servers('"[fd00::1]:2379", "meta_1:2379", "https://10.1.1.2:2379"'),
    ],
    boundary: [
      { title: "a name has none either", ...node("meta.example.net:2379"), fires: true },
      { title: "an empty text", ...node(""), fires: true },
      { title: "IPv6 without brackets", ...node("http://fd00::1:2379"), fires: true },
      { title: "IPv6 in brackets", ...node("http://[fd00::1]:2379"), fires: false },
      { title: "a blank", ...node("http://10.1.1.1:2379 "), fires: true },
      { title: "a blank after the scheme", ...node("http:// 10.1.1.1:2379"), fires: true },
      { title: "no host", ...node("http://"), fires: true },
      { title: "a port and no host", ...node("http://:2379"), fires: true },
      { title: "no port", ...node("http://10.1.1.1"), severity: "warning", fires: true },
      { title: "port 80, written", ...node("http://10.1.1.1:80"), fires: false },
      {
        title: "no port, where the member's file says another",
        ...nodeAndMembers({ metaAddr: "http://10.1.1.1" }),
        severity: "error",
        fires: true,
      },
      { title: "the port 0", ...node("http://10.1.1.1:0"), fires: true },
      { title: "the last port", ...node("http://10.1.1.1:65535"), fires: false },
      { title: "a port above the last", ...node("http://10.1.1.1:65536"), fires: true },
      {
        title: "a scheme that does not matter",
        ...node("ftp://10.1.1.1:2379"),
        severity: "warning",
        fires: true,
      },
      { title: "a scheme in capitals", ...node("HTTP://10.1.1.1:2379"), fires: false },
      { title: "no etcd member", ...servers(""), fires: true },
      { title: "an etcd member at IPv6 without brackets", ...servers('"fd00::1:2379"'), fires: true },
      { title: "an etcd member after a blank", ...servers('" 10.1.1.1:2379"'), fires: true },
      { title: "an etcd member without a port", ...servers('"10.1.1.1"'), severity: "warning", fires: true },
      {
        title: "an etcd member without a port, where its file says another",
        ...nodeAndMembers({ serverAddrs: '"10.1.1.1"' }),
        severity: "error",
        fires: true,
      },
      { title: "an etcd member at port 0", ...servers('"10.1.1.1:0"'), fires: true },
      { title: "an etcd member above the last port", ...servers('"10.1.1.1:99999"'), fires: true },
      {
        title: "a scheme that etcd's client takes for a host",
        ...servers('"ftp://10.1.1.1:2379"'),
        fires: true,
      },
      { title: "an empty one", ...servers('"10.1.1.1:2379", ""'), fires: true },
      {
        title: "before 2.0.0 https:// is spoken in the clear",
        ...older("1.2.7", 'meta_addr = "https://10.1.1.1:2379"\n'),
        fires: false,
      },
      {
        title: "before 2.0.0 the client of etcd is built without TLS",
        ...older("1.2.7", 'meta_addr = "http://10.1.1.1:2379"\n', "https://10.1.1.1:2379"),
        fires: true,
      },
      {
        title: "without HoraeMeta nobody reads it",
        as: "horaedb@2.0.0",
        files: { "horaedb.toml": "[server]\nhttp_port = 5440\n" },
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      judgeEach(cluster.nodes, report, (instance, tell) => {
        if (modeOf(instance.settings) !== "WithMeta") return;
        checkMetaAddr(instance, cluster, tell);
        checkServers(instance, cluster, tell);
      });
    }
  },
});

function checkMetaAddr(instance: Instance, cluster: HoraeCluster, report: Report): void {
  const { settings, version, site } = instance;
  const address = settings.text(metaAddrKey);
  const mode = settings.text("cluster_deployment.mode");
  if (address === undefined || mode === undefined) return;
  if (address.origin.kind === "default") {
    // Containers are often told by the variable alone, which there is since 2.0.0.
    const mayBeSet = compareVersions(version, "2.0.0") >= 0;
    const program = displayName(instance.catalogue, version);
    report({
      at: placeFor(instance, mode.origin),
      key: metaAddrKey,
      site,
      message: say`meta_addr is not written, and at its default ${address.value}, without a scheme, ${program} finds no HoraeMeta and does not start${mayBeSet ? " unless HORAEMETA_SERVER_ADDR is set" : ""}`,
      help: advice`write "http://host:2379"`,
      ...(mayBeSet ? { severity: "warning" as const } : {}),
    });
    return;
  }
  judge({ text: address.value, key: "meta_addr", version }, () => address.origin, instance, cluster, report);
}

function checkServers(instance: Instance, cluster: HoraeCluster, report: Report): void {
  const { site, version, catalogue } = instance;
  const servers = instance.settings.texts(serverAddrsKey);
  if (servers === undefined || servers.origin.kind === "default") return;
  if (servers.value.length === 0) {
    report({
      at: placeFor(instance, servers.origin),
      key: serverAddrsKey,
      site,
      message: say`server_addrs names no member of etcd, so ${displayName(catalogue, version)} does not start`,
      help: advice`write ["host:2379"]`,
    });
  }
  for (const [index, text] of servers.value.entries())
    judge(
      { text, key: "server_addrs", version },
      () => originOfPart(servers, [index]),
      instance,
      cluster,
      report,
    );
}

function judge(
  address: ClientAddress,
  originOf: () => Origin,
  instance: Instance,
  cluster: HoraeCluster,
  report: Report,
): void {
  const flaw = flawOfAddress(address);
  if (flaw === undefined) return;
  const isMeta = address.key === "meta_addr";
  const listening = clientAddressesIn(cluster).filter(({ host }) => host === flaw.hostWithoutPort);
  const isElsewhere = listening.length > 0 && listening.every(({ port }) => port !== 80);
  const isCertain = flaw.kind !== "odd" || isElsewhere;
  report({
    at: placeFor(instance, originOf()),
    key: isMeta ? metaAddrKey : serverAddrsKey,
    site: instance.site,
    message: say`${isMeta ? "meta_addr " : ""}${quoted(address.text)}${isMeta ? "" : " in server_addrs"} ${flaw.problem}${isCertain ? consequence(flaw, address, instance) : ""}`,
    related: listening.map(({ member, host, port, origin: theirs }) => ({
      at: placeFor(member, theirs),
      message: say`${titleOf(member)} listens at ${hostPort(host, port)}`,
    })),
    help: helpFor(address, originOf(), listening[0]),
    ...(isCertain ? {} : { severity: "warning" as const }),
  });
}

/** The client of etcd connects when it is first asked, and refuses at the start what is no URL. */
function consequence(
  { kind }: AddressFlaw,
  { key }: ClientAddress,
  { catalogue, version }: Instance,
): Message {
  return kind === "refused" || key === "meta_addr"
    ? say`, so ${displayName(catalogue, version)} does not start`
    : say`, so ${displayName(catalogue, version)} does not find etcd there`;
}

/** Of a member whose file is there the port is known as well. */
function helpFor(
  address: ClientAddress,
  origin: Origin,
  member: { readonly host: Message; readonly port: number } | undefined,
): Help {
  const isMeta = address.key === "meta_addr";
  if (!isMeta && address.text.trim() === "") return advice`delete it`;
  const parts = isMeta ? [address.text] : address.text.split(",");
  if (parts.length > 1)
    return advice`write each in quotes of its own: ${joined(
      parts.map((text) => quoted(repairedAddress({ ...address, text }))),
      ", ",
    )}`;
  const right =
    member === undefined
      ? repairedAddress(address)
      : isMeta
        ? httpUrl(member.host, member.port)
        : hostPort(member.host, member.port);
  const words = say`write ${quoted(right)}`;
  // Where the host is not told it stands for one.
  return /(?:^|\/)(?:host|\[address\]):/.test(right) ? advising(words) : instead(origin, right, words);
}
