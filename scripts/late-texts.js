import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * A bundler plugin: what only explains a rule or a code goes into chunks of their own, its prose and its examples, and
 * the modules that print them load those. They are half of the text of the rules, and a lint prints none of it.
 * @param {{ prose: RegExp, examples: RegExp }} readers the modules that read `summary`, `why` and `fix` of a code, or its examples
 */
export function lateTexts(readers) {
  return {
    name: "late-texts",
    resolveId: { filter: { id: ours }, handler: (id) => id },
    load: {
      filter: { id: ours },
      handler(id) {
        if (id === "late-texts") return { code: registry, moduleType: "js" };
        const [, path, kind] = ours.exec(id);
        if (path === "late-texts:all") return { code: importsOfAll(kind), moduleType: "js" };
        this.addWatchFile(path);
        const code = readFileSync(path, "utf8");
        const codes = codesIn(this.parse(code, { lang: "ts" }));
        return { code: textsOf(path, kind, code, codes), moduleType: "ts" };
      },
    },
    transform: {
      filter: { id: /[\\/]src[\\/].*\.ts$/ },
      handler(code, id) {
        const read = Object.keys(parts).filter((kind) => readers[kind].test(id));
        if (read.length > 0) {
          const imports = read.map((kind) => `import "late-texts:all?${kind}";\n`).join("");
          return { code: imports + code, map: null };
        }
        if (!holdsCodes(code)) return null;
        return { code: withoutTexts(code, codesIn(this.parse(code, { lang: "ts" }))), map: null };
      },
    },
  };
}

const parts = { prose: ["summary", "why", "fix"], examples: ["examples"] };
const late = Object.values(parts).flat();

/** The modules that are made here. */
const ours = /^late-texts$|^(.*)\?(prose|examples)$/;

/** A code has these on its prototype, so whoever asks gets them once the chunk is there. */
const registry = `const texts = new Map();
export const hold = (name, kind, text) => texts.set(name + kind, text);
function text(name, kind) {
  if (!texts.has(name + kind)) throw new Error("the " + kind + " of " + name + " is not loaded");
  return texts.get(name + kind);
}
export const lateTexts = (name) => ({
${Object.entries(parts)
  .flatMap(([kind, names]) =>
    names.map((part) => `  get ${part}() { return text(name, "${kind}").${part}; },`),
  )
  .join("\n")}
});
`;

function importsOfAll(kind) {
  const paths = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => resolve(join("src", path)))
    .sort();
  return paths
    .filter((path) => holdsCodes(readFileSync(path, "utf8")))
    .map((path) => `import ${JSON.stringify(`${path}?${kind}`)};\n`)
    .join("");
}

function holdsCodes(text) {
  return /^ {2}fault: /m.test(text) && /^ {2}examples: \{/m.test(text);
}

function withoutTexts(code, codes) {
  let text = code;
  for (const { object, name, properties } of codes.toReversed()) {
    for (const { start, end } of Object.values(properties).toSorted((a, b) => b.start - a.start))
      text = text.slice(0, start) + text.slice(end).replace(/^,/, "");
    text = `${text.slice(0, object.start + 1)}__proto__: lateTexts(${name}),${text.slice(object.start + 1)}`;
  }
  return `import { lateTexts } from "late-texts";\n${text}`;
}

/**
 * The module with the texts instead of the codes. Prose stands alone; what examples are made with stays, and the bundler
 * drops the rest. Examples are made when somebody asks for them.
 */
function textsOf(path, kind, code, codes) {
  const held = codes.map(({ name, properties }) => {
    const getters = parts[kind].map((part) => {
      const { value } = properties[part];
      return `get ${part}() { return ${code.slice(value.start, value.end)}; }`;
    });
    return `hold(${name}, "${kind}", { ${getters.join(", ")} });`;
  });
  const imported = 'import { hold } from "late-texts";';
  if (kind === "prose") return [imported, ...held].join("\n");
  let text = code;
  for (const [index, { statement, variable }] of [...codes.entries()].toReversed()) {
    const instead = `import { ${variable} } from ${JSON.stringify(path)};\n${held[index]}`;
    text = text.slice(0, statement.start) + instead + text.slice(statement.end);
  }
  return `${imported}\n${text}`;
}

/** `export const name = { name, fault, summary, why, fix, examples }` and the same in a call, in the order of the file. */
function codesIn({ body }) {
  return body.flatMap((statement) => {
    const [declared] = statement.declaration?.declarations ?? [];
    const object = declared?.init?.type === "CallExpression" ? declared.init.arguments[0] : declared?.init;
    if (object?.type !== "ObjectExpression") return [];
    const named = (name) => object.properties.find(({ key }) => key?.name === name);
    const properties = Object.fromEntries(late.map((part) => [part, named(part)]));
    if (named("fault") === undefined || Object.values(properties).includes(undefined)) return [];
    if (parts.prose.some((part) => properties[part].value.type !== "Literal"))
      throw new Error(`the prose of ${declared.id.name} has to be plain texts`);
    return [{ statement, object, properties, name: named("name").value.raw, variable: declared.id.name }];
  });
}
