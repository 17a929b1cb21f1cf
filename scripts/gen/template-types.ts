/** The type of the values that a template takes, from the places and blocks in it. */
import type { Quoting } from "./template-places.ts";

/** What a template does with a value. */
interface Use {
  readonly quotings: Set<Quoting>;
  readonly members: Map<string, Use>;
  item: Use | undefined;
  /** It may be left empty: something depends on whether it is there. */
  isCondition: boolean;
}

/** As the source of a TypeScript type. The places are those of {@link withQuotedPlaces}. */
export function typeOfValues(program: hbs.AST.Program): string {
  const root = newUse();
  visit(program, [root]);
  return typeOf(root, "");
}

function newUse(): Use {
  return { quotings: new Set(), members: new Map(), item: undefined, isCondition: false };
}

/** `scopes` begins with the innermost; `../` leads to the next. */
function visit(program: hbs.AST.Program, scopes: readonly Use[]): void {
  for (const statement of program.body) {
    if (statement.type === "MustacheStatement") {
      const [quoting, ...values] = (statement as hbs.AST.MustacheStatement).params;
      for (const value of values)
        if (value.type === "PathExpression")
          useAt(value as hbs.AST.PathExpression, scopes)?.quotings.add(
            (quoting as hbs.AST.StringLiteral).value as Quoting,
          );
    } else if (statement.type === "BlockStatement") visitBlock(statement as hbs.AST.BlockStatement, scopes);
  }
}

function visitBlock(
  { path, params, program, inverse }: hbs.AST.BlockStatement,
  scopes: readonly Use[],
): void {
  const use = useAt(params[0] as hbs.AST.PathExpression, scopes);
  const name = (path as hbs.AST.PathExpression).original;
  let inner = scopes;
  if (name === "each" && use !== undefined) {
    use.item ??= newUse();
    inner = [use.item, ...scopes];
  } else if (name !== "if" && name !== "unless") throw new Error(`templates have no block called ${name}`);
  else if (use !== undefined) use.isCondition = true;
  visit(program, inner);
  if (inverse) visit(inverse, scopes);
}

/** Undefined for what Handlebars itself knows, such as `@first`. */
function useAt({ data, depth, parts }: hbs.AST.PathExpression, scopes: readonly Use[]): Use | undefined {
  let use = data ? undefined : scopes[depth];
  for (const part of parts as readonly string[]) {
    if (use === undefined) break;
    const member = use.members.get(part) ?? newUse();
    use.members.set(part, member);
    use = member;
  }
  return use;
}

function typeOf(use: Use, indent: string): string {
  const type = typeOfPresent(use, indent);
  const isAlone = type === "Condition" || !use.isCondition;
  return isAlone ? type : `${type} | undefined`;
}

function typeOfPresent({ quotings, members, item }: Use, indent: string): string {
  const inner = `${indent}  `;
  if (item !== undefined) return `readonly (${typeOf(item, indent)})[]`;
  if (members.size > 0) {
    const lines = [...members].map(([name, use]) => `${inner}readonly ${name}: ${typeOf(use, inner)};\n`);
    return `{\n${lines.join("")}${indent}}`;
  }
  const places = [...quotings].map((quoting) => `Place<"${quoting}">`);
  if (places.length === 0) return "Condition";
  return places.length === 1 ? `${places[0]}` : `(${places.join(" & ")})`;
}
