/** Where tests write: in memory where that can be, since a bundle is synced to the disk file by file. */

import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const memory = "/dev/shm";
/** Containers often have 64 MB there, which several tests at once would fill. */
const enoughBytes = 512 * 1024 * 1024;

/** The directory for temporary files: that of TMPDIR if it is set, else in memory, else the system's. */
export function scratchDirectory(): string {
  return process.env.TMPDIR === undefined && isUsable(memory) ? memory : tmpdir();
}

/** Programs are started from there too, which a mount can forbid. */
function isUsable(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory);
    if (bavail * bsize < enoughBytes) return false;
    const folder = mkdtempSync(join(directory, "cfgc-try-"));
    try {
      const script = join(folder, "script");
      writeFileSync(script, "#!/bin/sh\nexit 0\n");
      chmodSync(script, 0o755);
      return spawnSync(script).status === 0;
    } finally {
      rmSync(folder, { recursive: true });
    }
  } catch {
    return false;
  }
}
