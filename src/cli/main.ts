/** The `cfgc` command: words into options, options into one command, its result into an exit status. */
import { Command, CommanderError } from "commander";
import { tidy } from "../diagnostics/print/tidy.ts";
import { UnwritableValue } from "../emit/unwritable-value.ts";
import { BundleError } from "./bundle-directory/bundle-error.ts";
import type { Io, Output } from "./io.ts";
import { withReporting } from "./reporting.ts";
import { unknownCommand } from "./unknown-command.ts";
import { exitStatus, UserError } from "./user-error.ts";
import { version } from "./version.ts";

export async function main(words: readonly string[], given: Io): Promise<number> {
  const io: Io = { ...given, filesRead: new Set() };
  let status: number = exitStatus.ok;
  const program = new Command("cfgc")
    .description(
      "Compiles cluster.yaml into the configuration of a clustered database, and lints what is there.",
    )
    .version(version, "-V, --version")
    .showHelpAfterError("(cfgc --help shows the commands)")
    .addHelpText("after", examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => helpWidth(io.stdout),
      getErrHelpWidth: () => helpWidth(io.stderr),
    });
  program
    .command("init")
    .description("write a cluster.yaml to begin with, and what its folder needs besides")
    .option("--product <names...>", "horaedb, dolphindb, oms (default: horaedb)")
    .option("--hosts <names...>", "such as db1 or db1=10.1.1.1 (default: db1 db2 db3)")
    .option("--name <site>", "by default the folder's")
    .option("--editor <names...>", "vscode, zed, neovim, helix, jetbrains or none")
    .option("--dry-run", "write nothing")
    .action(async (options) => {
      status = await (await import("./commands/init.ts")).initCommand(options, io);
    });
  withReporting(program.command("build"))
    .description("check cluster.yaml and write the bundle")
    .argument("<cluster.yaml...>", "one site each")
    .option("-o, --output <dir>", "directory of the bundle", "out")
    .option("--dry-run", "show what would change, as a diff, and write nothing")
    .option("--check", "exit with 1 if the bundle is stale, and write nothing")
    .option("--secrets <how>", "placeholder, or resolve: read them on this machine", "placeholder")
    .action(async (paths, options) => {
      status = await (await import("./commands/build.ts")).build(paths, options, io);
    });
  withReporting(program.command("lint"))
    .description("check cluster.yaml and the programs' own files, alone and together")
    .argument("[path...]", "files and folders of one deployment; without any, what .cfgc.yaml names")
    .option(
      "--as <kind[@version]>",
      'what the files are, such as horaemeta@2.1.0 or "horaedb@2.2.0 as 2.1.0"',
    )
    .option("--by-directory", "each directory is a deployment; check every file beside those given, too")
    .option("--ignore-unknown", "do not fail because of files of unknown kind")
    .option("--fix", "change what can mean only one thing: misspelt and renamed keys, quotes, repeated lines")
    .option("--dry-run", "with --fix: show the changes as a diff, and write nothing")
    .action(async (paths, options) => {
      status = await (await import("./commands/lint.ts")).lintCommand(paths, options, io);
    });
  program
    .command("env")
    .description("the environment variables of each instance, and which of yours would override the files")
    .argument("<cluster.yaml>")
    .argument("[instance]", "name of one instance, or PROGRAM/NAME where a member and a node share it")
    .option("--format <name>", "table, dotenv, shell, docker, systemd, k8s, json", "table")
    .action(async (path, instance, options) => {
      status = await (await import("./commands/env.ts")).envCommand(path, instance, options, io);
    });
  program
    .command("explain")
    .description(
      "a rule, a key of cluster.yaml or of a program, a kind of file, or where a line of an emitted file comes from",
    )
    .argument("<what>", "RULE, KEY, PROGRAM:KEY, KIND or FILE:LINE")
    .option(
      "--source <cluster.yaml...>",
      "what the bundle was built from; by default the nearest cluster.yaml",
    )
    .option("--format <name>", "page or markdown; by default a page on a terminal, and else Markdown")
    .action(async (what, options) => {
      status = await (await import("./commands/explain.ts")).explain(what, options, io);
    });
  program
    .command("schema")
    .description("print the JSON Schema of a kind of file, or set up the editors of this folder")
    .argument("[name[@version]]", "such as cluster, horaemeta@2.1.0; without it the names")
    .option("--install", "write schemas for cluster.yaml, and editors' settings")
    .option("--editor <names...>", "with --install: as for init")
    .option("--dry-run", "with --install: write nothing")
    .action(async (name, options) => {
      status = await (await import("./commands/schema.ts")).schemaCommand(name, options, io);
    });
  program
    .command("lsp")
    .description("a language server for editors, on standard input and output")
    .option("--stdio", "what editors add; there is no other way")
    .action(async () => {
      status = await (await import("./commands/lsp.ts")).lspCommand(io);
    });
  program
    .command("completion")
    .description("a script that completes commands in a shell")
    .argument("<shell>", "bash, zsh or fish")
    .action(async (shell) => {
      status = await (await import("./commands/completion.ts")).completionCommand(shell, program, io);
    });
  try {
    const [first] = words;
    const commands = program.commands.map((command) => command.name());
    if (first !== undefined && /^[^-]/.test(first) && ![...commands, "help"].includes(first))
      throw new UserError(`${unknownCommand(first, commands)} (cfgc --help shows the commands)`);
    await program.parseAsync([...words], { from: "user" });
    return status;
  } catch (error) {
    return statusOf(error, io);
  }
}

const examples = `
Examples:
  cfgc lint conf/                          check the files that you have
  cfgc build cluster.yaml                  write the bundle to out/
  cfgc build cluster.yaml --dry-run        show what would change
  cfgc explain port-clash                  a rule
  cfgc explain wal.replication             a key
  cfgc explain out/hosts/.../x.toml:12     where a line of the bundle comes from`;

/** Help is broken to the width of a terminal, and to 80 columns where there is none. */
function helpWidth({ isTTY, columns }: Output): number {
  // A terminal that does not know its size says 0.
  return (isTTY && columns) || 80;
}

function statusOf(error: unknown, io: Io): number {
  // Commander has printed its own message; asking for help or the version is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.ok : exitStatus.usage;
  if (error instanceof UserError || error instanceof BundleError || error instanceof UnwritableValue) {
    for (const line of error.message.split("\n")) io.stderr.write(`cfgc: ${tidy(line)}\n`);
    return exitStatus.usage;
  }
  throw error;
}
