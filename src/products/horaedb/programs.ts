import { releaseOf } from "../../schema/catalogue.ts";
import { catalogue as nodeCatalogue } from "../../schema/generated/catalogues/horaedb.ts";
import { catalogue as metaCatalogue } from "../../schema/generated/catalogues/horaemeta.ts";
import { shapes as nodeShapes } from "../../schema/generated/validators/horaedb.ts";
import { shapes as metaShapes } from "../../schema/generated/validators/horaemeta.ts";
import { readToml } from "../../source/toml/read-toml.ts";
import type { Program } from "../product.ts";

export const horaemeta: Program = {
  kind: "horaemeta",
  aliases: ["ceresmeta"],
  catalogue: metaCatalogue,
  parse: readToml,
  hasRelease: (version) => releaseOf(metaCatalogue, version) !== undefined,
  isValid: (shape, value) => metaShapes[shape]?.(value) ?? true,
};

export const horaedbServer: Program = {
  kind: "horaedb",
  aliases: ["ceresdb"],
  catalogue: nodeCatalogue,
  parse: readToml,
  hasRelease: (version) => releaseOf(nodeCatalogue, version) !== undefined,
  isValid: (shape, value) => nodeShapes[shape]?.(value) ?? true,
};
