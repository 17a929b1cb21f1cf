import { actionsAt } from "../../../editor/actions.ts";
import { offsetOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

export const actions: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: ["quickfix"] } },
  register: (connection, editor) => {
    connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
      const open = await editor.checked(uri);
      if (open === undefined) return [];
      const asked = { start: offsetOf(open.source, range.start), end: offsetOf(open.source, range.end) };
      return actionsAt(open, asked).map(({ title, finding, edits, isPreferred }) => ({
        title,
        kind: "quickfix",
        isPreferred,
        diagnostics: context.diagnostics.filter(({ code }) => code === finding.code.name),
        edit: { changes: editor.changes(edits, uri) },
      }));
    });
  },
};
