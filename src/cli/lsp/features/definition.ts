import type { Location as EditorLocation } from "vscode-languageserver";
import type { Location } from "../../../diagnostics/location.ts";
import { definitionAt, referencesAt } from "../../../editor/names/definition.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import type { Feature, OpenFiles } from "../feature.ts";
import { library } from "../library.ts";

export const definition: Feature = {
  capabilities: { definitionProvider: true, referencesProvider: true },
  register: (connection, editor) => {
    connection.onDefinition(async ({ textDocument: { uri }, position }) => {
      const open = await editor.withSites(uri);
      if (open === undefined) return [];
      const found = definitionAt(open, offsetOf(open.source, position), await library());
      return locations(found, uri, editor);
    });
    connection.onReferences(async ({ textDocument: { uri }, position, context }) => {
      const open = await editor.withSites(uri);
      if (open === undefined) return [];
      const offset = offsetOf(open.source, position);
      return locations(referencesAt(open, offset, context.includeDeclaration, await library()), uri, editor);
    });
  },
};

function locations(found: readonly Location[], uri: string, editor: OpenFiles): EditorLocation[] {
  return found.map((at) => ({ uri: editor.uriOf(at.file, uri), range: rangeOf(at) }));
}
