import { releaseOf } from "../../schema/catalogue.ts";
import { catalogue } from "../../schema/generated/catalogues/horaedb.ts";
import { shapes } from "../../schema/generated/validators/horaedb.ts";
import { type Dialect, toml1 } from "../../source/toml/dialect.ts";
import { readToml } from "../../source/toml/read-toml.ts";
import type { Program } from "../product.ts";
import { nodeKind } from "./kinds.ts";
import { restartRemark } from "./restart-remark.ts";

/** toml 0.5.9, which 1.0.0 reads its file with: a table that comes in two pieces is a field given twice. */
const toml05: Dialect = { ...toml1, refusesOverflow: "both signs", closesImplied: true, closesDotted: true };
/** toml 0.7.3 with toml_edit 0.19, which the releases from 1.1.0 on read their files with. */
const toml07: Dialect = { ...toml1, refusesOverflow: "positive", closesImplied: true };

export const horaedbServer: Program = {
  kind: nodeKind,
  aliases: ["ceresdb"],
  catalogue,
  parse: (source, bag, version) => readToml(source, bag, version === "1.0.0" ? toml05 : toml07),
  hasRelease: (version) => releaseOf(catalogue, version) !== undefined,
  isValid: (shape, value) => shapes[shape]?.(value) ?? true,
  inForce: restartRemark,
};
