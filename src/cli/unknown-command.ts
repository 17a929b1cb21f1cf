import { nearest } from "../schema/nearest.ts";

/** What to say of a first word that is no command. */
export function unknownCommand(word: string, commands: readonly string[]): string {
  const said = `there is no command "${word}"`;
  // A file is meant for one of two commands, and which one nobody can tell.
  if (/[./\\]/.test(word)) return `${said}; \`cfgc lint ${word}\` checks a file or a folder`;
  const meant = elsewhere.get(word.toLowerCase()) ?? nearest(word, commands);
  if (meant !== undefined) return `${said}; did you mean "${meant}"?`;
  return `${said}; the commands are ${commands.join(", ")}`;
}

/** What other tools call these commands. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["check", "lint"],
  ["validate", "lint"],
  ["verify", "lint"],
  ["fix", "lint --fix"],
  ["fmt", "lint --fix"],
  ["compile", "build"],
  ["generate", "build"],
  ["render", "build"],
  ["diff", "build --dry-run"],
  ["plan", "build --dry-run"],
  ["why", "explain"],
  ["man", "explain"],
  ["rules", "explain"],
  ["version", "--version"],
]);
