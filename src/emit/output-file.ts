import type { Origin, Secret, Traced, Value } from "../schema/value.ts";
import type { Unwritable } from "./unwritable-value.ts";

/**
 * A file of the bundle before it is text. A format is a writer, so a new one needs no change here. The
 * `document` is made when it is asked for and never kept: those of thousands of instances would fill the memory. It
 * is a function and no getter, because a copy of an object calls its getters and keeps what they give.
 */
export type OutputFile = { readonly place: OutputPlace; readonly mode: 0o644 | 0o755 } & (
  | { readonly kind: "document"; readonly document: () => Document; readonly write: DocumentWriter }
  | { readonly kind: "text"; readonly text: () => string; readonly origin: Origin }
);

export type DocumentWriter = (document: Document, secretText: SecretText) => WrittenFile;

/** How a secret is written: its placeholder, or its text when secrets are resolved. */
export type SecretText = (secret: Secret) => string;

export interface OutputPlace {
  /** Relative to the bundle, with forward slashes. */
  readonly path: string;
  readonly product: string;
  readonly host?: string;
  readonly instance?: string;
  /** Of the instance, as a kind: two of one product may share host and name. */
  readonly program?: string;
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

/**
 * A written file. `lines` tells for each line (from 1) which entry it came from, `unwritable` which entries the format
 * cannot carry: as long as there are any, the text is not to be used.
 */
export interface WrittenFile {
  readonly text: string;
  readonly lines: ReadonlyMap<number, DocumentEntry>;
  readonly unwritable: readonly Unwritable[];
}
