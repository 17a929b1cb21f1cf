import type { DocumentKey } from "../../schema/documents/document-keys.ts";
import { lastSegment } from "../../schema/key-path.ts";

/** How the key stands in a cluster.yaml, with the tables around it; undefined for a table, whose keys have their own. */
export function exampleOf({ key, example, hasKeys, onlyWith }: DocumentKey): string | undefined {
  if (example === undefined || hasKeys) return undefined;
  const path = key.split(".");
  const lines: string[] = [];
  let indent = "";
  let bullet = "";
  for (const [index, segment] of path.entries()) {
    const name = segment
      .replace(/\[\]$/, "")
      .replace(/^<number>$/, "0")
      .replace(/^<name>$/, nameIn(path));
    const isLast = index === path.length - 1;
    // The tag that the key needs stands beside it.
    if (isLast && onlyWith !== undefined) {
      lines.push(`${indent}${bullet}${tagOf(onlyWith)}`);
      indent += " ".repeat(bullet.length);
      bullet = "";
    }
    lines.push(`${indent}${bullet}${name}:${isLast ? ` ${inYaml(example)}` : ""}`);
    indent += " ".repeat(bullet.length + 2);
    bullet = segment.endsWith("[]") ? "- " : "";
  }
  return lines.join("\n");
}

function tagOf({ key, is }: NonNullable<DocumentKey["onlyWith"]>): string {
  return `${lastSegment(key)}: ${is[0]}`;
}

/** A name that the user would choose there. */
function nameIn(path: readonly string[]): string {
  if (path[0] === "hosts") return "db1";
  return path.includes("zones") ? "z1" : "public";
}

/** In the flow style, with a blank behind each colon as YAML wants it. */
export function inYaml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inYaml).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([name, member]) => `${name}: ${inYaml(member)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" && !isPlain(value) ? JSON.stringify(value) : String(value);
}

/** What YAML reads as this very text without quotes: 2.1.0 and 10.1.1.1 are texts, 2.00 is a number. */
function isPlain(text: string): boolean {
  return /^[A-Za-z/][\w./-]*$|^\d+(?:\.\d+){2,3}$/.test(text) && !/^(?:true|false|null)$/i.test(text);
}
