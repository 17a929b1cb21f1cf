import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { Help } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import type { ByName, Message, Name, Names } from "../../diagnostics/message.ts";
import type { MapNode } from "../../source/tree.ts";
import type { Catalogue } from "../catalogue.ts";
import type { Traced, Value } from "../value.ts";

/** What a check of keys is about. */
export interface KeyCheck {
  readonly catalogue: Catalogue;
  readonly version: Name;
  /** Name and version for messages: `HoraeDB 2.1.0`. */
  readonly program: Name;
  /** A program's own file, or keys under `config:` of a cluster.yaml. */
  readonly setIn: "file" | "config";
  readonly bag: DiagnosticBag;
  /** The precompiled validators of `src/schema/generated`. */
  readonly isValid: (shape: number, value: unknown) => boolean;
  /** Tags (`analytic.wal.type`) that are known from elsewhere than the tree. */
  readonly tags?: ReadonlyMap<string, string | undefined>;
  /** Where to report keys that the top level has to hold; without it the top level may lack any. */
  readonly root?: Location;
  /** Values that win over those of the tree, from the environment of the process; undefined if it is not known which. */
  readonly overrides?: ByName<Traced<Value> | undefined> | undefined;
  /** Keys that `config` may not set, with what to write instead. */
  readonly derivedKeys?: Readonly<Record<string, Message>>;
  /** What to write in the place of a secret, where a reference to it can stand. */
  readonly secretInstead?: (at: Location, key: Name) => Help;
}

/** What a checked tree says, by dotted key. */
export interface Reading {
  readonly settings: Map<Name, Traced<Value>> & ByName<Traced<Value>>;
  /** Keys that are there with a value that could not be read: unknown, not absent. */
  readonly unread: Set<Name> & Names;
  /** Tables that are there, with the place where they begin. */
  readonly tables: Map<Name, Location> & ByName<Location>;
  /** Keys and tables that are there and that this release does not take or never reads. */
  readonly ignored: Set<Name> & Names;
  /** Keys set to null, which restores the program's default. */
  readonly resets: Set<Name> & Names;
  /** References to secrets, by key. */
  readonly secrets: Map<Name, MapNode> & ByName<MapNode>;
}

export function emptyReading(): Reading {
  return {
    settings: new Map(),
    unread: new Set<Name>(),
    tables: new Map(),
    ignored: new Set<Name>(),
    resets: new Set<Name>(),
    secrets: new Map(),
  };
}
