/**
 * What stands around each place of a template, and so how a value has to be quoted there. The template says it by its own
 * syntax: a place in a comment, a command, a table or between backquotes is found by what precedes it, and the place
 * becomes a call that quotes for it. So a value is never put anywhere as it is.
 */

export type Language = "sh" | "service" | "md";

/** How a value is quoted; `src/emit/template.ts` has the function for each. */
export type Quoting =
  | "comment"
  | "shell"
  | "shellPart"
  | "unitWord"
  | "unitText"
  | "markdown"
  | "cell"
  | "code"
  | "cellCode"
  | "fenced";

/** The text of the line so far, with a stand-in for each place, and the language of the fence around it. */
interface Around {
  readonly line: string;
  readonly fence: string | undefined;
}

/** A program whose places are calls of `carry` with their quoting, in the language that the template is written in. */
export function withQuotedPlaces(program: hbs.AST.Program, language: Language): hbs.AST.Program {
  return rewritten(program, { line: "", fence: undefined }, language).program;
}

function rewritten(
  program: hbs.AST.Program,
  start: Around,
  language: Language,
): { program: hbs.AST.Program; end: Around } {
  let around = start;
  const body: hbs.AST.Statement[] = [];
  /** What stands behind an open backquote: text and places, which are quoted together. */
  let span: hbs.AST.Statement[] | undefined;
  const add = (statement: hbs.AST.Statement) => (span ?? body).push(statement);
  for (const [index, statement] of program.body.entries()) {
    if (statement.type === "ContentStatement") {
      for (const part of partsOf((statement as hbs.AST.ContentStatement).value)) {
        const inMarkdown = language === "md" && around.fence === undefined;
        if (part === "`" && inMarkdown) {
          if (span === undefined) span = [];
          else {
            body.push(...codeSpan(span, around));
            span = undefined;
          }
        } else add(contentOf(part, statement));
        around = behind(around, part, language);
      }
    } else if (statement.type === "MustacheStatement") {
      const next = program.body[index + 1] as hbs.AST.ContentStatement | undefined;
      const place = statement as hbs.AST.MustacheStatement;
      add(
        span === undefined ? carried([place.path], quotingAt(around, next, place, language), place) : place,
      );
      around = { ...around, line: `${around.line}x` };
    } else if (statement.type === "BlockStatement") {
      if (span !== undefined) throw misplaced(statement, "a block may not stand between backquotes");
      const block = statement as hbs.AST.BlockStatement;
      const first = rewritten(block.program, around, language);
      const other = block.inverse && rewritten(block.inverse, around, language);
      body.push({
        ...block,
        program: first.program,
        ...(other ? { inverse: other.program } : {}),
      } as hbs.AST.Statement);
      if ((other?.end ?? around).fence !== first.end.fence)
        throw misplaced(statement, "a block may not open or close a fence alone");
      around = first.end;
    } else body.push(statement);
  }
  if (span !== undefined) throw misplaced(program, "a backquote is not closed");
  return { program: { ...program, body }, end: around };
}

/** Line breaks and backquotes on their own, and what is between. */
function partsOf(text: string): string[] {
  return text.match(/```[^\n]*|`|\n|[^`\n]+/g) ?? [];
}

function behind({ line, fence }: Around, part: string, language: Language): Around {
  if (part === "\n") return { line: "", fence };
  if (language === "md" && part.startsWith("```") && line.trim() === "")
    return { line: part, fence: fence === undefined ? part.slice(3) : undefined };
  return { line: line + part, fence };
}

function quotingAt(
  { line, fence }: Around,
  next: hbs.AST.ContentStatement | undefined,
  place: hbs.AST.Node,
  language: Language,
): Quoting {
  if (language === "service") return quotingInUnit(line, next?.value ?? "", place);
  if (language === "md" && fence === undefined) return line.startsWith("|") ? "cell" : "markdown";
  if (language === "md" && fence !== "sh") return "fenced";
  if (/(?:^|\s)#/.test(line)) return "comment";
  // What is quoted already cannot be quoted again.
  if (!/^(?:[^"']|"[^"]*"|'[^']*')*$/.test(line))
    throw misplaced(place, "a place may not stand within quotes");
  const isWord = /(?:^|\s)$/.test(line) && /^(?:\s|$)/.test(next?.value ?? "");
  return isWord ? "shell" : "shellPart";
}

function quotingInUnit(line: string, next: string, place: hbs.AST.Node): Quoting {
  if (line.startsWith("#")) return "comment";
  if (!/^Exec\w*=/.test(line)) return "unitText";
  // A quote counts at the beginning of a word only.
  if (/\s$/.test(line) && /^(?:\s|$)/.test(next)) return "unitWord";
  throw misplaced(place, "a place in a command has to be a word of its own");
}

/** Without a place it stays as it is. */
function codeSpan(parts: readonly hbs.AST.Statement[], around: Around): hbs.AST.Statement[] {
  const places = parts.filter(({ type }) => type === "MustacheStatement");
  const [first] = places;
  if (first === undefined) {
    const text = parts.map((part) => (part as hbs.AST.ContentStatement).value).join("");
    return [contentOf(`\`${text}\``, parts[0])];
  }
  const values = parts.map((part) =>
    part.type === "MustacheStatement"
      ? (part as hbs.AST.MustacheStatement).path
      : stringOf((part as hbs.AST.ContentStatement).value, part),
  );
  return [carried(values, around.line.startsWith("|") ? "cellCode" : "code", first)];
}

function carried(
  values: readonly hbs.AST.Expression[],
  quoting: Quoting,
  place: hbs.AST.Node,
): hbs.AST.MustacheStatement {
  return {
    ...(place as hbs.AST.MustacheStatement),
    path: {
      type: "PathExpression",
      data: false,
      depth: 0,
      parts: ["carry"],
      original: "carry",
      loc: place.loc,
    } as hbs.AST.PathExpression,
    params: [stringOf(quoting, place), ...values],
  };
}

function stringOf(value: string, { loc }: hbs.AST.Node): hbs.AST.StringLiteral {
  return { type: "StringLiteral", value, original: value, loc };
}

function contentOf(value: string, like: hbs.AST.Node | undefined): hbs.AST.ContentStatement {
  return { ...(like as hbs.AST.ContentStatement), value };
}

function misplaced({ loc }: hbs.AST.Node, what: string): Error {
  return new Error(`line ${loc.start.line}: ${what}`);
}
