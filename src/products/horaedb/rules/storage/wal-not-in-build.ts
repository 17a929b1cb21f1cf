import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import type { Settings } from "../../../../model/settings.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { ceresCatalog } from "../../node/default-catalog.ts";
import { site, threeHosts } from "../examples.ts";

const rocks = (version: string, features = "") =>
  site(`${threeHosts}horaedb:
  version: ${version}
${features}  wal: { type: RocksDB }
  nodes: { members: [ { host: db1 } ] }
`);

export const walNotInBuild = defineRule({
  name: "wal-not-in-build",
  fault: "refused",
  summary: "The WAL is RocksDB, which the official build of this release does not contain.",
  why: "HoraeDB 2.1.0 is built without the feature wal-rocksdb, yet RocksDB is still what it takes if the file names no WAL. With any key beside the type it refuses the file; otherwise it panics at start (apache/horaedb@v2.1.0:src/horaedb/Cargo.toml, src/horaedb/src/setup.rs).",
  fix: "Use the type Local for a log that begins now. One that an older release has written needs a build with RocksDB. If your build has it, say so: `build_features: [wal-rocksdb]` in cluster.yaml, `horaedb@2.1.0+wal-rocksdb` for a file.",
  examples: {
    invalid: [
      rocks("2.1.0"),
      {
        title: "no WAL named",
        as: "horaedb@2.1.0",
        files: { "horaedb.toml": "[server]\nhttp_port = 5440\n" },
      },
    ],
    valid: [
      rocks("2.1.0", "  build_features: [ wal-rocksdb ]\n"),
      { as: "horaedb@2.1.0+wal-rocksdb", files: { "horaedb.toml": '[analytic.wal]\ntype = "RocksDB"\n' } },
    ],
    boundary: [
      { ...rocks("2.0.0"), fires: false },
      {
        title: "a log that is there already has to be read",
        ...rocks("2.1.0", "  upgrading_from: 2.0.0\n"),
        fires: true,
      },
      {
        title: "and so has one of CeresDB",
        ...rocks("2.1.0", "  default_catalog: ceresdb\n"),
        fires: true,
      },
      {
        title: "the type alone panics too",
        as: "horaedb@2.1.0",
        files: { "horaedb.toml": '[analytic.wal]\ntype = "RocksDB"\n' },
        fires: true,
      },
      {
        title: "any key of RocksDB is refused",
        as: "horaedb@2.1.0",
        files: {
          "horaedb.toml":
            '[analytic.wal]\ntype = "RocksDB"\n[analytic.wal.data_namespace]\nmax_background_jobs = 4\n',
        },
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const group of clustersOf(model)) {
      for (const node of group.nodes) {
        if (
          compareVersions(node.version, "2.1.0") < 0 ||
          (node.buildFeatures?.includes("wal-rocksdb") ?? true)
        )
          continue;
        const type = node.settings.text("analytic.wal.type");
        if (type?.value !== "RocksDB") continue;
        const program = displayName(node.catalogue, node.version);
        const end = holdsMoreThanType(node.settings) ? "refuses the file" : "panics at start";
        const analytic = node.settings.tables.get("analytic");
        report({
          at: type.origin.kind === "default" && analytic ? analytic : placeFor(node, type.origin),
          key: "analytic.wal.type",
          site: group.site,
          message:
            type.origin.kind === "default"
              ? say`without a WAL in the file ${program} takes RocksDB, which its official build does not contain, and ${end}`
              : say`the official build of ${program} does not contain RocksDB and ${end}`,
          help:
            group.site === undefined
              ? advice`use type = "Local" for a log that begins now, or lint as horaedb@2.1.0+wal-rocksdb if your build has it`
              : holdsOldLog(group)
                ? advice`install a build with the feature wal-rocksdb and write \`build_features: [wal-rocksdb]\`; another type of log would start empty`
                : advice`use \`wal: { type: Local }\`, or \`build_features: [wal-rocksdb]\` if your build has it`,
        });
      }
    }
  },
});

/** Whether an older release, whose log is RocksDB, has run on these directories. */
function holdsOldLog({ plan }: HoraeCluster): boolean {
  const from = plan?.upgradingFrom?.value;
  const wasOlder = from !== undefined && compareVersions(from, "2.1.0") < 0;
  return wasOlder || plan?.defaultCatalog?.value === ceresCatalog;
}

/**
 * Without the feature RocksDB's part of the table is a structure without fields, which takes no key, be it known or not. disable_data
 * belongs to the table itself (apache/horaedb@v2.1.0:src/wal/src/config.rs).
 */
function holdsMoreThanType({ explicit, unread, tables, ignored }: Settings): boolean {
  const own = new Set(["analytic.wal.type", "analytic.wal.disable_data"]);
  return [...explicit.keys(), ...unread, ...tables.keys(), ...ignored].some(
    (key) => key.startsWith("analytic.wal.") && !own.has(key),
  );
}
