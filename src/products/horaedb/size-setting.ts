import type { Settings } from "../../model/settings.ts";
import { parseReadableSize } from "../../schema/formats/readable-size.ts";

/** The bytes that a key means, in whichever of the two forms it is written; undefined if that is unknown. */
export function bytesAt(settings: Settings, key: string): number | undefined {
  const size = settings.get(key)?.value;
  if (typeof size === "number") return size;
  return typeof size === "string" ? parseReadableSize(size) : undefined;
}
