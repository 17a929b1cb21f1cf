/** Files that no deployment holds, and that people write all the same: what an editor knows of them goes by their names. */
import { basename } from "node:path";
import { settingsName } from "../lint/settings-file.ts";

/** `settings`, `hosts` or `cluster`; undefined for a file that is none of ours. */
export function kindBesides(path: string, text: string): string | undefined {
  const name = basename(path);
  if (name === settingsName) return "settings";
  if (!/\.ya?ml$/i.test(name)) return undefined;
  if (/^cluster\b/i.test(name)) return "cluster";
  // A file for `include` holds nothing else.
  const keys = [...text.matchAll(/^["']?([\w-]+)["']?[\t ]*:/gm)].map(([, key]) => key);
  return keys.length > 0 && keys.every((key) => key === "hosts" || key === "include") ? "hosts" : undefined;
}
