import { renamableAt, renameAt } from "../../../editor/names/rename.ts";
import { outdated, refusal, warn } from "../connection.ts";
import { offsetOf, rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { library } from "../library.ts";

export const rename: Feature = {
  capabilities: { renameProvider: { prepareProvider: true } },
  register: (connection, editor) => {
    connection.onPrepareRename(async ({ textDocument: { uri }, position }) => {
      const open = await editor.withSites(uri);
      if (open === undefined) return null;
      const found = renamableAt(open, offsetOf(open.source, position), await library());
      if (found === undefined) return null;
      if ("refused" in found) return refusal(found.refused);
      return { range: rangeOf({ file: open.source, ...found.range }), placeholder: found.text };
    });
    connection.onRenameRequest(async ({ textDocument: { uri }, position, newName }) => {
      const open = await editor.withSites(uri);
      if (open === undefined) return null;
      const found = renameAt(open, offsetOf(open.source, position), newName, await library());
      if (found === undefined) return null;
      if ("refused" in found) return refusal(found.refused);
      // What the rules of each program say of such a name.
      const error = await editor.errorAfter(found.edits, uri);
      if (error !== undefined) return refusal(error.message);
      const edits = editor.versioned(found.edits, uri);
      if (edits === undefined) return outdated();
      if (found.remark !== undefined) warn(connection, found.remark);
      return edits;
    });
  },
};
