/**
 * Whether a path fits a glob, both with forward slashes and from the same folder: `*` and `?` within a name, `**` for
 * any folders, `{a,b}`, `[0-9]`. A glob without a slash fits the name in any folder, and one that ends with a slash
 * all that lies below, as in .gitignore.
 */
export function fitsGlob(path: string, glob: string): boolean {
  let expression = expressions.get(glob);
  if (expression === undefined) {
    expression = new RegExp(`^${translate(glob)}$`, "u");
    expressions.set(glob, expression);
  }
  return expression.test(path);
}

const expressions = new Map<string, RegExp>();

function translate(written: string): string {
  let glob = written.replace(/^\.\//, "").replace(/\/$/, "/**");
  if (!glob.includes("/")) glob = `**/${glob}`;
  const parts = glob.replace(/^\//, "").match(/\*\*\/|\*\*|\*|\?|\[[^\]/]+\]|\{[^{}/]*\}|./gsu) ?? [];
  return parts.map(partOf).join("");
}

function partOf(part: string): string {
  if (part === "**/") return "(?:[^/]+/)*";
  if (part === "**") return ".*";
  if (part === "*") return "[^/]*";
  if (part === "?") return "[^/]";
  if (/^\[.+\]$/s.test(part)) return classOf(part.slice(1, -1));
  if (/^\{.*\}$/s.test(part)) {
    const choices = part.slice(1, -1).split(",");
    return `(?:${choices.map((choice) => (choice.match(/\*|\?|./gsu) ?? []).map(partOf).join("")).join("|")})`;
  }
  return part.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
}

/** `[a-z]` or `[!a-z]`; one that makes no sense, such as `[z-a]`, stands for itself. */
function classOf(inside: string): string {
  const negated = /^[!^]/.test(inside);
  const members = (negated ? inside.slice(1) : inside).replace(/[\\[\]^&]/g, "\\$&");
  const expression = `[${negated ? "^/" : ""}${members}]`;
  try {
    new RegExp(expression, "u");
    return expression;
  } catch {
    return [...`[${inside}]`].map((character) => character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")).join("");
  }
}
