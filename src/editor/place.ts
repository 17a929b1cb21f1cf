/** The place of an offset in an open file, in the syntax of its kind. */
import { environmentKind, registry, type Syntax } from "../products/registry.ts";
import type { OpenFile } from "./open-file.ts";
import type { Placed } from "./places/outline.ts";
import { placeInCfg, placeInEnv, placeInTable } from "./places/place-in-lines.ts";
import { placeInToml } from "./places/place-in-toml.ts";
import { placeInYaml } from "./places/place-in-yaml.ts";

const places: Readonly<Record<Syntax, (text: string, offset: number) => Placed>> = {
  yaml: placeInYaml,
  toml: placeInToml,
  cfg: placeInCfg,
  env: placeInEnv,
  table: placeInTable,
};

export function placeIn({ source: { text }, kind }: OpenFile, offset: number): Placed {
  return places[syntaxOf(kind)](text, Math.max(0, Math.min(offset, text.length)));
}

export function syntaxOf(kind: string): Syntax {
  if (kind === environmentKind) return "env";
  return registry.flatMap(({ kinds }) => kinds[kind]?.syntax ?? [])[0] ?? "yaml";
}

/** No document says that a list of nodes may, so the server may take one for a row. */
export function mayHoldComments(kind: string): boolean {
  return syntaxOf(kind) !== "table";
}
