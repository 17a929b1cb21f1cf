/** Random OMS sites that are right: any of them has to compile without an error. */
import fc from "fast-check";
import { nastyText } from "./nasty-text.ts";

export interface RandomRegion {
  readonly hosts: number;
  readonly location: number;
  readonly label: string | undefined;
  readonly heartbeat: string | undefined;
  readonly vip: string | undefined;
}

export interface RandomOms {
  readonly version: string;
  readonly regions: readonly RandomRegion[];
  readonly named: boolean;
  readonly user: string;
  /** Texts of secrets, read from variables by their names. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly tsdb: boolean;
  readonly ports: Readonly<Record<string, number>>;
  readonly drc: boolean;
  readonly sls: boolean;
}

/** Not empty, UTF-8 can carry it, and no placeholder of a document is left in it. */
const someText = nastyText.filter(
  (text) => text !== "" && !/\p{Surrogate}/u.test(text) && !/\$?\{[A-Za-z_]\w*\}/.test(text),
);

const region = fc.record({
  hosts: fc.integer({ min: 1, max: 4 }),
  location: fc.integer({ min: 0, max: 127 }),
  // "a:b@c" is taken for a user's name with a password, which is a finding.
  label: fc.option(
    someText.filter((text) => !/:.*@/s.test(text)),
    { nil: undefined },
  ),
  heartbeat: fc.option(fc.constantFrom("hb", "2024", "0123", "yes", "null", "1e3"), { nil: undefined }),
  vip: fc.option(fc.constantFrom("oms.example.net", "10.200.0.1", "10.200.0.1:80"), { nil: undefined }),
});

export const randomOms: fc.Arbitrary<RandomOms> = fc
  .record({
    version: fc.constantFrom("3.2.2", "3.3.1", "4.1.0", "4.1.1", "4.2.2"),
    regions: fc.uniqueArray(region, { minLength: 1, maxLength: 4, selector: ({ location }) => location }),
    named: fc.boolean(),
    user: someText.filter((text) => !/@sys(?:#|$)|:.*@/is.test(text)),
    secrets: fc.record({ META: someText, TSDB: someText, DRC: someText, SLS: someText }),
    tsdb: fc.boolean(),
    ports: fc.record(
      { cm_server_port: fc.constant(20_088), nginx_server_port: fc.constantFrom(443, 20_089) },
      { requiredKeys: [] },
    ),
    drc: fc.boolean(),
    sls: fc.boolean(),
  })
  .map((choice) => ({
    ...choice,
    // Each region has its own database and address; the index makes them different.
    regions: choice.regions.slice(0, choice.version === "3.2.2" ? 1 : 4).map((one, index) => ({
      ...one,
      hosts: choice.version === "3.2.2" ? 1 : one.hosts,
      heartbeat: one.heartbeat === undefined ? undefined : `${one.heartbeat}${"_".repeat(index)}`,
      vip: one.vip?.replace("oms", `oms${index}`).replace("200.0.1", `200.${index}.1`),
    })),
  }));

/** Text of its cluster.yaml. JSON is YAML, so random values are written as JSON. */
export function omsCluster(choice: RandomOms): string {
  const { version, regions, named, user, tsdb, ports, drc, sls } = choice;
  const several = regions.length > 1;
  const hosts = regions.map(
    ({ hosts: count }, index) => `  "r${index}h[1-${count}]": { address: "10.${index}.1.[1-${count}]" }`,
  );
  const entries = regions.map((one, index) =>
    JSON.stringify({
      location: one.location,
      hosts: [`r${index}h[1-${one.hosts}]`],
      ...(several || named ? { name: `region-${index}` } : {}),
      ...(one.label === undefined ? {} : { label: one.label }),
      ...(one.heartbeat === undefined ? {} : { heartbeat: one.heartbeat }),
      ...(one.vip !== undefined || one.hosts > 1 ? { vip: one.vip ?? `10.201.${index}.1` } : {}),
      ...(several ? { default: index === 0 } : {}),
    }),
  );
  const hasDrc = drc || version === "3.2.2";
  const hasPorts = version === "4.2.2";
  const config = {
    ...(hasPorts ? ports : {}),
    ...(hasDrc && version < "4.1.1" ? { drc_user: user, drc_password: { from_env: "DRC" } } : {}),
    ...(sls && version >= "4"
      ? {
          apsara_audit_sls_access_key: { from_env: "SLS" },
          apsara_audit_sls_access_secret: { from_env: "SLS" },
          apsara_audit_sls_endpoint: "sls.example.net",
          apsara_audit_sls_ops_site_topic: "ops",
          apsara_audit_sls_user_site_topic: "yes",
        }
      : {}),
  };
  const metrics = `  tsdb: { url: "10.9.9.9:8086", username: ${JSON.stringify(user)}, password: { from_env: TSDB } }\n`;
  return `cfgc: 1
name: random
hosts:
${hosts.join("\n")}
oms:
  version: ${version}
  meta_database: { host: 10.10.10.1, port: 2883, user: ${JSON.stringify(user)}, password: { from_env: META } }
  regions: [ ${entries.join(", ")} ]
${tsdb ? metrics : ""}  config: ${JSON.stringify(config)}
`;
}
