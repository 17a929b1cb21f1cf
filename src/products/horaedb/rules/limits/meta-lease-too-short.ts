import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import type { Settings } from "../../../../model/settings.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });

export const metaLeaseTooShort = defineRule({
  name: "meta-lease-too-short",
  fault: "note",
  summary: "The lease of HoraeMeta's leader is shorter than etcd allows.",
  why: "The embedded etcd raises a lease to one and a half times the election timeout, in whole seconds (etcd-io/etcd@v3.5.12:server/etcdserver/server.go, minTTL), so the value in the file is not the one in force.",
  fix: "Write the value that etcd would take, 5 with the default election timeout, or more; the default is 10.",
  examples: {
    invalid: [member("lease-sec = 2\n")],
    valid: [member("lease-sec = 10\n")],
    boundary: [
      { title: "in cluster.yaml", ...configured({ meta: "{ lease-sec: 1 }" }), fires: true },
      { ...member("lease-sec = 5\n"), fires: false },
      { ...member("lease-sec = 4\n"), fires: true },
      {
        title: "half a second counts as a whole one",
        ...member("lease-sec = 6\nelection-timeout-ms = 3500\n"),
        fires: false,
      },
      { ...member("lease-sec = 8\nelection-timeout-ms = 6000\n"), fires: true },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const lease = instance.settings.integer("lease-sec");
        // With less than 1 there is no leader, which has a finding of its own.
        if (lease === undefined || lease.value < 1) continue;
        const least = leastSeconds(instance.settings);
        if (least === undefined || lease.value >= least) continue;
        report({
          at: placeFor(instance, lease.origin),
          key: "lease-sec",
          site,
          message: say`lease-sec is ${lease.value}, and etcd raises it to ${least}, one and a half times the election timeout`,
          help: instead(lease.origin, least, say`write lease-sec = ${least} or more`),
        });
      }
    }
  },
});

/** What etcd makes of a shorter lease; undefined with an external etcd, whose timeouts are not known. */
function leastSeconds(settings: Settings): number | undefined {
  const tick = settings.integer("tick-interval-ms")?.value;
  const election = settings.integer("election-timeout-ms")?.value;
  if (tick === undefined || election === undefined || !isEmbedded(settings)) return undefined;
  const ticks = Math.floor((3 * Math.floor(election / tick)) / 2);
  return Math.ceil((ticks * tick) / 1000);
}
