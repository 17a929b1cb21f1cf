/** The entries of an open cluster.yaml that processes come from, as the last check has them. */
import type { Location } from "../../diagnostics/location.ts";
import { type Instance, titleOf } from "../../model/model.ts";
import { instancesOf } from "../models.ts";
import type { OpenFile } from "../open-file.ts";

export interface Member {
  /** The entry. */
  readonly at: Location;
  /** Those that it stands for, the first one first. */
  readonly instances: readonly [Instance, ...Instance[]];
}

/** In the order of the file; none while the text is newer than the check. */
export function membersIn(open: OpenFile): readonly Member[] {
  if (!open.isChecked || open.kind !== "cluster") return [];
  const members = new Map<string, { at: Location; instances: [Instance, ...Instance[]] }>();
  for (const instance of instancesOf(open)) {
    const { at, program } = instance;
    if (at.file.path !== open.source.path) continue;
    const entry = `${at.start} ${at.end} ${program}`;
    const known = members.get(entry);
    if (known === undefined) members.set(entry, { at, instances: [instance] });
    else known.instances.push(instance);
  }
  return [...members.values()].sort((a, b) => a.at.start - b.at.start);
}

/** How to call it: `horaedb db1`, `horaedb dn01 … dn40 (40)`. */
export function titleOfMember({ instances }: Member): string {
  const [first] = instances;
  const last = instances.at(-1) ?? first;
  return instances.length === 1
    ? titleOf(first)
    : `${titleOf(first)} … ${last.name.value} (${instances.length})`;
}

export function firstToLast(texts: readonly string[]): string {
  const [first = ""] = texts;
  const last = texts.at(-1) ?? first;
  return texts.every((text) => text === first) ? first : `${first} … ${last}`;
}
