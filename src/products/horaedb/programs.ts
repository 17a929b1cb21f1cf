import { catalogue as nodeCatalogue } from "../../schema/generated/catalogues/horaedb.ts";
import { catalogue as metaCatalogue } from "../../schema/generated/catalogues/horaemeta.ts";
import { shapes as nodeShapes } from "../../schema/generated/validators/horaedb.ts";
import { shapes as metaShapes } from "../../schema/generated/validators/horaemeta.ts";
import type { Program } from "../product.ts";

export const horaemeta: Program = {
  kind: "horaemeta",
  aliases: ["ceresmeta"],
  syntax: "toml",
  catalogue: metaCatalogue,
  isValid: (shape, value) => metaShapes[shape]?.(value) ?? true,
};

export const horaedbServer: Program = {
  kind: "horaedb",
  aliases: ["ceresdb"],
  syntax: "toml",
  catalogue: nodeCatalogue,
  isValid: (shape, value) => nodeShapes[shape]?.(value) ?? true,
};
