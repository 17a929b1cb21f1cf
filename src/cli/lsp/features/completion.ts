import type { CompletionItem, CompletionItemKind } from "vscode-languageserver";
import { completionsAt } from "../../../editor/completion/complete.ts";
import type { Completion } from "../../../editor/completion/completion.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { library } from "../library.ts";

/** Numbers of the protocol: the library that names them is the connection's. */
const asIs = 1;
const snippet = 2;
const isOld = 1;
const kinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  key: 10,
  table: 9,
  value: 12,
  name: 18,
  release: 21,
  rule: 20,
  port: 11,
  file: 17,
  secret: 6,
};

export const completion: Feature = {
  capabilities: {
    completionProvider: {
      triggerCharacters: [" ", ":", "-", "{", "[", ".", "=", ",", "@"],
      resolveProvider: true,
    },
  },
  register: (connection, editor) => {
    /** What was offered last, whose documentation an editor asks for one by one. */
    let offered: readonly Completion[] = [];
    connection.onCompletion(async ({ textDocument: { uri }, position }) => {
      const open = await editor.asked(uri);
      if (open === undefined) return [];
      const { takesSnippets, takesLines } = editor.client;
      offered = completionsAt(open, offsetOf(open.source, position), await library());
      return offered.map((one, data): CompletionItem => {
        const isSnippet =
          takesSnippets && one.snippet !== undefined && (takesLines || !one.text.includes("\n"));
        // An editor that indents by itself would do so a second time.
        const [firstLine = ""] = one.text.split("\n", 1);
        const newText = isSnippet ? one.snippet : takesLines ? one.text : firstLine;
        return {
          label: one.label,
          kind: kinds[one.kind],
          sortText: one.sort,
          insertTextMode: asIs,
          textEdit: { range: rangeOf({ file: open.source, ...one.range }), newText },
          data,
          ...(one.detail === undefined ? {} : { detail: one.detail }),
          ...(one.isDeprecated === true ? { tags: [isOld] } : {}),
          // Without it, Neovim takes what has an edit for what fits already.
          filterText: one.filter ?? one.label,
          ...(isSnippet ? { insertTextFormat: snippet } : {}),
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
