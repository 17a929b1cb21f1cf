import { DiagnosticBag } from "../../diagnostics/bag.ts";
import { releaseSaid, type TreatedRelease } from "../../model/treated-release.ts";
import { newestOf, releasesOf } from "../../products/known-releases.ts";
import type { Program } from "../../products/product.ts";
import { kindNamed, registry } from "../../products/registry.ts";
import { productName } from "../../schema/catalogue.ts";
import { schemaForRelease } from "../../schema/documents/editor-schema.ts";
import { clusterSchema } from "../cluster-schema.ts";
import type { Io } from "../io.ts";
import { settingsName } from "../lint/settings-file.ts";
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
        : await programSchema(name, kind, version);
  stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
  return 0;
}

async function programSchema(name: string, kind: string, version: string | undefined): Promise<Schema> {
  const found = kindNamed(kind);
  if (found === undefined) throw new UserError(`there is no schema "${kind}"; \`cfgc schema\` lists them`);
  const product = await found.product.load();
  const schema = (await product.editorSchemas())[found.kind];
  const program = product.programs.find((one) => one.kind === found.kind);
  if (program === undefined) throw new UserError(`there is no schema of ${kind}`);
  const asked = releaseAsked(name, version ?? newestOf(program.catalogue), program);
  const forRelease = schema && schemaForRelease(schema, asked.version);
  if (forRelease === undefined) throw new UserError(`there is no schema of ${kind} ${asked.version}`);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    ...forRelease,
    title: `${productName(program.catalogue, asked.version)} ${asked.release}${asked.premise === undefined ? "" : ` as ${asked.version}`}`,
  };
}

/** A release of the program, or `2.2.0 as 2.1.0`. */
function releaseAsked(name: string, text: string, program: Program): TreatedRelease {
  const bag = new DiagnosticBag("file");
  const at = { file: { path: name, text: name }, start: 0, end: name.length };
  const release = releaseSaid(text, program.kind, releasesOf(program), { at, within: at }, bag);
  const [problem] = bag.all();
  if (release === undefined || problem !== undefined)
    throw new UserError(`${problem?.message}; ${problem?.help}`);
  return release;
}
