import { releaseOf } from "../../schema/catalogue.ts";
import { catalogue } from "../../schema/generated/catalogues/horaedb.ts";
import { shapes } from "../../schema/generated/validators/horaedb.ts";
import { readToml } from "../../source/toml/read-toml.ts";
import type { Program } from "../product.ts";
import { nodeKind } from "./kinds.ts";
import { restartRemark } from "./restart-remark.ts";

export const horaedbServer: Program = {
  kind: nodeKind,
  aliases: ["ceresdb"],
  catalogue,
  parse: readToml,
  hasRelease: (version) => releaseOf(catalogue, version) !== undefined,
  isValid: (shape, value) => shapes[shape]?.(value) ?? true,
  inForce: restartRemark,
};
