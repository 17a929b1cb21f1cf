import type { Command } from "commander";
import { tidy } from "../../diagnostics/print/tidy.ts";
import type { Io } from "../io.ts";
import { UserError } from "../user-error.ts";
import { bash } from "./completion/bash.ts";
import { commandsOf } from "./completion/command-shape.ts";
import { fish } from "./completion/fish.ts";
import { type Shell, shells, wordsKnown } from "./completion/values.ts";
import { zsh } from "./completion/zsh.ts";

/** `cfgc completion`: a script by which a shell completes the commands, options and values that this cfgc has. */
export async function completionCommand(name: string, program: Command, io: Io): Promise<number> {
  const shell = shells.find((one) => one === name);
  if (shell === undefined)
    throw new UserError(`there is no completion for "${tidy(name)}"; there are ${shells.join(", ")}`);
  io.stdout.write(scripts[shell](commandsOf(program, await wordsKnown())));
  return 0;
}

const scripts: Readonly<Record<Shell, typeof bash>> = { bash, zsh, fish };
