import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A draft-07 schema with the keywords of schemas/README.md. */
export type Schema = { [keyword: string]: unknown } & {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  required?: string[];
  discriminator?: { propertyName: string };
  description?: string;
  default?: unknown;
};

/**
 * Reads a schema, or the part of it behind a `#`, with every `$ref` replaced by its target; members beside a `$ref` win
 * over the target's.
 */
export function loadSchema(path: string): Schema {
  const [file = "", pointer] = path.split("#");
  const root = JSON.parse(readFileSync(file, "utf8")) as Schema;
  const part = pointer === undefined ? resolveRefs(root, file, root) : target(`#${pointer}`, file, root);
  return part as Schema;
}

function resolveRefs(node: unknown, path: string, root: Schema): unknown {
  if (Array.isArray(node)) return node.map((item) => resolveRefs(item, path, root));
  if (typeof node !== "object" || node === null) return node;
  const { $ref, ...members } = node as Record<string, unknown>;
  const own: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) {
    if (name !== "definitions") own[name] = resolveRefs(member, path, root);
  }
  if (typeof $ref !== "string") return own;
  return { ...(target($ref, path, root) as object), ...own };
}

function target(ref: string, path: string, root: Schema): unknown {
  const [file = "", pointer = ""] = ref.split("#", 2);
  const targetPath = file === "" ? path : join(dirname(path), file);
  const targetRoot = file === "" ? root : (JSON.parse(readFileSync(targetPath, "utf8")) as Schema);
  let found: unknown = targetRoot;
  for (const segment of pointer.split("/").filter((part) => part !== "")) {
    found = (found as Record<string, unknown> | undefined)?.[segment];
  }
  if (found === undefined) throw new Error(`${path}: nothing at ${ref}`);
  const resolved = resolveRefs(found, targetPath, targetRoot) as Record<string, unknown>;
  const { $schema: _, $id: __, ...rest } = resolved;
  return rest;
}
