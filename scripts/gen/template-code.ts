/** The code of a template: an expression that puts its text together, so that no template engine is in the program. */

/** What an expression calls; `src/emit/template.ts` has them. */
export const templateFunctions = ["carry", "each", "isThere"] as const;

/** A function from values to text, as source. The places are those of `withQuotedPlaces`. */
export function codeOfTemplate(program: hbs.AST.Program): string {
  return `(v0) =>\n  ${textOf(program, 0, "  ")}`;
}

/** `depth`: how many lists the program stands in, each of which has a name for its item: v1, v2. */
function textOf({ body }: hbs.AST.Program, depth: number, indent: string): string {
  const parts = together(body).map((statement) => {
    if (statement.type === "ContentStatement")
      return JSON.stringify((statement as hbs.AST.ContentStatement).value);
    if (statement.type === "MustacheStatement") return place(statement as hbs.AST.MustacheStatement, depth);
    if (statement.type === "BlockStatement")
      return block(statement as hbs.AST.BlockStatement, depth, `${indent}  `);
    throw misplaced(statement);
  });
  return parts.length === 0 ? '""' : parts.join(` +\n${indent}`);
}

/** Neighbouring texts as one. */
function together(body: readonly hbs.AST.Statement[]): hbs.AST.Statement[] {
  const joined: hbs.AST.Statement[] = [];
  for (const statement of body) {
    const last = joined.at(-1) as hbs.AST.ContentStatement | undefined;
    if (statement.type !== "ContentStatement") joined.push(statement);
    else if (last?.type !== "ContentStatement") joined.push({ ...statement });
    else last.value += (statement as hbs.AST.ContentStatement).value;
  }
  return joined.filter((one) => (one as hbs.AST.ContentStatement).value !== "");
}

function place({ params }: hbs.AST.MustacheStatement, depth: number): string {
  return `carry(${params.map((param) => sourceOf(param, depth)).join(", ")})`;
}

function block(
  { path, params, program, inverse }: hbs.AST.BlockStatement,
  depth: number,
  indent: string,
): string {
  const [about] = params;
  if (about === undefined) throw misplaced(program);
  const name = (path as hbs.AST.PathExpression).original;
  const value = sourceOf(about, depth);
  if (name === "each") {
    if (inverse) throw misplaced(inverse);
    const text = textOf(program, depth + 1, indent);
    const names = [`v${depth + 1}`, `isFirst${depth + 1}`, `isLast${depth + 1}`];
    const isUsed = (one: string) => new RegExp(`\\b${one}\\b`).test(text);
    const taken = names.slice(0, names.findLastIndex(isUsed) + 1);
    const unused = (one: string) => (isUsed(one) ? one : `_${one}`);
    return `each(${value}, (${taken.map(unused).join(", ")}) =>\n${indent}${text})`;
  }
  const main = textOf(program, depth, indent);
  const other = inverse ? textOf(inverse, depth, indent) : '""';
  const [whenThere, otherwise] = name === "unless" ? [other, main] : [main, other];
  return `(isThere(${value})\n${indent}? ${whenThere}\n${indent}: ${otherwise})`;
}

function sourceOf(value: hbs.AST.Expression, depth: number): string {
  if (value.type === "StringLiteral") return JSON.stringify((value as hbs.AST.StringLiteral).value);
  if (value.type !== "PathExpression") throw misplaced(value);
  const { data, depth: up, parts } = value as hbs.AST.PathExpression;
  if (data) {
    if (parts[0] === "first") return `isFirst${depth - up}`;
    if (parts[0] === "last") return `isLast${depth - up}`;
    throw misplaced(value);
  }
  return [`v${depth - up}`, ...parts].join(".");
}

function misplaced({ loc, type }: hbs.AST.Node): Error {
  return new Error(`line ${loc.start.line}: templates have no ${type} of this kind here`);
}
