import { basename, resolve } from "node:path";
import { analyse } from "../../compile.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import { problemOfName } from "../../model/names.ts";
import type { Product } from "../../products/product.ts";
import { registry } from "../../products/registry.ts";
import type { Io } from "../io.ts";
import { editorFiles } from "../set-up/editor-files.ts";
import { isThere, newFile } from "../set-up/planned-file.ts";
import { clusterSchemaPath } from "../set-up/schema-files.ts";
import { setUp } from "../set-up/set-up.ts";
import { UserError } from "../user-error.ts";
import { newClusterYaml } from "./init/cluster-yaml.ts";
import { hostsNamed, type NewHost } from "./init/hosts.ts";
import { preCommitFile } from "./init/pre-commit.ts";
import { settingsFile } from "./init/settings.ts";

export interface InitOptions {
  /** Each of them may be several, with commas. */
  readonly product?: readonly string[];
  readonly hosts?: readonly string[];
  readonly name?: string;
  readonly editor?: readonly string[];
  readonly dryRun?: boolean;
}

const clusterName = "cluster.yaml";

/** `cfgc init`: a cluster.yaml that builds as it is, and what its folder needs besides. */
export async function initCommand(options: InitOptions, io: Io): Promise<number> {
  const products = await productsNamed(options.product?.join() ?? registry[0]?.name ?? "");
  const hosts = hostsNamed(options.hosts?.join() ?? "db1,db2,db3");
  const name = options.name ?? nameOfFolder(io);
  checkName(name);
  if (isThere(clusterName, io)) checkNothingAsked(options);
  const forEditors = options.editor?.join() === "none" ? [] : await editorFiles(options.editor, io);
  const schema = forEditors.length === 0 ? undefined : clusterSchemaPath;
  const text = await newClusterYaml({ name, hosts, products, schema });
  const warnings = isThere(clusterName, io) ? 0 : warningsOf(text, products);
  const files = [
    newFile(clusterName, text, io),
    await settingsFile(clusterName, io),
    preCommitFile(io),
    ...forEditors,
  ];
  setUp(files, options, io);
  if (files[0]?.text === undefined) return 0;
  if (options.dryRun) io.stdout.write(`\n${text}`);
  else io.stderr.write(whatIsNext(options, hosts, warnings));
  return 0;
}

/** How many there are; throws a {@link UserError} if a cluster.yaml of these hosts does not build. */
function warningsOf(text: string, products: readonly Product[]): number {
  const { diagnostics } = analyse([{ path: clusterName, text }], { products });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return diagnostics.filter(({ severity }) => severity === "warning").length;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  throw new UserError(
    `--hosts: nothing can be built of these: ${tidy(first.message)}${more}; nothing was written`,
  );
}

function whatIsNext({ product }: InitOptions, hosts: readonly NewHost[], warnings: number): string {
  const lines: string[] = [];
  const [chosen, ...others] = registry;
  if (product === undefined)
    lines.push(
      `it is for ${chosen?.name}; --product takes ${others.map(({ name }) => name).join(" and ")} as well`,
    );
  if (warnings > 0)
    lines.push(`\`cfgc lint\` has ${warnings === 1 ? "a warning" : `${warnings} warnings`} about it`);
  const first = hosts.some(({ isExample }) => isExample)
    ? `write your hosts into ${clusterName}`
    : `see that ${clusterName} says what is so with you`;
  lines.push(`next: ${first}, then \`cfgc build ${clusterName}\``);
  return `${lines.join("\n")}\n`;
}

/** What was asked for could only be written over the file that is there. */
function checkNothingAsked({ product, hosts, name }: InitOptions): void {
  const asked = Object.entries({ product, hosts, name }).find(([, value]) => value !== undefined);
  if (asked !== undefined)
    throw new UserError(
      `${clusterName} is there already, so --${asked[0]} has no effect; nothing was written`,
    );
}

async function productsNamed(words: string): Promise<readonly Product[]> {
  const names = [...new Set(words.split(",").map((word) => word.trim().toLowerCase()))];
  const entries = names.map((name) => {
    const found = registry.find((entry) => entry.name === name);
    if (found === undefined)
      throw new UserError(
        `there is no product "${tidy(name)}"; there are ${registry.map((entry) => entry.name).join(", ")}`,
      );
    return found;
  });
  return Promise.all(entries.map((entry) => entry.load()));
}

function nameOfFolder({ cwd }: Io): string {
  const name = basename(resolve(cwd));
  return problemOfName(name) === undefined && name !== "" ? name : "site";
}

function checkName(name: string): void {
  const problem = name === "" ? "is empty" : problemOfName(name);
  if (problem !== undefined) throw new UserError(`--name: "${tidy(name)}" ${problem}`);
}
