import { backendShared } from "./backend-shared.ts";
import { confusableNames } from "./confusable-names.ts";
import { directoryClash } from "./directory-clash.ts";
import { duplicateAddress } from "./duplicate-address.ts";
import { duplicateName } from "./duplicate-name.ts";
import { duplicateSite } from "./duplicate-site.ts";
import { loopbackAdvertised } from "./loopback-advertised.ts";
import { memoryOvercommitted } from "./memory-overcommitted.ts";
import { nameNotPortable } from "./name-not-portable.ts";
import { portClash } from "./port-clash.ts";
import { portInRandomRange } from "./port-in-random-range.ts";
import { portUnsuitable } from "./port-unsuitable.ts";
import type { Rule } from "./rule.ts";
import { unknownHost } from "./unknown-host.ts";
import { zoneMisspelt } from "./zone-misspelt.ts";

/** The rules that concern any product; a product brings its own besides. */
export const allRules: readonly Rule[] = [
  backendShared,
  confusableNames,
  directoryClash,
  duplicateAddress,
  duplicateName,
  duplicateSite,
  loopbackAdvertised,
  memoryOvercommitted,
  nameNotPortable,
  portClash,
  portInRandomRange,
  portUnsuitable,
  unknownHost,
  zoneMisspelt,
];
