import { type Instance, placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { displayName, entriesOf, variablesOf } from "../../../schema/catalogue.ts";
import { clustersOf } from "../cluster.ts";
import { deployment, nodeFile } from "./examples.ts";

const node = (metaAddr: string) => deployment({ "horaedb.toml": nodeFile({ metaAddr }) });

const key = "cluster_deployment.meta_client.meta_addr";

export const metaAddressWithoutScheme = defineRule({
  name: "meta-address-without-scheme",
  fault: "refused",
  summary: "The address at which a node looks for HoraeMeta has no scheme.",
  why: "The gRPC client takes a URL and cannot connect without http:// (apache/horaedb@v2.1.0:src/meta_client/src/meta_impl.rs:71), and the server then panics at its start (apache/horaedb@v2.1.0:src/horaedb/src/setup.rs:324). HoraeDB's own default, 127.0.0.1:8080, has none, and is not the port of HoraeMeta's gRPC either.",
  fix: 'Write meta_addr = "http://host:port" with the client port of a member, 2379 unless changed.',
  examples: {
    invalid: [
      node("10.1.1.1:2379"),
      {
        title: "the default, which a variable may replace",
        severity: "warning",
        as: "horaedb@2.0.0",
        files: {
          "horaedb.toml": `[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\n`,
        },
      },
    ],
    valid: [node("http://10.1.1.1:2379")],
    boundary: [
      {
        title: "the default, where there is no such variable",
        as: "horaedb@1.2.7",
        files: {
          "horaedb.toml": `[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\n`,
        },
        fires: true,
        severity: "error",
      },
      { title: "a name has none either", ...node("meta.example.net:2379"), fires: true },
      {
        title: "without HoraeMeta nobody reads it",
        as: "horaedb@2.0.0",
        files: { "horaedb.toml": "[server]\nhttp_port = 5440\n" },
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      for (const instance of nodes) {
        const mode = instance.settings.text("cluster_deployment.mode");
        const address = instance.settings.text(key);
        if (mode?.value !== "WithMeta" || address === undefined || address.value.includes("://")) continue;
        const left = address.origin.kind === "default";
        const program = displayName(instance.catalogue, instance.version);
        // Nobody sees here what the environment of the process says.
        const [variable] = left ? variablesAt(instance) : [];
        report({
          at: placeFor(instance, left ? mode.origin : address.origin),
          key,
          site,
          message: left
            ? `meta_addr is not written, and at its default ${address.value}, without a scheme, ${program} panics at its start${variable === undefined ? "" : ` unless ${variable} is set`}`
            : `meta_addr ${JSON.stringify(address.value)} has no scheme, so ${program} cannot connect to HoraeMeta and panics at its start`,
          ...(variable === undefined ? {} : { severity: "warning" as const }),
          help: `write ${JSON.stringify(left ? "http://host:2379" : `http://${address.value}`)}`,
        });
      }
    }
  },
});

function variablesAt({ catalogue, version }: Instance): readonly string[] {
  return entriesOf(catalogue, key).flatMap((entry) => variablesOf(entry, version));
}
