import { detect } from "../../../detect.ts";
import type { Model } from "../../../model/model.ts";
import { changeEffects } from "../../../products/change-effects.ts";
import { newestOf } from "../../../products/known-releases.ts";
import type { Product } from "../../../products/product.ts";
import { parseVersionSpec } from "../../../schema/versions.ts";

/** What is said beside the diff of a file: which of the changed keys want a restart, and which change nothing. */
export function effectRemarks(
  products: readonly Product[],
  model: Model,
): (path: string, before: string, after: string) => readonly string[] {
  const programs = products.flatMap((product) => product.programs);
  return (path, before, after) => {
    const found = detect({ path, text: after });
    const program = programs.find(
      ({ kind, aliases }) => kind === found?.kind || aliases.includes(found?.kind ?? ""),
    );
    if (program === undefined) return [];
    const said = found?.version === undefined ? undefined : parseVersionSpec(found.version);
    const version = said?.treatAs ?? said?.version ?? newestOf(program.catalogue);
    const { atStart, locatesData, once } = changeEffects(before, after, { program, version });
    return [
      ...[...once].map(
        ([when, keys]) =>
          `${keys.join(", ")}: no effect on what is there already, since ${keys.length === 1 ? "it counts" : "they count"} only when ${when}`,
      ),
      ...(atStart.length > 0
        ? [`${atStart.join(", ")}: ${program.inForce?.(path, model) ?? "in force after a restart"}`]
        : []),
      ...(locatesData.length > 0
        ? [
            `${locatesData.join(", ")}: data stay at the place of before, and the process does not look there any more`,
          ]
        : []),
    ];
  };
}
