/** Which variant of a table counts, and what is said of the keys of another one. */
import { deleteEntry } from "../../diagnostics/fix.ts";
import { offer } from "../../diagnostics/help.ts";
import { joined, type Message, quoted, say } from "../../diagnostics/message.ts";
import { type Entry, type MapNode, nodeAt } from "../../source/tree.ts";
import { entriesOf, type KeyEntry } from "../catalogue.ts";
import { keyOfOtherVariant } from "../codes/key-codes.ts";
import { stateAt } from "../key-state.ts";
import type { KeyCheck } from "./key-check.ts";

/** The tag that decides between the variants of a table, wherever in the file it stands. */
export class Tags {
  readonly #known = new Map<string, string | undefined>();

  constructor(
    readonly root: MapNode,
    readonly check: KeyCheck,
  ) {}

  /** Undefined: not told, so keys of any variant may be right. */
  of(key: string): string | undefined {
    const given = this.check.tags?.get(key);
    if (given !== undefined) return given;
    if (!this.#known.has(key)) this.#known.set(key, this.#written(key));
    return this.#known.get(key);
  }

  #written(key: string): string | undefined {
    const node = nodeAt(this.root, key);
    if (node?.kind !== "scalar" || typeof node.value !== "string") return undefined;
    const { value } = node;
    const { catalogue, version } = this.check;
    const [entry] = entriesOf(catalogue, key);
    const values = entry && stateAt(entry, version)?.values;
    const isReal =
      (values?.some((one) => one === value) ?? true) ||
      catalogue.keys.some(({ variant }) => variant?.key === key && variant.is === value);
    // What is none of them has a finding of its own, and which was meant nobody knows.
    return isReal ? value : undefined;
  }
}

/** Whether the release takes the value of the tag that makes the variant. */
export function isRealTag({ key, is }: { key: string; is: Message }, check: KeyCheck): boolean {
  const tag = entriesOf(check.catalogue, key)[0];
  return (tag && stateAt(tag, check.version)?.values?.includes(is)) ?? true;
}

/** Whether the key may belong to what the tag says. */
export function inVariant(entry: KeyEntry, tags: Tags): boolean {
  if (entry.variant === undefined) return true;
  const tag = tags.of(entry.variant.key);
  return tag === undefined || tag === entry.variant.is;
}

/** Reports a key that another variant of its table has. */
export function reportOtherVariant(
  known: readonly KeyEntry[],
  entry: Entry,
  tags: Tags,
  check: KeyCheck,
): void {
  const variants = [...new Set(known.map((one) => one.variant?.is ?? say``))];
  const [{ key, variant } = {}] = known;
  if (key === undefined || variant === undefined) return;
  const tag = variant.key;
  const present = tags.of(tag);
  // An unknown tag has its own finding; without it nobody can tell which keys are right.
  const real = check.catalogue.keys.find((one) => one.variant?.key === tag && one.variant.is === present);
  if (real?.variant === undefined) return;
  check.bag.report(keyOfOtherVariant, {
    at: entry.keyAt,
    key,
    message: say`"${key}" belongs to ${tag} = ${joined(
      variants.map((one) => quoted(one)),
      " or ",
    )}, but here that is ${quoted(real.variant.is)}; ${check.program} ignores the key in silence`,
    help: offer(deleteEntry(entry.keyAt, entry.value.at), say`delete it, or change ${tag}`, say`delete it`),
  });
}
