import type { Range } from "../open-file.ts";

/** Something that may be written at a place. */
export interface Completion {
  readonly label: string;
  readonly kind: "key" | "table" | "value" | "name" | "release" | "rule" | "port" | "file" | "secret";
  /** Nobody should write it any more. */
  readonly isDeprecated?: true;
  /** Behind the label. */
  readonly detail?: string;
  /** Markdown, made when somebody looks at it. */
  readonly documentation?: () => string | undefined;
  readonly range: Range;
  readonly text: string;
  /** The same with places to fill in, for editors that know `${1:…}`. */
  readonly snippet?: string;
  /** What is typed is compared with it, where that is not the label. */
  readonly filter?: string;
  /** Editors show those first whose text comes first. */
  readonly sort: string;
}

/** Of a snippet: what stands for itself. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

export function choice(values: readonly string[]): string {
  return `\${1|${values.map((one) => one.replaceAll(/[\\$},|]/g, "\\$&")).join(",")}|}`;
}

/** What people write where a reason belongs; a comment without one is a finding itself. */
export const reasonToFillIn = "why this is right here";
