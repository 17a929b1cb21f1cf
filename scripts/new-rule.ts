/** `npm run new-rule -- [PRODUCT/ROOM/]NAME`: writes the file of a new rule and lists it; its tests say what is left to write. */
import { existsSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { ruleLists } from "./gen/rule-lists.ts";
import { newRule } from "./gen/rule-skeleton.ts";

const [words = ""] = process.argv.slice(2);
try {
  const { path, text } = newRule(words);
  if (existsSync(path)) throw new Error(`${path} is there already`);
  writeFileSync(path, text);
  for (const [list, lines] of ruleLists()) writeFileSync(list, lines);
  const name = basename(path, ".ts");
  console.error(`wrote ${path} and listed it. Write its text, examples and check, then:
  npm run gen
  npx vitest run test/rules.test.ts -t ${name}
  CFGC_UPDATE=1 npx vitest run test/rules.test.ts -t ${name}    (then read fixtures/findings/${name}.txt)
  npm run mutate -- ${name}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
