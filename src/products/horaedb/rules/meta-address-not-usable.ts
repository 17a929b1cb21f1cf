import {
  joined,
  type Message,
  quoted,
  type Sayable,
  say,
  sayableText,
} from "../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../model/model.ts";
import { defineRule, type Report } from "../../../rules/rule.ts";
import { displayName } from "../../../schema/catalogue.ts";
import { originOfPart } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import { clustersOf } from "../cluster.ts";
import { modeOf } from "../deployment-mode.ts";
import { deployment, nodeFile } from "./examples.ts";

const metaAddrKey = "cluster_deployment.meta_client.meta_addr";
const serverAddrsKey = "cluster_deployment.etcd_client.server_addrs";
const node = (metaAddr: string) => deployment({ "horaedb.toml": nodeFile({ metaAddr }) });
const servers = (serverAddrs: string) => deployment({ "horaedb.toml": nodeFile({ serverAddrs }) });
const older = (version: string, metaClient: string) => ({
  as: `horaedb@${version}`,
  files: {
    "horaedb.toml": `[node]\naddr = "10.1.2.1"\n[server]\nbind_addr = "0.0.0.0"\n[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\n${metaClient}[cluster_deployment.etcd_client]\nserver_addrs = ["10.1.1.1:2379"]\n`,
  },
});

export const metaAddressNotUsable = defineRule({
  name: "meta-address-not-usable",
  fault: "refused",
  summary: "An address at which a node looks for HoraeMeta or its etcd is none that it can connect to.",
  why: "The key meta_addr holds one URL with a scheme (apache/horaedb@v2.1.0:src/meta_client/src/meta_impl.rs:76). Without http:// the gRPC client does not connect, two URLs in one text are no URL, nor is an IPv6 address without brackets, and since 2.0.0 https:// asks for TLS, which the client is not set up for; each ends the start in a panic (src/horaedb/src/setup.rs:324). HoraeDB's own default, 127.0.0.1:8080, has no scheme, and is not the port of HoraeMeta's gRPC either. server_addrs is a list with one etcd member in each text (src/cluster/src/cluster_impl.rs:84).",
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
    valid: [node("http://10.1.1.1:2379"), servers('"10.1.1.1:2379", "http://10.1.1.2:2379"')],
    boundary: [
      { title: "a name has none either", ...node("meta.example.net:2379"), fires: true },
      { title: "an empty text", ...node(""), fires: true },
      { title: "IPv6 without brackets", ...node("http://fd00::1:2379"), fires: true },
      { title: "IPv6 in brackets", ...node("http://[fd00::1]:2379"), fires: false },
      { title: "a blank", ...node("http://10.1.1.1:2379 "), fires: true },
      { title: "no etcd member", ...servers(""), fires: true },
      { title: "an empty one", ...servers('"10.1.1.1:2379", ""'), fires: true },
      {
        title: "before 2.0.0 https:// is spoken in the clear",
        ...older("1.2.7", 'meta_addr = "https://10.1.1.1:2379"\n'),
        fires: false,
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
    for (const { nodes } of clustersOf(model)) {
      for (const instance of nodes) {
        if (modeOf(instance.settings) !== "WithMeta") continue;
        checkMetaAddr(instance, report);
        checkServers(instance, report);
      }
    }
  },
});

function checkMetaAddr(instance: Instance, report: Report): void {
  const { settings, version, site } = instance;
  const address = settings.text(metaAddrKey);
  const mode = settings.text("cluster_deployment.mode");
  if (address === undefined || mode === undefined) return;
  const program = displayName(instance.catalogue, version);
  if (address.origin.kind === "default") {
    // Containers are often told by the variable alone, which there is since 2.0.0.
    const mayBeSet = compareVersions(version, "2.0.0") >= 0;
    report({
      at: placeFor(instance, mode.origin),
      key: metaAddrKey,
      site,
      message: say`meta_addr is not written, and at its default ${address.value}, without a scheme, ${program} finds no HoraeMeta and does not start${mayBeSet ? " unless HORAEMETA_SERVER_ADDR is set" : ""}`,
      help: say`write "http://host:2379"`,
      ...(mayBeSet ? { severity: "warning" as const } : {}),
    });
    return;
  }
  const problem = problemWith(address.value, version);
  if (problem === undefined) return;
  report({
    at: placeFor(instance, address.origin),
    key: metaAddrKey,
    site,
    message: say`meta_addr ${quoted(address.value)} ${problem}, so ${program} does not start`,
    help: say`write ${quoted(repaired(address.value))}`,
  });
}

function problemWith(url: string, version: Sayable): Message | undefined {
  if (url.trim() === "") return say`is empty`;
  if (url.includes(",")) return say`holds several addresses, and one URL is taken`;
  if (/\s/.test(url)) return say`holds a blank`;
  if (!url.includes("://")) return say`has no scheme`;
  if (/^https:/i.test(url) && compareVersions(version, "2.0.0") >= 0)
    return say`asks for TLS, which the client is not set up for`;
  return hasBareIPv6(url) ? say`has an IPv6 address without brackets` : undefined;
}

function hasBareIPv6(url: string): boolean {
  const [authority = ""] = url.replace(/^[^:]*:\/\//, "").split(/[/?#]/);
  return !authority.includes("[") && authority.split(":").length > 2;
}

function repaired(url: string): Message {
  const [first = ""] = url.split(",");
  const host = first.trim().replace(/^[a-z]+:\/\//i, "");
  // Which of the numbers is the port cannot be told.
  if (hasBareIPv6(host)) return say`http://[address]:2379`;
  return say`http://${host === "" ? say`host:2379` : sayableText(host)}`;
}

function checkServers(instance: Instance, report: Report): void {
  const servers = instance.settings.texts(serverAddrsKey);
  if (servers === undefined) return;
  const at = { key: serverAddrsKey, site: instance.site };
  const program = displayName(instance.catalogue, instance.version);
  if (servers.value.length === 0) {
    report({
      ...at,
      at: placeFor(instance, servers.origin),
      message: say`server_addrs names no member of etcd, so ${program} does not start`,
      help: say`write ["host:2379"]`,
    });
  }
  for (const [index, server] of servers.value.entries()) {
    const parts = server.split(",").map((part) => part.trim());
    if (parts.length === 1 && server.trim() !== "") continue;
    report({
      ...at,
      at: placeFor(instance, originOfPart(servers, [index])),
      message:
        parts.length > 1
          ? say`${quoted(server)} in server_addrs holds several addresses in one text, which ${program} takes for one`
          : say`an empty text in server_addrs is no address, so ${program} does not start`,
      help:
        parts.length > 1
          ? say`write each in quotes of its own: ${joined(
              parts.map((part) => quoted(part)),
              ", ",
            )}`
          : say`delete it`,
    });
  }
}
