/** What an editor offers to write at a place, whether the file parses at the moment or not. */
import type { Syntax } from "../../products/registry.ts";
import { stateAt } from "../../schema/key-state.ts";
import { entriesAt, type KeyOffer, keysAt, shapeOf, shapeOfKey } from "../known/keys-at.ts";
import { type Subject, subjectAt } from "../known/subject.ts";
import { type ValueOffer, valuesOf } from "../known/values-at.ts";
import type { Library } from "../library.ts";
import { instancesOf } from "../models.ts";
import type { OpenFile } from "../open-file.ts";
import { placeIn, syntaxOf } from "../place.ts";
import { keysIn, type Part, type Path, type Place, partAt, type TablePart } from "../places/outline.ts";
import { keyHelp } from "../reference/key-help.ts";
import { completeComment } from "./complete-comment.ts";
import { completeHeader, headerFor } from "./complete-header.ts";
import { completeVariables } from "./complete-variables.ts";
import { type Completion, escaped } from "./completion.ts";
import { offersFor } from "./offers-for.ts";
import { keyText, valueText } from "./writing.ts";

/** What every part of the answer is made from. */
export interface Asked {
  readonly open: OpenFile;
  readonly library: Library;
  readonly root: TablePart;
  readonly place: Place;
  readonly syntax: Syntax;
}

export function completionsAt(open: OpenFile, offset: number, library: Library): readonly Completion[] {
  const { root, place } = placeIn(open, offset);
  // Nobody wants another key in the place of one that is there and not touched.
  if (place.isFollowed && place.typed === "" && place.end > place.start) return [];
  const asked: Asked = { open, library, root, place, syntax: syntaxOf(open.kind) };
  if (asked.syntax === "env" && place.slot !== "comment") return completeVariables(asked);
  switch (place.slot) {
    case "nothing":
      return [];
    case "comment":
      return completeComment(asked, offset);
    case "header":
      return completeHeader(asked);
    case "key":
      return keys(asked, subjectAt(open, root, place.path, library));
    case "value":
      return values(asked, place.path);
    case "item":
      return items(asked);
    case "start":
      return start(asked);
  }
}

/** On a line of its own: the first key of a table, the first item of a list, or a value. */
function start(asked: Asked): readonly Completion[] {
  const { open, root, place, library } = asked;
  const subject = subjectAt(open, root, place.path, library);
  const shape = subject && shapeAt(subject);
  if (shape === "table") return keys(asked, subject);
  if (shape === "list" || shape === "tables") return items(asked);
  return values(asked, place.path);
}

export function shapeAt(subject: Subject): KeyOffer["shape"] {
  if (subject.of === "document") return shapeOf(subject.schema);
  if (subject.key === "" || subject.key.endsWith("[]")) return "table";
  const [entry] = entriesAt(subject);
  const state = entry && stateAt(entry, subject.file.version);
  return state === undefined ? "value" : shapeOfKey(state);
}

/** A dash, and what belongs behind it. */
function items(asked: Asked): readonly Completion[] {
  const { root, place } = asked;
  const list = partAt(root, place.path);
  const index = list?.kind === "list" ? list.items.length : 0;
  const path = [...place.path, index];
  const inner = { ...asked, place: { ...place, path, lead: `${place.lead}- `, column: place.column + 2 } };
  const subject = subjectAt(asked.open, root, path, asked.library);
  if (subject === undefined) return [];
  return shapeAt(subject) === "table" ? keys(inner, subject) : values(inner, path);
}

function keys(asked: Asked, subject: Subject | undefined): readonly Completion[] {
  const { root, place } = asked;
  if (subject === undefined) return [];
  const part = partAt(root, place.path);
  const there = keysThere(part, place, subject);
  const offered = keysAt(subject, part)
    .filter(({ name }) => !there.has(folded(name, subject)))
    .map((offer, index) => keyCompletion(asked, offer, [...place.path, offer.name], index));
  return [...offered, ...qualifiers(asked, subject)];
}

/** The nodes that a line may be about alone: `dn1.` before a key. */
function qualifiers({ open, place, syntax }: Asked, subject: Subject): readonly Completion[] {
  if (syntax !== "cfg" || subject.of !== "program" || place.isFollowed) return [];
  const { program, qualifier } = subject.file.reference.catalogue;
  if (qualifier?.of !== "node" || open.source.text[place.start - 1] === ".") return [];
  const names = new Set(
    instancesOf(open).flatMap(({ catalogue, name }) => (catalogue.program === program ? [name.value] : [])),
  );
  return [...names].map((name) => ({
    label: `${name}.`,
    kind: "name",
    detail: "for this node alone",
    range: { start: place.start, end: place.end },
    text: `${name}.`,
    sort: `2${name}`,
  }));
}

/** The names in the table but for the one that is being written. */
function keysThere(part: Part | undefined, { start, end }: Place, subject: Subject): Set<string> {
  const others =
    part?.kind === "table"
      ? { ...part, entries: part.entries.filter((one) => one.start !== start || one.end !== end) }
      : part;
  // A key that lacks the blank behind its colon is there as well.
  return new Set(keysIn(others).map((key) => folded(key.split(":", 1)[0] ?? "", subject)));
}

function folded(name: string, subject: Subject): string {
  const isFolded = subject.of === "program" && subject.file.reference.catalogue.keyCase === "insensitive";
  return isFolded ? name.toLowerCase() : name;
}

function keyCompletion(asked: Asked, offer: KeyOffer, path: Path, index: number): Completion {
  const { place, syntax, library } = asked;
  const { name, shape, isRequired, isDead, subject } = offer;
  const isTable = shape !== "value" && shape !== "list";
  const header = headerFor(asked, offer, path);
  const written =
    header !== undefined || place.isFollowed
      ? bare(header ?? name, header === undefined ? syntax : "cfg")
      : keyText(offer, likelyValues(asked, offer, path), place, syntax);
  return {
    label: name,
    kind: isTable ? "table" : "key",
    ...(isRequired ? { detail: "required" } : {}),
    ...(isDead ? { detail: "without effect", isDeprecated: true as const } : {}),
    documentation: () => keyHelp(subject, library),
    range: { start: place.start, end: place.end },
    text: `${place.lead}${written.text}${place.isFollowed ? "" : place.trail}`,
    snippet: `${place.lead}${written.snippet}${place.isFollowed ? "" : place.trail}`,
    sort: `${isRequired ? 0 : isDead ? 3 : 1}${String(index).padStart(4, "0")}`,
    ...filterOf(asked, name),
  };
}

function bare(name: string, syntax: Syntax) {
  const text = syntax === "yaml" || syntax === "toml" ? (valueText(name, "yaml") ?? name) : name;
  return { text, snippet: escaped(text) };
}

/** For the snippet of a key: the values that it takes, else one that fits. */
function likelyValues(asked: Asked, { subject, shape }: KeyOffer, path: Path): readonly unknown[] {
  if (shape !== "value") return [];
  const offers = valuesOf(subject);
  const certain = offers.filter(({ kind }) => kind === "value");
  if (certain.length > 1 || asked.syntax !== "yaml")
    return (certain.length > 0 ? certain : offers.length > 0 ? offers.slice(0, 1) : [emptyOf(subject)]).map(
      ({ value }) => value,
    );
  const here = offersFor(asked, subject, path);
  const [first] = here;
  return first?.kind === "name" || first?.kind === "rule"
    ? []
    : (certain.length > 0 ? certain : here.slice(0, 1)).map(({ value }) => value);
}

/** What a syntax without empty values has to have there. */
function emptyOf(subject: Subject): ValueOffer {
  if (subject.of === "document") return { value: "", kind: "value" };
  const [entry] = entriesAt(subject);
  const types = entry && stateAt(entry, subject.file.version)?.types;
  const isNumber =
    types?.some((type) => type === "integer" || type === "number") && !types.includes("string");
  return { value: isNumber ? (entry?.minimum ?? 0) : "", kind: "value" };
}

function values(asked: Asked, path: Path): readonly Completion[] {
  const { open, root, place, library, syntax } = asked;
  const subject = subjectAt(open, root, path, library);
  if (subject === undefined) return [];
  const shape = shapeAt(subject);
  if (shape === "table" || shape === "tables") return tableInBrackets(asked, subject, path);
  return offersFor(asked, subject, path).flatMap(({ value, kind, detail, documentation, range }, index) => {
    const isWhole = shape === "value" || Array.isArray(value) || typeof value === "object";
    const text = valueText(isWhole ? value : [value], syntax);
    if (text === undefined) return [];
    return {
      label: syntax === "yaml" && typeof value === "string" ? value : text,
      kind: kind === "example" ? "value" : kind === "kind" ? "file" : kind,
      ...(detail === undefined ? {} : { detail }),
      documentation: documentation ?? (() => keyHelp(subject, library)),
      range: range ?? { start: place.start, end: place.end },
      text: `${place.lead}${text}${place.trail}`,
      sort: String(index).padStart(4, "0"),
      ...filterOf(asked, text),
    };
  });
}

/** `{ host: }`: an item of a list in brackets, with what it has to have. */
function tableInBrackets(asked: Asked, subject: Subject, path: Path): readonly Completion[] {
  const { place, syntax, library } = asked;
  if (
    typeof path.at(-1) !== "number" ||
    !place.isInBrackets ||
    syntax !== "yaml" ||
    place.start !== place.end
  )
    return [];
  const required = keysAt(subject, undefined).filter(({ isRequired }) => isRequired);
  const text = required.length === 0 ? "{ }" : `{ ${required.map(({ name }) => `${name}: `).join(", ")}}`;
  const snippet = `{ ${required.map(({ name }, index) => `${name}: \${${index + 1}}`).join(", ")} \\}`;
  return [
    {
      label: "{ }",
      kind: "table",
      documentation: () => keyHelp(subject, library),
      range: { start: place.start, end: place.end },
      text: `${place.lead}${text}${place.trail}`,
      snippet: `${place.lead}${snippet}${place.trail}`,
      sort: "0",
    },
  ];
}

/** What is typed may begin with a quote, and what is written with a dash. */
function filterOf({ place }: Asked, text: string): { filter?: string } {
  if (/^["']/.test(place.typed)) return { filter: /^["']/.test(text) ? text : `${place.typed[0]}${text}` };
  return {};
}
