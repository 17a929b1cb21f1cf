/** What an editor takes a file for that no deployment holds yet. */
import { expect, it } from "vitest";
import cluster from "../schemas/cluster.schema.json" with { type: "json" };
import { kindBesides } from "../src/cli/lsp/other-kinds.ts";
import { registry } from "../src/products/registry.ts";

it.each([
  ["cluster.yaml", "", "cluster"],
  ["cluster.yaml", "cf", "cluster"],
  ["cluster-west.yml", "name: west\n", "cluster"],
  ["prod.cluster.yaml", "", "cluster"],
  ["prod.cluster.yaml", "horaedb:\n  version: 2.1.0\n", "cluster"],
  ["clusters.yaml", "", undefined],
  ["cluster.json", "", undefined],
  // Of Kubernetes.
  [
    "cluster-issuer.yaml",
    "apiVersion: cert-manager.io/v1\nkind: ClusterIssuer\nmetadata:\n  name: a\n",
    undefined,
  ],
  ["machines.yaml", "hosts:\n  h1: { address: 10.0.0.1 }\n", "hosts"],
  ["machines.yaml", "", undefined],
  [".cfgc.yaml", "", "settings"],
])("takes %s that holds %j for %s", (name, text, kind) => {
  expect(kindBesides(`/srv/${name}`, text)).toBe(kind);
});

it("knows a site by any of its keys", () => {
  const keys = [...Object.keys(cluster.properties), ...registry.map(({ name }) => name)];
  for (const key of keys) expect(kindBesides("cluster.yaml", `${key}:\nother: 1\n`), key).toBe("cluster");
});
