import { advice } from "../../../../diagnostics/help.ts";
import type { Location } from "../../../../diagnostics/location.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { type HostPort, parseHostPort } from "../../../../model/addresses.ts";
import { type Instance, type Listener, type Model, placeFor, titleOf } from "../../../../model/model.ts";
import { site, threeHosts } from "../../../../rules/examples.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, type OmsRegion, placeOfKey, writtenIn } from "../../deployment.ts";
import { config, file } from "../examples.ts";

const both = (meta: string, tsdb: string) =>
  site(`${threeHosts}horaedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }
oms:
  version: 4.2.2
  meta_database: { host: ${meta.split(":")[0]}, port: ${meta.split(":")[1]}, user: root@oms, password: { from_env: A } }
  regions: [ { location: 1, hosts: [db2] } ]
  tsdb: { url: "${tsdb}", username: oms, password: { from_env: B } }
`);

const influx = `tsdb_service: INFLUXDB
tsdb_url: 10.1.1.1:8086
tsdb_username: oms
tsdb_password: "__CFGC_SECRET_A__"
`;

export const servicePortTaken = defineRule({
  name: "service-port-taken",
  fault: "contradiction",
  summary: "A database that OMS is told to use is on a port that another program of the site opens.",
  why: "Either OMS talks to the wrong program, or the database cannot start beside it. HoraeDB, called CeresDB before 2.0, is no help as a time series database: the documents name it, and OMS supports InfluxDB only.",
  fix: "Correct the address, or move one of the two to another port.",
  examples: {
    invalid: [
      both("db1:3307", "10.10.10.5:8086"),
      { title: "HoraeDB as the time series database", ...both("10.10.10.1:2883", "db1:5440") },
      both("10.1.1.2:8088", "10.10.10.5:8086"),
    ],
    valid: [both("db1:2881", "db3:8086")],
    boundary: [
      {
        title: "the first port that a worker of OMS may take",
        ...both("db2:7100", "db3:8086"),
        fires: true,
        severity: "warning",
      },
      { ...both("db2:7099", "db3:8086"), fires: false },
      {
        title: "the node's own console",
        ...file(config(`${influx.replace("8086", "8089")}tsdb_enabled: true\n`)),
        fires: true,
      },
      {
        title: "a time series database that is switched off",
        ...file(config(`${influx.replace("8086", "8089")}tsdb_enabled: false\n`)),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      for (const region of writtenIn(deployment)) {
        for (const service of servicesOf(region)) {
          for (const { instance, listener } of listenersAt(service, model)) {
            const isRange = listener.lastPort !== undefined;
            report({
              at: service.at,
              key: service.key,
              site: deployment.site,
              message: isRange
                ? say`the ${service.what} is at ${service.host}:${service.port}, and ${titleOf(instance)} on that host takes ports from ${listener.port} to ${listener.lastPort} at random`
                : say`the ${service.what} is to be at ${service.host}:${service.port}, where ${titleOf(instance)} has its ${listener.purpose}`,
              related: [
                { at: placeFor(instance, listener.origin), message: say`${titleOf(instance)} is here` },
              ],
              help: advice`correct the address, or use another port`,
              ...(isRange ? { severity: "warning" as const } : {}),
            });
          }
        }
      }
    }
  },
});

interface Service extends HostPort {
  readonly key: "oms_meta_host" | "tsdb_url";
  readonly what: Message;
  readonly at: Location;
}

function servicesOf(region: OmsRegion): Service[] {
  const { settings } = region;
  const host = settings.text("oms_meta_host")?.value.toLowerCase();
  const port = settings.integer("oms_meta_port")?.value;
  const tsdb = settings.boolean("tsdb_enabled")?.value
    ? parseHostPort(settings.text("tsdb_url")?.value ?? say``)
    : undefined;
  const services: Service[] = [];
  if (host !== undefined && port !== undefined) {
    const key = "oms_meta_host";
    services.push({ key, what: say`metadata database`, host, port, at: placeOfKey(region, key) });
  }
  if (tsdb)
    services.push({
      ...tsdb,
      key: "tsdb_url",
      what: say`time series database`,
      at: placeOfKey(region, "tsdb_url"),
    });
  return services;
}

/** Who listens there, by what its settings say; a process on an unknown host is nowhere. */
function listenersAt({ host, port }: HostPort, model: Model): { instance: Instance; listener: Listener }[] {
  return model.instances
    .filter((instance) => instance.host?.address?.value.toLowerCase() === host)
    .flatMap((instance) => {
      const listener = instance.claims.listeners.find(
        (one) => port >= one.port && port <= (one.lastPort ?? one.port),
      );
      return listener ? [{ instance, listener }] : [];
    });
}
