/**
 * Reads YAML into the common tree. The only file that knows the `yaml` package: its node API changes with version 3.
 *
 * Duplicate keys are found here and not by the package, whose own check compares every pair of keys.
 */
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node as YamlNode,
} from "yaml";
import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Location, SourceFile } from "../diagnostics/location.ts";
import { duplicateKey, inputLimit, yamlSyntax } from "./codes.ts";
import type { Entry, MapNode, Node, ScalarNode } from "./tree.ts";

/** Deeper nesting than this is refused before the parser, which recurses, sees the text. */
const maxDepth = 64;
/** Nodes that aliases may add up to; a bomb of nested aliases multiplies without adding text. */
const maxAliasedNodes = 10_000;

/** The root map of the document; undefined if there is none, which is reported. An empty file is an empty map. */
export function readYaml(file: SourceFile, diagnostics: DiagnosticBag): MapNode | undefined {
  const tooDeep = depthExceededAt(file.text);
  if (tooDeep !== undefined) {
    diagnostics.report(inputLimit, {
      at: { file, start: tooDeep, end: tooDeep + 1 },
      message: `the nesting is deeper than ${maxDepth} levels`,
    });
    return undefined;
  }
  const document = parseDocument(file.text, {
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: new LineCounter(),
    logLevel: "silent",
  });
  const reading: Reading = {
    file,
    diagnostics,
    aliased: 0,
    open: new Set(),
    anchors: new Map(),
    failed: false,
  };
  for (const error of document.errors) {
    const [start, end] = error.pos;
    diagnostics.report(yamlSyntax, {
      at: {
        file,
        start: Math.min(start, file.text.length),
        end: Math.min(Math.max(end, start + 1), file.text.length),
      },
      message: firstSentence(error.message),
    });
  }
  if (document.contents === null)
    return { kind: "map", at: { file, start: 0, end: Math.min(1, file.text.length) }, entries: new Map() };
  const root = convert(document.contents, reading);
  if (root.kind === "map") return root;
  if (document.errors.length === 0) {
    diagnostics.report(yamlSyntax, {
      at: root.at,
      message: "the file must be a mapping of keys to values",
      help: "put a blank after every colon: `name: metrics`",
    });
  }
  return undefined;
}

interface Reading {
  readonly file: SourceFile;
  readonly diagnostics: DiagnosticBag;
  aliased: number;
  /** Anchors that are being expanded, so that an alias inside itself ends. */
  readonly open: Set<string>;
  readonly anchors: Map<string, YamlNode>;
  failed: boolean;
}

function convert(node: YamlNode, reading: Reading, inAlias = false): Node {
  const at = locationOf(node, reading);
  if (inAlias) {
    reading.aliased += 1;
    if (reading.aliased > maxAliasedNodes) return tooManyAliases(at, reading);
  }
  if (isAlias(node)) return convertAlias(node.source, at, reading);
  if ("anchor" in node && typeof node.anchor === "string" && !inAlias) reading.anchors.set(node.anchor, node);
  if (isMap(node)) return convertMap(node.items, at, reading, inAlias);
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as YamlNode, reading, inAlias));
    return { kind: "list", at, items };
  }
  return isScalar(node) ? convertScalar(node.value, node.source, at) : { kind: "unread", at };
}

function convertMap(items: readonly unknown[], at: Location, reading: Reading, inAlias: boolean): MapNode {
  const entries = new Map<string, Entry>();
  for (const pair of items) {
    if (!isPair(pair)) continue;
    const keyNode = pair.key as YamlNode;
    const keyAt = locationOf(keyNode, reading);
    if (!isScalar(keyNode)) {
      reading.diagnostics.report(yamlSyntax, { at: keyAt, message: "a key must be a plain text" });
      continue;
    }
    const key = keyNode.source ?? String(keyNode.value);
    const value = pair.value
      ? convert(pair.value as YamlNode, reading, inAlias)
      : ({ kind: "scalar", at: keyAt, type: "null", value: null } as const);
    const first = entries.get(key);
    if (first === undefined) entries.set(key, { key, keyAt, value });
    else reportDuplicate(key, keyAt, first.keyAt, reading);
  }
  return { kind: "map", at, entries };
}

function reportDuplicate(key: string, at: Location, first: Location, { diagnostics }: Reading): void {
  diagnostics.report(duplicateKey, {
    at,
    key,
    message: `the key ${JSON.stringify(key)} stands twice in this map`,
    related: [{ at: first, message: "first written here" }],
    help: "keep one of the two",
  });
}

function convertScalar(value: unknown, source: string | undefined, at: Location): ScalarNode {
  if (value === null || value === undefined) return { kind: "scalar", at, type: "null", value: null };
  if (typeof value === "string") return { kind: "scalar", at, type: "string", value };
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

function convertAlias(name: string, at: Location, reading: Reading): Node {
  const target = reading.anchors.get(name);
  if (target === undefined || reading.open.has(name)) {
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
  reading.open.add(name);
  const converted = convert(target, reading, true);
  reading.open.delete(name);
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

/**
 * The offset at which brackets or indentation nest too deep, found on the text alone. Brackets inside quotes or
 * comments may count: nobody writes dozens of them unclosed.
 */
function depthExceededAt(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x5b || char === 0x7b) {
      depth += 1;
      if (depth > maxDepth) return at;
    } else if ((char === 0x5d || char === 0x7d) && depth > 0) depth -= 1;
    else if (char === 0x0a) {
      const opening = /(?:[-?:][ \t]+){32}/y;
      opening.lastIndex = at + 1 + leadingBlanks(text, at + 1);
      if (opening.test(text)) return at + 1;
    }
  }
  const levels = blockDepthExceededAt(text);
  return levels;
}

function leadingBlanks(text: string, from: number): number {
  let count = 0;
  while (text.charCodeAt(from + count) === 0x20) count += 1;
  return count;
}

/** Block nesting is indentation: the number of ever deeper lines that enclose one another. */
function blockDepthExceededAt(text: string): number | undefined {
  const indents: number[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const indent = leadingBlanks(text, at);
    const first = text.charCodeAt(at + indent);
    if (first !== 0x0a && first !== 0x0d && first !== 0x23 && !Number.isNaN(first)) {
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
      if (indents.length > maxDepth) return at;
    }
    if (end === -1) break;
    at = end + 1;
  }
  return undefined;
}

/** The package's messages go on with explanations and excerpts; the first sentence says what is wrong. */
function firstSentence(message: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  return `${line.charAt(0).toLowerCase()}${line.slice(1)}`.replace(/\.$/, "");
}
