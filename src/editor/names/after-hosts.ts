/** Instances without a name of their own are called after their hosts, so who speaks of them changes with those. */
import { type Message, type Name, say } from "../../diagnostics/message.ts";
import { type NamePlace, named, namesIn } from "./name-place.ts";
import type { NameSpace } from "./name-spaces.ts";

interface NamesChanged {
  readonly changed: ReadonlyMap<NamePlace, Name>;
  /** The instances that are called otherwise then, by their old names. */
  readonly instances: readonly Name[];
}

/** `hosts` are the spaces in which names of hosts change, `byOld` how. */
export function namesAfterHosts(
  hosts: readonly NameSpace[],
  spaces: readonly NameSpace[],
  byOld: ReadonlyMap<string, Name>,
): NamesChanged | { readonly refused: Message } {
  const changed = new Map<NamePlace, Name>();
  const instances = new Set<Name>();
  const ofSites = new Set(hosts.map(({ files }) => files));
  for (const { what, program, places, files } of spaces) {
    if (what !== "instance" || !ofSites.has(files)) continue;
    const renamed = renamedIn(places, byOld);
    for (const { isImplied, names } of places)
      if (isImplied) for (const name of names) if (renamed.has(name)) instances.add(name);
    const wanted = new Set<string>([...renamed.values()].flatMap((name) => name ?? []));
    for (const { does, names } of places) {
      const taken = does === "declares" && names.find((name) => wanted.has(name) && !renamed.has(name));
      if (taken)
        return {
          refused: say`${taken} is taken: ${named(program ?? what)} has another one of that name, and one is called after its host`,
        };
    }
    for (const place of places) {
      if (place.does !== "refers" || place.names.every((name) => !renamed.has(name))) continue;
      const [only] = place.names;
      const name = only === undefined || place.names.length > 1 ? undefined : renamed.get(only);
      if (name === undefined)
        return {
          refused: say`${place.text} speaks of instances that are called after the host; give them names of their own first`,
        };
      changed.set(place, name);
    }
  }
  return { changed, instances: [...instances] };
}

/** Old names of instances and new ones; undefined where only the product knows what it would be called. */
function renamedIn(
  places: ReadonlySet<NamePlace>,
  byOld: ReadonlyMap<string, Name>,
): ReadonlyMap<string, Name | undefined> {
  const renamed = new Map<string, Name | undefined>();
  for (const { isImplied, text, names } of places) {
    if (!isImplied) continue;
    const hosts = namesIn(text);
    for (const [index, name] of names.entries()) {
      const host = hosts[index] ?? "";
      const next = byOld.get(host);
      if (next === undefined) continue;
      const isPart = name.includes(host) && !/\./.test(next);
      renamed.set(name, name === host ? next : isPart ? name.replace(host, next) : undefined);
    }
  }
  return renamed;
}
