import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { displayName } from "../../../schema/catalogue.ts";
import { clustersOf } from "../cluster.ts";
import { deployment, nodeFile } from "./examples.ts";

const node = (metaAddr: string) => deployment({ "horaedb.toml": nodeFile({ metaAddr }) });

export const metaAddressWithoutScheme = defineRule({
  name: "meta-address-without-scheme",
  fault: "doubtful",
  summary: "The address at which a node looks for HoraeMeta has no scheme.",
  why: "The gRPC client takes a URL and finds no way to connect without http:// (inferred from reading apache/horaedb@v2.1.0:src/meta_client/src/meta_impl.rs:71). HoraeDB's own default, 127.0.0.1:8080, has none, and is not the port of HoraeMeta's gRPC either.",
  fix: 'Write meta_addr = "http://host:port" with the client port of a member, 2379 unless changed.',
  examples: {
    invalid: [
      node("10.1.1.1:2379"),
      {
        title: "the default",
        as: "horaedb@2.0.0",
        files: {
          "horaedb.toml": `[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\n`,
        },
      },
    ],
    valid: [node("http://10.1.1.1:2379")],
    boundary: [
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
        const address = instance.settings.text("cluster_deployment.meta_client.meta_addr");
        if (mode?.value !== "WithMeta" || address === undefined || address.value.includes("://")) continue;
        const left = address.origin.kind === "default";
        const program = displayName(instance.catalogue, instance.version);
        report({
          at: placeFor(instance, left ? mode.origin : address.origin),
          key: "cluster_deployment.meta_client.meta_addr",
          site,
          message: left
            ? `meta_addr is not written, and at its default ${address.value}, without a scheme, ${program} finds no HoraeMeta (inferred from reading) unless a variable sets it`
            : `meta_addr ${JSON.stringify(address.value)} has no scheme, so ${program} cannot connect to HoraeMeta (inferred from reading)`,
          help: `write ${JSON.stringify(left ? "http://host:2379" : `http://${address.value}`)}`,
        });
      }
    }
  },
});
