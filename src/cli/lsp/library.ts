import { allCodes } from "../../codes.ts";
import type { Library } from "../../editor/library.ts";
import { documentKeys, type ProseSchema } from "../../schema/documents/document-keys.ts";
import { clusterSchema } from "../cluster-schema.ts";
import { allProducts } from "../products-for.ts";

let known: Promise<Library> | undefined;

/** Schemas, catalogues and prose of everything, loaded when somebody asks for the first time. */
export function library(): Promise<Library> {
  known ??= load();
  return known;
}

async function load(): Promise<Library> {
  const [products, cluster, settings] = await Promise.all([
    allProducts(),
    clusterSchema(),
    import("../../schema/generated/editor/lint.ts"),
  ]);
  const references = (await Promise.all(products.map((product) => product.reference()))).flat();
  const settingsSchema = settings.schema as ProseSchema;
  return {
    products,
    references,
    cluster,
    clusterKeys: documentKeys(cluster),
    settings: settingsSchema,
    settingsKeys: documentKeys(settingsSchema),
    codes: allCodes(products),
  };
}
