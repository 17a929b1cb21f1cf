/** Names of clusters that were surely meant to be one. */
import { distance } from "../../schema/nearest.ts";

/** Whether two names differ in a letter; a number more is how clusters are told apart. */
export function areAlike(one: string, other: string): boolean {
  const withoutDigits = (name: string) => name.replace(/\d/g, "");
  return one !== other && distance(one, other, 2) <= 1 && withoutDigits(one) !== withoutDigits(other);
}
