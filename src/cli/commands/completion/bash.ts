import { quoteForShell } from "../../../emit/shell.ts";
import type { CommandShape, OptionShape } from "./command-shape.ts";
import type { Values } from "./values.ts";

/**
 * For bash 3.2 and newer, the one of macOS. Where the function finds nothing, bash offers files: it knows best how to
 * quote their names.
 */
export function bash(commands: readonly CommandShape[]): string {
  return `\
# Completion of cfgc for bash, made by \`cfgc completion bash\`.
_cfgc() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command='' words='' options='' several='' last='' word
  # To bash, --format=json is three words.
  if [ "$current" = = ]; then
    current=''
  elif [ "$before" = = ]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      -*) ;;
      *) command=$word; break ;;
    esac
  done
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      -*) last=$word ;;
    esac
  done
  COMPREPLY=()
  case $command in
${commands.map(inCommand).join("")}\
  esac
  case $current in
    -*) words=$options ;;
  esac
  case $several$current in
    yes*,*) before=\${current%,*}, current=\${current##*,} ;;
    *) before='' ;;
  esac
  # No word here has a blank in it, and bash 3 has no mapfile.
  # shellcheck disable=SC2207
  COMPREPLY=($(compgen -P "$before" -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _cfgc cfgc
`;
}

function inCommand({ name, options, values }: CommandShape): string {
  const flags = options.flatMap(({ short, long }) => (short === undefined ? [long] : [short, long]));
  const taking = options.flatMap((option) => afterOption(option));
  const severalOf = options.filter(({ takesSeveral }) => takesSeveral);
  const behind = severalOf.map(
    ({ long, values }) => `        ${long}) words=${quoteForShell(listed(values))} several=yes ;;\n`,
  );
  return `\
    ${quoteForShell(name)})
      words=${quoteForShell(listed(values))}
      options=${quoteForShell(flags.join(" "))}
${behind.length === 0 ? "" : `      case $last in\n${behind.join("")}      esac\n`}\
${taking.length === 0 ? "" : `      case $before in\n${taking.join("")}      esac\n`}\
      ;;
`;
}

/** Behind an option that takes a value there is no other option. */
function afterOption({ short, long, values }: OptionShape): string[] {
  if (values === undefined) return [];
  const flags = short === undefined ? long : `${short} | ${long}`;
  return [`        ${flags}) words=${quoteForShell(listed(values))} options='' ;;\n`];
}

function listed(values: Values | undefined): string {
  return typeof values === "object" ? values.join(" ") : "";
}
