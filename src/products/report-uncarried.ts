import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import { say, sayableText } from "../diagnostics/message.ts";
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
  const file = sayableText(path.slice(path.lastIndexOf("/") + 1));
  const why = sayableText(reason);
  bag.report(valueNotWritable, {
    at,
    ...(key === undefined ? {} : { key }),
    message:
      key === undefined
        ? say`a value that ${file} repeats ${why}`
        : say`the value of "${sayableText(key)}" for ${file} ${why}`,
    // Of a whole text nobody knows which key it was.
    help:
      key === undefined && origin.kind === "derived"
        ? advice`write a value without it`
        : advice`write a value without it, or leave the key out`,
  });
}
