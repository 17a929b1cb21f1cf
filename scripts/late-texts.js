import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * A bundler plugin: what only explains a rule or a code, its prose and examples, goes into a chunk of its own, and the
 * modules that print it load that chunk. It is half of the text of the rules, and a lint prints none of it.
 * @param {RegExp} readers the modules that read prose or examples of a code
 */
export function lateTexts(readers) {
  return {
    name: "late-texts",
    resolveId: { filter: { id: /^late-texts(?::all)?$|\?texts$/ }, handler: (id) => id },
    load: {
      filter: { id: /^late-texts(?::all)?$|\?texts$/ },
      handler(id) {
        if (id === "late-texts") return { code: registry, moduleType: "js" };
        if (id === "late-texts:all") return { code: importsOfAll(), moduleType: "js" };
        const path = id.replace("?texts", "");
        const code = readFileSync(path, "utf8");
        return { code: textsOf(path, code, codesIn(this.parse(code, { lang: "ts" }))), moduleType: "ts" };
      },
    },
    transform: {
      filter: { id: /[\\/]src[\\/].*\.ts$/ },
      handler(code, id) {
        if (readers.test(id)) return { code: `import "late-texts:all";\n${code}`, map: null };
        if (!holdsCodes(code)) return null;
        return { code: withoutTexts(code, codesIn(this.parse(code, { lang: "ts" }))), map: null };
      },
    },
  };
}

const late = ["summary", "why", "fix", "examples"];

/** A code has these on its prototype, so whoever asks gets them once the chunk is there. */
const registry = `const texts = new Map();
export const hold = (name, text) => texts.set(name, text);
function text(name) {
  if (!texts.has(name)) throw new Error("the text of " + name + " is not loaded");
  return texts.get(name);
}
export const lateTexts = (name) => ({
${late.map((part) => `  get ${part}() { return text(name).${part}; },`).join("\n")}
});
`;

function importsOfAll() {
  const paths = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => resolve(join("src", path)))
    .sort();
  return paths
    .filter((path) => holdsCodes(readFileSync(path, "utf8")))
    .map((path) => `import ${JSON.stringify(`${path}?texts`)};\n`)
    .join("");
}

function holdsCodes(text) {
  return /^ {2}fault: /m.test(text) && /^ {2}examples: \{/m.test(text);
}

function withoutTexts(code, codes) {
  let text = code;
  for (const { object, name, parts } of codes.toReversed()) {
    for (const { start, end } of parts.toSorted((a, b) => b.start - a.start))
      text = text.slice(0, start) + text.slice(end).replace(/^,/, "");
    text = `${text.slice(0, object.start + 1)}__proto__: lateTexts(${name.raw}),${text.slice(object.start + 1)}`;
  }
  return `import { lateTexts } from "late-texts";\n${text}`;
}

/** The module with the texts instead of the codes; what the examples are made with stays, and the bundler drops the rest. */
function textsOf(path, code, codes) {
  let text = code;
  for (const { statement, name, parts, variable } of codes.toReversed()) {
    const [prose, examples] = [parts.slice(0, -1), parts.at(-1)].map((some) =>
      [some].flat().map(({ start, end }) => code.slice(start, end)),
    );
    const getter = `get examples() { return ${examples[0].replace(/^examples:/, "")}; }`;
    const held = `import { ${variable} } from ${JSON.stringify(path)};
hold(${name.raw}, { ${[...prose, getter].join(", ")} });`;
    text = text.slice(0, statement.start) + held + text.slice(statement.end);
  }
  return `import { hold } from "late-texts";\n${text}`;
}

/** `export const name = { name, fault, summary, why, fix, examples }` and the same in a call, in the order of the file. */
function codesIn({ body }) {
  return body.flatMap((statement) => {
    const [declared] = statement.declaration?.declarations ?? [];
    const object = declared?.init?.type === "CallExpression" ? declared.init.arguments[0] : declared?.init;
    if (object?.type !== "ObjectExpression") return [];
    const named = (name) => object.properties.find(({ key }) => key?.name === name);
    const parts = late.map(named);
    if (named("fault") === undefined || parts.includes(undefined)) return [];
    return [{ statement, object, parts, name: named("name").value, variable: declared.id.name }];
  });
}
