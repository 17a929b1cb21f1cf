import { defineRule } from "../../../rules/rule.ts";
import { deploymentsOf, type OmsDeployment, type OmsRegion, placeOfKey } from "../deployment.ts";

const keys = ["drc_rm_db", "drc_cm_db", "drc_cm_heartbeat_db"] as const;

const twoSites = (port: number, prefix: string, heartbeat = `${prefix}_hb`) => ({
  files: {
    "a-cluster.yaml": cluster("a", "10.1.1.1", 2883, "oms", "oms_hb"),
    "b-cluster.yaml": cluster("b", "10.1.1.2", port, prefix, heartbeat),
  },
});

export const databasesOfAnotherSite = defineRule({
  name: "databases-of-another-site",
  fault: "contradiction",
  summary: "Two installations of OMS use one database.",
  why: "Whoever is set up second takes the metadata of the first for its own: projects, machines and accounts of both are mixed.",
  fix: "Give one of them databases of other names, or another metadata database.",
  examples: {
    invalid: [twoSites(2883, "oms")],
    valid: [twoSites(2883, "oms_b")],
    boundary: [
      { title: "the same names on another server", ...twoSites(2881, "oms"), fires: false },
      { title: "one name of three", ...twoSites(2883, "oms_b", "oms_hb"), fires: true },
    ],
  },
  check(model, report) {
    const deployments = deploymentsOf(model).filter((deployment) => deployment.site !== undefined);
    for (const [index, deployment] of deployments.entries()) {
      for (const other of deployments.slice(0, index)) {
        const clash = commonDatabase(deployment, other);
        if (clash === undefined) continue;
        const { name, region, key, otherRegion, otherKey } = clash;
        report({
          at: placeOfKey(region, key),
          key,
          site: deployment.site,
          message: `the site "${deployment.site?.name}" keeps "${name}" on the metadata database where "${other.site?.name}" has it`,
          related: [
            { at: placeOfKey(otherRegion, otherKey), message: `"${name}" of "${other.site?.name}" is here` },
          ],
          help: "use other names under `databases`",
        });
      }
    }
  },
});

interface Database {
  readonly identity: string;
  readonly name: string;
  readonly region: OmsRegion;
  readonly key: string;
}

function commonDatabase(deployment: OmsDeployment, other: OmsDeployment) {
  const theirs = databasesOf(other);
  for (const { identity, ...mine } of databasesOf(deployment)) {
    const same = theirs.find((one) => one.identity === identity);
    if (same !== undefined) return { ...mine, otherRegion: same.region, otherKey: same.key };
  }
  return undefined;
}

function databasesOf({ regions }: OmsDeployment): Database[] {
  return regions.flatMap((region) => {
    const { settings } = region;
    const host = settings.text("oms_meta_host")?.value.toLowerCase();
    const port = settings.integer("oms_meta_port")?.value;
    const tenant = tenantOf(settings.text("oms_meta_user")?.value ?? "");
    return keys.flatMap((key) => {
      const name = settings.text(key)?.value;
      if (host === undefined || port === undefined || name === undefined) return [];
      return [{ identity: JSON.stringify([host, port, tenant, name]), name, region, key }];
    });
  });
}

/** Tenants of one OceanBase have databases of their own; MySQL has none. */
function tenantOf(user: string): string {
  const at = user.indexOf("@");
  return at === -1 ? "" : user.slice(at + 1).toLowerCase();
}

function cluster(name: string, address: string, port: number, prefix: string, heartbeat: string): string {
  return `cfgc: 1
name: ${name}
hosts: { h: { address: ${address} } }
oms:
  version: 4.2.2
  meta_database: { host: 10.10.10.1, port: ${port}, user: root@oms, password: { from_env: A } }
  databases: { rm: ${prefix}_rm, cm: ${prefix}_cm, heartbeat: ${heartbeat} }
  regions: [ { location: 1, hosts: [h] } ]
`;
}
