import { kindNamed, registry } from "../../products/registry.ts";
import { displayName } from "../../schema/catalogue.ts";
import { schemaForRelease } from "../../schema/editor-schema.ts";
import type { Io } from "../io.ts";
import { settingsName } from "../lint/settings-file.ts";
import { allProducts } from "../products-for.ts";
import { UserError } from "../user-error.ts";

type Schema = Readonly<Record<string, unknown>>;

/** `cfgc schema`: prints a JSON Schema for an editor. */
export async function schemaCommand(name: string | undefined, { stdout }: Io): Promise<number> {
  if (name === undefined) {
    const names = ["cluster", settingsName, ...registry.flatMap((product) => Object.keys(product.kinds))];
    stdout.write(`${names.join("\n")}\n`);
    return 0;
  }
  const [kind = "", version] = name.split("@", 2);
  const schema =
    kind === "cluster"
      ? await clusterSchema()
      : kind === settingsName
        ? (await import("../../schema/generated/editor/lint.ts")).schema
        : await programSchema(kind, version);
  stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
  return 0;
}

/** The language with the sections of all products. */
async function clusterSchema(): Promise<Schema> {
  const { schema } = await import("../../schema/generated/editor/cluster.ts");
  const sections: Record<string, Schema> = {};
  for (const product of await allProducts()) {
    const section = (await product.editorSchemas()).section;
    if (section !== undefined) sections[product.name] = section;
  }
  const { $schema, ...rest } = schema;
  return { $schema, ...rest, properties: { ...(rest.properties as Schema), ...sections } };
}

async function programSchema(kind: string, version: string | undefined): Promise<Schema> {
  const found = kindNamed(kind);
  if (found === undefined) throw new UserError(`there is no schema "${kind}"; \`cfgc schema\` lists them`);
  const product = await found.product.load();
  const schema = (await product.editorSchemas())[found.kind];
  const program = product.programs.find((one) => one.kind === found.kind);
  const releases = program?.catalogue.releases ?? [];
  const release = version ?? releases.at(-1)?.version ?? "";
  if (!program?.hasRelease(release)) {
    throw new UserError(
      `there is no release "${release}" of ${kind}; there are ${releases.map((one) => one.version).join(", ")}`,
    );
  }
  const forRelease = schema && schemaForRelease(schema, release);
  if (forRelease === undefined) throw new UserError(`there is no schema of ${kind} ${release}`);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    ...forRelease,
    title: displayName(program.catalogue, release),
  };
}
