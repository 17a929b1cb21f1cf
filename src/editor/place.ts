/** The place of an offset in an open file, in the syntax of its kind. */
import { environmentKind, registry } from "../products/registry.ts";
import type { OpenFile } from "./open-file.ts";
import type { Placed } from "./places/outline.ts";
import { placeInCfg, placeInEnv, placeInTable } from "./places/place-in-lines.ts";
import { placeInToml } from "./places/place-in-toml.ts";
import { placeInYaml } from "./places/place-in-yaml.ts";

export type Syntax = "yaml" | "toml" | "cfg" | "env" | "table";

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

/** How a kind of file is written: its usual name tells. */
export function syntaxOf(kind: string): Syntax {
  if (kind === environmentKind) return "env";
  const name = registry.flatMap(({ kinds }) => kinds[kind]?.usualName ?? [])[0] ?? "";
  return byEnding[name.slice(name.lastIndexOf("."))] ?? "yaml";
}

const byEnding: Readonly<Record<string, Syntax>> = { ".toml": "toml", ".cfg": "cfg", ".nodes": "table" };
