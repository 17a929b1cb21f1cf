import { Secret } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import type { HoraeCluster } from "../cluster.ts";

/**
 * To whom the nodes show the secrets of their files; undefined if none has any. A start prints the whole configuration
 * (apache/horaedb@v2.1.0:src/horaedb/bin/horaedb-server.rs:104, apache/horaedb@v2.1.0:src/horaedb/src/setup.rs:135), and
 * since 1.1.0 the HTTP API returns it (apache/horaedb@v2.1.0:src/server/src/http.rs:586).
 */
export function secretReadersOf({ nodes }: HoraeCluster) {
  const holding = nodes.filter(({ settings }) =>
    [...settings.explicit.values()].some(({ value }) => value instanceof Secret),
  );
  if (holding.length === 0) return undefined;
  const serving = holding.filter(({ version }) => compareVersions(version, "1.1.0") >= 0);
  const ports = new Set(serving.flatMap(({ settings }) => settings.integer("server.http_port")?.value ?? []));
  return { ports: [...ports].sort((a, b) => a - b).join(", ") };
}
