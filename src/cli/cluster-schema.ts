import type { ProseSchema } from "../schema/documents/document-keys.ts";
import { allProducts } from "./products-for.ts";

/** The language with the sections of all products. */
export async function clusterSchema(): Promise<ProseSchema & Readonly<Record<string, unknown>>> {
  const { schema } = await import("../schema/generated/editor/cluster.ts");
  const sections: Record<string, ProseSchema> = {};
  for (const product of await allProducts()) {
    const section = (await product.editorSchemas()).section;
    if (section !== undefined) sections[product.name] = section;
  }
  const { $schema, ...rest } = schema;
  return {
    $schema,
    ...rest,
    properties: { ...(rest.properties as Record<string, ProseSchema>), ...sections },
  };
}
