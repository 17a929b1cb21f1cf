import { actionsAt } from "../../../editor/actions.ts";
import { offsetOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

const mends = "quickfix";
const rewrites = "refactor.rewrite";

export const actions: Feature = {
  capabilities: { codeActionProvider: { codeActionKinds: [mends, rewrites] } },
  register: (connection, editor) => {
    connection.onCodeAction(async ({ textDocument: { uri }, range, context }) => {
      const open = await editor.checked(uri);
      if (open === undefined) return [];
      const asked = { start: offsetOf(open.source, range.start), end: offsetOf(open.source, range.end) };
      const all = actionsAt(open, asked).map(({ title, finding, edits, isPreferred }) => ({
        title,
        edit: { changes: editor.changes(edits, uri) },
        ...(finding === undefined
          ? { kind: rewrites }
          : {
              kind: mends,
              isPreferred,
              diagnostics: context.diagnostics.filter(({ code }) => code === finding.code.name),
            }),
      }));
      const { only } = context;
      return all.filter(({ kind }) => only?.every((one) => !`${kind}.`.startsWith(`${one}.`)) !== true);
    });
  },
};
