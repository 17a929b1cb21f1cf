import { existsSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { linksIn } from "../../../editor/links.ts";
import { pathOf, rangeOf, uriOf } from "../convert.ts";
import type { Feature } from "../feature.ts";
import { library } from "../library.ts";

export const links: Feature = {
  capabilities: { documentLinkProvider: {} },
  register: (connection, editor) => {
    connection.onDocumentLinks(async ({ textDocument: { uri } }) => {
      const open = await editor.asked(uri);
      const path = pathOf(uri);
      if (open === undefined || path === undefined) return [];
      return linksIn(open, await library()).flatMap(({ range, path: named, from }) => {
        const folder = editor.folderOf(path);
        const target = resolve(from === "beside" ? dirname(path) : folder, named);
        // Nobody knows where a build will run; at most times it does in the folder that is open.
        if (from === "run" && !(target.startsWith(folder + sep) && existsSync(target))) return [];
        return { range: rangeOf({ file: open.source, ...range }), target: uriOf(target) };
      });
    });
  },
};
