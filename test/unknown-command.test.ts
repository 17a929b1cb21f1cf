/** A first word that is no command is answered with what was meant, or with the commands. */
import { expect, it } from "vitest";
import { cfgc } from "./support/command.ts";

it.each([
  ["start", "the commands are init, build, lint, env, explain, schema, lsp, completion"],
  ["explian", 'did you mean "explain"?'],
  ["validate", 'did you mean "lint"?'],
  ["constructor", "the commands are init, build, lint, env, explain, schema, lsp, completion"],
  ["plan", 'did you mean "build --dry-run"?'],
  ["cluster.yaml", "`cfgc lint cluster.yaml` checks a file or a folder"],
])("%s", async (word, said) => {
  const { status, stderr } = await cfgc([word]);
  expect([status, stderr]).toEqual([
    2,
    `cfgc: there is no command "${word}"; ${said} (cfgc --help shows the commands)\n`,
  ]);
});

it("help is one", async () => {
  expect((await cfgc(["help"])).stdout).toContain("Commands:");
});
