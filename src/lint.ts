/**
 * From files that somebody wrote to findings: the second spine. What to do with a `cluster.yaml` is `compile`'s
 * business; every other file is read into the same model, and all of them together get the same rules.
 */
import { DiagnosticBag } from "./diagnostics/bag.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { SourceFile } from "./diagnostics/location.ts";
import { unknownVersion } from "./model/codes.ts";
import type { Model } from "./model/model.ts";
import type { Product, Program, UpstreamFile } from "./products/product.ts";
import { allRules } from "./rules/all-rules.ts";
import { runRules } from "./rules/run-rules.ts";
import { parseVersionSpec } from "./schema/versions.ts";

export interface LintInput {
  readonly source: SourceFile;
  readonly kind: string;
  /** `2.1.0` or `2.1.0+wal-rocksdb`; without it the newest release. */
  readonly version: string | undefined;
}

export interface LintResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly model: Model;
}

/** Lints files of known kinds as one deployment. A kind that no product has is a mistake of the caller. */
export function lint(inputs: readonly LintInput[], products: readonly Product[]): LintResult {
  const diagnostics = new DiagnosticBag("file");
  const files = inputs.flatMap((input) => parse(input, products, diagnostics));
  const model = read(files, products, diagnostics);
  runRules(model, [...allRules, ...products.flatMap((product) => product.rules)], diagnostics);
  return { diagnostics: diagnostics.sorted(), model };
}

interface ParsedFile {
  readonly product: Product;
  readonly file: UpstreamFile;
}

/** Nothing if the syntax is beyond reading. */
function parse(
  { source, kind, version }: LintInput,
  products: readonly Product[],
  bag: DiagnosticBag,
): ParsedFile[] {
  const found = findProgram(kind, products);
  if (found === undefined) throw new Error(`no product has files of kind ${kind}`);
  const { product, program } = found;
  const newest = program.catalogue.releases.at(-1)?.version ?? "";
  const spec = parseVersionSpec(version ?? newest);
  const known = program.hasRelease(spec.version);
  if (!known) {
    bag.report(unknownVersion, {
      at: { file: source, start: 0, end: 0 },
      message: `cfgc knows no release ${JSON.stringify(spec.version)} of ${kind}`,
      help: `known: ${program.catalogue.releases.map((release) => release.version).join(", ")}`,
    });
  }
  const tree = program.parse(source, bag);
  if (tree === undefined) return [];
  const file = {
    source,
    program,
    version: known ? spec.version : newest,
    versionGiven: known && version !== undefined,
    buildFeatures: spec.features,
    tree,
  };
  return [{ product, file }];
}

function findProgram(
  kind: string,
  products: readonly Product[],
): { product: Product; program: Program } | undefined {
  for (const product of products) {
    const program = product.programs.find((one) => one.kind === kind || one.aliases.includes(kind));
    if (program !== undefined) return { product, program };
  }
  return undefined;
}

function read(files: readonly ParsedFile[], products: readonly Product[], bag: DiagnosticBag): Model {
  const parts = products.map((product) => {
    const own = files.filter((file) => file.product === product).map(({ file }) => file);
    return product.read(own, bag);
  });
  return {
    sites: [],
    hosts: parts.flatMap((part) => part.hosts),
    instances: parts.flatMap((part) => part.instances),
    groups: parts.flatMap((part) => part.groups),
  };
}
