import { posix } from "node:path";
import type { Instance } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import type { Traced } from "../../schema/value.ts";

/**
 * What the process writes to, and has to own: its user cannot create anything under /var/lib. It starts in the folder of
 * its configuration, from where relative paths count.
 */
export function directoriesOf({ claims, settings }: Instance, configDir: string): Traced<string>[] {
  const trace = settings.text("tracing.dir");
  const cacheFile = settings.explicit.has(ocpCacheKey) ? settings.text(ocpCacheKey) : undefined;
  const paths = [
    ...claims.directories.map(({ path, origin }) => ({ value: path, origin })),
    trace,
    cacheFile && { ...cacheFile, value: posix.dirname(cacheFile.value) },
    logFolder(settings),
  ];
  const byPath = new Map<string, Traced<string>>();
  for (const path of paths) {
    if (path === undefined || path.value === "") continue;
    const value = path.value.startsWith("/") ? path.value : posix.join(configDir, path.value);
    if (!byPath.has(value)) byPath.set(value, { value, origin: path.origin });
  }
  return [...byPath.values()];
}

/**
 * HoraeMeta creates its data-dir and no other folder, and panics without that of its log. Folders that belong to the
 * machine are left alone: they would change their owner.
 */
function logFolder(settings: Settings): Traced<string> | undefined {
  const { value: file, origin } = settings.explicit.get("log.file") ?? {};
  if (typeof file !== "string" || origin === undefined || !file.startsWith("/")) return undefined;
  const folder = posix.dirname(posix.normalize(file));
  return ofTheMachine.test(folder) ? undefined : { value: folder, origin };
}

const ofTheMachine = /^\/(?:(?:dev|proc|sys)(?:\/.*)?|(?:var|usr|run)(?:\/[^/]+)?|[^/]*)$/;

const ocpCacheKey = "analytic.wal.obkv.client.ocp_model_cache_file";
