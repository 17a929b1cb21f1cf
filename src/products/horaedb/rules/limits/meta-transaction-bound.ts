import { type Message, type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead, withKey } from "../../../../model/offers.ts";
import type { Settings } from "../../../../model/settings.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import type { Traced } from "../../../../schema/value.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { leaderRecordBytes, shardBytes } from "../../meta/etcd-requests.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });
const older = (more: string, version = "1.2.7") => ({
  as: `horaemeta@${version}`,
  files: { "meta0.toml": memberFile(0, { more }) },
});

/** Before it the shards are laid out once the nodes have registered, and not when the cluster is created. */
const firstCreatingAtOnce = "1.2.0";

export const metaTransactionBound = defineRule({
  name: "meta-transaction-bound",
  fault: "refused",
  summary: "The cluster cannot be created: its shards do not fit into a transaction of etcd.",
  why: "HoraeMeta puts two operations for each shard into a transaction, for up to max-ops-per-txn shards since 2.0.0 and for all of them before (apache/horaedb@v2.1.0:horaemeta/server/storage/storage_impl.go:518). etcd refuses one of more than etcd-max-txn-ops operations (etcd-io/etcd@v3.5.12:server/etcdserver/api/v3rpc/key.go:149) or more than max-request-bytes, of which a shard takes some 400. HoraeMeta then goes on with an empty list of clusters and has half of the new one in etcd: whoever leads next panics with `fail to load cluster`, also when the file is right by then (apache/horaedb@v2.1.0:horaemeta/server/cluster/manager.go:439). With max-ops-per-txn below 1 the loop over the shards never ends, or panics.",
  fix: "Raise etcd-max-txn-ops to twice the number of shards in one transaction, or lower max-ops-per-txn, before the first start. If it was started already, clear the half cluster before a member is restarted: `etcdctl --endpoints http://<leader>:2379 del <storage-root-path>/v1/cluster/info/<number>`, where the number has twenty digits, all of them 0 for the first cluster, and stands in the message of the panic. Of a new site it is simpler to stop all members and to delete `etcd` and `wal` in the data-dir of each.",
  examples: {
    invalid: [
      member("max-ops-per-txn = 100\ndefault-cluster-shard-total = 100\n"),
      older("default-cluster-shard-total = 100\n"),
      member("max-ops-per-txn = 0\n"),
      member("max-request-bytes = 3000\n"),
    ],
    valid: [member("default-cluster-shard-total = 1000\n")],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ rest: "  shards: 100\n", meta: "{ max-ops-per-txn: 100 }" }),
        fires: true,
      },
      { ...older("default-cluster-shard-total = 64\n"), fires: false },
      { ...older("default-cluster-shard-total = 65\n"), fires: true },
      {
        title: "once the nodes are there",
        ...older("default-cluster-shard-total = 65\n", "1.1.0"),
        fires: true,
      },
      { ...member("max-ops-per-txn = 1\n"), fires: false },
      { ...member("etcd-max-txn-ops = 16\n"), fires: false },
      { ...member("etcd-max-txn-ops = 15\n"), fires: true },
      { ...member("max-request-bytes = 3500\n"), fires: false },
      {
        title: "few shards at a time",
        ...member("max-request-bytes = 3000\nmax-ops-per-txn = 4\n"),
        fires: false,
      },
      {
        title: "an etcd elsewhere has a bound of its own",
        ...deployment({
          "meta0.toml":
            'enable-embed-etcd = false\nstorage-root-path = "/horaedb"\nadvertise-client-urls = "http://10.9.1.1:2379"\ndefault-cluster-shard-total = 1000\nmax-ops-per-txn = 1000\n',
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { meta } of clustersOf(model)) for (const instance of meta) check(instance, report);
  },
});

function check(instance: Instance, report: Report): void {
  const { settings, site } = instance;
  const perTransaction = settings.integer("max-ops-per-txn");
  const shards = settings.integer("default-cluster-shard-total");
  const program = displayName(instance.catalogue, instance.version);
  if (perTransaction !== undefined && perTransaction.value < 1) {
    report({
      at: placeFor(instance, perTransaction.origin),
      key: "max-ops-per-txn",
      site,
      message: say`max-ops-per-txn is ${perTransaction.value}, with which ${program} can never create a cluster`,
      help: instead(perTransaction.origin, 32, say`write at least 1; the default is 32`),
    });
    return;
  }
  if (shards === undefined || !isEmbedded(settings) || settings.unread.has("max-ops-per-txn")) return;
  const together = Math.min(perTransaction?.value ?? shards.value, shards.value);
  for (const bound of bounds(settings, together)) {
    const { key, allowed, needed, what, least, enough } = bound;
    if (allowed === undefined || allowed.value < least || needed <= allowed.value) continue;
    const written = [perTransaction, shards, allowed].find((one) => one && one.origin.kind !== "default");
    report({
      at: written === undefined ? instance.at : placeFor(instance, written.origin),
      key,
      site,
      message: say`${program} lays out ${together === 1 ? say`one shard` : say`${together} shards`} with ${what} in one transaction, and ${key} allows ${allowed.value}, so ${effectAt(instance.version)}`,
      help: withKey(instance, key, enough, say`write ${key} = ${enough} before the first start`),
    });
  }
}

interface Bound {
  readonly key: Message;
  readonly allowed: Traced<number> | undefined;
  readonly needed: number;
  readonly what: Message;
  /** With less there is not even a leader, which has a finding of its own. */
  readonly least: number;
  readonly enough: number;
}

function bounds(settings: Settings, shards: number): Bound[] {
  const operations = 2 * shards;
  const inOperations: Bound = {
    key: say`etcd-max-txn-ops`,
    allowed: settings.integer("etcd-max-txn-ops"),
    needed: operations,
    what: say`${operations} operations`,
    least: 1,
    enough: operations,
  };
  const ofOne = shardBytes(settings);
  const least = leaderRecordBytes(settings);
  if (ofOne === undefined || least === undefined) return [inOperations];
  const bytes = shards * ofOne;
  const inBytes: Bound = {
    key: say`max-request-bytes`,
    allowed: settings.integer("max-request-bytes"),
    needed: bytes,
    what: say`at least ${bytes} bytes`,
    least,
    enough: Math.max(2 * bytes, 2_097_152),
  };
  return [inOperations, inBytes];
}

function effectAt(version: Sayable): Message {
  return compareVersions(version, firstCreatingAtOnce) < 0
    ? say`no shard is ever laid out`
    : say`the cluster is half created and the next leader panics`;
}
