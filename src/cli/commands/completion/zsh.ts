import { quoteForShell } from "../../../emit/shell.ts";
import type { CommandShape, OptionShape } from "./command-shape.ts";
import type { Values } from "./values.ts";

/** Works as a file \`_cfgc\` of \`$fpath\`, and when it is sourced. */
export function zsh(commands: readonly CommandShape[]): string {
  const [root, ...others] = commands;
  const described = others.map(({ name, description }) =>
    quoteForShell(`${name}:${description.replaceAll(":", "\\:")}`),
  );
  return `\
#compdef cfgc
# Completion of cfgc for zsh, made by \`cfgc completion zsh\`.
_cfgc() {
  local context state line curcontext=$curcontext
  typeset -A opt_args
  local -a commands=(
${described.map((one) => `    ${one}\n`).join("")}\
  )
  _arguments -C ${(root?.options ?? []).flatMap(specs).join(" ")} '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $line[1] in
${others.map(inCommand).join("")}\
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = _cfgc ]; then
  _cfgc "$@"
else
  compdef _cfgc cfgc
fi
`;
}

function inCommand({ name, options, values }: CommandShape): string {
  const all = [
    ...options.flatMap(specs),
    ...(values === undefined ? [] : [quoteForShell(`*:${name}:${action(values)}`)]),
  ];
  return `        ${name})\n          _arguments ${all.join(" \\\n            ")}\n          ;;\n`;
}

/** Each spelling of an option; \`*\` since some may be there several times. */
function specs({ short, long, description, values, takesSeveral }: OptionShape): string[] {
  const said = `[${description.replaceAll(/[\]\\[]/g, "\\$&")}]`;
  const behind =
    values === undefined ? "" : `:${takesSeveral ? "*-*:" : ""}${long.slice(2)}:${action(values)}`;
  return [...(short === undefined ? [] : [short]), long].map((flag) =>
    // A long option may have its value behind an equals sign as well; with several, the others could not follow.
    quoteForShell(
      `*${flag}${values !== undefined && flag === long && !takesSeveral ? "=" : ""}${said}${behind}`,
    ),
  );
}

function action(values: Values): string {
  if (values === "files") return "_files";
  if (values === "folders") return "_files -/";
  return values === "anything" ? " " : `(${values.join(" ")})`;
}
