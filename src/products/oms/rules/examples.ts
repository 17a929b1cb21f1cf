/** Inputs for the examples of OMS's rules. */
import type { Example } from "../../../diagnostics/diagnostic.ts";
import { site, threeHosts } from "../../../rules/examples.ts";

/** A site of three hosts with the `oms` section; further keys of the section follow. */
export function oms(regions: string, rest = "", { version = "4.2.2", user = "root@oms" } = {}): Example {
  return site(`${threeHosts}oms:
  version: ${version}
  meta_database: { host: 10.10.10.1, port: 2883, user: "${user}", password: { from_env: OMS_META_PASSWORD } }
  regions: [ ${regions} ]
${rest}`);
}

export const oneHost = "{ name: cn-anhui, location: 1, hosts: [db1] }";

/** A config.yaml without the given keys and with further lines. */
export function config(lines = "", without: readonly string[] = []): string {
  const all = `oms_meta_host: 10.10.10.1
oms_meta_port: 2883
oms_meta_user: root@oms
oms_meta_password: "__CFGC_SECRET_METRICS_OMS_META_DATABASE_PASSWORD__"
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_cm_heartbeat
cm_url: http://10.1.1.1:8088
cm_location: 1
cm_nodes: [10.1.1.1]
`;
  const kept = all.split("\n").filter((line) => !without.some((key) => line.startsWith(`${key}:`)));
  const replaced = kept.filter((line) => !lines.includes(`${line.split(":", 1)[0]}:`) || line === "");
  return replaced.join("\n") + lines;
}

/** What a second region, on 10.1.1.2, changes. */
export function secondRegion(lines = "", without: readonly string[] = []): string {
  const own = `drc_cm_heartbeat_db: oms_cm_heartbeat_2
cm_url: http://10.1.1.2:8088
cm_location: 2
cm_region: cn-jiangsu
cm_region_cn: Jiangsu
cm_is_default: false
cm_nodes: [10.1.1.2]
`;
  const kept = own
    .split("\n")
    .filter((line) => line !== "" && !lines.includes(`${line.split(":", 1)[0]}:`))
    .filter((line) => !without.some((key) => line.startsWith(`${key}:`)));
  return config(`${kept.join("\n")}\n${lines}`, without);
}

/** The names that the first of several regions needs. */
export const named = "cm_region: cn-anhui\ncm_region_cn: Anhui\n";

/** Files of one deployment at 4.2.2. */
export function files(texts: Readonly<Record<string, string>>): Example {
  return { as: "oms@4.2.2", files: texts };
}

/** One file. */
export function file(text: string, version = "4.2.2"): Example {
  return { as: `oms@${version}`, files: { "config.yaml": text } };
}
