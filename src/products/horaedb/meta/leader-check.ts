import { say } from "../../../diagnostics/message.ts";
import { code, type Markdown, markdown } from "../../../emit/markdown.ts";
import { hostPort } from "../../../model/addresses.ts";
import type { Instance } from "../../../model/model.ts";
import { compareVersions } from "../../../schema/versions.ts";
import { keyAt } from "../key-names.ts";

/** What to run, and what it answers if HoraeMeta has a leader; of members that join nobody asks. */
export function leaderCheck(members: readonly Instance[], cluster: string): Markdown {
  const [member] = members;
  if (member === undefined) return markdown``;
  // The HTTP API lists clusters since 1.2.1; before, etcd itself tells who leads.
  if (compareVersions(member.version, "1.2.1") < 0)
    return markdown`${code(`etcdctl --endpoints=${clientEndpoints(members)} endpoint status`)} says ${code("true")} for one of them`;
  return markdown`${code(`curl -s http://${httpAddressOf(member)}/api/v1/clusters`)} answers with ${code(cluster)}`;
}

/** Where the members answer clients of etcd, as etcdctl takes it. */
export function clientEndpoints(members: readonly Instance[]): string {
  return members.map((member) => member.settings.text("advertise-client-urls")?.value).join(",");
}

/** Where a member answers HTTP. */
export function httpAddressOf({ host, settings }: Instance): string {
  const port = settings.integer(keyAt(settings, "http-port") ?? "http-port");
  return hostPort(host?.address?.value ?? say``, port?.value ?? 0);
}
