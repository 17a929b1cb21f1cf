import { say } from "../../diagnostics/message.ts";
import type { FileSide } from "../product.ts";
import { omsProgram } from "./programs.ts";
import { readOmsFiles } from "./read.ts";
import { omsRules } from "./rules/oms-rules.ts";

export const omsFiles: FileSide = {
  name: say`oms`,
  programs: [omsProgram],
  rules: omsRules,
  read: readOmsFiles,
};
