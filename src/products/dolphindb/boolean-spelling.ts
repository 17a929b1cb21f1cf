import { say } from "../../diagnostics/message.ts";
import { type Catalogue, entriesOf } from "../../schema/catalogue.ts";

/** Booleans are written as the key's documents spell them. */
export function booleanSpelling(catalogue: Catalogue): (key: string, value: boolean) => string {
  return (key, value) => {
    const spellings = entriesOf(catalogue, key)[0]?.spellings ?? [say`true`];
    return spellings.includes(say`true`) ? String(value) : value ? "1" : "0";
  };
}
