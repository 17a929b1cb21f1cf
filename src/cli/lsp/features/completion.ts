import {
  CompletionItemKind,
  type CompletionItem,
  InsertTextFormat,
  InsertTextMode,
} from "vscode-languageserver";
import { completionsAt } from "../../../editor/complete.ts";
import type { Completion } from "../../../editor/completion.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { library } from "../library.ts";

const kinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  table: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
  name: CompletionItemKind.Reference,
  release: CompletionItemKind.Constant,
  rule: CompletionItemKind.EnumMember,
  port: CompletionItemKind.Unit,
  file: CompletionItemKind.File,
  secret: CompletionItemKind.Variable,
};

export const completion: Feature = {
  capabilities: {
    completionProvider: { triggerCharacters: [" ", ":", "-", "{", "[", ".", "=", ",", "@"], resolveProvider: true },
  },
  register: (connection, editor) => {
    /** What was offered last, whose documentation an editor asks for one by one. */
    let offered: readonly Completion[] = [];
    connection.onCompletion(async ({ textDocument: { uri }, position }) => {
      const open = editor.now(uri);
      if (open === undefined) return [];
      const { takesSnippets } = editor.client;
      offered = completionsAt(open, offsetOf(open.source, position), await library());
      return offered.map((one, data): CompletionItem => {
        const newText = takesSnippets ? (one.snippet ?? one.text) : one.text;
        return {
          label: one.label,
          kind: kinds[one.kind],
          sortText: one.sort,
          insertTextMode: InsertTextMode.asIs,
          textEdit: { range: rangeOf({ file: open.source, ...one.range }), newText },
          data,
          ...(one.detail === undefined ? {} : { detail: one.detail }),
          ...(one.filter === undefined ? {} : { filterText: one.filter }),
          ...(takesSnippets && one.snippet !== undefined ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
        };
      });
    });
    connection.onCompletionResolve((item) => {
      const one = offered[Number(item.data)];
      const value = one?.label === item.label ? one.documentation?.() : undefined;
      return value === undefined ? item : { ...item, documentation: { kind: "markdown", value } };
    });
  },
};
