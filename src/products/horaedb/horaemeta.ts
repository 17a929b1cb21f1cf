import { releaseOf } from "../../schema/catalogue.ts";
import { catalogue } from "../../schema/generated/catalogues/horaemeta.ts";
import { shapes } from "../../schema/generated/validators/horaemeta.ts";
import type { Dialect } from "../../source/toml/dialect.ts";
import { readToml } from "../../source/toml/read-toml.ts";
import type { Program } from "../product.ts";
import { metaKind } from "./kinds.ts";
import { restartRemark } from "./restart-remark.ts";

/** pelletier/go-toml v2.0.6, which every release of HoraeMeta reads its file with. */
const goToml: Dialect = {
  refusesByteOrderMark: true,
  takesEscapeE: true,
  refusesOverflow: "both signs",
  looksAt,
};

export const horaemeta: Program = {
  kind: metaKind,
  aliases: ["ceresmeta"],
  catalogue,
  parse: (source, bag) => readToml(source, bag, goToml),
  hasRelease: (version) => releaseOf(catalogue, version) !== undefined,
  isValid: (shape, value) => shapes[shape]?.(value) ?? true,
  inForce: restartRemark,
};

/** Keys and tables of any release, in any letter case, and what stands below a key: there a table is refused. */
function looksAt(names: readonly string[]): boolean {
  const path = names.join(".").toLowerCase();
  if (known().has(path)) return true;
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1))
    if (known().get(path.slice(0, dot)) === "key") return true;
  return false;
}

let kinds: ReadonlyMap<string, "key" | "table"> | undefined;

function known(): ReadonlyMap<string, "key" | "table"> {
  kinds ??= new Map(
    catalogue.keys.map(({ key, table }) => [key.toLowerCase(), table === true ? "table" : "key"]),
  );
  return kinds;
}
