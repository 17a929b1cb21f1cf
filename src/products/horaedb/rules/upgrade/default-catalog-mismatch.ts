import { quoted, say } from "../../../../diagnostics/message.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { ceresCatalog, isCeres } from "../../node/default-catalog.ts";
import { cluster } from "../examples.ts";

const catalog = (name: string, rest = "", version = "2.0.0") =>
  cluster(`  default_catalog: ${name}\n${rest}  nodes: { members: [ { host: db1 } ] }\n`, { version });

export const defaultCatalogMismatch = defineRule({
  name: "default-catalog-mismatch",
  fault: "contradiction",
  summary: "`default_catalog` is not the one that the tables are in.",
  why: "CeresDB keeps all tables in the catalog ceresdb and knows no other (apache/horaedb@v1.2.7:catalog/src/consts.rs:18). HoraeDB looks for a table in the catalog that HORAEDB_DEFAULT_CATALOG names, so after the upgrade none would be found, and new ones would be created beside them.",
  fix: "Write `default_catalog: ceresdb`, or leave the key out while `upgrading_from` is a 1.x.",
  examples: {
    invalid: [catalog("horaedb", "  upgrading_from: 1.2.7\n"), catalog("other", "", "1.2.7")],
    valid: [catalog("ceresdb", "  upgrading_from: 1.2.7\n"), catalog("ceresdb"), catalog("other")],
    boundary: [
      { title: "the name that CeresDB has", ...catalog("ceresdb", "", "1.2.7"), fires: false },
      {
        title: "from 2.0.0 on it may be any",
        ...catalog("other", "  upgrading_from: 2.0.0\n"),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { nodes, plan, site } of clustersOf(model)) {
      const written = plan?.defaultCatalog;
      if (written?.origin.kind !== "source" || written.value === ceresCatalog) continue;
      const ceres = nodes.find(({ version }) => isCeres(version))?.version ?? plan?.upgradingFrom?.value;
      if (ceres === undefined || !isCeres(ceres)) continue;
      report({
        at: written.origin.at,
        site,
        message: say`default_catalog is ${quoted(written.value)}, and the tables of CeresDB ${ceres} are in the catalog ${ceresCatalog}`,
        help: instead(written.origin, ceresCatalog, say`write default_catalog: ${ceresCatalog}`),
      });
    }
  },
});
