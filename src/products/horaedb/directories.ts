import { posix } from "node:path";
import type { Instance } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";

/**
 * What the process writes to, and has to own: its user cannot create anything under /var/lib. It starts in the folder of
 * its configuration, from where relative paths count.
 */
export function directoriesOf({ claims, settings }: Instance, configDir: string): string[] {
  const trace = settings.text("tracing.dir")?.value;
  const cacheFile = settings.explicit.has(ocpCacheKey) ? settings.text(ocpCacheKey)?.value : undefined;
  const paths = [
    ...claims.directories.map((directory) => directory.path),
    trace,
    cacheFile && posix.dirname(cacheFile),
    logFolder(settings),
  ];
  const named = paths.filter((path): path is string => path !== undefined && path !== "");
  return [...new Set(named.map((path) => (path.startsWith("/") ? path : posix.join(configDir, path))))];
}

/**
 * HoraeMeta creates its data-dir and no other folder, and panics without that of its log. Folders that belong to the
 * machine are left alone: they would change their owner.
 */
function logFolder(settings: Settings): string | undefined {
  const file = settings.explicit.get("log.file")?.value;
  if (typeof file !== "string" || !file.startsWith("/")) return undefined;
  const folder = posix.dirname(posix.normalize(file));
  return ofTheMachine.test(folder) ? undefined : folder;
}

const ofTheMachine = /^\/(?:(?:dev|proc|sys)(?:\/.*)?|(?:var|usr|run)(?:\/[^/]+)?|[^/]*)$/;

const ocpCacheKey = "analytic.wal.obkv.client.ocp_model_cache_file";
