import { say } from "../../diagnostics/message.ts";
import type { FileSide } from "../product.ts";
import { agentFile, clusterFile, controllerFile, nodesFile, standaloneFile } from "./programs.ts";
import { readDolphinFiles } from "./read/read.ts";
import { dolphindbRules } from "./rules/dolphindb-rules.ts";

/** All of its files belong together, and a parameter in the wrong one is looked up in the others. */
export const dolphindbFiles: FileSide = {
  name: say`dolphindb`,
  programs: [controllerFile, agentFile, clusterFile, nodesFile, standaloneFile],
  rules: dolphindbRules,
  read: readDolphinFiles,
};
