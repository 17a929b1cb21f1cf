import { hoverAt } from "../../../editor/hover/hover.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { library } from "../library.ts";

export const hover: Feature = {
  capabilities: { hoverProvider: true },
  register: (connection, editor) => {
    connection.onHover(async ({ textDocument: { uri }, position }) => {
      const open = await editor.asked(uri);
      if (open === undefined) return null;
      const found = hoverAt(open, offsetOf(open.source, position), await library());
      if (found === undefined) return null;
      return {
        contents: { kind: "markdown", value: found.text },
        range: rangeOf({ file: open.source, ...found.range }),
      };
    });
  },
};
