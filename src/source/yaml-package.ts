/**
 * The only file that runs the `yaml` package: its node API changes with version 3. What knows the nodes of its documents
 * has its types and guards from here.
 */
import {
  Composer,
  type CST,
  type Document,
  type ErrorCode,
  isMap,
  isNode,
  isScalar,
  Lexer,
  Parser,
  visit,
  type YAMLError,
  type Node as YamlNode,
} from "yaml";
import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { SourceFile } from "../diagnostics/location.ts";
import { limits } from "./limits.ts";
import { withoutLoneReturns } from "./yaml-mended-text.ts";
import { reportSecond, reportTooDeep } from "./yaml-reports.ts";

export {
  type Alias,
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node as YamlNode,
  type YAMLError,
} from "yaml";

/**
 * The first document of a text that is the file's, or is tried in its place; undefined if the text nests too deep, which is reported. The tokens are counted on their way
 * from the parser, which does not recurse, to the composer, which does: brackets in quotes or comments, and dashes
 * that open several lists in one line, look like something else in the text alone.
 */
export function parse(
  text: string,
  file: SourceFile,
  diagnostics: DiagnosticBag,
): Document.Parsed | undefined {
  return withoutStacks(() => firstDocument(text, file, diagnostics));
}

function firstDocument(
  text: string,
  file: SourceFile,
  diagnostics: DiagnosticBag,
): Document.Parsed | undefined {
  const parser = new Parser();
  let tooDeep: CST.Token | undefined;
  function* tokens(): Generator<CST.Token> {
    for (const lexeme of new Lexer().lex(withoutLoneReturns(text))) {
      yield* parser.next(lexeme);
      if (depthOf(parser) > limits.yamlLevels) {
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
  for (const document of composer.compose(tokens(), true, text.length)) {
    if (first !== undefined) {
      reportSecond(document.range[0], file, diagnostics);
      break;
    }
    first = document;
  }
  if (tooDeep === undefined) return first;
  reportTooDeep(tooDeep.offset, limits.yamlLevels, file, diagnostics);
  return undefined;
}

/** Open maps and lists; what is on the parser's stack besides is the document and the scalar that is being read. */
function depthOf({ stack }: Parser): number {
  const top = stack.at(-1)?.type;
  const isCollection = top === "block-map" || top === "block-seq" || top === "flow-collection";
  return stack.length - (isCollection ? 1 : 2);
}

/** The parser makes an Error of each mistake, tens of thousands of one long line, and nobody asks where in its code. */
function withoutStacks<T>(parse: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parse();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Everything that can be wrong with a document. */
export function errorsOf({ errors, warnings }: Document.Parsed): readonly YAMLError[] {
  return [...errors, ...warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED")];
}

/** Of these errors one value is lost; after any other the parser does not know where it is. */
const ofOneValue: readonly ErrorCode[] = ["TAG_RESOLVE_FAILED", "BAD_DQ_ESCAPE", "BAD_SCALAR_START"];

export function isStructural({ code }: YAMLError): boolean {
  return !ofOneValue.includes(code);
}

/** Where the quote or bracket stands whose text ends at an offset; undefined if none does. */
export type OpenerOf = (end: number) => number | undefined;

/** Quotes and brackets by the offset where what they open ends. */
export function openersIn(document: Document.Parsed): OpenerOf {
  if (document.errors.length === 0) return () => undefined;
  const openers = new Map<number, number>();
  visit(document, {
    Node(_, node) {
      const opens = isScalar(node)
        ? node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE"
        : "flow" in node && node.flow === true && !isBareItem(node);
      if (opens && node.range) openers.set(node.range[1], node.range[0]);
    },
  });
  return (end) => openers.get(end);
}

/** `[a: 1]` holds a map without braces, which begins with its first key. */
function isBareItem(node: YamlNode): boolean {
  const first = isMap(node) ? node.items[0]?.key : undefined;
  return isNode(first) && first.range?.[0] === node.range?.[0];
}
