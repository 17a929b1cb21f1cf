import type { DocumentSymbol, SymbolInformation, SymbolKind } from "vscode-languageserver";
import type { SourceFile } from "../../../diagnostics/location.ts";
import { type FileSymbol, namesLike, symbolsIn } from "../../../editor/symbols.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { library } from "../library.ts";

/** Numbers of the protocol, by what an editor has pictures for. */
const kinds: Readonly<Record<FileSymbol["kind"], SymbolKind>> = {
  table: 19,
  list: 18,
  key: 20,
  host: 3,
  instance: 5,
  region: 4,
};

export const symbols: Feature = {
  capabilities: { documentSymbolProvider: { label: "cfgc" }, workspaceSymbolProvider: true },
  register: (connection, editor) => {
    connection.onDocumentSymbol(async ({ textDocument: { uri } }) => {
      const open = await editor.asked(uri);
      return open === undefined ? [] : inEditor(symbolsIn(open, await library()), open.source);
    });
    connection.onWorkspaceSymbol(async ({ query }) => {
      const known = await library();
      return (await editor.deployments()).flatMap((one) =>
        namesLike(query, one, known).map(
          ({ text, what, program, at }): SymbolInformation => ({
            name: text,
            kind: kinds[what],
            containerName: program ?? what,
            location: { uri: one.uriOf(at.file), range: rangeOf(at) },
          }),
        ),
      );
    });
  },
};

function inEditor(found: readonly FileSymbol[], file: SourceFile): DocumentSymbol[] {
  return found.map(({ name, kind, detail, range, selection, children }) => ({
    name,
    kind: kinds[kind],
    ...(detail === undefined ? {} : { detail }),
    range: rangeOf({ file, ...range }),
    selectionRange: rangeOf({ file, ...selection }),
    children: inEditor(children, file),
  }));
}
