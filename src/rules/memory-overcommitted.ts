import { advice } from "../diagnostics/help.ts";
import { type Message, say } from "../diagnostics/message.ts";
import { placeFor, titleOf } from "../model/model.ts";
import { placeOf } from "../schema/value.ts";
import { byMachine } from "./by-machine.ts";
import { site } from "./examples.ts";
import { defineRule } from "./rule.ts";

const cache = (memory: string, size: string) =>
  site(`hosts: { db1: { address: 10.1.1.1, memory: ${memory} } }
horaedb:
  version: 2.1.0
  nodes: { config: { analytic: { storage: { mem_cache_capacity: ${size} } } }, members: [ { host: db1 } ] }
`);

export const memoryOvercommitted = defineRule({
  name: "memory-overcommitted",
  fault: "availability",
  summary: "The processes on a host are told to keep more in memory than the host has.",
  why: "The caches fill up over days; then the kernel kills a process, under load and not at the start.",
  fix: "Make the caches smaller, or spread the processes over more hosts.",
  examples: {
    invalid: [cache("8GB", "20GB")],
    valid: [cache("64GB", "20GB")],
    boundary: [
      { ...cache("20GB", "20GB"), fires: false },
      { ...cache("20GB", "20481MB"), fires: true },
    ],
  },
  check(model, report) {
    for (const instances of byMachine(model)) {
      const host = instances.find((instance) => instance.host?.memoryBytes !== undefined)?.host;
      if (host?.memoryBytes === undefined) continue;
      const claims = instances.flatMap((instance) =>
        instance.claims.memory.map((claim) => ({ instance, ...claim })),
      );
      const committed = claims.reduce((sum, claim) => sum + claim.bytes, 0);
      if (committed <= host.memoryBytes.value) continue;
      report({
        at: placeOf(host.memoryBytes.origin) ?? host.at,
        site: host.site,
        message: say`the processes on "${host.name}" are told to keep ${inGigabytes(committed)} in memory, and it has ${inGigabytes(host.memoryBytes.value)}`,
        related: claims.map((claim) => ({
          at: placeFor(claim.instance, claim.origin),
          message: say`${inGigabytes(claim.bytes)} by ${titleOf(claim.instance)} (${claim.purpose})`,
        })),
        help: advice`make the caches smaller`,
      });
    }
  },
});

function inGigabytes(bytes: number): Message {
  return say`${Number((bytes / 1024 ** 3).toFixed(2))} GB`;
}
