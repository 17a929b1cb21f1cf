/** Commands as completion needs them, taken from those that are there, so that no script names others. */
import type { Command, Option } from "commander";
import { type Values, valuesOfArgument, valuesOfOption, type WordsKnown } from "./values.ts";

export interface OptionShape {
  /** Such as `-o`. */
  readonly short: string | undefined;
  /** Such as `--output`. */
  readonly long: string;
  readonly description: string;
  /** What stands behind it; undefined for one that stands alone. */
  readonly values: Values | undefined;
  /** Whether several values may stand behind it, up to the next option, or with commas between. */
  readonly takesSeveral: boolean;
}

export interface CommandShape {
  /** Empty for the program itself. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionShape[];
  /** What its arguments may be; undefined if it takes none. */
  readonly values: Values | undefined;
}

/** The program itself, with its commands as values, and then each command. */
export function commandsOf(program: Command, known: WordsKnown): readonly CommandShape[] {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const all = { ...known, commands: commands.map((command) => command.name()) };
  const shapeOf = (command: Command, name: string): CommandShape => ({
    name,
    description: command.description(),
    options: help.visibleOptions(command).map((option) => optionOf(option, name, all)),
    values: command.registeredArguments.length === 0 ? undefined : valuesOfArgument(name, all),
  });
  const root = { ...shapeOf(program, ""), values: all.commands };
  return [root, ...commands.map((command) => shapeOf(command, command.name()))];
}

function optionOf(option: Option, command: string, known: WordsKnown): OptionShape {
  const { short, long = "", description, required, optional, variadic } = option;
  return {
    short,
    long,
    description,
    values: required || optional ? valuesOfOption(command, long, known) : undefined,
    takesSeveral: variadic,
  };
}
