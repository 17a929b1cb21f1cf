import { type Catalogue, entriesOf } from "../../schema/catalogue.ts";

/** Booleans are written as the key's documents spell them. */
export function booleanSpelling(catalogue: Catalogue): (key: string, value: boolean) => string {
  return (key, value) => {
    const spellings = entriesOf(catalogue, key)[0]?.spellings ?? ["true"];
    return spellings.includes("true") ? String(value) : value ? "1" : "0";
  };
}
