/** What a DolphinDB process does to its surroundings, read off its settings. */
import { type Sayable, say } from "../../diagnostics/message.ts";
import type { Claims, Directory, MemoryClaim } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import { entriesOf } from "../../schema/catalogue.ts";
import { stateAt } from "../../schema/key-state.ts";
import { textIn } from "../../schema/secrets/sayable-value.ts";
import { Float, type Traced, type Value } from "../../schema/value.ts";
import { compareVersions } from "../../schema/versions.ts";
import type { LocalSite } from "./syntax/local-site.ts";

/** The reader of a key: the kinds of `x-node-kinds`. */
export type Reader = "standalone" | "controller" | "agent" | "datanode" | "computenode";

export function describe(reader: Reader, settings: Settings, site: Traced<LocalSite> | undefined): Claims {
  const port = site && { port: site.value.port, bind: say`0.0.0.0`, purpose: say`port`, origin: site.origin };
  return {
    listeners: [...(port ? [port] : []), ...subscriberPort(settings)],
    directories: directoriesOf(reader, settings),
    advertised: site
      ? [{ address: site.value.host.toLowerCase(), purpose: say`localSite`, origin: site.origin }]
      : [],
    memory: memoryOf(settings),
  };
}

/** A second port is opened for subscriptions before 2.00.9 only. */
function subscriberPort(settings: Settings): Claims["listeners"] {
  const port = settings.integer("subPort");
  if (port === undefined || compareVersions(settings.version, "2.00.9") >= 0) return [];
  return [{ port: port.value, bind: say`0.0.0.0`, purpose: say`subPort`, origin: port.origin }];
}

/** Directories that somebody wrote; the others lie below the home, which no file tells. */
function directoriesOf(reader: Reader, settings: Settings): Directory[] {
  return [...settings.explicit].flatMap(([key, { value, origin }]) => {
    const entry = entriesOf(settings.catalogue, key)[0];
    if (entry?.scope !== "unique-per-host") return [];
    if (!entry.nodeKinds?.some((kind) => kind === reader) || stateAt(entry, settings.version) === undefined)
      return [];
    return pathsIn(textIn(entry, value) ?? say``).map((path) => ({ path, purpose: entry.key, origin }));
  });
}

function pathsIn(list: Sayable): Sayable[] {
  return list
    .split(",")
    .map((path) => path.trim())
    .filter((path) => path.startsWith("/"));
}

/** 0 means that there is no limit, which commits to nothing. */
function memoryOf(settings: Settings): MemoryClaim[] {
  const size = numberIn(settings, "maxMemSize");
  if (size === undefined || size.value <= 0) return [];
  return [{ bytes: size.value * 1024 ** 3, purpose: say`maxMemSize`, origin: size.origin }];
}

/** What sizes the cache engines. */
export const cacheEngineKeys = [
  "OLAPCacheEngineSize",
  "chunkCacheEngineMemSize",
  "TSDBCacheEngineSize",
] as const;

/** A number that may be a fraction. */
export function numberIn(settings: Settings, key: string): Traced<number> | undefined {
  const found = settings.get(key);
  const number = found && plainNumber(found.value);
  return found && number !== undefined ? { value: number, origin: found.origin } : undefined;
}

function plainNumber(value: Value): number | undefined {
  if (value instanceof Float) return value.number;
  return typeof value === "number" ? value : undefined;
}
