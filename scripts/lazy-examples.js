/**
 * A bundler plugin: the examples of rules and codes are made when somebody asks for them. Only `cfgc explain` prints
 * them, and to build some hundred texts at every start would cost more than to lint a file.
 */
export function lazyExamples() {
  return {
    name: "lazy-examples",
    transform: {
      filter: { id: /[\\/]src[\\/].*\.ts$/, code: /\bexamples: \{/ },
      handler(code) {
        const found = [];
        collect(this.parse(code, { lang: "ts" }), found);
        let text = code;
        for (const { start, end, value } of found.sort((a, b) => b.start - a.start))
          text = `${text.slice(0, start)}get examples() { return ${code.slice(value.start, value.end)}; }${text.slice(end)}`;
        return found.length === 0 ? null : { code: text, map: null };
      },
    },
  };
}

/** Properties `examples: { ... }` of object literals beside a `fault`: those of a code. */
function collect(node, found) {
  if (Array.isArray(node)) {
    for (const one of node) collect(one, found);
    return;
  }
  if (node === null || typeof node !== "object") return;
  if (node.type === "ObjectExpression") {
    const named = (name) => node.properties.find((property) => property.key?.name === name);
    const examples = named("examples");
    if (named("fault") !== undefined && examples?.value.type === "ObjectExpression") found.push(examples);
  }
  for (const [name, value] of Object.entries(node)) if (name !== "parent") collect(value, found);
}
