import type { Finding } from "../diagnostics/bag.ts";
import type { Code } from "../diagnostics/diagnostic.ts";
import type { Model, Site } from "../model/model.ts";

/** A code that is found by looking at the model; its text and examples stand in the same file as its check. */
export interface Rule extends Code {
  check(model: Model, report: Report): void;
}

/** `site` decides how severe the finding is; leave it out for files that were written by hand. */
export type Report = <const Key extends string>(
  finding: Finding<Key> & { readonly site?: Site | undefined },
) => void;

export function defineRule(rule: Rule): Rule {
  return rule;
}
