import { type Message, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import type { Settings } from "../../../../model/settings.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { leaderRecordBytes } from "../../meta/etcd-requests.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });
const older = (more: string) => ({
  as: "horaemeta@1.0.0",
  files: { "meta0.toml": memberFile(0, { more }) },
});

/** A number without which no member can be elected. All of them were tried with 1.0.0, 1.2.7 and 2.1.0. */
interface Demand {
  readonly key: Message;
  /** Read by the etcd within the process only. */
  readonly embedded: boolean;
  readonly least: (settings: Settings) => number | undefined;
  /** What happens below that; reads on after "so". */
  readonly effect: Message;
  readonly usual: Message;
  readonly right: number;
}

const demands: readonly Demand[] = [
  {
    key: say`lease-sec`,
    embedded: false,
    least: () => 1,
    effect: say`every call for the leader's lease times out at once`,
    usual: say`5 or more; the default is 10`,
    right: 10,
  },
  {
    key: say`etcd-call-timeout-ms`,
    embedded: false,
    least: () => 1,
    effect: say`every call of etcd times out at once`,
    usual: say`some thousands; the default is 5000`,
    right: 5000,
  },
  {
    key: say`etcd-max-txn-ops`,
    embedded: true,
    least: () => 1,
    effect: say`etcd refuses the transaction with which a member becomes the leader`,
    usual: say`128, the default, or more`,
    right: 128,
  },
  {
    key: say`max-request-bytes`,
    embedded: true,
    least: leaderRecordBytes,
    effect: say`etcd refuses the request with which a member becomes the leader`,
    usual: say`2097152, the default, or more`,
    right: 2097152,
  },
];

export const metaWithoutLeader = defineRule({
  name: "meta-without-leader",
  fault: "refused",
  summary: "A number of HoraeMeta is so small that no member can ever become the leader.",
  why: "The process runs, says so in its log five times a second, and answers nothing. lease-sec is the time limit of the calls for the lease as well (apache/horaedb@v2.1.0:horaemeta/server/member/lease.go:52), and etcd-call-timeout-ms that of reading and writing the leader's key (apache/horaedb@v2.1.0:horaemeta/server/member/member.go:78). Becoming the leader is a transaction of one operation (apache/horaedb@v2.1.0:horaemeta/server/member/member.go:207), which etcd counts (etcd-io/etcd@v3.5.12:server/etcdserver/api/v3rpc/key.go:149) and measures (etcd-io/etcd@v3.5.12:server/etcdserver/v3_server.go:753): names and addresses included it has some 130 bytes.",
  fix: "Delete the line, so that the default holds, or write a number of the default's size.",
  examples: {
    invalid: [
      member("lease-sec = 0\n"),
      member("etcd-call-timeout-ms = 0\n"),
      member("etcd-max-txn-ops = -1\n"),
      member("max-request-bytes = 100\n"),
      { title: "the same in 1.0.0", ...older("lease-sec = -1\n") },
    ],
    valid: [member("etcd-call-timeout-ms = 1000\nlease-sec = 20\n")],
    boundary: [
      { title: "in cluster.yaml", ...configured({ meta: "{ etcd-call-timeout-ms: 0 }" }), fires: true },
      { ...member("lease-sec = -1\n"), fires: true },
      {
        title: "a millisecond is enough after some attempts",
        ...member("etcd-call-timeout-ms = 1\n"),
        fires: false,
      },
      { ...member("etcd-call-timeout-ms = -5\n"), fires: true },
      { ...member("etcd-max-txn-ops = 0\n"), fires: true },
      {
        title: "one operation, and one shard to create",
        ...older("etcd-max-txn-ops = 2\ndefault-cluster-shard-total = 1\ndefault-cluster-node-count = 1\n"),
        fires: false,
      },
      { ...older("max-request-bytes = 0\n"), fires: true },
      {
        title: "an etcd elsewhere is called in time, too",
        ...deployment({
          "meta0.toml":
            'enable-embed-etcd = false\nstorage-root-path = "/horaedb"\nadvertise-client-urls = "http://10.9.1.1:2379"\netcd-call-timeout-ms = 0\n',
        }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const { settings } = instance;
        const program = displayName(instance.catalogue, instance.version);
        for (const { key, embedded, least, effect, usual, right } of demands) {
          const number = settings.integer(key);
          if (number === undefined || (embedded && !isEmbedded(settings))) continue;
          if (number.value >= (least(settings) ?? number.value)) continue;
          report({
            at: placeFor(instance, number.origin),
            key,
            site,
            message: say`${key} is ${number.value}, so ${effect}, and ${program} never has a leader`,
            help: instead(number.origin, right, say`write ${usual}`),
          });
        }
      }
    }
  },
});
