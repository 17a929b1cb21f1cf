/** Another name for a host, an instance, an alias or a region, in every place that says the old one; or the reason why not. */
import type { TextEdit } from "../../diagnostics/fix.ts";
import { type Location, positionAt, type SourceFile } from "../../diagnostics/location.ts";
import { joined, type Message, type Name, nameOfFile, say } from "../../diagnostics/message.ts";
import { isCarried, isWord, problemOfName } from "../../model/names.ts";
import { expandRanges, isProblem } from "../../model/ranges.ts";
import { fitsWildcards } from "../../source/wildcards.ts";
import type { Library } from "../library.ts";
import type { OpenFile, Range } from "../open-file.ts";
import { namesAfterHosts } from "./after-hosts.ts";
import { misreadAfter } from "./misread-after.ts";
import { type NamePlace, named } from "./name-place.ts";
import { type Meant, meantBy, type NameSpace, nameAt, nameSpaces } from "./name-spaces.ts";
import { nameInPlace } from "./write-name.ts";

export interface Refusal {
  /** One sentence, without a full stop. */
  readonly refused: Message;
}

/** What would be renamed at a place; undefined where no name is. */
export function renamableAt(
  open: OpenFile,
  offset: number,
  library: Library,
): { readonly range: Range; readonly text: Name } | Refusal | undefined {
  const asked = askedAt(open, offset, library);
  if (asked === undefined || "refused" in asked) return asked;
  const { at, text } = asked.target;
  return { range: { start: at.start, end: at.end }, text };
}

export interface Renaming {
  readonly edits: readonly TextEdit[];
  /** What changes besides the texts; one sentence, without a full stop. */
  readonly remark?: Message;
}

/** All edits, or none. A range becomes another range of the same length. */
export function renameAt(
  open: OpenFile,
  offset: number,
  text: string,
  library: Library,
): Renaming | Refusal | undefined {
  const asked = askedAt(open, offset, library);
  if (asked === undefined || "refused" in asked) return asked;
  const names = newNames(asked.target, named(text.trim()));
  if ("refused" in names) return names;
  const refused = takenAmong(asked.meant, names) ?? misfitOf(asked.meant, names);
  if (refused !== undefined) return refused;
  const changed = new Map(asked.meant.places.flatMap((place) => replaced(place, asked.target, names)));
  let remark: Message | undefined;
  if (asked.target.what === "host") {
    const after = namesAfterHosts(asked.meant.spaces, asked.spaces, names.byOld);
    if ("refused" in after) return after;
    for (const [place, written] of after.changed) changed.set(place, written);
    remark = otherIdentity(after.instances);
  }
  const shared = sharedText(changed, asked.spaces);
  if (shared !== undefined) return shared;
  const edits = editsOf(changed);
  const misread = misreadAfter(changed, edits, open, library);
  if (misread === undefined) return { edits, ...(remark === undefined ? {} : { remark }) };
  return { refused: say`"${names.text}" would be read as something else in ${lineOf(misread.at)}` };
}

/** An instance keeps its data where its name says, unless the file says where. */
function otherIdentity(instances: readonly Name[]): Message | undefined {
  if (instances.length === 0) return undefined;
  return say`instances called after their hosts have other names now, and so have the directories that are called after them: ${shortened(instances)}. If they run already, take this back and give them a \`name:\` first`;
}

function shortened(names: readonly Name[]): Message {
  const most = 5;
  const first = joined(names.slice(0, most), ", ");
  return names.length > most ? say`${first} and ${names.length - most} more` : first;
}

interface Asked {
  readonly target: NamePlace;
  readonly meant: Meant;
  readonly spaces: readonly NameSpace[];
}

function askedAt(open: OpenFile, offset: number, library: Library): Asked | Refusal | undefined {
  const spaces = nameSpaces(open, library);
  const target = nameAt(open, offset, spaces);
  if (target === undefined) return undefined;
  const meant = meantBy(target, spaces);
  return unread(meant) ?? unreadSite(open, meant) ?? unclear(target, meant) ?? { target, meant, spaces };
}

/** Of a site of which nothing can be read nobody knows whether it includes the file that a host is in. */
function unreadSite({ files, check, source }: OpenFile, { spaces, places }: Meant): Refusal | undefined {
  const sites = new Set(check.sites.flatMap(({ model }) => model.sites.map(({ at }) => at.file.path)));
  const included = spaces.flatMap((space) => space.files.map((file) => file.source.path));
  const read = new Set([source.path, ...sites, ...included]);
  const lost = files.find((file) => file.kind === "cluster" && !read.has(file.source.path));
  const isIncluded = places.some(({ does, at }) => does === "declares" && !sites.has(at.file.path));
  return lost === undefined || !isIncluded ? undefined : { refused: incomplete(lost.source) };
}

/** What cannot be read may hold the name as well. */
function unread({ spaces }: Meant): Refusal | undefined {
  const broken = spaces.flatMap(({ files }) => files).find(({ isWhole }) => !isWhole);
  if (broken !== undefined) return { refused: incomplete(broken.source) };
  return spaces.every(({ isWhole }) => isWhole)
    ? undefined
    : { refused: say`not every host of the site can be read, so a place with the name may be missed` };
}

function incomplete(source: SourceFile): Message {
  return say`${nameOfFile(source)} cannot be read as a whole, so a place with the name may be missed; mend it first`;
}

function unclear(target: NamePlace, { places }: Meant): Refusal | undefined {
  const { text, what } = target;
  if (target.isPattern) return { refused: say`${text} is a pattern for names, and no name` };
  const declared = places.filter(({ does }) => does === "declares");
  if (declared.length === 0)
    return { refused: say`no ${what} is called ${text}, so there is nothing to rename` };
  const implied = declared.find(({ isImplied }) => isImplied);
  if (implied !== undefined && what !== "host")
    return {
      refused: say`${text} is called after its host in ${lineOf(implied.at)}; rename the host, or give it a name of its own first`,
    };
  const names = new Set<string>(target.names);
  for (const place of places) {
    if (place.isPattern || place.text === text || place.names.length === 1) continue;
    const shared = place.names.find((name) => names.has(name)) ?? text;
    return {
      refused: say`${shared} is one of ${place.text} in ${lineOf(place.at)}, and is renamed only with all of them`,
    };
  }
  return undefined;
}

interface NewNames {
  readonly text: Name;
  readonly byOld: ReadonlyMap<string, Name>;
}

function newNames({ text, names }: NamePlace, wanted: Name): NewNames | Refusal {
  const expansion = expandRanges(wanted);
  if (isProblem(expansion)) return { refused: expansion.problem };
  const isRange = /\[/.test(wanted);
  if (isRange !== /\[/.test(text))
    return {
      refused: isRange
        ? say`${wanted} is a range, and ${text} is none`
        : say`${text} is a range, and ${wanted} is none`,
    };
  if (expansion.names.length !== names.length)
    return {
      refused: say`${text} stands for ${names.length} names, and ${wanted} for ${expansion.names.length}`,
    };
  for (const name of expansion.names) {
    if (name === "") return { refused: say`a name has at least one character` };
    if (!isCarried(name) && !isWord(name))
      return { refused: say`"${name}" is no name: it ${problemOfName(name) ?? say`is too long`}` };
  }
  return { text: wanted, byOld: new Map(names.map((old, index) => [old, expansion.names[index] ?? wanted])) };
}

/** Whether something else has one of the names already. */
function takenAmong({ spaces }: Pick<Meant, "spaces">, { byOld }: NewNames): Refusal | undefined {
  const wanted = new Set<string>(byOld.values());
  for (const { places } of spaces)
    for (const { does, what, names, at } of places) {
      const taken = does === "declares" && names.find((name) => wanted.has(name) && !byOld.has(name));
      if (taken) return { refused: say`${taken} is taken: ${lineOf(at)} has ${aNamed[what]} of that name` };
    }
  return undefined;
}

/** Whether a pattern would be for other names than before. */
function misfitOf({ spaces }: Meant, { byOld }: NewNames): Refusal | undefined {
  for (const { isPattern, text, at } of spaces.flatMap(({ places }) => [...places])) {
    if (!isPattern) continue;
    for (const [old, name] of byOld) {
      const [was, is] = [old, name].map((one) => fitsWildcards(one, text, "%", "?"));
      if (was && !is)
        return { refused: say`${text} in ${lineOf(at)} is for ${named(old)}, and would not be for ${name}` };
      if (is && !was)
        return { refused: say`${text} in ${lineOf(at)} would be for ${name}, and is not for ${named(old)}` };
    }
  }
  return undefined;
}

function replaced(place: NamePlace, target: NamePlace, { text, byOld }: NewNames): [NamePlace, Name][] {
  if (place.isPattern) return [];
  if (place.text === target.text) return [[place, text]];
  const [only] = place.names;
  const name = only === undefined ? undefined : byOld.get(only);
  return name === undefined ? [] : [[place, name]];
}

/** A text that is read at several places, by an anchor, may name more than what is renamed. */
function sharedText(
  changed: ReadonlyMap<NamePlace, Name>,
  spaces: readonly NameSpace[],
): Refusal | undefined {
  const wanted = new Map([...changed].map(([{ at }, text]) => [placeOf(at), text]));
  for (const place of spaces.flatMap(({ places }) => [...places])) {
    const text = wanted.get(placeOf(place.at));
    if (text === undefined || place.isImplied || changed.get(place) === text) continue;
    return {
      refused: say`the text in ${lineOf(place.at)} names ${aNamed[place.what]} as well, by its anchor`,
    };
  }
  return [...changed.keys()].flatMap(({ at, text }): Refusal[] =>
    at.file.text.slice(at.start, at.end) === text
      ? []
      : [{ refused: say`${text} is written with escapes in ${lineOf(at)}; write it plainly first` }],
  )[0];
}

function editsOf(changed: ReadonlyMap<NamePlace, Name>): readonly TextEdit[] {
  const edits = new Map<string, TextEdit>();
  for (const [place, name] of changed) {
    const { file, start, end } = place.at;
    const text = nameInPlace(place, name);
    if (file.text.slice(start, end) !== text) edits.set(placeOf(place.at), { at: place.at, text });
  }
  return [...edits.values()];
}

const aNamed = { host: say`a host`, instance: say`an instance`, region: say`a region` };

function placeOf({ file, start }: Location): string {
  return `${file.path}:${start}`;
}

function lineOf({ file, start }: Location): Message {
  return say`${nameOfFile(file)}:${positionAt(file, start).line}`;
}
