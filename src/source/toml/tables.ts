/**
 * Which table may be defined where. TOML lets a file add to a table under some conditions, which depend on how
 * the table came about; that is remembered here, beside the tree, and forgotten with the reader.
 */

import { deleteLine } from "../../diagnostics/fix.ts";
import { advice, certain, type Help } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import { type Message, say } from "../../diagnostics/message.ts";
import { duplicateKey } from "../codes.ts";
import type { Entry, ListNode, MapNode, Node } from "../tree.ts";
import type { KeyPart } from "./keys.ts";
import { quotedName, type Scanner } from "./scanner.ts";

/** A table that is still being filled. */
export interface Table extends MapNode {
  at: Location;
}

/**
 * How a table came about: `[it]` itself, only as part of `[it.longer]`, or as part of the key `it.longer = 1`.
 * Inline tables and arrays of values are complete once they are read, and so are never looked up.
 */
type Origin = "header" | "implied" | "dotted";

/** The table that the following keys go into. */
export interface Section {
  readonly table: Table;
  /** The table has been defined before and the header is refused; what it repeats is not worth a word more. */
  readonly repeated: boolean;
  /** The program knows no such table and does not look at what stands in it. */
  readonly skipped: boolean;
}

export class Tables {
  readonly root: Table;
  readonly #origins = new Map<Node, { table: Table; origin: Origin }>();
  /** Arrays of tables, which grow with each `[[header]]`. */
  readonly #growing = new Map<Node, Table[]>();
  /** Whether the section that is being read is a skipped one. */
  #skipping = false;
  /** What stands in skipped sections: the program does not notice when it stands there twice. */
  readonly #unnoticed = new Set<Node>();

  /** A header could not be read, so what the next ones define twice may be its fault. */
  #headerBroken = false;

  constructor(readonly scanner: Scanner) {
    this.root = newTable(scanner.at(0, scanner.text.length));
  }

  /** `[a.b]`. A header that is refused gives a section outside of the tree, so that its values are still read. */
  openTable(key: readonly KeyPart[], at: Location): Section {
    const parent = this.#parentOf(key);
    const last = key.at(-1);
    if (parent === undefined || last === undefined) return this.lost(at);
    const entry = parent.entries.get(last.name);
    if (entry === undefined) {
      const table = this.#add(parent, last, at, "header");
      return this.#section(table);
    }
    const known = this.#origins.get(entry.value);
    if (known === undefined) {
      const isArray = this.#growing.has(entry.value);
      this.#repeatedHeader(
        last,
        entry,
        isArray
          ? say`${quotedName(last.name)} is an array of tables`
          : say`${quotedName(last.name)} is defined with a value already`,
        isArray ? advice`write the header in two pairs of brackets to add to the array` : undefined,
      );
      return this.lost(at);
    }
    if (known.origin !== "implied") {
      this.#repeatedHeader(
        last,
        entry,
        say`the table ${quotedName(last.name)} is defined twice`,
        advice`join the two tables`,
      );
      return { ...this.#section(known.table), repeated: true };
    }
    known.origin = "header";
    known.table.at = at;
    parent.entries.set(last.name, { ...entry, keyAt: last.at });
    return this.#section(known.table);
  }

  /** `[[a.b]]` */
  openArrayItem(key: readonly KeyPart[], at: Location): Section {
    const parent = this.#parentOf(key);
    const last = key.at(-1);
    if (parent === undefined || last === undefined) return this.lost(at);
    const entry = parent.entries.get(last.name);
    const table = newTable(at);
    if (entry === undefined) {
      const items = [table];
      const list: ListNode = { kind: "list", at, items };
      this.#growing.set(list, items);
      parent.entries.set(last.name, { key: last.name, keyAt: last.at, value: list });
      return this.#section(table);
    }
    const items = this.#growing.get(entry.value);
    if (items === undefined) {
      const isTable = this.#origins.has(entry.value);
      this.#repeatedHeader(
        last,
        entry,
        say`${quotedName(last.name)} is defined as ${isTable ? "a table" : "a value"} already`,
        isTable ? advice`write all headers of an array of tables in two pairs of brackets` : undefined,
      );
      return this.lost(at);
    }
    items.push(table);
    return this.#section(table);
  }

  /** From here on no header is said to be one too many. */
  breakHeader(): void {
    this.#headerBroken = true;
  }

  /** A section that belongs to no tree. */
  lost(at: Location): Section {
    return this.#section(newTable(at));
  }

  /** A table within braces, which belongs to the section around it. */
  inline(table: Table): Section {
    return { table, repeated: false, skipped: this.#skipping };
  }

  #section(table: Table): Section {
    this.#skipping = this.scanner.isSkipped();
    return { table, repeated: false, skipped: this.#skipping };
  }

  /** `a.b = value`. What stands there first stays. */
  define(section: Section, key: readonly KeyPart[], value: Node): void {
    let table = section.table;
    for (let index = 0; index < key.length - 1; index += 1) {
      const part = key[index];
      if (part === undefined) return;
      const entry = table.entries.get(part.name);
      if (entry === undefined) {
        table = this.#add(table, part, span(key, part), "dotted");
        if (section.skipped) this.#unnoticed.add(table);
        continue;
      }
      const known = this.#origins.get(entry.value);
      if (known === undefined) {
        const message = say`${quotedName(part.name)} is defined already and cannot be added to`;
        this.#refuse(section, part, entry, message);
        return;
      }
      if (known.origin === "header") {
        const message = say`the table ${quotedName(part.name)} has a header, so a dotted key cannot add to it`;
        this.#refuse(section, part, entry, message, advice`write the key below that header`);
      } else {
        if (known.origin === "implied" && this.scanner.dialect.closesImplied) {
          const message = say`the table ${quotedName(part.name)} has a header below it, so a dotted key cannot add to it`;
          const help = advice`write a header for the table ${quotedName(part.name)}`;
          this.#refuse(section, part, entry, message, help);
        }
        // The keys of a dotted table all stand in one section; from here on a header for it is refused.
        known.origin = "dotted";
      }
      table = known.table;
    }
    const last = key.at(-1);
    if (last === undefined) return;
    const entry = table.entries.get(last.name);
    if (section.skipped) this.#unnoticed.add(value);
    if (entry === undefined) table.entries.set(last.name, { key: last.name, keyAt: last.at, value });
    else {
      const help = isSame(entry.value, value)
        ? certain(deleteLine(key[0]?.at ?? last.at, value.at), say`delete this one: both say the same`)
        : advice`keep the one that is meant`;
      this.#refuse(section, last, entry, say`${quotedName(last.name)} is defined twice`, help);
    }
  }

  /** The table that the last part of a header is to be found in; undefined if something else is in the way. */
  #parentOf(key: readonly KeyPart[]): Table | undefined {
    let table = this.root;
    for (let index = 0; index < key.length - 1; index += 1) {
      const part = key[index];
      if (part === undefined) return undefined;
      const entry = table.entries.get(part.name);
      if (entry === undefined) {
        table = this.#add(table, part, span(key, part), "implied");
        continue;
      }
      const known = this.#origins.get(entry.value);
      if (known?.origin === "dotted" && this.scanner.dialect.closesDotted) {
        const message = say`the table ${quotedName(part.name)} was begun by a dotted key, so a header cannot add to it`;
        this.#duplicate(part, entry, message, advice`write the keys of both below headers`);
      }
      const next = this.#growing.get(entry.value)?.at(-1) ?? known?.table;
      if (next === undefined) {
        this.#duplicate(part, entry, say`${quotedName(part.name)} is defined with a value already`);
        return undefined;
      }
      table = next;
    }
    return table;
  }

  #add(parent: Table, part: KeyPart, at: Location, origin: Origin): Table {
    const table = newTable(at);
    this.#origins.set(table, { table, origin });
    parent.entries.set(part.name, { key: part.name, keyAt: part.at, value: table });
    return table;
  }

  #refuse(section: Section, part: KeyPart, entry: Entry, message: Message, help?: Help): void {
    if (!section.repeated) this.#duplicate(part, entry, message, help, section.skipped);
  }

  #repeatedHeader(part: KeyPart, entry: Entry, message: Message, help?: Help): void {
    if (!this.#headerBroken) this.#duplicate(part, entry, message, help);
  }

  #duplicate(part: KeyPart, entry: Entry, message: Message, help?: Help, skipped = false): void {
    const related = [{ at: entry.keyAt, message: say`first defined here` }];
    const unnoticed = skipped || this.#unnoticed.has(entry.value);
    const finding = { at: part.at, message, related, help };
    this.scanner.report(duplicateKey, unnoticed ? { ...finding, severity: "warning" } : finding);
  }
}

/** Said twice in the same words. */
function isSame(a: Node, b: Node): boolean {
  return a.kind === "scalar" && b.kind === "scalar" && a.type === b.type && a.value === b.value;
}

export function newTable(at: Location): Table {
  return { kind: "map", at, entries: new Map() };
}

/** The range of a dotted key up to one of its parts. */
function span(key: readonly KeyPart[], part: KeyPart): Location {
  return { ...part.at, start: key[0]?.at.start ?? part.at.start };
}
