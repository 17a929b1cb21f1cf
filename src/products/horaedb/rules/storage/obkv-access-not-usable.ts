import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { parseObkvUrl, parseObkvUser } from "../../node/obkv-access.ts";
import { site, threeHosts } from "../examples.ts";

const url = "http://10.9.1.1:8080/services?Action=ObRootServiceInfo&ObRegion=c&database=wal";
const node = (user: string, paramUrl = url) => ({
  as: "horaedb@2.0.0",
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "Obkv"\n[analytic.wal.obkv]\nfull_user_name = "${user}"\nparam_url = "${paramUrl}"\n`,
  },
});
const access = (paramUrl: string) => node("u@t#c", paramUrl);

export const obkvAccessNotUsable = defineRule({
  name: "obkv-access-not-usable",
  fault: "refused",
  summary: "The user or the URL of the log in OceanBase lacks a part that the client demands.",
  why: "HoraeDB's client of OceanBase takes the user as user@tenant#cluster, or as cluster:tenant:user, and wants the database among the parameters of the configuration URL; each of these that is missing ends the start in a panic (oceanbase/obkv-table-client-rs@81cee5d:src/client/table_client.rs:2239, :2295).",
  fix: "Write full_user_name as user@tenant#cluster, and param_url with ?, the parameters of OceanBase's configuration server and database=NAME.",
  examples: {
    invalid: [
      { title: "a user alone", ...node("root") },
      { title: "no cluster", ...node("root@wal") },
      { title: "no parameters", ...access("http://10.9.1.1:8080/services") },
      { title: "no database", ...access("http://10.9.1.1:8080/services?Action=ObRootServiceInfo") },
      {
        title: "in cluster.yaml",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  nodes: { members: [ { host: db1 } ] }
  wal: { type: Obkv, full_user_name: root, param_url: "${url}", password: { from_env: A }, sys_user_name: proxyro, sys_password: { from_env: B } }
  object_store: { type: S3, region: eu, endpoint: https://s3.example.net, bucket: b, prefix: p, key_id: { from_env: ID }, key_secret: { from_env: SECRET } }
`),
      },
    ],
    valid: [node("root@wal#obcluster"), node("obcluster:wal:root")],
    boundary: [
      { title: "the cluster before the tenant", ...node("root#obcluster@wal"), fires: true },
      { title: "an empty tenant", ...node("root@#obcluster"), fires: true },
      { title: "two parts of three", ...node("wal:root"), fires: true },
      { title: "other separators", ...node("obcluster-wal-root"), fires: false },
      { title: "a database and nothing else", ...access("http://c/?database=wal"), fires: false },
      { title: "in capitals", ...access("http://c/?DATABASE=wal"), fires: false },
      { title: "without a name", ...access("http://c/?database="), fires: true },
      { title: "a parameter without a value", ...access("http://c/?x&database=wal"), fires: true },
      { title: "nothing behind the question mark", ...access("http://c/?"), fires: true },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { nodes } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        if (instance.settings.text("analytic.wal.type")?.value !== "Obkv") return;
        checkPart(instance, "full_user_name", tell);
        checkPart(instance, "param_url", tell);
      });
    }
  },
});

function checkPart(instance: Instance, name: "full_user_name" | "param_url", report: Report): void {
  const key = say`analytic.wal.obkv.${name}`;
  const setting = instance.settings.text(key);
  // What is left out has been said by whoever demands it.
  if (setting === undefined || setting.origin.kind === "default") return;
  const problem = name === "param_url" ? parseObkvUrl(setting.value) : parseObkvUser(setting.value);
  if (typeof problem !== "string") return;
  report({
    at: placeFor(instance, setting.origin),
    key,
    site: instance.site,
    message: say`${name} ${problem}, so ${displayName(instance.catalogue, instance.version)} panics at start`,
    help:
      name === "param_url"
        ? advice`write the URL of OceanBase's configuration server with its parameters and database=NAME`
        : advice`write user@tenant#cluster`,
  });
}
