/** Every code that cfgc can report, for `explain`, the documentation and the tests. */
import type { Code } from "./diagnostics/diagnostic.ts";
import * as modelCodes from "./model/codes.ts";
import type { FileSide } from "./products/product.ts";
import { allRules } from "./rules/all-rules.ts";
import * as suppressionCodes from "./rules/suppression-codes.ts";
import * as schemaCodes from "./schema/codes.ts";
import * as variableCodes from "./schema/variable-codes.ts";
import * as sourceCodes from "./source/codes.ts";

export function allCodes(products: readonly FileSide[]): readonly Code[] {
  const codes: Code[] = [
    ...Object.values(sourceCodes),
    ...Object.values(schemaCodes),
    ...Object.values(variableCodes),
    ...Object.values(modelCodes),
    ...Object.values(suppressionCodes),
    ...allRules,
    ...products.flatMap((product) => product.rules),
  ];
  return codes.sort((a, b) => (a.name < b.name ? -1 : 1));
}
