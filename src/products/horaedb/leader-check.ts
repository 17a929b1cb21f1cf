import { say } from "../../diagnostics/message.ts";
import { hostPort } from "../../model/addresses.ts";
import type { Instance } from "../../model/model.ts";
import { compareVersions } from "../../schema/versions.ts";
import { keyAt } from "./key-names.ts";

/** What to run, and what it answers if HoraeMeta has a leader; of members that join nobody asks. */
export function leaderCheck(members: readonly Instance[], cluster: string): string {
  const [member] = members;
  if (member === undefined) return "";
  // The HTTP API lists clusters since 1.2.1; before, etcd itself tells who leads.
  if (compareVersions(member.version, "1.2.1") < 0)
    return `\`etcdctl --endpoints=${clientEndpoints(members)} endpoint status\` says \`true\` for one of them`;
  const address = hostPort(member.host?.address?.value ?? say``, httpPortOf(member) ?? 0);
  return `\`curl -s http://${address}/api/v1/clusters\` answers with ${cluster.includes("`") ? markdownText(cluster) : `\`${cluster}\``}`;
}

/** Where the members answer clients of etcd, as etcdctl takes it. */
export function clientEndpoints(members: readonly Instance[]): string {
  return members.map((member) => member.settings.text("advertise-client-urls")?.value).join(",");
}

/** Undefined if it is not known. */
export function httpPortOf({ settings }: Instance): number | undefined {
  return settings.integer(keyAt(settings, say`http-port`) ?? "http-port")?.value;
}

/** A text as it is, whatever Markdown would make of its characters. */
export function markdownText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|&~]/g, "\\$&");
}
