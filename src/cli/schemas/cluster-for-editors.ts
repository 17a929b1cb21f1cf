import { allRules } from "../../rules/all-rules.ts";
import { forEditors } from "../../schema/editors/for-editors.ts";
import { type JsonSchema, propertiesIn, withParts } from "../../schema/editors/json-schema.ts";
import { shareParts } from "../../schema/editors/share-parts.ts";
import { allProducts } from "../products-for.ts";
import { identified } from "./identified.ts";
import { type SectionSchema, sectionForEditors } from "./section-for-editors.ts";

/** cluster.yaml for editors: the language, the sections of all products, and under each `config` the program's own keys. */
export async function clusterForEditors(): Promise<JsonSchema> {
  const { schema } = await import("../../schema/generated/editor/cluster.ts");
  const products = await allProducts();
  const sections: Record<string, JsonSchema> = {};
  const definitions: Record<string, JsonSchema> = {};
  for (const product of products) {
    const section: SectionSchema | undefined = await sectionForEditors(product);
    if (section === undefined) continue;
    sections[product.name] = section.schema;
    Object.assign(definitions, section.definitions);
  }
  const rules = [...allRules, ...products.flatMap((product) => product.rules)]
    .filter(({ fault }) => fault === "availability")
    .map(({ name }) => name)
    .sort();
  const site = withRules(forEditors(schema, { setIn: "document" }), rules);
  const whole = {
    ...site,
    properties: { ...propertiesIn(site), ...sections },
    defaultSnippets: Object.entries(sections).flatMap(([name, section]) => snippetsOf(name, section)),
  };
  return identified("cluster", shareParts(whole, definitions));
}

const snippetHosts = {
  db1: { address: "10.1.1.1", zone: "a" },
  db2: { address: "10.1.1.2", zone: "b" },
  db3: { address: "10.1.1.3", zone: "c" },
};

/** A whole file with one section, for one that is empty. */
function snippetsOf(product: string, section: JsonSchema): readonly JsonSchema[] {
  const snippets = (section.defaultSnippets ?? []) as readonly JsonSchema[];
  return snippets.map(({ label, body }) => ({
    label,
    body: { cfgc: 1, name: "site", hosts: snippetHosts, [product]: body },
  }));
}

/** A file that `include` names: hosts, and further files. */
export async function hostsForEditors(): Promise<JsonSchema> {
  const { schema } = await import("../../schema/generated/editor/cluster.ts");
  const { include, hosts } = propertiesIn(schema);
  const part = {
    title: "Hosts for a cluster.yaml",
    description: "A file that `include` of a cluster.yaml names: hosts, and further such files.",
    type: "object",
    properties: { include, hosts },
    additionalProperties: false,
  };
  return identified("hosts", forEditors(part, { setIn: "document" }));
}

/** What can be accepted are the rules about availability alone. */
function withRules(site: JsonSchema, names: readonly string[]): JsonSchema {
  const { accept } = propertiesIn(site);
  if (accept === undefined) return site;
  const item = accept.items as JsonSchema;
  const changed = {
    ...accept,
    items: withParts(item, (part, _, name) => (name === "rule" ? { ...part, enum: names } : part)),
  };
  return { ...site, properties: { ...propertiesIn(site), accept: changed } };
}
