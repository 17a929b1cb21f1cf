import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Location } from "../diagnostics/location.ts";
import type { Message, Name } from "../diagnostics/message.ts";
import type { MapNode } from "../source/tree.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Traced, Value } from "./value.ts";

/** What a check of keys is about. */
export interface KeyCheck {
  readonly catalogue: Catalogue;
  readonly version: Name;
  /** Name and version for messages: `HoraeDB 2.1.0`. */
  readonly program: Name;
  /** A program's own file, or keys under `config:` of a cluster.yaml. */
  readonly door: "file" | "config";
  readonly bag: DiagnosticBag;
  /** The precompiled validators of `src/schema/generated`. */
  readonly isValid: (shape: number, value: unknown) => boolean;
  /** Tags (`analytic.wal.type`) that are known from elsewhere than the tree. */
  readonly tags?: ReadonlyMap<string, string | undefined>;
  /** Where to report keys that the top level has to hold; without it the top level may lack any. */
  readonly root?: Location;
  /** Values that win over those of the tree, from the environment of the process; undefined if it is not known which. */
  readonly overrides?: ReadonlyMap<string, Traced<Value> | undefined> | undefined;
  /** Keys that `config` may not set, with what to write instead. */
  readonly derivedKeys?: Readonly<Record<string, Message>>;
}

/** What a checked tree says, by dotted key. */
export interface Reading {
  readonly settings: Map<string, Traced<Value>>;
  /** Keys that are there with a value that could not be read: unknown, not absent. */
  readonly unread: Set<string>;
  /** Tables that are there, with the place where they begin. */
  readonly tables: Map<string, Location>;
  /** Keys and tables that are there and that this release does not take or never reads. */
  readonly ignored: Set<string>;
  /** Keys set to null, which restores the program's default. */
  readonly resets: Set<string>;
  /** References to secrets, by key. */
  readonly secrets: Map<string, MapNode>;
}

export function emptyReading(): Reading {
  return {
    settings: new Map(),
    unread: new Set(),
    tables: new Map(),
    ignored: new Set(),
    resets: new Set(),
    secrets: new Map(),
  };
}
