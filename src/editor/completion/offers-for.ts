/** The values for a place: what the key takes, and what this deployment has. */

import { expanded, rangesOf } from "../../model/ranges-of.ts";
import { newestOf, releasesOf } from "../../products/known-releases.ts";
import { programNamed } from "../../products/program-named.ts";
import { kindNames } from "../../products/registry.ts";
import { lastSegment } from "../../schema/key-path.ts";
import { compareVersions, majorOf } from "../../schema/versions.ts";
import { propertyOf } from "../known/document-part.ts";
import { type DocumentSubject, type ProgramSubject, type Subject, subjectAt } from "../known/subject.ts";
import { type ValueOffer, valuesOf } from "../known/values-at.ts";
import { hostsOf } from "../models.ts";
import type { Range } from "../open-file.ts";
import { type Path, partAt, textAt, textIn } from "../places/outline.ts";
import { codeHelp } from "../reference/code-help.ts";
import type { Asked } from "./complete.ts";
import { freePorts } from "./free-ports.ts";
import { namesHere } from "./names-here.ts";
import { sitesHere } from "./sites-here.ts";

export interface Offer extends ValueOffer {
  readonly documentation?: () => string | undefined;
  /** What it takes the place of, where that is not all that stands there. */
  readonly range?: Range;
}

export function offersFor(asked: Asked, subject: Subject, path: Path): readonly Offer[] {
  const known = valuesOf(subject);
  if (subject.of === "program") return [...sites(asked, subject), ...known];
  const { "x-one-of": oneOf, "x-refers": refers } = subject.schema;
  if (refers !== undefined) return [...names(asked, subject, path), ...known];
  switch (oneOf) {
    case "releases":
      return releases(asked, path);
    case "rules":
      return rules(asked, path);
    case "kinds":
      return kindsWithReleases(asked);
    case "ports":
      return ports(asked, subject, path) ?? known;
    case "zones":
      return zones(asked) ?? known;
    default:
      return known;
  }
}

/** Of the hosts that are there: a name that none has is a zone of its own. Undefined where none has one. */
function zones({ open }: Asked): Offer[] | undefined {
  const named = hostsOf(open).flatMap(({ zone }) => zone?.value ?? []);
  if (named.length === 0) return undefined;
  return [...new Set(named)].sort().map((value) => ({ value, kind: "name", detail: "zone" }));
}

function sites({ open, place }: Asked, subject: ProgramSubject): Offer[] {
  const offers = sitesHere(open, place, subject) ?? [];
  return offers.map(({ text, detail, range }) => ({ value: text, kind: "name", detail, range }));
}

/** Names, and ranges of them where the key takes some; those beside it in a list are not offered again. */
function names({ open, root, library }: Asked, { schema, program }: DocumentSubject, path: Path): Offer[] {
  const what = schema["x-refers"];
  if (what === undefined) return [];
  const whose = what === "instance" ? program : undefined;
  const all = namesHere(open, root, library.cluster, what, whose);
  const beside = namesBeside(root, path);
  const free = all.filter((name) => !beside.has(name));
  const isName = schema.format === undefined && schema["x-expected"] === undefined;
  const ranges = what === "host" && isName ? rangesOf(free) : [];
  return [...ranges, ...free].map((value) => ({ value, kind: "name", detail: what }));
}

function namesBeside(root: Asked["root"], path: Path): ReadonlySet<string> {
  const index = path.at(-1);
  const list = partAt(root, path.slice(0, -1));
  if (typeof index !== "number" || list?.kind !== "list") return new Set();
  const others = list.items.filter((_, at) => at !== index).map(textIn);
  return new Set(others.flatMap((text) => (text === undefined ? [] : expanded(text))));
}

/** The newest first; before and after what they have to be. */
function releases({ root, library }: Asked, path: Path): Offer[] {
  const product = library.products.find(({ name }) => name === path[0]);
  const [first, ...others] = product?.programs ?? [];
  if (first === undefined) return [];
  const key = path.at(-1);
  const version = key === "version" ? undefined : textAt(root, [...path.slice(0, -1), "version"]);
  const fits = (release: string) =>
    version === undefined ||
    (compareVersions(release, version) < 0 && (key !== "treat_as" || majorOf(release) === majorOf(version)));
  return releasesOf(first, others)
    .listed.filter(fits)
    .sort((a, b) => compareVersions(b, a))
    .map((value) => ({ value, kind: "release" }));
}

/** Those that can be accepted and are not yet. */
function rules({ root, library }: Asked, path: Path): Offer[] {
  const list = partAt(root, path.slice(0, -2));
  const items = list?.kind === "list" ? list.items : [];
  const accepted = new Set(
    items.map((item, index) =>
      item === undefined || index === path.at(-2) ? undefined : textAt(item, [path.at(-1) ?? ""]),
    ),
  );
  return library.codes
    .filter(({ name, fault }) => fault === "availability" && !accepted.has(name))
    .map((code) => ({ value: code.name, kind: "rule", documentation: () => codeHelp(code) }));
}

export function kindsWithReleases({ library }: Pick<Asked, "library">): Offer[] {
  return kindNames().flatMap((kind): Offer[] => {
    const { program } = programNamed(kind, library.products) ?? {};
    const named: Offer = { value: kind, kind: "kind" };
    if (program === undefined) return [named];
    const { releases } = program.catalogue;
    const own = releases.filter(({ name }) => name.toLowerCase() === kind).at(-1)?.version;
    return [{ value: `${kind}@${own ?? newestOf(program.catalogue)}`, kind: "kind" }, named];
  });
}

/** Undefined where nothing says the host, or the key has no port of its own. */
function ports(asked: Asked, { schema, key }: DocumentSubject, path: Path): Offer[] | undefined {
  const { open, root } = asked;
  const { default: byDefault } = schema;
  const hosts = hostsAround(asked, path);
  if (typeof byDefault !== "number" || hosts.length === 0) return undefined;
  const own = Number(textAt(root, path));
  const detail = hosts.length === 1 ? `free on ${hosts[0]}` : `free on ${hosts.length} hosts`;
  return freePorts(open, hosts, byDefault, Number.isInteger(own) ? own : undefined).map((value) => ({
    value,
    kind: "port",
    detail: value === byDefault ? `default ${lastSegment(key)} port, ${detail}` : detail,
  }));
}

/** The hosts of the entry that a key stands in. */
function hostsAround({ open, root, library }: Asked, path: Path): readonly string[] {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const table = partAt(root, path.slice(0, length));
    const subject = subjectAt(open, root, path.slice(0, length), library);
    if (table?.kind !== "table" || subject?.of !== "document") continue;
    const entry = table.entries.find(
      ({ key }) => propertyOf(subject.schema, table, key)?.["x-refers"] === "host",
    );
    const text = textIn(entry?.value);
    if (text !== undefined) return expanded(text);
  }
  return [];
}
