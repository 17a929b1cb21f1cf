import { releaseOf } from "../../schema/catalogue.ts";
import { catalogue } from "../../schema/generated/catalogues/horaemeta.ts";
import { shapes } from "../../schema/generated/validators/horaemeta.ts";
import { readToml } from "../../source/toml/read-toml.ts";
import type { Program } from "../product.ts";
import { metaKind } from "./kinds.ts";
import { restartRemark } from "./restart-remark.ts";

export const horaemeta: Program = {
  kind: metaKind,
  aliases: ["ceresmeta"],
  catalogue,
  parse: readToml,
  hasRelease: (version) => releaseOf(catalogue, version) !== undefined,
  isValid: (shape, value) => shapes[shape]?.(value) ?? true,
  inForce: restartRemark,
};
