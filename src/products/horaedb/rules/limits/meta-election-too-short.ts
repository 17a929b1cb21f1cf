import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead, withKey } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded, mayBeAlone } from "../../meta/describe-meta.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });

/** Three members on one busy machine kept their leader with this, and not with 50 or less. */
const restlessMs = 100;

export const metaElectionTooShort = defineRule({
  name: "meta-election-too-short",
  fault: "refused",
  summary: "The election timeout of HoraeMeta is shorter than five ticks, or too short for the machines.",
  why: "The embedded etcd refuses to start with it: a follower would call an election before it can have missed enough heartbeats (etcd-io/etcd@v3.5.12:server/embed/config.go, Validate). Several members with less than 100 ms lose their leader whenever a machine is busy for a moment: with 5 and 20 ms three members on one machine elected another one every few seconds.",
  fix: "Make election-timeout-ms at least five times tick-interval-ms; the defaults are 3000 and 500.",
  examples: {
    invalid: [member("tick-interval-ms = 1000\n"), member("election-timeout-ms = 2000\n")],
    valid: [member("tick-interval-ms = 1000\nelection-timeout-ms = 10000\nlease-sec = 15\n")],
    boundary: [
      { title: "in cluster.yaml", ...configured({ meta: "{ tick-interval-ms: 1000 }" }), fires: true },
      {
        title: "in cluster.yaml, a warning",
        ...configured({ meta: "{ tick-interval-ms: 1, election-timeout-ms: 5 }" }),
        fires: true,
        severity: "warning",
      },
      { ...member("tick-interval-ms = 600\n"), fires: false },
      { ...member("tick-interval-ms = 601\n"), fires: true },
      {
        title: "five ticks of a millisecond",
        ...member("tick-interval-ms = 1\nelection-timeout-ms = 5\n"),
        fires: true,
        severity: "warning",
      },
      { ...member("tick-interval-ms = 19\nelection-timeout-ms = 99\n"), fires: true, severity: "warning" },
      { ...member("tick-interval-ms = 20\nelection-timeout-ms = 100\n"), fires: false },
      {
        title: "a member alone has nobody to lose",
        ...deployment({
          "meta0.toml": `# cfgc-disable-file meta-quorum-too-small: one box\n${memberFile(0, {
            initialCluster: "meta0=http://10.1.1.1:2380",
            more: "tick-interval-ms = 1\nelection-timeout-ms = 5\n",
          })}`,
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const tick = instance.settings.integer("tick-interval-ms");
        const election = instance.settings.integer("election-timeout-ms");
        if (tick === undefined || election === undefined || !isEmbedded(instance.settings)) continue;
        if (election.value >= 5 * tick.value) {
          if (election.value < restlessMs && !mayBeAlone(instance.settings))
            report({
              at: placeFor(instance, election.origin),
              key: "election-timeout-ms",
              site,
              severity: "warning",
              message: say`election-timeout-ms is ${election.value}, so the members elect another leader whenever a machine is busy for that long`,
              help: instead(election.origin, 3000, say`write 1000 or more; the default is 3000`),
            });
          continue;
        }
        const [written, other] = election.origin.kind === "default" ? [tick, election] : [election, tick];
        report({
          at: placeFor(instance, written.origin),
          site,
          message: say`election-timeout-ms is ${election.value}, which is less than five times the tick-interval-ms of ${tick.value}, so etcd refuses to start`,
          related:
            other.origin.kind === "source"
              ? [{ at: other.origin.at, message: say`${other.value} here` }]
              : [],
          help: withKey(
            instance,
            say`election-timeout-ms`,
            Math.max(3000, 5 * tick.value),
            say`write election-timeout-ms = ${5 * tick.value} or more`,
          ),
        });
      }
    }
  },
});
