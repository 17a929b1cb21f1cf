/** `cfgc lsp`: what the editor says and asks, and who answers. */
import { relative, resolve } from "node:path";
import type {
  DidChangeWorkspaceFoldersParams,
  InitializeParams,
  InitializeResult,
} from "vscode-languageserver";
import type { SourceFile } from "../../diagnostics/location.ts";
import type { OpenFile } from "../../editor/open-file.ts";
import type { Io } from "../io.ts";
import { version } from "../version.ts";
import { connect } from "./connection.ts";
import { pathOf } from "./convert.ts";
import { editsIn } from "./edits.ts";
import type { ClientAbilities, Feature, OpenFiles } from "./feature.ts";
import { actions } from "./features/actions.ts";
import { completion } from "./features/completion.ts";
import { definition } from "./features/definition.ts";
import { emitted } from "./features/emitted.ts";
import { hover } from "./features/hover.ts";
import { inlayHints } from "./features/inlay-hints.ts";
import { links } from "./features/links.ts";
import { rename } from "./features/rename.ts";
import { symbols } from "./features/symbols.ts";
import { library } from "./library.ts";
import { kindBesides } from "./other-kinds.ts";
import { Publisher } from "./publisher.ts";
import { Workspace } from "./workspace.ts";

const features: readonly Feature[] = [
  actions,
  completion,
  definition,
  emitted,
  hover,
  inlayHints,
  links,
  rename,
  symbols,
];

export async function serve(io: Io): Promise<number> {
  const { connection, documents, ended } = connect(io);
  const workspace = new Workspace(io, (text) => {
    // No question, to which an editor would have to have an answer.
    connection.sendNotification("window/showMessage", { type: 3, message: `cfgc: ${text}` });
  });
  const publisher = new Publisher(workspace, connection);
  void ended.then(() => publisher.end());
  const refreshes = new Set<Feature["shown"]>();
  const client = {
    takesSnippets: false,
    takesLines: false,
    takesVersions: false,
    showsTexts: false,
    refreshes,
  };
  /** Whether something has changed besides the one text that is open. */
  let isWider = false;
  publisher.whenChecked(() => {
    if (!isWider) return;
    isWider = false;
    for (const shown of refreshes) connection.sendRequest(`workspace/${shown}/refresh`).catch(() => {});
  });
  connection.onInitialize((params) => {
    for (const root of rootsOf(params)) workspace.addRoot(root);
    const item = params.capabilities.textDocument?.completion?.completionItem;
    client.takesSnippets = item?.snippetSupport === true;
    client.takesLines = item?.insertTextModeSupport?.valueSet.includes(1) === true;
    const { window, workspace: texts } = params.capabilities;
    client.takesVersions = texts?.workspaceEdit?.documentChanges === true;
    client.showsTexts = window?.showDocument?.support === true && texts?.textDocumentContent !== undefined;
    for (const { shown } of features)
      if (shown !== undefined && texts?.[shown]?.refreshSupport === true) refreshes.add(shown);
    return answer;
  });
  connection.onInitialized(() => {
    // Only now: while it initializes, the library sets a handler of its own that nobody hears.
    connection.onNotification(
      "workspace/didChangeWorkspaceFolders",
      ({ event: { added, removed } }: DidChangeWorkspaceFoldersParams) => {
        for (const root of pathsOf(removed)) workspace.removeRoot(root);
        for (const root of pathsOf(added)) workspace.addRoot(root);
        publisher.checkSoon();
      },
    );
    publisher.checkSoon();
    // So that nobody waits for it who asks for the first time.
    void publisher.settled().then(library);
  });
  documents.onDidChangeContent(({ document }) => {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    publisher.isAt(path, document.uri);
    isWider ||= documents.all().length > 1;
    workspace.write(path, document.getText(), document.version);
    publisher.checkSoon();
  });
  documents.onDidClose(({ document }) => {
    isWider = true;
    const path = pathOf(document.uri);
    if (path !== undefined) workspace.close(path);
    publisher.checkSoon();
  });
  documents.onDidSave(() => {
    isWider = true;
    workspace.changedOnDisk();
    publisher.checkSoon();
  });
  connection.onDidChangeWatchedFiles(() => {
    isWider = true;
    workspace.changedOnDisk();
    publisher.checkSoon();
  });
  const editor = openFiles(workspace, publisher, client);
  for (const feature of features) feature.register(connection, editor);
  documents.listen(connection);
  connection.listen();
  return ended;
}

const answer: InitializeResult = {
  serverInfo: { name: "cfgc", version },
  capabilities: {
    textDocumentSync: { openClose: true, change: 2, save: true },
    ...Object.fromEntries(features.flatMap(({ capabilities }) => Object.entries(capabilities))),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      ...Object.fromEntries(
        features.flatMap(({ capabilities }) => Object.entries(capabilities.workspace ?? {})),
      ),
    },
  },
};

function rootsOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  return pathsOf(workspaceFolders ?? (rootUri ? [{ uri: rootUri }] : []));
}

function pathsOf(folders: readonly { readonly uri: string }[]): string[] {
  return folders.flatMap(({ uri }) => pathOf(uri) ?? []);
}

function openFiles(workspace: Workspace, publisher: Publisher, client: ClientAbilities): OpenFiles {
  /** The file as it is now, with the last findings. */
  const now = (uri: string): OpenFile | undefined => {
    const path = pathOf(uri);
    const found = path === undefined ? undefined : workspace.find(path);
    const text = path === undefined ? undefined : workspace.textOf(path);
    if (found === undefined) return undefined;
    const { file, files, check } = found;
    const isChecked = publisher.isSettled;
    const source = isChecked || text === undefined ? file.source : { path: file.source.path, text };
    return { ...file, source, files, check, isChecked };
  };
  const addressOf: OpenFiles["uriOf"] = (file, uri) => {
    const { root } = workspace.folderOf(pathOf(uri) ?? "");
    return publisher.uriOf(resolve(root, file.path));
  };
  const checked: OpenFiles["checked"] = async (uri) => {
    await publisher.settled();
    return now(uri);
  };
  return {
    client,
    checked,
    asked: async (uri) => now(uri) ?? (await checked(uri)) ?? besides(pathOf(uri), workspace),
    withSites: async (uri) => {
      const open = (await checked(uri)) ?? besides(pathOf(uri), workspace);
      const folder = workspace.folderOf(pathOf(uri) ?? "");
      const all = folder.deployments();
      const sites = all.flatMap(({ check }) => check.sites);
      const files = all.flatMap((one) => one.files);
      return open && { ...open, files, check: { ...open.check, sites } };
    },
    deployments: async () => {
      await publisher.settled();
      return workspace.folders().flatMap((folder) => {
        const uriOf = ({ path }: SourceFile) => publisher.uriOf(resolve(folder.root, path));
        return folder.deployments().map((one) => ({ ...one, uriOf }));
      });
    },
    uriOf: addressOf,
    folderOf: (path) => workspace.folderOf(path).root,
    ...editsIn(workspace, client, addressOf),
  };
}

/** A file that is in no deployment, with what is known of those around it. */
function besides(path: string | undefined, workspace: Workspace): OpenFile | undefined {
  const text = path === undefined ? undefined : workspace.textOf(path);
  const kind = path === undefined || text === undefined ? undefined : kindBesides(path, text);
  if (path === undefined || text === undefined || kind === undefined) return undefined;
  const folder = workspace.folderOf(path);
  const source = { path: relative(folder.root, path), text };
  const sites = folder.checks().flatMap((one) => one.sites);
  const check = { diagnostics: [], sites, written: undefined };
  return { source, kind, version: undefined, files: [], check, isChecked: false };
}
