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
const capacityKey = say`analytic.storage.mem_cache_capacity`;
const bitsKey = say`analytic.storage.mem_cache_partition_bits`;

export const memCacheNotUsable = defineRule({
  name: "mem-cache-not-usable",
  fault: "refused",
  summary: "The memory cache cannot be divided into its partitions.",
  why: "The cache is divided among 2^mem_cache_partition_bits partitions, and HoraeDB does not start if one would get no byte (apache/horaedb@v2.1.0:src/components/object_store/src/mem_cache.rs:74), nor with 64 bits or more, which overflow. Until 1.2.2 the two were multiplied, and the product had to stay below 2^64 (apache/horaedb@v1.2.2:components/object_store/src/mem_cache.rs:55). A capacity of 0 switches the cache off.",
  fix: "Make the cache larger, write fewer bits (the default is 6), or mem_cache_capacity = 0.",
  examples: {
    invalid: [
      { title: "a count of megabytes, as it seems", ...node("mem_cache_capacity = 32\n") },
      node("mem_cache_partition_bits = 64\n"),
    ],
    valid: [node('mem_cache_capacity = "1GB"\n'), node("mem_cache_capacity = 0\n")],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ nodes: "{ analytic: { storage: { mem_cache_capacity: 32 } } }" }),
        fires: true,
      },
      { ...node("mem_cache_capacity = 64\n"), fires: false },
      { ...node("mem_cache_capacity = 63\n"), fires: true },
      { title: "the default, in as many parts", ...node("mem_cache_partition_bits = 29\n"), fires: false },
      { title: "in more", ...node("mem_cache_partition_bits = 30\n"), fires: true },
      { title: "in as many as a number holds", ...node("mem_cache_partition_bits = 63\n"), fires: true },
      {
        title: "no cache",
        ...node("mem_cache_capacity = 0\nmem_cache_partition_bits = 64\n"),
        fires: false,
      },
      { title: "a few bytes until 1.2.2", ...node("mem_cache_capacity = 32\n", "1.2.2"), fires: false },
      { title: "and from 1.2.4 on", ...node("mem_cache_capacity = 32\n", "1.2.4"), fires: true },
      {
        title: "a product of 2^64",
        ...node('mem_cache_capacity = "1GB"\nmem_cache_partition_bits = 34\n', "1.0.0"),
        fires: true,
      },
      {
        title: "a product of 2^63",
        ...node('mem_cache_capacity = "1GB"\nmem_cache_partition_bits = 33\n', "1.0.0"),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { nodes } of clustersOf(model)) judgeEach(nodes, report, check);
  },
});

function check(instance: Instance, report: Report): void {
  const { settings, version, site } = instance;
  const capacity = bytesAt(settings, capacityKey);
  const bits = settings.integer(bitsKey);
  if (!capacity || bits === undefined) return;
  const fault = faultOf(capacity, bits.value, compareVersions(version, "1.2.4") < 0);
  if (fault === undefined) return;
  const size = settings.get(capacityKey);
  // Whichever of the two somebody wrote.
  const [at, key] =
    bits.value >= 64 || size === undefined || size.origin.kind === "default"
      ? [bits.origin, bitsKey]
      : [size.origin, capacityKey];
  report({
    at: placeFor(instance, at),
    key,
    site,
    message: say`${fault.problem}, so ${displayName(instance.catalogue, version)} does not start`,
    help: instead(bits.origin, 6, fault.help),
  });
}

function faultOf(
  capacity: number,
  bits: number,
  areMultiplied: boolean,
): { problem: Message; help: Message } | undefined {
  const fewer = say`write fewer bits; the default is 6`;
  if (bits >= 64)
    return {
      problem: say`mem_cache_partition_bits is ${bits}, and 2 to the power of it is more than a number holds`,
      help: fewer,
    };
  // As many digits as it has, where a float would round them.
  const exact = 2n ** BigInt(bits);
  const partitions = Number(exact);
  if (areMultiplied) {
    if (capacity * partitions < 2 ** 64) return undefined;
    const problem = say`the memory cache of ${capacity} bytes times ${exact} partitions is more than a number holds`;
    return { problem, help: fewer };
  }
  if (capacity >= partitions) return undefined;
  return {
    problem: say`the memory cache of ${capacity} bytes cannot be divided into ${exact} partitions`,
    help: bits < 53 ? say`write at least ${exact} bytes, or fewer bits` : fewer,
  };
}
