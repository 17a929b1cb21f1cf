import type { Sayable } from "../../diagnostics/message.ts";
import { compareVersions } from "../../schema/versions.ts";

/**
 * The image that the deployment guide of the release names; what `docker load` reports counts
 * (oceanbase/oms-doc@V4.1.0 and @V4.1.1:zh-CN/400.deployment-guide/500.deploy-oms-on-a-single-node.md).
 */
export function documentedImage(version: Sayable): string {
  const repository =
    compareVersions(version, "4.1.1") >= 0
      ? "work.oceanbase-dev.com/obartifact-store/oms"
      : "reg.docker.alibaba-inc.com/oceanbase/oms";
  return `${repository}:feature_${version}-ce`;
}
