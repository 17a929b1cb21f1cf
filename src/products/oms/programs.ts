import { say } from "../../diagnostics/message.ts";
import { releaseOf } from "../../schema/catalogue.ts";
import { catalogue } from "../../schema/generated/catalogues/oms.ts";
import { shapes } from "../../schema/generated/validators/oms.ts";
import { readYaml } from "../../source/yaml.ts";
import type { Program } from "../product.ts";

/** config.yaml is read by a program in Python, so by the rules of YAML 1.1. */
export const omsProgram: Program = {
  kind: say`oms`,
  aliases: [],
  catalogue,
  parse: (source, bag) => readYaml(source, bag, { version: "1.1" }),
  hasRelease: (version) => releaseOf(catalogue, version) !== undefined,
  // oceanbase/oms-doc@V4.2.2:zh-CN/400.deployment-guide/500.deploy-oms-on-a-single-node.md, the last section.
  inForce: () =>
    "in force after oms_init_manager --init-config-file and a restart of oms_console and oms_drc_supervisor in every container",
  isValid: (shape, value) => shapes[shape]?.(value) ?? true,
};
