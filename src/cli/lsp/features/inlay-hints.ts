import { inlayHintsIn } from "../../../editor/members/inlay-hints.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

export const inlayHints: Feature = {
  capabilities: { inlayHintProvider: true },
  shown: "inlayHint",
  register: (connection, editor) => {
    connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
      const open = await editor.checked(uri);
      if (open === undefined) return [];
      const { source } = open;
      const asked = { start: offsetOf(source, range.start), end: offsetOf(source, range.end) };
      return inlayHintsIn(open, asked).map(({ offset, label, help }) => ({
        position: rangeOf({ file: source, start: offset, end: offset }).start,
        label,
        tooltip: { kind: "markdown", value: help },
        paddingLeft: true,
      }));
    });
  },
};
