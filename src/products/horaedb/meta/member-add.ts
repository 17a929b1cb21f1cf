import { say } from "../../../diagnostics/message.ts";
import { type Shell, shell } from "../../../emit/shell.ts";
import type { Instance } from "../../../model/model.ts";
import { compareVersions } from "../../../schema/versions.ts";
import { clientEndpoints, httpAddressOf } from "./leader-check.ts";

/**
 * The command that tells running members of one that joins. HoraeMeta takes it itself since 1.2.6
 * (apache/incubator-horaedb-meta@v1.2.6:server/service/http/api.go:114), so that nobody needs etcdctl.
 */
export function memberAddCommand(member: Instance, running: readonly Instance[]): Shell {
  const peerUrl = member.settings.text("advertise-peer-urls")?.value ?? say``;
  const asked = running.find(({ version }) => compareVersions(version, "1.2.6") >= 0);
  if (asked === undefined)
    return shell`etcdctl --endpoints=${clientEndpoints(running)} member add ${member.name.value} --peer-urls=${peerUrl}`;
  const body = JSON.stringify({ memberAddrs: [peerUrl] });
  return shell`curl -X PUT http://${httpAddressOf(asked)}/api/v1/etcd/member -d ${body}`;
}
