import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { displayName } from "../../../schema/catalogue.ts";
import { clustersOf } from "../cluster.ts";
import { isEmbedded } from "../describe-meta.ts";
import { deployment, memberFile } from "./examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });
const older = (more: string) => ({
  as: "horaemeta@1.2.7",
  files: { "meta0.toml": memberFile(0, { more }) },
});

export const metaTransactionBound = defineRule({
  name: "meta-transaction-bound",
  fault: "doubtful",
  summary: "Creating the cluster takes more operations than one transaction of etcd may hold.",
  why: "HoraeMeta puts two operations for each shard into a transaction, for up to max-ops-per-txn shards since 2.0.0 and for all of them before; etcd refuses a transaction above etcd-max-txn-ops (inferred from reading apache/horaedb@v2.1.0:horaemeta/server/storage/storage_impl.go and etcd's checkTxnRequest). With max-ops-per-txn below 1 the loop over the shards never ends or panics.",
  fix: "Raise etcd-max-txn-ops to twice the number of shards in one transaction, or lower max-ops-per-txn.",
  examples: {
    invalid: [
      member("max-ops-per-txn = 100\ndefault-cluster-shard-total = 100\n"),
      older("default-cluster-shard-total = 100\n"),
      { ...member("max-ops-per-txn = 0\n"), severity: "error" },
    ],
    valid: [member("default-cluster-shard-total = 1000\n")],
    boundary: [
      { ...older("default-cluster-shard-total = 64\n"), fires: false },
      { ...older("default-cluster-shard-total = 65\n"), fires: true },
      { ...member("max-ops-per-txn = 1\n"), fires: false },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const { settings } = instance;
        const perTransaction = settings.integer("max-ops-per-txn");
        const shards = settings.integer("default-cluster-shard-total");
        const allowed = settings.integer("etcd-max-txn-ops");
        const program = displayName(instance.catalogue, instance.version);
        if (perTransaction !== undefined && perTransaction.value < 1) {
          report({
            at: placeFor(instance, perTransaction.origin),
            key: "max-ops-per-txn",
            site,
            severity: "error",
            message: `max-ops-per-txn is ${perTransaction.value}, with which ${program} can never create a cluster`,
            help: "write at least 1; the default is 32",
          });
          continue;
        }
        if (shards === undefined || allowed === undefined || !isEmbedded(settings)) continue;
        if (settings.unread.has("max-ops-per-txn")) continue;
        const together = Math.min(perTransaction?.value ?? shards.value, shards.value);
        if (2 * together <= allowed.value) continue;
        const written = [perTransaction, shards, allowed].find((one) => one && one.origin.kind !== "default");
        report({
          at: written === undefined ? instance.at : placeFor(instance, written.origin),
          key: "etcd-max-txn-ops",
          site,
          message: `${program} puts ${2 * together} operations for ${together} shards into one transaction, and etcd-max-txn-ops allows ${allowed.value}, so the cluster cannot be created (inferred from reading)`,
          help: `write etcd-max-txn-ops = ${2 * together}`,
        });
      }
    }
  },
});
