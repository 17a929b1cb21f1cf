import { posix } from "node:path";
import type { Instance } from "../../model/model.ts";

/** What the process writes to, and has to own: its user cannot create anything under /var/lib. */
export function directoriesOf({ claims, settings }: Instance): string[] {
  const trace = settings.text("tracing.dir")?.value;
  const cacheFile = settings.explicit.has(ocpCacheKey) ? settings.text(ocpCacheKey)?.value : undefined;
  const paths = [
    ...claims.directories.map((directory) => directory.path),
    trace,
    cacheFile && posix.dirname(cacheFile),
  ];
  return [...new Set(paths.filter((path) => path !== undefined))];
}

const ocpCacheKey = "analytic.wal.obkv.client.ocp_model_cache_file";
