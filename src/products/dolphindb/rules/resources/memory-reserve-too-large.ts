import { advice } from "../../../../diagnostics/help.ts";
import { joined, say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { numberIn } from "../../describe.ts";
import { dolphin, files } from "../examples.ts";

const sizes = (reserved: number, emergency: number, memory = 8) =>
  dolphin(
    `  config: { cluster: { reservedMemSize: ${reserved}, emergencyMemSize: ${emergency}, maxMemSize: ${memory} } }\n`,
    { version: "3.00.5" },
  );

export const memoryReserveTooLarge = defineRule({
  name: "memory-reserve-too-large",
  fault: "doubtful",
  summary: "Reserved and emergency memory together are more than half of maxMemSize.",
  why: "Both reservedMemSize and emergencyMemSize are kept back from queries; the reference allows them half of maxMemSize together.",
  fix: "Lower one of them, or raise maxMemSize.",
  examples: {
    invalid: [sizes(3, 2), files({ "cluster.cfg": "maxMemSize=2\nreservedMemSize=1.5\n" }, "3.00.5")],
    valid: [sizes(1, 1)],
    boundary: [
      { ...sizes(2, 2), fires: false },
      { ...sizes(2, 2.5), fires: true },
      { title: "0 is no limit", ...sizes(2, 2.5, 0), fires: false },
      {
        title: "no limit is known",
        ...files({ "cluster.cfg": "reservedMemSize=64\n" }, "3.00.5"),
        fires: false,
      },
      {
        title: "sizes that nobody wrote",
        ...files({ "cluster.cfg": "maxMemSize=0.01\n" }, "3.00.5"),
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.instances) {
        const memory = numberIn(instance.settings, "maxMemSize");
        const kept = (["reservedMemSize", "emergencyMemSize"] as const).flatMap((key) => {
          const size = instance.settings.explicit.has(key) ? numberIn(instance.settings, key) : undefined;
          return size ? [{ key, ...size }] : [];
        });
        const sum = kept.reduce((total, size) => total + size.value, 0);
        const [first, ...others] = kept;
        if (first === undefined || memory === undefined || memory.value <= 0 || sum <= memory.value / 2)
          continue;
        report({
          at: placeFor(instance, first.origin),
          key: first.key,
          site: cluster.site,
          message: say`${joined(
            kept.map((size) => say`"${size.key}"`),
            " and ",
          )} ${others.length === 0 ? "keeps" : "keep"} back ${sum} GB for ${titleOf(instance)}, more than half of the ${memory.value} GB of maxMemSize`,
          related: [...others, { key: "maxMemSize" as const, ...memory }].map((size) => ({
            at: placeFor(instance, size.origin),
            message: say`${size.key} is ${size.value} GB by this`,
          })),
          help: advice`lower one of them, or raise maxMemSize`,
        });
      }
    }
  },
});
