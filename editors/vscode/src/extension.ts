/** The client of `cfgc lsp` in VS Code. What is known and said is the server's; here it is found, started and ended. */
import { existsSync } from "node:fs";
import { commands, type ExtensionContext, type FileSystemWatcher, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { programIn } from "./program.ts";

const isWindows = process.platform === "win32";
const files = "**/*.{yaml,yml,toml,cfg,nodes,env}";
let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const changesOnDisk = workspace.createFileSystemWatcher(files);
  const restart = async () => {
    await deactivate();
    await start(changesOnDisk);
  };
  context.subscriptions.push(
    changesOnDisk,
    commands.registerCommand("cfgc.restart", restart),
    workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration("cfgc.path") ? restart() : undefined,
    ),
    workspace.onDidGrantWorkspaceTrust(restart),
  );
  await start(changesOnDisk);
}

export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  // One that did not start has nothing to end.
  if (running?.isRunning() === true) await running.stop();
}

async function start(changesOnDisk: FileSystemWatcher): Promise<void> {
  // The folder may hold the program, and a program of a stranger is not run.
  if (!workspace.isTrusted) return;
  const command = programIn({
    path: workspace.getConfiguration("cfgc").get("path", ""),
    folders: (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    isWindows,
    exists: existsSync,
  });
  client = clientOf(command, changesOnDisk);
  try {
    await client.start();
  } catch (error) {
    await tellFailure(command, error);
  }
}

function clientOf(command: string, changesOnDisk: FileSystemWatcher): LanguageClient {
  return new LanguageClient(
    "cfgc",
    "cfgc",
    // Windows starts a script of npm by its shell alone.
    { command, args: ["lsp", "--stdio"], options: { shell: isWindows } },
    {
      // By name as well: not every editor has a language for each of them.
      documentSelector: [
        { scheme: "file", language: "yaml" },
        { scheme: "file", language: "toml" },
        { scheme: "file", language: "dolphindb-cfg" },
        { scheme: "file", language: "dolphindb-nodes" },
        { scheme: "file", pattern: files },
      ],
      synchronize: { fileEvents: changesOnDisk },
    },
  );
}

async function tellFailure(command: string, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const openSettings = "Open Settings";
  const chosen = await window.showErrorMessage(
    `cfgc does not start as "${command}" (${reason}). Install it with npm, or say in cfgc.path where it is.`,
    openSettings,
  );
  if (chosen === openSettings) await commands.executeCommand("workbench.action.openSettings", "cfgc.path");
}
