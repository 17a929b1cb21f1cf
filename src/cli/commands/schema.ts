import { DiagnosticBag } from "../../diagnostics/bag.ts";
import { releaseSaid, type TreatedRelease } from "../../model/treated-release.ts";
import { newestOf, releasesOf } from "../../products/known-releases.ts";
import type { Program } from "../../products/product.ts";
import { kindNamed, registry } from "../../products/registry.ts";
import { displayName, productName } from "../../schema/catalogue.ts";
import type { JsonSchema } from "../../schema/editors/json-schema.ts";
import type { Io } from "../io.ts";
import { ownDocuments } from "../schemas/documents.ts";
import { identified } from "../schemas/identified.ts";
import { UserError } from "../user-error.ts";

/** What can be printed. */
export function schemaNames(): readonly string[] {
  return [
    ...ownDocuments.map(({ name }) => name),
    ...registry.flatMap((product) => Object.keys(product.kinds)),
  ];
}

export interface SchemaOptions {
  readonly install?: boolean;
  readonly editor?: readonly string[];
  readonly dryRun?: boolean;
}

/** `cfgc schema`: prints a JSON Schema for an editor, or sets up the editors of this folder. */
export async function schemaCommand(
  name: string | undefined,
  { install = false, ...options }: SchemaOptions,
  io: Io,
): Promise<number> {
  if (install) return installSchemas(name, options, io);
  for (const [option, value] of Object.entries(options))
    if (value !== undefined)
      throw new UserError(`--${option === "dryRun" ? "dry-run" : option} is for --install`);
  return printSchema(name, io);
}

/** The schemas of cluster.yaml and its like, and settings by which editors find them. */
async function installSchemas(
  name: string | undefined,
  options: Omit<SchemaOptions, "install">,
  io: Io,
): Promise<number> {
  if (name !== undefined)
    throw new UserError(`--install takes no name; \`cfgc schema ${name}\` prints that schema`);
  const { editorFiles } = await import("../set-up/editor-files.ts");
  const { setUp } = await import("../set-up/set-up.ts");
  setUp(await editorFiles(options.editor, io), options, io);
  return 0;
}

async function printSchema(name: string | undefined, { stdout }: Io): Promise<number> {
  if (name === undefined) {
    stdout.write(`${schemaNames().join("\n")}\n`);
    return 0;
  }
  const [kind = "", version] = name.split("@", 2);
  const document = ownDocuments.find((one) => one.name === kind);
  if (document !== undefined && version !== undefined)
    throw new UserError(`${kind} is of no release; \`cfgc schema ${kind}\` prints its schema`);
  const schema = document === undefined ? await programSchema(name, kind, version) : await document.make();
  // An editor reads it, and half of its length would be blanks.
  const text = document === undefined ? JSON.stringify(schema, undefined, 2) : JSON.stringify(schema);
  stdout.write(`${text}\n`);
  return 0;
}

async function programSchema(name: string, kind: string, version: string | undefined): Promise<JsonSchema> {
  const found = kindNamed(kind);
  if (found === undefined) throw new UserError(`there is no schema "${kind}"; \`cfgc schema\` lists them`);
  const product = await found.product.load();
  const schema = (await product.editorSchemas())[found.kind];
  const program = product.programs.find((one) => one.kind === found.kind);
  if (program === undefined) throw new UserError(`there is no schema of ${kind}`);
  const { catalogue } = program;
  const asked = releaseAsked(name, version ?? newestOf(catalogue), program);
  const title = `${productName(catalogue, asked.version)} ${asked.release}${asked.premise === undefined ? "" : ` as ${asked.version}`}`;
  // What is said of single keys is known of that release alone.
  const known = displayName(catalogue, asked.version);
  const release = { version: asked.version, program: known, oldest: catalogue.oldestCompared };
  const forRelease =
    schema && (await import("../../schema/editors/program-schema.ts")).schemaForRelease(schema, release);
  if (forRelease === undefined) throw new UserError(`there is no schema of ${kind} ${asked.version}`);
  return identified(`${found.kind}@${asked.version}`, { ...forRelease, title });
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
