import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { Secret, type Traced, type Value } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster, kafkaAndS3 } from "../examples.ts";

const nodes = "  nodes: { members: [ { host: db1 } ] }\n";
const keys = (id: string, secret: string) =>
  cluster(
    `${nodes}${kafkaAndS3.replace("{ from_env: ID }", `{ ${id} }`).replace("{ from_env: SECRET }", `{ ${secret} }`)}`,
  );

export const storeKeysAlike = defineRule({
  name: "store-keys-alike",
  fault: "doubtful",
  summary: "The keys key_id and key_secret of the object store come from one place.",
  why: "They are two different texts, so from one variable or file one of them is wrong, and the store refuses every request. Only a store that was set up with the same text for both accepts it.",
  fix: "Read key_id and key_secret from variables or files of their own.",
  examples: {
    invalid: [keys("from_env: S3_KEY", "from_env: S3_KEY"), keys("from_file: /run/s3", "from_file: /run/s3")],
    valid: [keys("from_env: S3_KEY_ID", "from_env: S3_KEY_SECRET")],
    boundary: [{ title: "a variable and a file", ...keys("from_env: s3", "from_file: s3"), fires: false }],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { nodes: instances, site } of clustersOf(model)) {
      judgeEach(instances, report, (instance, tell) => {
        const [id, secret] = ["key_id", "key_secret"].map((name) =>
          sourceOf(instance.settings.explicit.get(`analytic.storage.object_store.${name}`)),
        );
        if (id === undefined || secret === undefined || id.kind !== secret.kind || id.name !== secret.name)
          return;
        tell({
          at: placeFor(instance, secret.origin),
          key: "analytic.storage.object_store.key_secret",
          site,
          message: say`key_id and key_secret both come from one ${id.kind}`,
          related: [{ at: placeFor(instance, id.origin), message: say`key_id is here` }],
          help: advice`read each from its own variable or file`,
        });
      });
    }
  },
});

/** Where a secret is read. Literals are not compared: their text stays out of everything. */
function sourceOf(setting: Traced<Value> | undefined) {
  if (!(setting?.value instanceof Secret)) return undefined;
  const { source } = setting.value;
  if ("env" in source) return { kind: "variable" as const, name: source.env, origin: setting.origin };
  return "file" in source ? { kind: "file" as const, name: source.file, origin: setting.origin } : undefined;
}
