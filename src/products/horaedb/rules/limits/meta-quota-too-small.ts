import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { withoutKey } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });

/** What etcd's database takes before anything is stored, with pages of 4096 bytes; tried with 1.0.0, 1.2.7 and 2.1.0. */
const emptyBytes = 20_480;

export const metaQuotaTooSmall = defineRule({
  name: "meta-quota-too-small",
  fault: "doubtful",
  summary: "The quota of HoraeMeta's etcd is smaller than one request, or than its empty database.",
  why: "An etcd refuses whatever its database has no room for (etcd-io/etcd@v3.5.12:server/etcdserver/quota.go:134). An empty one has 20480 bytes already, so with less not even a leader is elected; with a little more the cluster is half created, and the next leader panics. Each heartbeat of a node is stored until it is compacted, after an hour by default, so what passes at first is full some hours later (inferred), and then no table can be created and no node registers.",
  fix: "Delete the line: the default is 8589934592. 0 stands for etcd's own 2 GiB, and a negative number for no limit.",
  examples: {
    invalid: [
      { ...member("quota-backend-bytes = 1\n"), severity: "error" },
      member("quota-backend-bytes = 1000000\n"),
    ],
    valid: [member("quota-backend-bytes = 2147483648\n")],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ meta: "{ quota-backend-bytes: 1 }" }),
        fires: true,
        severity: "error",
      },
      {
        title: "in cluster.yaml, a warning",
        ...configured({ meta: "{ quota-backend-bytes: 1000000 }" }),
        fires: true,
      },
      { title: "etcd's own default", ...member("quota-backend-bytes = 0\n"), fires: false },
      { title: "no limit", ...member("quota-backend-bytes = -1\n"), fires: false },
      { ...member("quota-backend-bytes = 20480\n"), fires: true, severity: "error" },
      { ...member("quota-backend-bytes = 20481\n"), fires: true, severity: "warning" },
      { ...member("quota-backend-bytes = 2097151\n"), fires: true, severity: "warning" },
      { title: "room for one request", ...member("quota-backend-bytes = 2097152\n"), fires: false },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const { settings } = instance;
        const quota = settings.integer("quota-backend-bytes");
        const request = settings.integer("max-request-bytes");
        if (quota === undefined || quota.value <= 0 || !isEmbedded(settings)) continue;
        const isEmpty = quota.value <= emptyBytes;
        if (!isEmpty && (request === undefined || quota.value >= request.value)) continue;
        const program = displayName(instance.catalogue, instance.version);
        report({
          at: placeFor(instance, quota.origin),
          key: "quota-backend-bytes",
          site,
          message: isEmpty
            ? say`quota-backend-bytes is ${quota.value}, and an empty database of etcd has 20480 bytes already, so ${program} never has a leader`
            : say`quota-backend-bytes is ${quota.value}, less than the ${request?.value ?? 0} of a single request, so etcd's database is soon full (inferred)`,
          help: withoutKey(quota.origin, say`delete the line; the default is 8589934592`),
          ...(isEmpty ? { severity: "error" as const } : {}),
        });
      }
    }
  },
});
