/**
 * Versions as the programs write them: `2.1.0`, `1.0.0-alpha01`, `2.00.12`, `2.00.11.1`. Build features may follow
 * a plus sign (`2.1.0+wal-rocksdb`). `main` stands for unreleased source and is newer than every release.
 */

export interface VersionSpec {
  readonly version: string;
  readonly features: readonly string[];
}

/** Splits `2.1.0+wal-rocksdb,other` into the version and the features its build has. A leading `v` is dropped. */
export function parseVersionSpec(text: string): VersionSpec {
  const [version = "", features = ""] = text.replace(/^[vV](?=\d)/, "").split("+", 2);
  return { version, features: features === "" ? [] : features.split(",") };
}

/** Negative if `a` is older than `b`, 0 if they are the same release, positive if newer. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "main") return 1;
  if (b === "main") return -1;
  const [aRelease = "", aPre] = a.split("-", 2);
  const [bRelease = "", bPre] = b.split("-", 2);
  const aParts = aRelease.split(".");
  const bParts = bRelease.split(".");
  for (let i = 0; i < Math.max(aParts.length, bParts.length); i += 1) {
    const difference = Number(aParts[i] ?? 0) - Number(bParts[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (aPre === bPre) return 0;
  if (aPre === undefined) return 1;
  if (bPre === undefined) return -1;
  return aPre < bPre ? -1 : 1;
}
