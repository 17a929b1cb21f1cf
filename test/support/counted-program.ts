/**
 * The program with a counter in each function and each loop: how much work something is, without a clock. What a
 * profiler counts depends on what the engine has compiled so far; these counts are the same in each run.
 */
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { parseAst } from "rolldown/parseAst";
import { esmExternalRequirePlugin } from "rolldown/plugins";
import { inject } from "vitest";
import type * as Counted from "./counted-entry.ts";

const counter = globalThis as { cfgcSteps?: number };

export async function countedProgram(): Promise<typeof Counted> {
  const bundle = await rolldown({
    input: "test/support/counted-entry.ts",
    platform: "node",
    // As the program is built: from the modules of the package, and not from what it offers Node.
    resolve: { alias: { yaml: resolve("node_modules/yaml/browser/index.js") } },
    plugins: [
      esmExternalRequirePlugin({ external: [/^node:/, "buffer", "process"] }),
      {
        name: "counters",
        transform: {
          filter: { id: /[\\/](?:src|node_modules[\\/]yaml)[\\/]/ },
          handler: (text, id) => (id.includes("/generated/") ? undefined : counting(text, id)),
        },
      },
    ],
  });
  // Node loads what is called so by itself; anything else Vite would transform first.
  const file = join(inject("program"), "../../counted.mjs");
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  counter.cfgcSteps = 0;
  return import(pathToFileURL(file).href);
}

/** How many functions and rounds of loops of the counted program are entered, and what the engine looks through for it. */
export function stepsOf(run: () => unknown): number {
  counter.cfgcSteps = 0;
  const uncount = countTexts();
  try {
    run();
  } finally {
    uncount();
  }
  return counter.cfgcSteps;
}

/** Where the engine takes a step for each character, it has no loop that could be counted. */
function countTexts(): () => void {
  const { split } = String.prototype;
  const { exec } = RegExp.prototype;
  const { byteLength } = Buffer;
  const add = (steps: number) => {
    counter.cfgcSteps = (counter.cfgcSteps ?? 0) + steps;
  };
  String.prototype.split = function (this: string, ...rest: Parameters<typeof split>) {
    add(this.length);
    return split.apply(this, rest);
  } as typeof split;
  RegExp.prototype.exec = function (text) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    const isAtOnePlace = this.sticky || (this.source.startsWith("^") && !this.multiline);
    if (found !== null) add(found.index + found[0].length - from);
    else if (!isAtOnePlace) add(text.length - from);
    return found;
  };
  Buffer.byteLength = (text, ...rest) => {
    add(typeof text === "string" ? text.length : 1);
    return byteLength(text, ...rest);
  };
  return () => {
    String.prototype.split = split;
    RegExp.prototype.exec = exec;
    Buffer.byteLength = byteLength;
  };
}

interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: AstNode;
}

const count = "globalThis.cfgcSteps++";

function counting(text: string, id: string): string {
  const insertions: { readonly at: number; readonly words: string }[] = [];
  const open: unknown[] = [parseAst(text, { lang: id.endsWith(".ts") ? "ts" : "js" })];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== "object" || value === null) continue;
    for (const child of Object.values(value)) open.push(child);
    const { type = "", body } = value as Partial<AstNode>;
    if (!isCounted.test(type) || !body) continue;
    if (body.type === "BlockStatement") insertions.push({ at: body.start + 1, words: `${count};` });
    else {
      const [before, after] =
        type === "ArrowFunctionExpression" ? [`(${count}, `, ")"] : [`{ ${count}; `, " }"];
      insertions.push({ at: body.start, words: before }, { at: body.end, words: after });
    }
  }
  const parts = insertions
    .sort((a, b) => a.at - b.at)
    .map(({ at, words }, index) => text.slice(insertions[index - 1]?.at ?? 0, at) + words);
  return parts.join("") + text.slice(insertions.at(-1)?.at ?? 0);
}

const isCounted = /Function|^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;
