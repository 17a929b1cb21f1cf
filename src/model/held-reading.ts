/**
 * What was read of thousands of files, in little memory. Files of one deployment hold the same keys in the same order, so
 * a list of keys is held once for all, and of each value what it is and where it stands; the rest is made when somebody
 * asks.
 */

import type { Location, SourceFile } from "../diagnostics/location.ts";
import type { ByName, Name, Names } from "../diagnostics/message.ts";
import type { Reading } from "../schema/keys/key-check.ts";
import { ReadOrigin, type Traced, type Value } from "../schema/value.ts";

export interface HeldReading {
  readonly settings: ByName<Traced<Value>>;
  readonly unread: Names;
  readonly tables: ByName<Location>;
  readonly ignored: Names;
}

/** The same in less memory; a setting or a place is another object each time that it is asked for. */
export function held(file: SourceFile, { settings, unread, tables, ignored }: Reading): HeldReading {
  return {
    settings: heldSettings(file, settings),
    unread: unread.size === 0 ? none : unread,
    tables: heldPlaces(file, tables),
    ignored: ignored.size === 0 ? none : ignored,
  };
}

const none: Names = new Set<Name>();

function heldSettings(file: SourceFile, settings: ByName<Traced<Value>>): ByName<Traced<Value>> {
  // Five cells each: a value with the range of its own and that of its key, or the setting as a whole.
  // A list of its full length from the beginning, without the room that one has to grow.
  const cells = new Array<unknown>(5 * settings.size);
  let first = 0;
  for (const setting of settings.values()) {
    const { value, origin, parts, template } = setting;
    const isPlain = parts === undefined && template === undefined;
    const at = isPlain && origin instanceof ReadOrigin && origin.file === file ? origin : undefined;
    cells[first] = at === undefined ? setting : value;
    cells[first + 1] = at?.start ?? whole;
    cells[first + 2] = at?.end ?? whole;
    cells[first + 3] = at?.keyStart ?? whole;
    cells[first + 4] = at?.keyEnd ?? whole;
    first += 5;
  }
  return new Held(orderOf(settings), (index) => {
    const first = 5 * index;
    const start = cells[first + 1] as number;
    if (start === whole) return cells[first] as Traced<Value>;
    const end = cells[first + 2] as number;
    const keyStart = cells[first + 3] as number;
    const keyEnd = cells[first + 4] as number;
    return { value: cells[first] as Value, origin: new ReadOrigin(file, start, end, keyStart, keyEnd) };
  });
}

const whole = -1;

function heldPlaces(file: SourceFile, places: ByName<Location>): ByName<Location> {
  const offsets: number[] = [];
  for (const { start, end } of places.values()) offsets.push(start, end);
  return new Held(orderOf(places), (index) => ({
    file,
    start: offsets[2 * index] ?? 0,
    end: offsets[2 * index + 1] ?? 0,
  }));
}

/** Where each name stands among the others. */
type Order = ByName<number>;

const orders = new Map<string, Order>();
/** Files that are nothing like each other do not get smaller. */
const mostOrders = 1000;

function orderOf(named: ByName<unknown>): Order {
  const names = [...named.keys()];
  const list = names.join("\n");
  const known = orders.get(list);
  if (known !== undefined) return known;
  const order: Order = new Map(names.map((name, index) => [name, index]));
  if (orders.size < mostOrders) orders.set(list, order);
  return order;
}

class Held<V> implements ByName<V> {
  constructor(
    readonly order: Order,
    readonly valueAt: (index: number) => V,
  ) {}

  get size(): number {
    return this.order.size;
  }

  has(name: string): boolean {
    return this.order.has(name);
  }

  get(name: string): V | undefined {
    const index = this.order.get(name);
    return index === undefined ? undefined : this.valueAt(index);
  }

  keys() {
    return this.order.keys();
  }

  values() {
    return this.#all().values();
  }

  entries() {
    return this.#all().entries();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(call: (value: V, name: string, all: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this.entries()) call(value, name, this);
  }

  #all(): Map<Name, V> {
    return new Map([...this.order].map(([name, index]) => [name, this.valueAt(index)]));
  }
}
