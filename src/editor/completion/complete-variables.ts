/** The variables of environment files, and their values. */
import { newestOf } from "../../products/known-releases.ts";
import type { Catalogue, KeyEntry, OwnVariable } from "../../schema/catalogue.ts";
import { inForce } from "../../schema/key-state.ts";
import { valuesOf } from "../known/values-at.ts";
import { releaseSaidIn } from "../open-file.ts";
import { keysIn } from "../places/outline.ts";
import { type VariableHelp, variableHelp } from "../reference/variable-help.ts";
import type { Asked } from "./complete.ts";
import type { Completion } from "./completion.ts";

export interface Variable extends VariableHelp {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly entry: KeyEntry | undefined;
  readonly own: OwnVariable | undefined;
}

/** Those that a release reads, or any if the file does not say which it is of; a program that none has reads none. */
export function variablesKnown({ open, library }: Pick<Asked, "open" | "library">): readonly Variable[] {
  const version = releaseSaidIn(open);
  const counts = (range: { since?: string; until?: string }) =>
    version === undefined || inForce(range, version);
  return library.references.flatMap(({ catalogue }) => [
    ...catalogue.keys.flatMap((entry) =>
      (entry.env ?? [])
        .filter(counts)
        .map(({ name }): Variable => ({ name, catalogue, entry, own: undefined })),
    ),
    ...catalogue.environment
      .filter(counts)
      .map((own): Variable => ({ name: own.name, catalogue, entry: undefined, own })),
  ]);
}

export function completeVariables(asked: Asked): readonly Completion[] {
  const { root, place, library } = asked;
  if (place.slot === "nothing") return [];
  const range = { start: place.start, end: place.end };
  const known = variablesKnown(asked);
  if (place.slot === "value") {
    const named = known.filter(({ name }) => name === place.path[0]);
    const values = named.flatMap((one) => valuesOfVariable(one, asked));
    return [...new Set(values)].map((text, index) => ({
      label: text,
      kind: "value",
      range,
      text,
      sort: String(index).padStart(4, "0"),
    }));
  }
  const there = new Set(
    keysIn(root).filter((key) => key !== asked.open.source.text.slice(place.start, place.end)),
  );
  const names = new Map(known.filter(({ name }) => !there.has(name)).map((one) => [one.name as string, one]));
  return [...names.values()].map((one, index) => ({
    label: one.name,
    kind: "key",
    detail: one.catalogue.program,
    documentation: () => variableHelp(one, library),
    range,
    text: place.isFollowed ? one.name : `${one.name}=`,
    sort: String(index).padStart(4, "0"),
  }));
}

function valuesOfVariable({ own, entry, catalogue }: Variable, { library, open }: Asked): readonly string[] {
  if (own !== undefined) return [...(own.values ?? []), ...(own.default === undefined ? [] : [own.default])];
  const reference = library.references.find((one) => one.catalogue === catalogue);
  if (entry === undefined || reference === undefined || entry.secret) return [];
  const version = releaseSaidIn(open) ?? newestOf(catalogue);
  const file = { reference, version, tag: () => undefined, isDerived: () => false, isConfig: false };
  return valuesOf({ of: "program", file, key: entry.key }).flatMap(({ value }) =>
    typeof value === "object" ? [] : [String(value)],
  );
}
