import { newestOf } from "../known-releases.ts";
import type { Starter, StarterSite } from "../starter.ts";
import { omsProgram } from "./programs.ts";

/** One region of all hosts; several stand behind a virtual address. */
export function starterOfOms({ hosts, freeAddress }: StarterSite): Starter {
  const several = hosts.length > 1;
  const section = `\
# OceanBase Migration Service: one container on each host.
oms:
  version: ${newestOf(omsProgram.catalogue)} # the release that you run
  # Where OMS keeps its own data: MySQL, or a tenant of OceanBase in MySQL mode.
  # port: 2883 of an OBProxy, 2881 of OceanBase, 3306 of MySQL.
  # user: user@tenant or user@tenant#cluster, at MySQL the user alone.
  # The password is never written here, only where it is. \`cfgc build --secrets resolve\` reads it.
  meta_database:
    host: 10.10.10.1
    port: 2883
    user: root@oms
    password: { from_env: OMS_META_PASSWORD }
  regions:
    # location is the code of the region. Never change it.
${several ? "    # vip is a virtual address before all hosts of the region; 8088 and 8089 go through it.\n" : ""}    - location: 0
${several ? `      vip: ${freeAddress}\n` : ""}      hosts: [${hosts.join(", ")}]
`;
  const errorsInProduction = ["OMS: several hosts behind the address of one of them"];
  return { section, errorsInProduction, accept: [] };
}
