/**
 * What a text holds, as far as its form tells. It is made of any text, also of one in the middle of being written that no
 * parser takes, and knows where everything stands. Nothing is concluded from it but what an editor offers.
 */

export type Part = TablePart | ListPart | TextPart;

export interface TablePart {
  readonly kind: "table";
  readonly entries: OutlineEntry[];
  /** Where its keys begin in their lines; undefined in brackets. */
  readonly column?: number;
  /** One word on a line of its own: the beginning of a key, or a text. */
  isWord?: boolean;
}

export interface ListPart {
  readonly kind: "list";
  readonly items: (Part | undefined)[];
  readonly column?: number;
}

export interface TextPart {
  readonly kind: "text";
  /** Without quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface OutlineEntry {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  value: Part | undefined;
}

/** Keys, and numbers of items, from the top. */
export type Path = readonly (string | number)[];

/** A place in a text, and what may be written there. */
export interface Place {
  /** Of the table, where a key belongs; of the list, where an item does; else of the value. */
  readonly path: Path;
  /**
   * `start`: the beginning of a value on a line of its own, where the first key of a table may stand as well.
   * `header`: between the brackets above a table of TOML.
   */
  readonly slot: "key" | "value" | "start" | "item" | "header" | "comment" | "nothing";
  /** What stands there already, half or whole, and is replaced. */
  readonly start: number;
  readonly end: number;
  /** Of that, what is before the offset. */
  readonly typed: string;
  /** A key that has its colon or equals sign already. */
  readonly isFollowed: boolean;
  readonly isInBrackets: boolean;
  /** The column in which a key begins, or the dash of an item. */
  readonly column: number;
  /** What has to stand before and behind what is written. */
  readonly lead: string;
  readonly trail: string;
}

export interface Placed {
  readonly root: TablePart;
  readonly place: Place;
}

export function nowhere(offset: number): Place {
  return {
    path: [],
    slot: "nothing",
    start: offset,
    end: offset,
    typed: "",
    isFollowed: false,
    isInBrackets: false,
    column: 0,
    lead: "",
    trail: "",
  };
}

export function partAt(root: Part, path: Path): Part | undefined {
  let part: Part | undefined = root;
  for (const segment of path) {
    if (part?.kind === "table") part = part.entries.find(({ key }) => key === segment)?.value;
    else part = part?.kind === "list" && typeof segment === "number" ? part.items[segment] : undefined;
  }
  return part;
}

export function textAt(root: Part, path: Path): string | undefined {
  return textIn(partAt(root, path));
}

/** A word that may become a key is a text for now. */
export function textIn(part: Part | undefined): string | undefined {
  if (part?.kind === "text") return part.text;
  return part?.kind === "table" && part.isWord && part.entries.length === 1
    ? part.entries[0]?.key
    : undefined;
}

/** The names in the table there. */
export function keysIn(part: Part | undefined): string[] {
  return part?.kind === "table" ? part.entries.map(({ key }) => key) : [];
}
