/**
 * Finds the conditions of a source file and writes the file with every one of them switchable: while
 * `globalThis.mutant` is the number of a mutant, that one condition is another one. So all mutants of all files are
 * built once and tried in one process.
 */
import { parseAst } from "rolldown/parseAst";

export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly from: string;
  readonly to: string;
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

/** The text with its conditions switchable; the mutants are added to the list, whose indexes are their numbers. */
export function withMutants(file: string, text: string, mutants: Mutant[]): string {
  const program = parseAst(text, { lang: "ts" }) as unknown as AstNode;
  const changes: Change[] = [];
  const ignored = partsForExamples(program, text);
  visit(program, (node) => {
    if (ignored.has(node.start) && ignored.get(node.start) === node.end) return false;
    changes.push(...changesOf(node, text));
    return true;
  });
  const numbered = changes.map((change) => {
    const line = text.slice(0, change.start).split("\n").length;
    mutants.push({ file, line, from: text.slice(change.start, change.end), to: change.to });
    return { ...change, number: mutants.length - 1 };
  });
  return rewrite(text, 0, text.length, numbered);
}

const flipped: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
};

function changesOf(node: AstNode, text: string): Change[] {
  const source = (part: AstNode) => text.slice(part.start, part.end);
  const at = (part: AstNode, to: string) => ({ start: part.start, end: part.end, to });
  const part = (name: string) => node[name] as AstNode;
  switch (node.type) {
    case "IfStatement":
    case "ConditionalExpression":
      return [at(part("test"), "true"), at(part("test"), "false")];
    case "LogicalExpression":
      if (node.operator === "??") return [];
      return [at(node, source(part("left"))), at(node, source(part("right")))];
    case "BinaryExpression": {
      const operator = flipped[String(node.operator)];
      if (operator === undefined) return [];
      return [at(node, `${source(part("left"))} ${operator} ${source(part("right"))}`)];
    }
    case "UnaryExpression":
      return node.operator === "!" ? [at(node, source(part("argument")))] : [];
    case "CallExpression":
      return someOrEvery(node, text);
    default:
      return [];
  }
}

function someOrEvery(node: AstNode, text: string): Change[] {
  const callee = node.callee as AstNode;
  const name = callee.property as AstNode | undefined;
  const other = { some: "every", every: "some" }[String(name?.name)];
  if (name === undefined || other === undefined) return [];
  const to = text.slice(node.start, name.start) + other + text.slice(name.end, node.end);
  return [{ start: node.start, end: node.end, to }];
}

/**
 * What only writes: the examples of a code, what stands before it for their sake, and the words of a message. Start
 * by end.
 */
function partsForExamples(program: AstNode, text: string): Map<number, number> {
  const parts = new Map<number, number>();
  visit(program, (node) => {
    const key = node.type === "Property" ? (node.key as AstNode).name : undefined;
    if (["examples", "message", "help", "related"].includes(String(key))) parts.set(node.start, node.end);
    return true;
  });
  const body = program.body as AstNode[];
  const rule = body.find((one) => text.slice(one.start, one.end).includes("defineRule({"));
  if (rule === undefined) return parts;
  let rest = "";
  let from = 0;
  for (const [start, end] of [...parts].sort(([a], [b]) => a - b)) {
    if (start < from || !text.startsWith("examples", start)) continue;
    rest += text.slice(from, start);
    from = end;
  }
  rest += text.slice(from);
  for (const one of body.filter(({ end }) => end < rule.start)) {
    const name = /^(?:const|function) (\w+)/.exec(text.slice(one.start, one.end))?.[1];
    const uses = name === undefined ? 0 : (rest.match(new RegExp(`\\b${name}\\b`, "g"))?.length ?? 0);
    if (uses === 1) parts.set(one.start, one.end);
  }
  return parts;
}

/** The text from start to end, in which the outermost changed parts choose by the number of the mutant. */
function rewrite(
  text: string,
  start: number,
  end: number,
  changes: readonly (Change & { readonly number: number })[],
): string {
  let written = "";
  let at = start;
  const inside = changes.filter((one) => one.start >= start && one.end <= end);
  inside.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const change of inside) {
    if (change.start < at) continue;
    const same = inside.filter((one) => one.start === change.start && one.end === change.end);
    const others = inside.filter((one) => !same.includes(one));
    const original = rewrite(text, change.start, change.end, others);
    const choices = same.map(({ number, to }) => `globalThis.mutant === ${number} ? (${to}) : `);
    written += `${text.slice(at, change.start)}(${choices.join("")}(${original}))`;
    at = change.end;
  }
  return written + text.slice(at, end);
}

/** Calls back for every node from the outside in; false leaves out what is inside. */
function visit(node: AstNode, enter: (node: AstNode) => boolean): void {
  if (!enter(node)) return;
  for (const member of Object.values(node)) {
    for (const child of Array.isArray(member) ? member : [member]) {
      if (typeof child === "object" && child !== null && "type" in child && "start" in child) {
        visit(child as AstNode, enter);
      }
    }
  }
}
