/** Values as a cluster.yaml holds them: in examples, in what is completed, in new names. */
import { writeText } from "../emit/yaml-1-1.ts";

/** In the flow style, with a blank behind each colon as YAML wants it. */
export function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, member]) => `${name}: ${inYaml(member)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" && !isPlain(value) ? JSON.stringify(value) : String(value);
}

/**
 * What every reader of YAML takes for this very text without quotes, in braces as well: 2.1.0 and 10.1.1.1 are texts,
 * 2.00 is a number, and `no` is false to many.
 */
function isPlain(text: string): boolean {
  return /^[A-Za-z/][\w./-]*$|^\d+(?:\.\d+){2,3}$/.test(text) && writeText(text) === text;
}
