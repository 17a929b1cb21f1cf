/** Writes XML 1.0. Elements are values, so that nothing reaches the text without being escaped. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Child elements, or text. */
  readonly content: readonly Element[] | string;
}

export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, "")}`;
}

function elementText({ name, attributes, content }: Element, indent: string): string {
  const words = Object.entries(attributes).map(([key, value]) => ` ${key}="${attributeText(String(value))}"`);
  const start = `${indent}<${name}${words.join("")}`;
  if (content.length === 0) return `${start}/>\n`;
  if (typeof content === "string") return `${start}>${escaped(content)}</${name}>\n`;
  return `${start}>\n${content.map((child) => elementText(child, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

/** A parser makes blanks of the line ends and tabs in an attribute that are no references. */
function attributeText(text: string): string {
  return escaped(text).replace(/[\t\n]/g, reference);
}

function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll("\r", reference)
    .replace(notInXml, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Characters that XML 1.0 cannot carry, not even as a reference (production 2, Char). */
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
