/** The grammars of editors/vscode, as VS Code runs them: its own engine over its own library of regular expressions. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

/** A part of a line, with the scopes that give it its colour, the narrowest last. */
export interface Token {
  /** Offset in the text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

export type Grammar = (text: string) => readonly Token[];

/** The grammar of a scope such as `source.dolphindb-cfg`. */
export async function grammarOf(scope: string): Promise<Grammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
  loading ??= oniguruma.loadWASM(new Uint8Array(wasm).buffer);
  await loading;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (name) => {
      const path = `editors/vscode/syntaxes/${name.replace("source.", "")}.tmLanguage.json`;
      return textmate.parseRawGrammar(readFileSync(path, "utf8"), path);
    },
  });
  const grammar = await registry.loadGrammar(scope);
  if (grammar === null) throw new Error(`there is no grammar of ${scope}`);
  return (text) => {
    let state = textmate.INITIAL;
    let offset = 0;
    return text.split("\n").flatMap((line) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      const from = offset;
      state = ruleStack;
      offset += line.length + 1;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({
        start: from + startIndex,
        end: from + Math.min(endIndex, line.length),
        text: line.slice(startIndex, endIndex),
        scopes,
      }));
    });
  };
}

// The engine is one for a process, and is loaded once.
let loading: Promise<void> | undefined;
