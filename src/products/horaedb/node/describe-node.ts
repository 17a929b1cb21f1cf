/** What a HoraeDB process does to its surroundings, read off its settings. */
import { type Message, type Name, say } from "../../../diagnostics/message.ts";
import type { Advertised, Claims, Directory, Listener, MemoryClaim } from "../../../model/model.ts";
import type { Settings } from "../../../model/settings.ts";
import { bytesAt } from "../size-setting.ts";
import { backendsOf } from "./node-backends.ts";

export function describeNode(settings: Settings): Claims {
  return {
    listeners: listenersOf(settings),
    directories: directoriesOf(settings),
    advertised: advertisedOf(settings),
    memory: memoryOf(settings),
    backends: backendsOf(settings),
  };
}

/** All of them start always (apache/horaedb@v2.1.0:src/server/src/server.rs), PostgreSQL's since 1.2.6. */
function listenersOf(settings: Settings): Listener[] {
  const bind = settings.text("server.bind_addr")?.value;
  if (bind === undefined) return [];
  return ports.flatMap(([key, purpose]) => {
    const port = settings.integer(key);
    return port ? [{ port: port.value, bind, purpose, origin: port.origin }] : [];
  });
}

const ports = [
  ["server.http_port", say`HTTP port`],
  ["server.grpc_port", say`gRPC port`],
  ["server.mysql_port", say`MySQL port`],
  ["server.postgresql_port", say`PostgreSQL port`],
  ["tracing.console.port", say`tracing console port`],
] as const;

function directoriesOf(settings: Settings): Directory[] {
  const wal = settings.text("analytic.wal.type")?.value;
  const keys: Name[] = [];
  if (wal === "RocksDB" || wal === "Local") keys.push(say`analytic.wal.data_dir`);
  if (settings.text("analytic.storage.object_store.type")?.value === "Local") {
    keys.push(say`analytic.storage.object_store.data_dir`);
  }
  const cache = bytesAt(settings, "analytic.storage.disk_cache_capacity");
  if (cache !== undefined && cache > 0) keys.push(say`analytic.storage.disk_cache_dir`);
  return keys.flatMap((key) => {
    const path = settings.text(key);
    return path ? [{ path: path.value, purpose: key, origin: path.origin }] : [];
  });
}

function advertisedOf(settings: Settings): Advertised[] {
  const addr = settings.text("node.addr");
  if (addr === undefined || addr.origin.kind === "default") return [];
  return [{ address: addr.value.toLowerCase(), purpose: say`node.addr`, origin: addr.origin }];
}

/** What a node keeps in memory for good; limits of passing work, such as compaction.memory_limit, are not committed. */
function memoryOf(settings: Settings): MemoryClaim[] {
  const cache = claimOf(settings, say`analytic.storage.mem_cache_capacity`);
  // What all spaces may hold together bounds each of them; without that one space may fill its own bound.
  const buffers =
    claimOf(settings, say`analytic.db_write_buffer_size`) ??
    claimOf(settings, say`analytic.space_write_buffer_size`);
  return [cache, buffers].filter((claim) => claim !== undefined);
}

/** Nothing for 0, which switches a cache off and a bound as well. */
function claimOf(settings: Settings, key: Message): MemoryClaim | undefined {
  const size = settings.get(key);
  const bytes = bytesAt(settings, key);
  if (size === undefined || bytes === undefined || bytes === 0) return undefined;
  return { bytes, purpose: key, origin: size.origin };
}
