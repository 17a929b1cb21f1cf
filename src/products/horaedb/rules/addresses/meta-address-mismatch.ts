import { advice } from "../../../../diagnostics/help.ts";
import { type Message, type Sayable, say } from "../../../../diagnostics/message.ts";
import { hostPort, httpUrl, parseHostPort } from "../../../../model/addresses.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { originOfPart, type Traced } from "../../../../schema/value.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { keyAt } from "../../key-names.ts";
import { flawOfAddress } from "../../meta/client-address.ts";
import { clientAddressesIn, membersSeenIn } from "../../meta/members-seen.ts";
import { deployment, memberFile, nodeAndMembers, nodeFile } from "../examples.ts";

export const metaAddressMismatch = defineRule({
  name: "meta-address-mismatch",
  fault: "contradiction",
  summary: "A node is told an address of HoraeMeta at which no member listens for clients.",
  why: "Both meta_addr and etcd_client.server_addrs have to lead to the port of client-urls, where HoraeMeta serves gRPC and etcd together. HoraeDB's own default for meta_addr is HoraeMeta's HTTP port, and without a scheme.",
  fix: "Write one of the members' advertise-client-urls into meta_addr and all of them, as host:port, into server_addrs.",
  examples: {
    invalid: [
      { title: "the HTTP port", ...nodeAndMembers({ metaAddr: "http://10.1.1.1:8080" }) },
      { title: "another machine", ...nodeAndMembers({ serverAddrs: '"10.1.1.1:2379", "10.1.1.7:2379"' }) },
    ],
    valid: [nodeAndMembers({})],
    boundary: [
      {
        title: "a name may be a virtual address before the members",
        ...nodeAndMembers({ metaAddr: "http://meta.example.net:2379" }),
        fires: false,
      },
      {
        title: "a member whose file is not here",
        ...deployment({ "horaedb.toml": nodeFile(), "meta0.toml": memberFile(0) }),
        fires: false,
      },
      {
        title: "a scheme is allowed in server_addrs",
        ...nodeAndMembers({ serverAddrs: '"http://10.1.1.1:2379"' }),
        fires: false,
      },
      {
        title: "TLS, which HoraeMeta cannot serve",
        ...nodeAndMembers({ serverAddrs: '"https://10.1.1.1:2379"' }),
        fires: true,
      },
      {
        title: "one wrong among right ones",
        ...nodeAndMembers({ serverAddrs: '"10.1.1.1:2379", "10.1.1.2:2380"' }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.site !== undefined || cluster.meta.length === 0) continue;
      for (const node of cluster.nodes) {
        const { settings } = node;
        if (settings.text("cluster_deployment.mode")?.value !== "WithMeta") continue;
        const metaAddr = settings.text("cluster_deployment.meta_client.meta_addr");
        if (metaAddr) check(node, say`cluster_deployment.meta_client.meta_addr`, [metaAddr], cluster, report);
        const servers = settings.texts("cluster_deployment.etcd_client.server_addrs");
        if (servers)
          check(
            node,
            say`cluster_deployment.etcd_client.server_addrs`,
            servers.value.map((value, index) => ({ value, origin: originOfPart(servers, [index]) })),
            cluster,
            report,
          );
      }
    }
  },
});

function check(
  node: Instance,
  key: Message,
  addresses: readonly Traced<Sayable>[],
  cluster: HoraeCluster,
  report: Report,
): void {
  const members = clientAddressesIn(cluster);
  if (members.length === 0) return;
  const seen = membersSeenIn(cluster);
  const elsewhere = new Set(
    seen.flatMap((one) => [...one.cluster.values()].flat()).map((url) => parseHostPort(url)?.host),
  );
  const isMetaAddr = key.endsWith(".meta_addr");
  const write = isMetaAddr ? httpUrl : hostPort;
  for (const { value: address, origin } of addresses) {
    const name = isMetaAddr ? "meta_addr" : "server_addrs";
    const flaw = flawOfAddress({ text: address, key: name, version: node.version });
    if (flaw !== undefined && flaw.kind !== "odd") continue;
    const at = parseHostPort(address);
    // A name may stand for a virtual address that no file tells of.
    if (at === undefined || !/^[\d.]+$|:/.test(at.host)) continue;
    const there = members.find((member) => member.host === at.host && member.port === at.port);
    if (there !== undefined && !address.startsWith("https:")) continue;
    const onHost = members.find((member) => member.host === at.host);
    // Members whose file is not here may be anywhere, unless initial-cluster says where they are.
    if (onHost === undefined && (seen.length === 0 || elsewhere.has(at.host))) continue;
    report({
      at: placeFor(node, origin),
      key,
      message: say`"${key}" leads to ${at.host}:${at.port}, ${there ? say`by TLS, and ${titleOf(there.member)} has no certificate` : onHost ? whatIsThere(onHost.member, at.port) : say`where no member of HoraeMeta is`}`,
      related: members.map(({ member, host, port, origin: theirs }) => ({
        at: placeFor(member, theirs),
        message: say`${titleOf(member)} listens at ${host}:${port}`,
      })),
      help: onHost
        ? instead(origin, write(onHost.host, onHost.port), say`write ${write(onHost.host, onHost.port)}`)
        : advice`write the address of a member's client port`,
    });
  }
}

function whatIsThere(member: Instance, port: number): Message {
  const http = member.settings.integer(keyAt(member.settings, "http-port") ?? "http-port");
  return http?.value === port
    ? say`the HTTP port of ${titleOf(member)}`
    : say`where ${titleOf(member)} does not listen for clients`;
}
