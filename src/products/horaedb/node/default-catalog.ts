/**
 * The catalog of requests that name none. CeresDB calls it ceresdb, always (apache/horaedb@v1.2.7:catalog/src/consts.rs:18);
 * HoraeDB goes by a variable, without which it is horaedb (apache/horaedb@v2.1.0:src/catalog/src/consts.rs:24). Tables
 * stay in the catalog that they were created in.
 */
import { literal, type Message, type Sayable, say } from "../../../diagnostics/message.ts";
import { field, textOf, type View } from "../../../schema/documents/view.ts";
import type { HoraedbSection } from "../../../schema/generated/types/horaedb-section.ts";
import { derived, type Traced } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";

export const ceresCatalog = literal("ceresdb");
export const catalogVariable = "HORAEDB_DEFAULT_CATALOG";

/** The newest release that is called CeresDB. */
export const lastCeres = "1.2.7";

/** Whether a release is of the line that is called CeresDB and CeresMeta. */
export function isCeres(version: Sayable): boolean {
  return compareVersions(version, lastCeres) <= 0;
}

/** Undefined where the program's own default will do, or what is written cannot be read. */
export function defaultCatalogOf(
  view: View<HoraedbSection>,
  upgradingFrom: Traced<Sayable> | undefined,
): Traced<Sayable> | undefined {
  const written = field(view, "default_catalog");
  if (written !== undefined || upgradingFrom?.origin.kind !== "source" || !isCeres(upgradingFrom.value))
    return textOf(written);
  return derived(say`${ceresCatalog}`, "the catalog of the release that created the tables", [
    upgradingFrom.origin.at,
  ]);
}

/** What the environment file of a node says of it. */
export function catalogVariables(
  version: Message,
  defaultCatalog: Traced<Sayable> | undefined,
): ReadonlyMap<string, Traced<Sayable>> {
  return defaultCatalog === undefined || isCeres(version)
    ? new Map()
    : new Map([[catalogVariable, defaultCatalog]]);
}
