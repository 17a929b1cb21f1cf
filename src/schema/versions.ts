/**
 * Versions as the programs write them: `2.1.0`, `1.0.0-alpha01`, `2.00.12`, `2.00.11.1`. Build features may follow
 * a plus sign (`2.1.0+wal-rocksdb`), and behind `as` the release that a newer one is treated as (`2.2.0 as 2.1.0`).
 * `main` stands for unreleased source and is newer than every release.
 */
import { type Message, type Name, type Sayable, say, writtenName } from "../diagnostics/message.ts";

export interface VersionSpec {
  readonly version: Message;
  readonly features: readonly Name[];
  readonly treatAs: Message | undefined;
}

/** Splits a name, `2.2.0+wal-rocksdb,other as 2.1.0` into its parts. A leading `v` is dropped. */
export function parseVersionSpec(text: string): VersionSpec {
  // A comment or an option calls a file so.
  const [release = say``, as] = writtenName(text)
    .split(/\sas\s/, 2)
    .map((part) => part.trim());
  const [version = say``, ...features] = bareVersion(release).split("+");
  return {
    version,
    features: features.flatMap((some) => some.split(",")).filter((feature) => feature !== ""),
    treatAs: as === undefined ? undefined : bareVersion(as),
  };
}

/** What {@link parseVersionSpec} takes apart. */
export function writeVersionSpec({
  version,
  features,
  treatAs,
}: Omit<VersionSpec, "features"> & { readonly features: readonly string[] }): string {
  const withFeatures = features.length === 0 ? "" : `+${features.join(",")}`;
  return `${version}${withFeatures}${treatAs === undefined ? "" : ` as ${treatAs}`}`;
}

export function bareVersion(text: Sayable): Name {
  return text.replace(/^[vV](?=\d)/, "");
}

/** `2` of `2.1.0`; releases of one major line may be treated as each other. */
export function majorOf<V extends string>(version: V): V {
  return (version.split(".", 1)[0] ?? "") as V;
}

/** Negative if `a` is older than `b`, 0 if they are the same release, positive if newer. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "main") return 1;
  if (b === "main") return -1;
  const one = partsOf(a);
  const other = partsOf(b);
  for (let i = 0; i < Math.max(one.numbers.length, other.numbers.length); i += 1) {
    const difference = (one.numbers[i] ?? 0) - (other.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (one.pre === other.pre) return 0;
  if (one.pre === undefined) return 1;
  if (other.pre === undefined) return -1;
  return one.pre < other.pre ? -1 : 1;
}

interface Parts {
  readonly numbers: readonly number[];
  readonly pre: string | undefined;
}

/** There are few versions, and rules compare that of each instance with those that they know. */
const parts = new Map<string, Parts>();

function partsOf(version: string): Parts {
  let known = parts.get(version);
  if (known === undefined) {
    const [release = "", pre] = version.split("-", 2);
    known = { numbers: release.split(".").map(Number), pre };
    parts.set(version, known);
  }
  return known;
}
