/**
 * Reads YAML into the common tree. The only file that knows the `yaml` package: its node API changes with version 3.
 * Duplicate keys are found here and not by the package, whose own check compares every pair of keys.
 */
import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  visit,
  type Node as YamlNode,
} from "yaml";
import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Location, SourceFile } from "../diagnostics/location.ts";
import { duplicateKey, inputLimit, yamlSyntax } from "./codes.ts";
import type { Entry, MapNode, Node, ScalarNode, UnreadNode } from "./tree.ts";
import { resolveBareScalar } from "./yaml-1-1-scalar.ts";
import { holdsBound, type OpenerOf, reportYamlErrors } from "./yaml-error.ts";

/** Deeper nesting is refused before the package composes nodes, which recurses and can abort Node. */
const maxDepth = 64;
/** A bomb of nested aliases multiplies nodes without adding text. */
const maxAliasedNodes = 10_000;

/** Decides what a bare `yes` or `0123` is: cfgc's own language is 1.2, programs in Python read 1.1. */
export type YamlVersion = "1.2" | "1.1";

/** The root map of the document; undefined if there is none, which is reported. An empty file is an empty map. */
export function readYaml(
  file: SourceFile,
  diagnostics: DiagnosticBag,
  version: YamlVersion = "1.2",
): MapNode | undefined {
  const document = parse(file, diagnostics);
  if (document === undefined) return undefined;
  const unknownTags = document.warnings.filter((warning) => warning.code === "TAG_RESOLVE_FAILED");
  const errors = [...document.errors, ...unknownTags];
  const reading: Reading = {
    file,
    diagnostics,
    version,
    errorsAt: new Set(errors.map((error) => error.pos[0])),
    errorBounds: errors.flatMap(({ pos }) => pos).sort((a, b) => a - b),
    aliased: 0,
    open: new Set(),
    anchors: new Map(),
    targets: new Map(),
    failed: false,
  };
  reportYamlErrors(errors, openersIn(document), file, diagnostics);
  if (document.contents === null)
    return { kind: "map", at: { file, start: 0, end: Math.min(1, file.text.length) }, entries: new Map() };
  const root = convert(document.contents, reading);
  if (root.kind === "map") return errors.length === 0 ? root : { ...root, damaged: true };
  if (document.errors.length === 0) {
    diagnostics.report(yamlSyntax, {
      at: root.at,
      message: "the file must be a mapping of keys to values",
      help: "put a blank after every colon: `name: metrics`",
    });
  }
  return undefined;
}

/**
 * The first document; undefined if the text nests too deep, which is reported. The tokens are counted on their way
 * from the parser, which does not recurse, to the composer, which does: brackets in quotes or comments, and dashes
 * that open several lists in one line, look like something else in the text alone.
 */
function parse(file: SourceFile, diagnostics: DiagnosticBag): Document.Parsed | undefined {
  const parser = new Parser();
  let tooDeep: CST.Token | undefined;
  function* tokens(): Generator<CST.Token> {
    // A CR alone ends a line by the rules of YAML, and the package does not know it.
    for (const lexeme of new Lexer().lex(file.text.replace(/\r(?!\n)/g, "\n"))) {
      yield* parser.next(lexeme);
      if (depthOf(parser) > maxDepth) {
        tooDeep = parser.stack.at(-1);
        return;
      }
    }
    yield* parser.end();
  }
  // Always the rules of YAML 1.2: what 1.1 makes of a bare text is found out here, by PyYAML's rules, and dates would
  // depend on the machine's time zone.
  const composer = new Composer({ uniqueKeys: false, schema: "core", resolveKnownTags: false });
  let first: Document.Parsed | undefined;
  for (const document of composer.compose(tokens(), true, file.text.length)) {
    if (first !== undefined) {
      reportSecond(document, file, diagnostics);
      break;
    }
    first = document;
  }
  if (tooDeep === undefined) return first;
  diagnostics.report(inputLimit, {
    at: { file, start: tooDeep.offset, end: Math.min(tooDeep.offset + 1, file.text.length) },
    message: `the nesting is deeper than ${maxDepth} levels`,
  });
  return undefined;
}

/** Quotes and brackets by the offset where what they open ends. */
function openersIn(document: Document.Parsed): OpenerOf {
  if (document.errors.length === 0) return () => undefined;
  const openers = new Map<number, number>();
  visit(document, {
    Node(_, node) {
      const opens = isScalar(node)
        ? node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE"
        : "flow" in node && node.flow === true;
      if (opens && node.range) openers.set(node.range[1], node.range[0]);
    },
  });
  return (end) => openers.get(end);
}

/** Open maps and lists; what is on the parser's stack besides is the document and the scalar that is being read. */
function depthOf({ stack }: Parser): number {
  const top = stack.at(-1)?.type;
  const isCollection = top === "block-map" || top === "block-seq" || top === "flow-collection";
  return stack.length - (isCollection ? 1 : 2);
}

function reportSecond(document: Document.Parsed, file: SourceFile, diagnostics: DiagnosticBag): void {
  const start = Math.min(document.range[0], file.text.length);
  diagnostics.report(yamlSyntax, {
    at: { file, start, end: Math.min(start + 3, file.text.length) },
    message: "a second document begins here",
    help: "delete the line --- and what stands before or after it, or make two files",
  });
}

interface Reading {
  readonly file: SourceFile;
  readonly diagnostics: DiagnosticBag;
  readonly version: YamlVersion;
  /** Offsets of syntax errors. */
  readonly errorsAt: ReadonlySet<number>;
  /** Offsets where syntax errors begin and end, in order. */
  readonly errorBounds: readonly number[];
  aliased: number;
  /** What is being expanded, so that an alias inside itself ends. */
  readonly open: Set<YamlNode>;
  readonly anchors: Map<string, YamlNode>;
  /** What each alias stood for where it was met first: an anchor may be defined again further down. */
  readonly targets: Map<Alias, YamlNode | undefined>;
  failed: boolean;
}

function convert(node: YamlNode, reading: Reading, inAlias = false): Node {
  const at = locationOf(node, reading);
  if (inAlias) {
    reading.aliased += 1;
    if (reading.aliased > maxAliasedNodes) return tooManyAliases(at, reading);
  }
  if (isAlias(node)) return convertAlias(node, at, reading);
  if ("anchor" in node && typeof node.anchor === "string" && !inAlias) reading.anchors.set(node.anchor, node);
  if (isDamaged(node, reading)) return { kind: "unread", at };
  if (isMap(node)) return convertMap(node.items, at, reading, inAlias);
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as YamlNode, reading, inAlias));
    return { kind: "list", at, items };
  }
  if (!isScalar(node)) return { kind: "unread", at };
  if (reading.version === "1.1" && node.type === "PLAIN" && node.tag === undefined)
    return convertBare(node.source ?? "", at, reading);
  return convertScalar(node.value, node.source, at, reading);
}

/** What the parser made of a value that has a syntax error in it is not what was meant. */
function isDamaged(node: YamlNode, { errorsAt, errorBounds }: Reading): boolean {
  if (errorBounds.length === 0 || !node.range) return false;
  const [start, end, after] = node.range;
  if (!isScalar(node)) return start > 0 && (errorsAt.has(start) || ("flow" in node && errorsAt.has(end)));
  return holdsBound(errorBounds, start, node.type?.startsWith("QUOTE") ? after + 1 : after);
}

function convertBare(text: string, at: Location, { diagnostics }: Reading): Node {
  const resolved = resolveBareScalar(text);
  if (resolved !== "refused") return { kind: "scalar", at, ...resolved, bare: true };
  diagnostics.report(yamlSyntax, {
    at,
    message: `a bare ${text} means something else to a YAML 1.1 reader, which stops here`,
    help: "put the value in quotes",
  });
  return { kind: "unread", at };
}

function convertMap(items: readonly unknown[], at: Location, reading: Reading, inAlias: boolean): MapNode {
  const entries = new Map<string, Entry>();
  for (const pair of items) {
    if (!isPair(pair)) continue;
    const keyNode = pair.key as YamlNode;
    const keyAt = locationOf(keyNode, reading);
    // What the parser took for a key where it gave up is no key of the file.
    if (reading.errorsAt.has(keyAt.start)) continue;
    if (!isScalar(keyNode)) {
      reading.diagnostics.report(yamlSyntax, { at: keyAt, message: "a key must be a plain text" });
      continue;
    }
    const key = keyNode.source ?? String(keyNode.value);
    const value = pair.value
      ? convert(pair.value as YamlNode, reading, inAlias)
      : ({ kind: "scalar", at: keyAt, type: "null", value: null } as const);
    const first = entries.get(key);
    if (first !== undefined) reportDuplicate(key, keyAt, first.keyAt, reading);
    // PyYAML takes a repeated key without a word, and the last one counts.
    if (first === undefined || reading.version === "1.1") entries.set(key, { key, keyAt, value });
  }
  return { kind: "map", at, entries };
}

function reportDuplicate(
  key: string,
  at: Location,
  first: Location,
  { diagnostics, version }: Reading,
): void {
  diagnostics.report(duplicateKey, {
    at,
    key,
    message: `the key ${JSON.stringify(key)} stands twice in this map${version === "1.1" ? ", and the last one counts" : ""}`,
    ...(version === "1.1" ? { severity: "warning" as const } : {}),
    related: [{ at: first, message: "first written here" }],
    help: "keep one of the two",
  });
}

function convertScalar(
  value: unknown,
  source: string | undefined,
  at: Location,
  { diagnostics }: Reading,
): ScalarNode | UnreadNode {
  if (value === null || value === undefined) return { kind: "scalar", at, type: "null", value: null };
  if (typeof value === "string") {
    if (!/\p{Surrogate}/u.test(value)) return { kind: "scalar", at, type: "string", value };
    // No file that cfgc writes could carry it: it has no form in UTF-8, and TOML refuses the escape.
    const message = "the text holds an escape of half a character (\\ud800 to \\udfff)";
    diagnostics.report(yamlSyntax, { at, message, help: "write the character itself, or \\U and 8 digits" });
    return { kind: "unread", at };
  }
  if (typeof value === "boolean") return { kind: "scalar", at, type: "boolean", value };
  if (typeof value === "number" || typeof value === "bigint") {
    const text = source ?? String(value);
    if (!/^[-+]?(?:\d+|0x[\da-fA-F]+|0o[0-7]+)$/.test(text))
      return { kind: "scalar", at, type: "float", value };
    return {
      kind: "scalar",
      at,
      type: "integer",
      value: Number.isSafeInteger(value) ? value : BigInt(text.replace(/^\+/, "")),
    };
  }
  return { kind: "scalar", at, type: "string", value: String(value) };
}

function convertAlias(alias: Alias, at: Location, reading: Reading): Node {
  if (!reading.targets.has(alias)) reading.targets.set(alias, reading.anchors.get(alias.source));
  const target = reading.targets.get(alias);
  if (target === undefined || reading.open.has(target)) {
    reading.diagnostics.report(yamlSyntax, {
      at,
      message:
        target === undefined
          ? "an unquoted * begins an alias, and there is no such anchor"
          : "an alias inside its own anchor",
      help: "put the value in quotes",
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
    reading.diagnostics.report(inputLimit, {
      at,
      message: `aliases expand to more than ${maxAliasedNodes} values`,
    });
  }
  return { kind: "unread", at };
}

function locationOf(node: YamlNode, { file }: Reading): Location {
  const [start = 0, end = 0] = node.range ?? [];
  return { file, start, end: Math.max(end, start) };
}
