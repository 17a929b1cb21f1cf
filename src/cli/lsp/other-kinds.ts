/** Files that no deployment holds, and that people write all the same: what an editor knows of them goes by their names. */
import { basename } from "node:path";
import { registry } from "../../products/registry.ts";
import { settingsName } from "../lint/settings-file.ts";

/** `settings`, `hosts` or `cluster`; undefined for a file that is none of ours. */
export function kindBesides(path: string, text: string): string | undefined {
  const name = basename(path);
  if (name === settingsName) return "settings";
  if (!/\.ya?ml$/i.test(name)) return undefined;
  const keys = [...text.matchAll(/^["']?([\w-]+)["']?[\t ]*:/gm)].map(([, key]) => key);
  // Other programs have clusters as well, and keys of their own: `cluster-issuer.yaml` is one of Kubernetes.
  if (/^(?:.*\.)?cluster\b/i.test(name) && (keys.length === 0 || keys.some((key) => ofSite.has(key))))
    return "cluster";
  // A file for `include` holds nothing else.
  return keys.length > 0 && keys.every((key) => key === "hosts" || key === "include") ? "hosts" : undefined;
}

/** Keys at the top of a cluster.yaml. */
const ofSite = new Set<string | undefined>([
  "cfgc",
  "name",
  "environment",
  "include",
  "hosts",
  "accept",
  ...registry.map((product) => product.name),
]);
