import { type Model, siteFolder } from "../../model/model.ts";
import { clustersOf } from "./cluster.ts";
import { losesShards } from "./meta/shard-loss.ts";

/** What is said of keys that want a restart, where that is no matter of course; `path` is that of a file in the bundle. */
export function restartRemark(path: string, model: Model): string | undefined {
  const costs = clustersOf(model).some(
    ({ site, meta }) =>
      site !== undefined && path.startsWith(siteFolder(model, site)) && meta.some(losesShards),
  );
  return costs ? "in force after a restart, which can cost shards for good (README.md)" : undefined;
}
