import { type Sayable, say } from "../../../diagnostics/message.ts";
import { compareVersions } from "../../../schema/versions.ts";

/**
 * Whether tables may lie there with the memtable options of 2.0.0, which later releases read in another way. 2.0.0 has
 * no switch, so a threshold of 0 means off; 2.1.0 takes the missing switch for on, and refuses the 0 unless it is told
 * to go by it (apache/horaedb@v2.1.0:src/analytic_engine/src/memtable/mod.rs:115,
 * apache/horaedb@v2.1.0:src/analytic_engine/src/table/data.rs:441).
 */
export function storedLayeredMemtables(from: string | undefined, version: Sayable): boolean {
  return from !== undefined && compareVersions(from, "2.0.0") === 0 && compareVersions(version, "2.1.0") >= 0;
}

export const compatKey = say`analytic.try_compat_old_layered_memtable_opts`;
