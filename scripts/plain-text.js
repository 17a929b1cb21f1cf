/**
 * A bundler plugin: what is not ASCII stands escaped. A file that holds one character beyond Latin-1 is decoded by slower
 * means, and Node keeps it at two bytes a character.
 */
export function plainText() {
  return {
    name: "plain-text",
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        if (/\\[^\0-\x7f]|\braw`[^`]*[^\0-\x7f]/.test(chunk.code))
          this.error(`${chunk.fileName}: what is behind a backslash or in a raw text cannot be escaped`);
        chunk.code = chunk.code.replace(/[^\0-\x7f]/g, escaped);
      }
    },
  };
}

const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
