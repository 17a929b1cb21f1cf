import type { View } from "../../schema/documents/view.ts";
import { schema } from "../../schema/generated/documents/dolphindb-section.schema.ts";
import { validate } from "../../schema/generated/documents/dolphindb-section.validator.ts";
import type { DolphindbSection } from "../../schema/generated/types/dolphindb-section.ts";
import type { Product } from "../product.ts";
import { lowerDolphindb } from "./bundle/lower.ts";
import { readmeDolphindb } from "./bundle/readme.ts";
import { derivedAgentKeys, derivedControllerKeys, derivedNodeKeys } from "./derived-keys.ts";
import { dolphindbFiles } from "./files.ts";
import { agentFile, clusterFile, controllerFile, nodesFile, standaloneFile } from "./programs.ts";
import { resolveDolphindb } from "./resolve/resolve.ts";

/** DolphinDB clusters and the files of single servers. */
export const dolphindb: Product = {
  ...dolphindbFiles,
  section: { schema, validate },
  resolve: (section, context) => resolveDolphindb(section as View<DolphindbSection>, context),
  lower: lowerDolphindb,
  readme: readmeDolphindb,
  starter: async (site) => (await import("./starter.ts")).starterOfDolphindb(site),
  async reference() {
    const [controller, agent, cluster, nodes, standalone, commandLine, commandLineCatalogue] =
      await Promise.all([
        import("../../schema/generated/prose/dolphindb-controller.ts"),
        import("../../schema/generated/prose/dolphindb-agent.ts"),
        import("../../schema/generated/prose/dolphindb-cluster.ts"),
        import("../../schema/generated/prose/dolphindb-nodes.ts"),
        import("../../schema/generated/prose/dolphindb-standalone.ts"),
        import("../../schema/generated/prose/dolphindb-commandline.ts"),
        import("../../schema/generated/catalogues/dolphindb-commandline.ts"),
      ]);
    return [
      { catalogue: controllerFile.catalogue, prose: controller.prose },
      { catalogue: agentFile.catalogue, prose: agent.prose },
      { catalogue: clusterFile.catalogue, prose: cluster.prose },
      { catalogue: nodesFile.catalogue, prose: nodes.prose },
      { catalogue: standaloneFile.catalogue, prose: standalone.prose },
      // No file of its own: what the server takes as `-name value`.
      { catalogue: commandLineCatalogue.catalogue, prose: commandLine.prose },
    ];
  },
  derivedKeys: {
    [controllerFile.kind]: derivedControllerKeys,
    [agentFile.kind]: derivedAgentKeys,
    [clusterFile.kind]: derivedNodeKeys,
  },
  async editorSchemas() {
    const [section, controller, agent, cluster, nodes, standalone] = await Promise.all([
      import("../../schema/generated/editor/dolphindb-section.ts"),
      import("../../schema/generated/editor/dolphindb-controller.ts"),
      import("../../schema/generated/editor/dolphindb-agent.ts"),
      import("../../schema/generated/editor/dolphindb-cluster.ts"),
      import("../../schema/generated/editor/dolphindb-nodes.ts"),
      import("../../schema/generated/editor/dolphindb-standalone.ts"),
    ]);
    return {
      section: section.schema,
      [controllerFile.kind]: controller.schema,
      [agentFile.kind]: agent.schema,
      [clusterFile.kind]: cluster.schema,
      [nodesFile.kind]: nodes.schema,
      [standaloneFile.kind]: standalone.schema,
    };
  },
};
