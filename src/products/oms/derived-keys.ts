import { type Sayable, say } from "../../diagnostics/message.ts";
/** Keys that follow from the rest of the `oms` section, and what to write there instead of `config`. */
export const derivedKeys: Readonly<Record<string, Sayable>> = {
  oms_meta_host: say`write \`meta_database.host\``,
  oms_meta_port: say`write \`meta_database.port\``,
  oms_meta_user: say`write \`meta_database.user\``,
  oms_meta_password: say`write \`meta_database.password\``,
  drc_rm_db: say`write \`databases.rm\``,
  drc_cm_db: say`write \`databases.cm\``,
  drc_cm_heartbeat_db: say`write \`databases.heartbeat\`, or \`heartbeat\` at a region`,
  cm_url: say`it follows from \`vip\` of the region, or from its only host`,
  cm_location: say`write \`location\` at the region`,
  cm_region: say`write \`name\` at the region`,
  cm_region_cn: say`write \`label\` at the region`,
  cm_is_default: say`write \`default: true\` at one region`,
  cm_nodes: say`it follows from \`hosts\` of the region`,
  tsdb_enabled: say`it follows from whether there is a \`tsdb\` section`,
  tsdb_service: say`write \`tsdb.service\``,
  tsdb_url: say`write \`tsdb.url\``,
  tsdb_username: say`write \`tsdb.username\``,
  tsdb_password: say`write \`tsdb.password\``,
};
