import type { Origin, Traced, Value } from "../schema/value.ts";

/** A file of the bundle before it is text. */
export type OutputFile = { readonly place: Place; readonly mode: 0o644 | 0o755 } & (
  | { readonly kind: "toml"; readonly document: Document }
  | { readonly kind: "env"; readonly document: Document }
  | { readonly kind: "text"; readonly text: string; readonly origin: Origin }
);

export interface Place {
  /** Relative to the bundle, with forward slashes. */
  readonly path: string;
  readonly product: string;
  readonly host?: string;
  readonly instance?: string;
}

/** Keys and values in the order in which they are written. */
export interface Document {
  /** Lines for the top of the file, without comment signs. */
  readonly comment: readonly string[];
  readonly entries: readonly DocumentEntry[];
}

export interface DocumentEntry extends Traced<Value> {
  readonly path: readonly string[];
}

/** A written file. `lines` tells for each line (from 1) which entry it came from. */
export interface WrittenFile {
  readonly text: string;
  readonly lines: ReadonlyMap<number, DocumentEntry>;
}
