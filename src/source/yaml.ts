/**
 * Reads YAML into the common tree. Duplicate keys are found here and not by the package, whose own check compares every
 * pair of keys.
 */

import { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import type { Location, SourceFile } from "../diagnostics/location.ts";
import { say, writtenName } from "../diagnostics/message.ts";
import { yamlSyntax } from "./codes.ts";
import { limits } from "./limits.ts";
import type { Entry, MapNode, Node } from "./tree.ts";
import { holdsBound, oncePerLine, reportFaults, reportYamlErrors } from "./yaml-error.ts";
import type { Form } from "./yaml-form.ts";
import { headersIn, lostIn, wordsIn } from "./yaml-guessed.ts";
import { anyKey } from "./yaml-line-changes.ts";
import { type Readable, readable } from "./yaml-mend.ts";
import type { MendedText } from "./yaml-mended-text.ts";
import {
  type Alias,
  errorsOf,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  openersIn,
  parse,
  type YamlNode,
} from "./yaml-package.ts";
import { reportDuplicate, reportTooManyAliases } from "./yaml-reports.ts";
import { convertBare, convertScalar } from "./yaml-scalars.ts";

/** Decides what a bare `yes` or `0123` is: cfgc's own language is 1.2, programs in Python read 1.1. */
export type YamlVersion = "1.2" | "1.1";

export interface YamlOptions {
  readonly version?: YamlVersion;
  /** Where it is known what belongs where: a line may be indented as nobody meant it. */
  readonly form?: Form;
}

/** The root map of the document; undefined if there is none, which is reported. An empty file is an empty map. */
export function readYaml(
  file: SourceFile,
  diagnostics: DiagnosticBag,
  { version = "1.2", form }: YamlOptions = {},
): MapNode | undefined {
  file.syntax = "yaml";
  const first = parse(file.text, file, diagnostics);
  if (first === undefined) return undefined;
  let sound: { readonly read: Readable; readonly root: Node } | undefined;
  const read = readable(
    first,
    file,
    {
      parse: (text) => parse(text, file, new DiagnosticBag(diagnostics.sourceKind, true)),
      openersIn,
      treeOf: (one) => {
        const bag = new DiagnosticBag(diagnostics.sourceKind, true);
        const root = rootOf(one, file, bag, version, true);
        if (one.faults.length === 0 && one.cut === undefined && bag.size === 0) sound = { read: one, root };
        return { root: root.kind === "map" ? root : undefined, wrong: bag.all().map(({ at }) => at) };
      },
    },
    form,
  );
  const errors = errorsOf(read.document);
  const report = oncePerLine(diagnostics);
  reportFaults(read.faults, openersIn, file, report);
  reportYamlErrors(errors, openersIn(read.document), read.text, file, report);
  // A text in which nothing is wrong, which most are, has one tree.
  const root = sound?.read === read ? sound.root : rootOf(read, file, diagnostics, version);
  if (root.kind === "map") return read.cut === undefined ? root : { ...root, damaged: true };
  if (errors.length === 0 && read.faults.length === 0) {
    diagnostics.report(yamlSyntax, {
      at: root.at,
      message: say`the file must be a mapping of keys to values`,
      help: advice`put a blank after every colon: \`name: metrics\``,
    });
  }
  return undefined;
}

function rootOf(
  read: Readable,
  file: SourceFile,
  diagnostics: DiagnosticBag,
  version: YamlVersion,
  isTrial = false,
): Node {
  const { document, text, cut } = read;
  if (document.contents === null) return emptyMap(file);
  const errors = errorsOf(document);
  return convert(document.contents, {
    file,
    text,
    cut,
    lost: lostIn(read, isTrial),
    headers: headersIn(read, isTrial),
    words: wordsIn(read),
    diagnostics,
    version,
    errorsAt: new Set(errors.map((error) => error.pos[0])),
    errorBounds: errors.flatMap(({ pos }) => pos).sort((a, b) => a - b),
    aliased: { values: 0, bytes: 0 },
    open: new Set(),
    anchors: new Map(),
    targets: new Map(),
    failed: false,
  });
}

function emptyMap(file: SourceFile): MapNode {
  return { kind: "map", at: { file, start: 0, end: Math.min(1, file.text.length) }, entries: new Map() };
}

interface Reading {
  readonly file: SourceFile;
  /** What was parsed, if not the text of the file. */
  readonly text: MendedText;
  /** Where it ends before its end. */
  readonly cut: number | undefined;
  readonly lost: readonly (readonly [start: number, end: number])[];
  /** Where keys stand that are a guess, and so is what belongs to them. */
  readonly headers: ReadonlyMap<number, string>;
  /** Where lines are that hold nothing but a word. */
  readonly words: readonly (readonly [start: number, end: number])[];
  readonly diagnostics: DiagnosticBag;
  readonly version: YamlVersion;
  /** Offsets of syntax errors. */
  readonly errorsAt: ReadonlySet<number>;
  /** Offsets where syntax errors begin and end, in order. */
  readonly errorBounds: readonly number[];
  /** What all aliases stand for so far. */
  readonly aliased: { values: number; bytes: number };
  /** What is being expanded, so that an alias inside itself ends. */
  readonly open: Set<YamlNode>;
  readonly anchors: Map<string, YamlNode>;
  /** What each alias stood for where it was met first: an anchor may be defined again further down. */
  readonly targets: Map<Alias, YamlNode | undefined>;
  failed: boolean;
}

function convert(node: YamlNode, reading: Reading, inAlias = false): Node {
  const at = locationOf(node, reading);
  if (inAlias && isTooMuch(node, reading)) return tooManyAliases(at, reading);
  if (isAlias(node)) return convertAlias(node, at, reading);
  if ("anchor" in node && typeof node.anchor === "string" && !inAlias) reading.anchors.set(node.anchor, node);
  if (isDamaged(node, reading)) return { kind: "unread", at };
  if (isMap(node)) {
    const map = convertMap(node.items, at, reading, inAlias);
    return isCut(node, reading) ? { ...map, damaged: true } : map;
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as YamlNode, reading, inAlias));
    return isCut(node, reading) ? { kind: "list", at, items, damaged: true } : { kind: "list", at, items };
  }
  if (!isScalar(node)) return { kind: "unread", at };
  // The value may begin behind what could be read.
  if (node.source === "" && isCut(node, reading)) return { kind: "unread", at };
  if (reading.version === "1.1" && node.type === "PLAIN" && node.tag === undefined)
    return convertBare(node.source ?? "", at, reading.diagnostics);
  return convertScalar(node.value, node.source, at, reading.diagnostics);
}

function isTooMuch(node: YamlNode, { aliased }: Reading): boolean {
  const isOver = () => aliased.values > limits.aliasedValues || aliased.bytes > limits.aliasedBytes;
  // What is too much stays so, and a text of a megabyte is not measured again for each of its aliases.
  if (isOver()) return true;
  aliased.values += 1;
  if (isScalar(node)) aliased.bytes += Buffer.byteLength(node.source ?? "");
  // Keys are texts of their own, and stand for themselves again.
  if (isMap(node))
    for (const { key } of node.items) if (isScalar(key)) aliased.bytes += Buffer.byteLength(key.source ?? "");
  return isOver();
}

/** Whether a map or list goes on behind what could be read. */
function isCut(node: YamlNode, { cut }: Reading): boolean {
  return cut !== undefined && !("flow" in node && node.flow) && (node.range?.[2] ?? 0) >= cut;
}

/** What the parser made of a value that has a syntax error in it is not what was meant. */
function isDamaged(node: YamlNode, { errorsAt, errorBounds, lost }: Reading): boolean {
  if (!node.range || (lost.length === 0 && errorBounds.length === 0)) return false;
  const [start, end, after] = node.range;
  const isBlock = !isScalar(node) && !("flow" in node && node.flow);
  // A text of several lines is lost with any of them.
  const isLost = isScalar(node)
    ? lost.some(([first, last]) => first < end && start <= last)
    : lost.some(([first, last]) => first <= start && end <= last);
  if (!isBlock && isLost) return true;
  if (errorBounds.length === 0) return false;
  if (!isScalar(node)) return start > 0 && (errorsAt.has(start) || ("flow" in node && errorsAt.has(end)));
  return holdsBound(errorBounds, start, node.type?.startsWith("QUOTE") ? after + 1 : after);
}

function convertMap(items: readonly unknown[], at: Location, reading: Reading, inAlias: boolean): MapNode {
  const entries = new Map<string, Entry>();
  let isPartial = false;
  for (const pair of items) {
    if (!isPair(pair)) continue;
    const keyNode = pair.key as YamlNode;
    const keyAt = locationOf(keyNode, reading);
    // What the parser took for a key where it gave up is no key of the file.
    const start = keyNode.range?.[0] ?? -1;
    if (reading.errorsAt.has(start) || reading.headers.get(start) === anyKey) {
      isPartial = true;
      continue;
    }
    if (!isScalar(keyNode)) {
      reading.diagnostics.report(yamlSyntax, { at: keyAt, message: say`a key must be a plain text` });
      continue;
    }
    // As it is written: a number or a date is a name here, too.
    const key = writtenName(keyNode.source ?? String(keyNode.value));
    const value = reading.headers.has(start)
      ? ({ kind: "unread", at: keyAt } as const)
      : pair.value
        ? convert(pair.value as YamlNode, reading, inAlias)
        : ({ kind: "scalar", at: keyAt, type: "null", value: null } as const);
    if (value.kind === "unread" && isOverrun(keyAt)) isPartial = true;
    const first = entries.get(key);
    if (first !== undefined) reportDuplicate(key, keyAt, first.keyAt, reading);
    // PyYAML takes a repeated key without a word, and the last one counts.
    if (first === undefined || reading.version === "1.1")
      entries.set(key, isWord(start, reading) ? { key, keyAt, value, isHalf: true } : { key, keyAt, value });
  }
  return isPartial ? { kind: "map", at, entries, damaged: true } : { kind: "map", at, entries };
}

/** Whether more keys stand behind a broken value in its line, as where the bracket before them all is missing. */
function isOverrun({ file: { text }, start, end }: Location): boolean {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (/[^\s-]/.test(before)) return false;
  const next = text.indexOf("\n", end);
  return /^:\s.*,\s*[\w"'-]+:\s/.test(text.slice(end, next === -1 ? undefined : next));
}

function isWord(start: number, { words }: Reading): boolean {
  return words.some(([first, last]) => first <= start && start <= last);
}

function convertAlias(alias: Alias, at: Location, reading: Reading): Node {
  if (!reading.targets.has(alias)) reading.targets.set(alias, reading.anchors.get(alias.source));
  const target = reading.targets.get(alias);
  if (target === undefined || reading.open.has(target)) {
    reading.diagnostics.report(yamlSyntax, {
      at,
      message:
        target === undefined
          ? say`an unquoted * begins an alias, and there is no such anchor`
          : say`an alias inside its own anchor`,
      help: advice`put the value in quotes`,
    });
    return { kind: "unread", at };
  }
  reading.open.add(target);
  const converted = convert(target, reading, true);
  reading.open.delete(target);
  return converted;
}

function tooManyAliases(at: Location, reading: Reading): Node {
  if (!reading.failed) {
    reading.failed = true;
    reportTooManyAliases(at, reading.diagnostics);
  }
  return { kind: "unread", at };
}

function locationOf(node: YamlNode, { file, text }: Reading): Location {
  const [from = 0, to = 0] = node.range ?? [];
  const start = text.originOf(from);
  return { file, start, end: Math.max(text.originOf(to), start) };
}
