/** Every code that cfgc can report, for `explain`, the documentation and the tests. */
import type { Code } from "./diagnostics/diagnostic.ts";
import * as callCodes from "./model/call-codes.ts";
import * as modelCodes from "./model/codes.ts";
import * as includedCodes from "./model/included-codes.ts";
import * as releaseCodes from "./model/release-codes.ts";
import type { FileSide } from "./products/product.ts";
import { allRules } from "./rules/all-rules.ts";
import * as suppressionCodes from "./rules/suppression-codes.ts";
import * as keyCodes from "./schema/codes/key-codes.ts";
import * as valueCodes from "./schema/codes/value-codes.ts";
import * as variableCodes from "./schema/codes/variable-codes.ts";
import * as sourceCodes from "./source/codes.ts";

export function allCodes(products: readonly FileSide[]): readonly Code[] {
  const codes: Code[] = [
    ...Object.values(sourceCodes),
    ...Object.values(keyCodes),
    ...Object.values(valueCodes),
    ...Object.values(variableCodes),
    ...Object.values(modelCodes),
    ...Object.values(includedCodes),
    ...Object.values(releaseCodes),
    ...Object.values(callCodes),
    ...Object.values(suppressionCodes),
    ...allRules,
    ...products.flatMap((product) => product.rules),
  ];
  return codes.sort((a, b) => (a.name < b.name ? -1 : 1));
}
