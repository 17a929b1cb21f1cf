/** The OMS part of the bundle's README: how each container is started, how OMS grows, how it is upgraded. */
import { say } from "../../../diagnostics/message.ts";
import { template } from "../../../emit/generated/templates/oms/readme.md.ts";
import { code, type Markdown, markdown } from "../../../emit/markdown.ts";
import { hostNameOf, type Model, type Site, siteFolder } from "../../../model/model.ts";
import { Secret } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import {
  cmUrlOf,
  deploymentsOf,
  nodesOf,
  type OmsDeployment,
  type OmsRegion,
  titleOfRegion,
} from "../deployment.ts";
import { portOf } from "../ports.ts";

export function readmeOms(model: Model, site: Site): string | undefined {
  const deployment = deploymentsOf(model).find((one) => one.site === site);
  return deployment && template(valuesFor(deployment, siteFolder(model, site)));
}

/** `folder` is that of the site in the bundle. */
function valuesFor(deployment: OmsDeployment, folder: string) {
  const { plan, regions } = deployment;
  const version = plan?.version ?? say``;
  const [first] = regions;
  const text = (key: string) => first?.settings.text(key)?.value ?? say``;
  return {
    version: plan?.release ?? version,
    image: plan?.image ?? "",
    container: plan?.containerName ?? "",
    mounts: plan
      ? [plan.mounts.logs, plan.mounts.store, plan.mounts.run].flatMap((mount) => mount?.value ?? [])
      : [],
    certificates: plan?.https ? [plan.https.value.certificate, plan.https.value.key] : [],
    siteFolder: folder,
    hasHttps: plan?.https !== undefined,
    configMode: regions.some(holdsSecrets) ? "0600" : "0644",
    regions: regions.map((region) => regionValues(region, plan?.https !== undefined, folder)),
    virtual: regions.filter(hasVirtualAddress).map((region) => ({
      title: titleOfRegion(region),
      address: cmUrlOf(region)?.host ?? "",
      port: cmUrlOf(region)?.port ?? "",
      ports: portsOf(region),
      hosts: region.instances.map((instance) => instance.host?.address?.value).join(", "),
    })),
    plain: regions
      .filter((region) => !hasVirtualAddress(region))
      .map((region) => ({ title: titleOfRegion(region) })),
    metaDatabase: `${text("oms_meta_host")}:${first?.settings.integer("oms_meta_port")?.value}`,
    tables: [
      ...["location_cm", "host", "resource_group"].map((table) => tableIn(text("drc_cm_db"), table)),
      tableIn(text("drc_rm_db"), "cluster_info"),
    ],
    deleteClusters: code(`delete from ${sqlName(text("drc_rm_db"))}.cluster_info;`),
    tenant: tenantOf(text("oms_meta_user")),
    portList: portList(regions),
    kafkaProject: compareVersions(version, "4.1.1") >= 0 ? "8 cores and 16 GB" : "6 cores and 12 GB",
    firstLogin: firstLogin(version),
    closeToRealTime: compareVersions(version, "4.0.0") >= 0,
    databases: [
      text("drc_rm_db"),
      text("drc_cm_db"),
      ...regions.map((region) => region.settings.text("drc_cm_heartbeat_db")?.value ?? say``),
    ].join(", "),
    tsdb: text("tsdb_url"),
    upgradingFrom: plan?.upgradingFrom?.value,
    isOnlyRegion: regions.length === 1,
    // The two mounts for HTTPS came with 3.3.0, and the comment before them.
    documentedCommandBreaks: compareVersions(version, "3.3.0") >= 0,
    hasPortScript: compareVersions(version, "4.2.2") >= 0,
    heartbeats: regions.map(({ settings }) => {
      const table = `${sqlName(settings.text("drc_cm_heartbeat_db")?.value ?? "")}.heatbeat_sequence`;
      return code(
        `delete from ${table} where id < (select id from (select max(id) as id from ${table}) as newest);`,
      );
    }),
  };
}

/** `user@tenant#cluster`; nothing for a MySQL server. */
function tenantOf(user: string): Markdown | "" | undefined {
  const tenant = /@([^#]+)/.exec(user)?.[1];
  return tenant && code(tenant);
}

/** What a container opens, as the documents tell to keep free: single ports, then ranges of which any may be taken. */
function portList(regions: readonly OmsRegion[]): string {
  const listeners = regions.flatMap(({ instances }) => instances.flatMap(({ claims }) => claims.listeners));
  const ports = new Map(listeners.map(({ port, lastPort }) => [`${port} ${lastPort}`, { port, lastPort }]));
  const texts = [...ports.values()]
    .sort((a, b) => Number(a.lastPort !== undefined) - Number(b.lastPort !== undefined) || a.port - b.port)
    .map(({ port, lastPort }) => (lastPort === undefined ? String(port) : `${port} to ${lastPort}`));
  return `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/** oceanbase/oms-doc, the page on the login of each branch: 4.2.1 is the first whose visitor sets the passwords. */
function firstLogin(version: string): Markdown {
  if (compareVersions(version, "4.2.1") >= 0)
    return markdown`**Log in at once.** Whoever opens the console first sets the password of ${code("admin")} and ${code("root")}; do it before anybody else can reach the port.`;
  const told = markdown`The first password of ${code("admin")} is not in the documents: the vendor's support tells it.`;
  return compareVersions(version, "3.3.0") >= 0
    ? markdown`${told} The console asks for another one at the first login.`
    : markdown`${told} Change it under the personal settings after the first login.`;
}

function regionValues(region: OmsRegion, https: boolean, folder: string) {
  const console = portOf(region.settings, "nginx_server_port");
  return {
    title: titleOfRegion(region),
    location: region.settings.integer("cm_location")?.value ?? "",
    isDefault: region.settings.boolean("cm_is_default")?.value === true ? "default" : "",
    heartbeat: region.settings.text("drc_cm_heartbeat_db")?.value ?? say``,
    cmUrl: region.settings.text("cm_url")?.value ?? say``,
    hosts: region.instances.map((instance) => ({
      name: hostNameOf(instance),
      address: instance.host?.address?.value ?? "",
      folder: `${folder}hosts/${instance.hostName?.value}/oms`,
    })),
    first: region.instances[0]?.hostName?.value ?? say``,
    console: `${https ? "https" : "http"}://${region.instances[0]?.host?.address?.value}:${console}`,
  };
}

/** The name of a database may hold hyphens or begin with a digit. */
function sqlName(name: string): string {
  return /^[A-Za-z_][\w$]*$/.test(name) ? name : `\`${name}\``;
}

function portsOf({ settings }: OmsRegion) {
  const port = (key: Parameters<typeof portOf>[1]) => portOf(settings, key) ?? "";
  return { manager: port("cm_server_port"), console: port("nginx_server_port") };
}

function hasVirtualAddress(region: OmsRegion): boolean {
  const host = cmUrlOf(region)?.host;
  return host !== undefined && !(nodesOf(region) ?? []).includes(host);
}

function holdsSecrets({ settings }: OmsRegion): boolean {
  return [...settings.explicit.values()].some(({ value }) => value instanceof Secret);
}

function tableIn(database: string, table: string): Markdown {
  return code(`${sqlName(database)}.${table}`);
}
