import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import { say, shownPath, writtenName } from "../diagnostics/message.ts";
import type { Uncarried } from "../emit/emit.ts";
import { valueNotWritable } from "../model/codes.ts";
import type { Model } from "../model/model.ts";
import { placeOf } from "../schema/value.ts";

/** A value that a file of the bundle cannot carry, at its line in cluster.yaml; what the value is stays unsaid. */
export function reportUncarried(
  { path, key, origin, reason }: Uncarried,
  model: Model,
  bag: DiagnosticBag,
): void {
  const at = placeOf(origin) ?? model.sites[0]?.at;
  if (at === undefined) throw new Error(`nobody wrote what ${path} cannot carry`);
  // A file of the bundle and a key in it; the reason has no part of the value.
  const file = shownPath(path.slice(path.lastIndexOf("/") + 1));
  const name = key === undefined ? undefined : writtenName(key);
  bag.report(valueNotWritable, {
    at,
    key: name,
    message:
      name === undefined
        ? say`a value that ${file} repeats ${reason}`
        : say`the value of "${name}" for ${file} ${reason}`,
    // Of a whole text nobody knows which key it was.
    help:
      key === undefined && origin.kind === "derived"
        ? advice`write a value without it`
        : advice`write a value without it, or leave the key out`,
  });
}
