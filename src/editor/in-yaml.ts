import { quoteForYaml, writeText } from "../emit/yaml-1-1.ts";

/** A value as it is written into a cluster.yaml: in the flow style, and read alike by readers of YAML 1.1 and 1.2. */
export function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, member]) => `${name}: ${inYaml(member)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" ? textInYaml(value) : String(value);
}

/** In quotes where an old reader stops at a colon between brackets, and where people take a `#` for a comment. */
function textInYaml(text: string): string {
  return /[:@#]/.test(text) ? quoteForYaml(text) : writeText(text);
}
