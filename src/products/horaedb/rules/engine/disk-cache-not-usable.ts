import { advising } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { bytesAt } from "../../size-setting.ts";
import { configured } from "../examples.ts";

const node = (storage: string, version = "2.0.0") => ({
  as: `horaedb@${version}`,
  files: { "horaedb.toml": `[analytic.storage]\n${storage}` },
});
const key = (name: Fault["name"]) => say`analytic.storage.disk_cache_${name}`;

export const diskCacheNotUsable = defineRule({
  name: "disk-cache-not-usable",
  fault: "refused",
  summary: "The disk cache cannot be divided into pages and partitions.",
  why: "Since 1.2.4 the pages that disk_cache_capacity holds are divided among 2^disk_cache_partition_bits partitions, and HoraeDB does not start if one would get none (apache/horaedb@v2.1.0:src/components/object_store/src/disk_cache.rs:292), nor with 64 bits or more, which overflow. Before, disk_cache_capacity had to be a multiple of disk_cache_page_size (apache/horaedb@v1.2.2:components/object_store/src/disk_cache.rs:290). A page size of 0 divides by zero in all releases. A capacity of 0 switches the cache off.",
  fix: "Make disk_cache_capacity a multiple of disk_cache_page_size times 2^disk_cache_partition_bits.",
  examples: {
    invalid: [
      node('disk_cache_capacity = "1MB"\ndisk_cache_page_size = "2MB"\n'),
      { title: "no page", ...node('disk_cache_capacity = "1GB"\ndisk_cache_page_size = "0"\n') },
      { title: "part of a page, before 1.2.4", ...node('disk_cache_capacity = "3MB"\n', "1.2.2") },
    ],
    valid: [node('disk_cache_capacity = "10GB"\n'), node('disk_cache_capacity = "0"\n')],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({
          nodes: "{ analytic: { storage: { disk_cache_capacity: 1KB, disk_cache_dir: /data/cache } } }",
        }),
        fires: true,
      },
      { title: "a number of bytes", ...node("disk_cache_capacity = 1048576\n"), fires: true },
      {
        title: "more partitions than anybody has pages",
        ...node('disk_cache_capacity = "10TB"\ndisk_cache_partition_bits = 40\n'),
        fires: true,
      },
      {
        title: "more bits than a number has",
        ...node('disk_cache_capacity = "10TB"\ndisk_cache_partition_bits = 64\n'),
        fires: true,
      },
      {
        title: "as many, and no cache",
        ...node('disk_cache_capacity = "0"\ndisk_cache_partition_bits = 64\ndisk_cache_page_size = "0"\n'),
        fires: false,
      },
      { title: "a whole page before 1.2.4", ...node('disk_cache_capacity = "2MB"\n', "1.2.2"), fires: false },
      { title: "a page for 16 partitions", ...node('disk_cache_capacity = "2MB"\n', "1.2.4"), fires: true },
      {
        title: "no page in the oldest release",
        ...node("disk_cache_capacity = 1\ndisk_cache_page_size = 0\n", "1.0.0"),
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
    for (const { nodes } of clustersOf(model)) judgeEach(nodes, report, check);
  },
});

interface Fault {
  readonly name: "capacity" | "page_size" | "partition_bits";
  readonly problem: Message;
  readonly help: Message;
  /** What to write there, where that is told. */
  readonly right?: number;
}

function check(instance: Instance, report: Report): void {
  const capacity = bytesAt(instance.settings, key("capacity"));
  const page = bytesAt(instance.settings, key("page_size"));
  if (!capacity || page === undefined) return;
  const fault = page === 0 ? noPage : faultIn(instance, capacity, page);
  const setting = fault && instance.settings.get(key(fault.name));
  if (fault === undefined || setting === undefined) return;
  report({
    at: placeFor(instance, setting.origin),
    key: key(fault.name),
    site: instance.site,
    message: say`${fault.problem}, so ${displayName(instance.catalogue, instance.version)} does not start`,
    help: fault.right === undefined ? advising(fault.help) : instead(setting.origin, fault.right, fault.help),
  });
}

const noPage: Fault = {
  name: "page_size",
  problem: say`the disk cache is on and its pages have 0 bytes`,
  help: say`write a page size such as 2MB, or disk_cache_capacity = 0`,
};

function faultIn({ settings, version }: Instance, capacity: number, page: number): Fault | undefined {
  if (compareVersions(version, "1.2.4") < 0) {
    if (capacity % page === 0) return undefined;
    return {
      name: "capacity",
      problem: say`the disk cache of ${capacity} bytes is no whole number of pages of ${page} bytes`,
      help: say`write a multiple of ${page} bytes`,
    };
  }
  const bits = settings.integer(key("partition_bits"));
  if (bits === undefined) return undefined;
  if (bits.value >= 64) {
    return {
      name: "partition_bits",
      problem: say`disk_cache_partition_bits is ${bits.value}, and 2 to the power of it is more than a number holds`,
      help: say`write a small number; the default is 4`,
      right: 4,
    };
  }
  const partitions = 2 ** bits.value;
  const pages = Math.floor(capacity / page);
  if (pages >= partitions) return undefined;
  return {
    name: "capacity",
    problem: say`the disk cache of ${capacity} bytes has ${pages === 1 ? say`1 page` : say`${pages} pages`} of ${page} bytes for ${2n ** BigInt(bits.value)} partitions`,
    help: Number.isSafeInteger(partitions * page)
      ? say`write at least ${partitions * page} bytes`
      : say`write fewer disk_cache_partition_bits; the default is 4`,
    ...(Number.isSafeInteger(partitions * page) ? { right: partitions * page } : {}),
  };
}
