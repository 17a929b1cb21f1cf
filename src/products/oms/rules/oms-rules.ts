import type { Rule } from "../../../rules/rule.ts";
import { cmNodesNotAddresses } from "./cm-nodes-not-addresses.ts";
import { cmNodesRepeated } from "./cm-nodes-repeated.ts";
import { cmUrlLoopback } from "./cm-url-loopback.ts";
import { cmUrlPort } from "./cm-url-port.ts";
import { cmUrlShared } from "./cm-url-shared.ts";
import { cmUrlWithoutVip } from "./cm-url-without-vip.ts";
import { databasesNotDistinct } from "./databases-not-distinct.ts";
import { defaultRegionNotOne } from "./default-region-not-one.ts";
import { deploymentNotInRelease } from "./deployment-not-in-release.ts";
import { drcAccountIncomplete } from "./drc-account-incomplete.ts";
import { heartbeatDatabaseRepeated } from "./heartbeat-database-repeated.ts";
import { metaPasswordEmpty } from "./meta-password-empty.ts";
import { metaUserOfSysTenant } from "./meta-user-of-sys-tenant.ts";
import { nodeInTwoRegions } from "./node-in-two-regions.ts";
import { regionCodeRepeated } from "./region-code-repeated.ts";
import { regionFilesDiffer } from "./region-files-differ.ts";
import { regionNameMissing } from "./region-name-missing.ts";
import { regionNameRepeated } from "./region-name-repeated.ts";
import { serviceOnLoopback } from "./service-on-loopback.ts";
import { servicePortTaken } from "./service-port-taken.ts";
import { slsIncomplete } from "./sls-incomplete.ts";
import { tsdbIncomplete } from "./tsdb-incomplete.ts";
import { tsdbServiceUnsupported } from "./tsdb-service-unsupported.ts";
import { undocumentedForm } from "./undocumented-form.ts";
import { upgradePathUnsupported } from "./upgrade-path-unsupported.ts";

export const omsRules: readonly Rule[] = [
  cmNodesNotAddresses,
  cmNodesRepeated,
  cmUrlLoopback,
  cmUrlPort,
  cmUrlShared,
  cmUrlWithoutVip,
  databasesNotDistinct,
  defaultRegionNotOne,
  deploymentNotInRelease,
  drcAccountIncomplete,
  heartbeatDatabaseRepeated,
  metaPasswordEmpty,
  metaUserOfSysTenant,
  nodeInTwoRegions,
  regionCodeRepeated,
  regionFilesDiffer,
  regionNameMissing,
  regionNameRepeated,
  serviceOnLoopback,
  servicePortTaken,
  slsIncomplete,
  tsdbIncomplete,
  tsdbServiceUnsupported,
  undocumentedForm,
  upgradePathUnsupported,
];
