/** Sites of processes, `host:port:alias`, for keys whose text names instances so: one, or a list of them with their kinds. */
import { type Instance, titleOf } from "../../model/model.ts";
import { stateAt } from "../../schema/key-state.ts";
import { entriesAt } from "../known/keys-at.ts";
import type { ProgramSubject } from "../known/subject.ts";
import { modelsOf } from "../models.ts";
import type { OpenFile, Range } from "../open-file.ts";
import type { Place } from "../places/outline.ts";

export interface SiteOffer {
  readonly text: string;
  /** Whose it is. */
  readonly detail: string;
  /** The item of a list that it takes the place of; the whole value otherwise. */
  readonly range: Range;
}

/** Undefined where no sites belong. Those that the text has already are not offered again. */
export function sitesHere(
  open: OpenFile,
  place: Place,
  subject: ProgramSubject,
): readonly SiteOffer[] | undefined {
  const [entry] = entriesAt(subject).filter(({ declares, refers }) => (declares ?? refers) === "instance");
  const format = entry && stateAt(entry, subject.file.version)?.format;
  if (entry === undefined || (format !== "site" && format !== "site-list")) return undefined;
  const isList = format === "site-list";
  const range = isList ? itemAt(open, place) : { start: place.start, end: place.end };
  const isDeclared = entry.declares !== undefined;
  const beside = isList || isDeclared ? sitesBeside(open, isDeclared ? undefined : place, range) : new Set();
  const offers = new Map<string, SiteOffer>();
  const instances = modelsOf(open).flatMap((model) => model.instances);
  // A table has rows of any kind. Another file declares a process of its own kind; a site alone names one of another.
  const isOfOne = !isList && instances.some(({ program }) => program === open.kind);
  for (const instance of instances) {
    if (isOfOne && (instance.program === open.kind) !== isDeclared) continue;
    const site = siteOf(instance);
    if (site === undefined || beside.has(site)) continue;
    const kind = isList ? `:${kindOf(instance)}` : "";
    offers.set(site, { text: `${site}${kind}`, detail: titleOf(instance), range });
  }
  return [...offers.values()];
}

/** In the value, or in the whole file, but for what is replaced; without the kind behind some. */
function sitesBeside(
  { source: { text } }: OpenFile,
  value: Place | undefined,
  { start, end }: Range,
): ReadonlySet<string> {
  const beside = `${text.slice(value?.start ?? 0, start)}\n${text.slice(end, value?.end)}`;
  return new Set(beside.split(/[\s,=]/).map((one) => one.split(":", 3).join(":")));
}

/** What the process calls itself in its own file, or in the row of another. */
function siteOf({ catalogue, settings, version }: Instance): string | undefined {
  const own = catalogue.keys.find(
    (entry) => entry.declares === "instance" && stateAt(entry, version)?.format === "site",
  );
  const text = own && settings.text(own.key)?.value;
  return text === "" ? undefined : text;
}

/** As cluster.nodes has it, without the name of the product in front. */
function kindOf({ program, product }: Instance): string {
  return program.startsWith(`${product}-`) ? program.slice(product.length + 1) : program;
}

/** Between the commas around the pointer. */
function itemAt({ source: { text } }: OpenFile, { start, end, typed }: Place): Range {
  const offset = start + typed.length;
  const comma = typed.lastIndexOf(",");
  const from = start + comma + 1;
  const blanks = /^[\t ]*/.exec(text.slice(from, offset))?.[0].length ?? 0;
  const next = text.slice(offset, end).indexOf(",");
  return { start: from + blanks, end: next === -1 ? end : offset + next };
}
