/** What may stand behind options and commands; `test/completion-scripts.test.ts` asks the commands whether it is so. */
import { allCodes } from "../../../codes.ts";
import { kindNames, registry } from "../../../products/registry.ts";
import { formatNames } from "../../formats.ts";
import { allProducts } from "../../products-for.ts";
import { editorNames } from "../../set-up/editor-files.ts";
import { schemaNames } from "../schema.ts";

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** Some words; paths; or what nobody can tell. */
export type Values = readonly string[] | "files" | "folders" | "anything";

/** Words that take loading. */
export interface WordsKnown {
  /** Names of rules and other codes. */
  readonly codes: readonly string[];
  readonly commands?: readonly string[];
}

export async function wordsKnown(): Promise<WordsKnown> {
  return { codes: allCodes(await allProducts()).map(({ name }) => name) };
}

/** Of the option of a command, or of one that means the same wherever it is. */
export function valuesOfOption(command: string, long: string, known: WordsKnown): Values {
  return ofOptions[`${command} ${long}`]?.(known) ?? ofOptions[long]?.(known) ?? "anything";
}

export function valuesOfArgument(command: string, known: WordsKnown): Values {
  return ofArguments[command]?.(known) ?? "files";
}

const products = registry.map(({ name }) => name);

const ofOptions: Readonly<Record<string, (known: WordsKnown) => Values>> = {
  "--as": () => kindNames(),
  "--editor": () => editorNames,
  "init --editor": () => [...editorNames, "none"],
  "--format": () => formatNames,
  "env --format": () => ["table", "dotenv", "shell", "docker", "systemd", "k8s", "json"],
  "explain --format": () => ["page", "markdown"],
  "--output": () => "folders",
  "--product": () => products,
  "--secrets": () => ["placeholder", "resolve"],
  "--source": () => "files",
};

const ofArguments: Readonly<Record<string, (known: WordsKnown) => Values>> = {
  completion: () => shells,
  explain: ({ codes }) => codes,
  help: ({ commands = [] }) => commands,
  schema: () => schemaNames(),
};
