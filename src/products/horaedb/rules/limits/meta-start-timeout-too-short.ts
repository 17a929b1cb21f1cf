import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });

export const metaStartTimeoutTooShort = defineRule({
  name: "meta-start-timeout-too-short",
  fault: "doubtful",
  summary: "HoraeMeta gives its etcd less time to start than an election takes.",
  why: "After etcd-start-timeout-ms without a leader HoraeMeta ends, with status 0, so that a supervisor that restarts on failure leaves it down (apache/horaedb@v2.1.0:horaemeta/server/server.go:176). In a new cluster nobody leads before one tick of etcd is over (etcd-io/etcd@v3.5.12:server/etcdserver/server.go:743), so with less the first start cannot succeed. From there up to the election timeout chance decides: of three members with 1500 ms, one ended when it was tried.",
  fix: "Write enough time for a majority of the members to be started by hand, 30000 or more; the default is 60000.",
  examples: {
    invalid: [
      { ...member("etcd-start-timeout-ms = 0\n"), severity: "error" },
      { ...member("etcd-start-timeout-ms = 100\n"), severity: "error" },
      { title: "a gamble", ...member("etcd-start-timeout-ms = 1500\n") },
    ],
    valid: [member("etcd-start-timeout-ms = 30000\n")],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ meta: "{ etcd-start-timeout-ms: 0 }" }),
        fires: true,
        severity: "error",
      },
      {
        title: "in cluster.yaml, a warning",
        ...configured({ meta: "{ etcd-start-timeout-ms: 1500 }" }),
        fires: true,
      },
      { ...member("etcd-start-timeout-ms = -1\n"), fires: true, severity: "error" },
      { ...member("etcd-start-timeout-ms = 499\n"), fires: true, severity: "error" },
      { ...member("etcd-start-timeout-ms = 500\n"), fires: true, severity: "warning" },
      { ...member("etcd-start-timeout-ms = 2999\n"), fires: true, severity: "warning" },
      { ...member("etcd-start-timeout-ms = 3000\n"), fires: false },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const { settings } = instance;
        const time = settings.integer("etcd-start-timeout-ms");
        const tick = settings.integer("tick-interval-ms");
        const election = settings.integer("election-timeout-ms");
        if (time === undefined || tick === undefined || election === undefined) continue;
        if (time.value >= election.value || !isEmbedded(settings)) continue;
        const program = displayName(instance.catalogue, instance.version);
        const never = time.value < tick.value;
        report({
          at: placeFor(instance, time.origin),
          key: "etcd-start-timeout-ms",
          site,
          message: never
            ? say`etcd-start-timeout-ms is ${time.value}, less than one tick of etcd, so ${program} ends at its first start, with status 0`
            : say`etcd-start-timeout-ms is ${time.value}, less than the election timeout of ${election.value}, so ${program} may end at its start, with status 0, before there is a leader`,
          help: instead(time.origin, 60_000, say`write 30000 or more; the default is 60000`),
          ...(never ? { severity: "error" as const } : {}),
        });
      }
    }
  },
});
