/** What a reader of YAML is told of the form that a kind of file has, so that it finds the line that breaks it. */

import type { Location } from "../diagnostics/location.ts";
import type { Name } from "../diagnostics/message.ts";
import type { MapNode } from "./tree.ts";

/** Something in a tree that is not where its form wants it. */
export interface Misfit {
  readonly at: Location;
  /** A key that is missing there. */
  readonly lacks?: string;
  /** The key, not in the tree, that it belongs to. */
  readonly under?: Name;
  /** It would fit elsewhere, so its line may be what is wrong. */
  readonly fitsElsewhere: boolean;
}

/** What is known of the files of a kind. */
export interface Form {
  readonly misfits: (root: MapNode) => readonly Misfit[];
  /** The keys that a block may belong to whose header is lost, the likeliest first. */
  readonly headers: (block: Block) => readonly Name[];
}

/** Neighbouring lines of one indentation. */
export interface Block {
  readonly keys: readonly string[];
  /** The keys one level below, of any of them. */
  readonly inner: readonly string[];
}
