import type { Location } from "../../diagnostics/location.ts";
import { numberOf, type View } from "../../schema/documents/view.ts";
import { derived, type Traced } from "../../schema/value.ts";

/** The port that is written or else the default; undefined if what is written is no port. */
export function portOf(
  written: View<number> | undefined,
  byDefault: number,
  name: string,
  at: Location,
): Traced<number> | undefined {
  if (written === undefined) return derived(byDefault, `the default of ports.${name}`, [at]);
  const port = numberOf(written);
  return port !== undefined && port.value >= 1 && port.value <= 65_535 ? port : undefined;
}
