/** What an editor asks about: a file as it is in its buffer now, and the deployment that it belongs to. */
import type { Analysis } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { LintInput, LintResult } from "../lint.ts";
import type { Product } from "../products/product.ts";
import { parseVersionSpec } from "../schema/versions.ts";

export interface OpenFile extends LintInput {
  /** All files of the deployment, this one included, as they are now. */
  readonly files: readonly LintInput[];
  readonly check: {
    readonly diagnostics: readonly Diagnostic[];
    readonly sites: readonly (Analysis & { readonly products: readonly Product[] })[];
    readonly written: LintResult | undefined;
  };
  /** False while the check is of an older text: then its places are not those of `source`. */
  readonly isChecked: boolean;
}

/** The release whose knowledge counts for a file, if the file says one. */
export function releaseSaidIn({ version }: LintInput): string | undefined {
  const said = version === undefined ? undefined : parseVersionSpec(version);
  return said?.treatAs ?? said?.version;
}

/** A place in a file that is open: UTF-16 offsets, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
