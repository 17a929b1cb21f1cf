import type { CommandShape, OptionShape } from "./command-shape.ts";
import type { Values } from "./values.ts";

export function fish(commands: readonly CommandShape[]): string {
  const [root, ...others] = commands;
  const first = "__fish_use_subcommand";
  return `\
# Completion of cfgc for fish, made by \`cfgc completion fish\`.
function __cfgc_behind
  set -l options (string match -- '-*' (commandline -opc))
  test "$options[-1]" = "$argv[1]"
end
complete -c cfgc -e
complete -c cfgc -f
${others.map(({ name, description }) => `complete -c cfgc -n ${first} -a ${name} -d ${quoted(description)}\n`).join("")}\
${(root?.options ?? []).map((option) => line(first, option)).join("")}\
${others.map(inCommand).join("")}`;
}

function inCommand({ name, options, values }: CommandShape): string {
  const within = quoted(`__fish_seen_subcommand_from ${name}`);
  const own = values === undefined ? "" : `complete -c cfgc -n ${within} ${behind(values)}\n`;
  const further = options
    .filter(({ takesSeveral }) => takesSeveral)
    .map(({ long, values = "anything" }) => {
      const there = quoted(`__fish_seen_subcommand_from ${name}; and __cfgc_behind ${long}`);
      return `complete -c cfgc -n ${there} ${behind(values)}\n`;
    });
  return own + options.map((option) => line(within, option)).join("") + further.join("");
}

function line(within: string, { short, long, description, values }: OptionShape): string {
  const flags = `${short === undefined ? "" : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
  const value = values === undefined ? "" : ` -r ${behind(values)}`;
  return `complete -c cfgc -n ${within} ${flags}${value} -d ${quoted(description)}\n`;
}

function behind(values: Values): string {
  if (values === "files") return "-F";
  if (values === "folders") return "-a '(__fish_complete_directories)'";
  return values === "anything" ? "-f" : `-f -a ${quoted(values.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
