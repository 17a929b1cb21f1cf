import { placeFor } from "../../../model/model.ts";
import type { Settings } from "../../../model/settings.ts";
import { defineRule } from "../../../rules/rule.ts";
import { displayName } from "../../../schema/catalogue.ts";
import { parseReadableSize } from "../../../schema/formats/readable-size.ts";
import { compareVersions } from "../../../schema/versions.ts";
import { clustersOf } from "../cluster.ts";

const node = (storage: string) => ({
  as: "horaedb@2.0.0",
  files: { "horaedb.toml": `[analytic.storage]\n${storage}` },
});
const key = (name: string) => `analytic.storage.disk_cache_${name}`;

export const diskCacheTooSmall = defineRule({
  name: "disk-cache-too-small",
  fault: "refused",
  summary: "The disk cache has fewer pages than partitions.",
  why: "The pages that disk_cache_capacity holds are divided among 2^disk_cache_partition_bits partitions, and HoraeDB fails at start if a partition would get none (apache/horaedb@v1.2.7:components/object_store/src/disk_cache.rs:289). A capacity of 0 switches the cache off.",
  fix: "Make disk_cache_capacity at least disk_cache_page_size times 2^disk_cache_partition_bits, and best a multiple of it.",
  examples: {
    invalid: [node('disk_cache_capacity = "1MB"\ndisk_cache_page_size = "2MB"\n')],
    valid: [node('disk_cache_capacity = "10GB"\n'), node('disk_cache_capacity = "0"\n')],
    boundary: [
      { title: "a number of bytes", ...node("disk_cache_capacity = 1048576\n"), fires: true },
      {
        title: "more partitions than anybody has pages",
        ...node('disk_cache_capacity = "10TB"\ndisk_cache_partition_bits = 40\n'),
        fires: true,
      },
      {
        title: "where nobody has looked",
        as: "horaedb@1.2.6",
        files: { "horaedb.toml": '[analytic.storage]\ndisk_cache_capacity = "1MB"\n' },
        fires: false,
      },
      {
        title: "the oldest release that was looked at",
        as: "horaedb@1.2.7",
        files: { "horaedb.toml": '[analytic.storage]\ndisk_cache_capacity = "1MB"\n' },
        fires: true,
      },
      {
        ...node(
          'disk_cache_capacity = "16MB"\ndisk_cache_page_size = "2MB"\ndisk_cache_partition_bits = 3\n',
        ),
        fires: false,
      },
      {
        ...node(
          'disk_cache_capacity = "15MB"\ndisk_cache_page_size = "2MB"\ndisk_cache_partition_bits = 3\n',
        ),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      for (const instance of nodes) {
        const { settings } = instance;
        const capacity = bytesOf(settings, key("capacity"));
        const page = bytesOf(settings, key("page_size"));
        const bits = settings.integer(key("partition_bits"));
        // Where the check was looked up.
        if (compareVersions(instance.version, "1.2.7") < 0) continue;
        if (!capacity || !page || bits === undefined) continue;
        const partitions = 2 ** bits.value;
        if (Math.floor(capacity / page) >= partitions) continue;
        report({
          at: placeFor(instance, settings.get(key("capacity"))?.origin ?? bits.origin),
          key: key("capacity"),
          site,
          message: `the disk cache of ${capacity} bytes has ${Math.floor(capacity / page)} pages of ${page} bytes for ${partitions} partitions, so ${displayName(instance.catalogue, instance.version)} does not start`,
          help: `write at least ${partitions * page} bytes`,
        });
      }
    }
  },
});

function bytesOf(settings: Settings, name: string): number | undefined {
  const size = settings.get(name)?.value;
  return typeof size === "string" ? parseReadableSize(size) : typeof size === "number" ? size : undefined;
}
