/**
 * A bundler plugin: a module whose one export is a function runs when that function is called for the first time.
 * For packages that build tables and expressions as they are loaded, which most runs of the program never use.
 * @param {RegExp} id of the modules that this is done to
 */
export function lazyModule(id) {
  return {
    name: "lazy-module",
    transform: {
      filter: { id },
      handler(code) {
        const { body } = this.parse(code);
        const imports = body.filter(({ type }) => type === "ImportDeclaration");
        const exported = body.filter(({ type }) => type.startsWith("Export"));
        const [only] = exported;
        if (exported.length !== 1 || only.declaration?.type !== "FunctionDeclaration")
          this.error("a module that is to run late must export one function, as its default");
        const textOf = (node) => withoutLiteralExpressions(code, node);
        const parts = body
          .filter((one) => !imports.includes(one))
          .map((one) => textOf(one === only ? one.declaration : one));
        const late = `let made;
export default function (...words) { return (made ??= make())(...words); }
function make() {
${parts.join("\n")}
return ${only.declaration.id.name};
}
`;
        return { code: [...imports.map(textOf), late].join("\n"), map: null };
      },
    },
  };
}

/** V8 reads a regular expression to its end, emoji tables included, even in a function that is never called. */
function withoutLiteralExpressions(code, node) {
  let text = code.slice(node.start, node.end);
  const literals = expressionsIn(node).sort((a, b) => b.start - a.start);
  for (const { start, end, regex } of literals) {
    const words = `${JSON.stringify(regex.pattern)}, ${JSON.stringify(regex.flags)}`;
    text = `${text.slice(0, start - node.start)}new RegExp(${words})${text.slice(end - node.start)}`;
  }
  return text;
}

function expressionsIn(node) {
  if (Array.isArray(node)) return node.flatMap(expressionsIn);
  if (node === null || typeof node !== "object") return [];
  if (node.regex !== undefined) return [node];
  return Object.entries(node).flatMap(([name, value]) => (name === "parent" ? [] : expressionsIn(value)));
}
