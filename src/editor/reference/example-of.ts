import type { DocumentKey } from "../../schema/documents/document-keys.ts";
import { lastSegment } from "../../schema/key-path.ts";
import { inYaml } from "../in-yaml.ts";

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
