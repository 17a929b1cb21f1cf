/** Edits as the protocol has them, and what they would bring about. */
import { resolve } from "node:path";
import type { TextDocumentEdit } from "vscode-languageserver";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { applyEdits } from "../../diagnostics/fix.ts";
import { newAmong } from "../../new-findings.ts";
import { pathOf, rangeOf } from "./convert.ts";
import type { ClientAbilities, OpenFiles } from "./feature.ts";
import type { Workspace } from "./workspace.ts";

export function editsIn(
  workspace: Workspace,
  client: ClientAbilities,
  addressOf: OpenFiles["uriOf"],
): Pick<OpenFiles, "changes" | "errorAfter" | "versioned"> {
  const folderOf = (uri: string) => workspace.folderOf(pathOf(uri) ?? "");
  const changes: OpenFiles["changes"] = (edits, uri) => {
    const found: ReturnType<typeof changes> = {};
    for (const { at, text } of edits) {
      const address = addressOf(at.file, uri);
      found[address] = [...(found[address] ?? []), { range: rangeOf(at), newText: text }];
    }
    return found;
  };
  return {
    changes,
    versioned: (edits, uri) => {
      const folder = folderOf(uri);
      const files = new Map(edits.map(({ at }) => [resolve(folder.root, at.file.path), at.file]));
      for (const [path, { text }] of files) if (folder.textOf(path) !== text) return undefined;
      if (!client.takesVersions) return { changes: changes(edits, uri) };
      return {
        documentChanges: [...files].map(([path, file]): TextDocumentEdit => {
          const own = edits.filter(({ at }) => at.file.path === file.path);
          return {
            textDocument: { uri: addressOf(file, uri), version: workspace.versionOf(path) ?? null },
            edits: Object.values(changes(own, uri)).flat(),
          };
        }),
      };
    },
    errorAfter: async (edits, uri) => {
      const folder = folderOf(uri);
      const texts = new Map(
        [...new Set(edits.map(({ at }) => at.file))].map((file) => [
          resolve(folder.root, file.path),
          applyEdits(
            file,
            edits.filter(({ at }) => at.file.path === file.path),
          ).text,
        ]),
      );
      return firstNew(folder.found(), await folder.foundWith(texts));
    },
  };
}

/** An error of a code of which there were fewer: keys and files are called otherwise after a rename. */
function firstNew(before: readonly Diagnostic[], after: readonly Diagnostic[]): Diagnostic | undefined {
  const said = new Set(before.map(({ message }) => String(message)));
  const more = newAmong(after.filter(isError), before.filter(isError), ({ code }) => code.name);
  return more.find(({ message }) => !said.has(message)) ?? more[0];
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
