/**
 * A lens above each member, and the texts that it opens. They are the command's result; an editor that shows texts of a
 * server (`workspace/textDocumentContent`) is asked to open the first, and may ask for each again by its address.
 */
import { dirname } from "node:path";
import type { Emitted, ProcessName } from "../../../editor/members/emitted.ts";
import { lensesIn } from "../../../editor/members/lenses.ts";
import { warn } from "../connection.ts";
import { pathOf, rangeOf, uriOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

const command = "cfgc.showEmitted";
const scheme = "cfgc-emitted";

/** What the command is about. */
interface Asked {
  readonly uri: string;
  readonly names: readonly ProcessName[];
}

export const emitted: Feature = {
  capabilities: {
    codeLensProvider: {},
    executeCommandProvider: { commands: [command] },
    workspace: { textDocumentContent: { schemes: [scheme] } },
  },
  shown: "codeLens",
  register: (connection, editor) => {
    /** What was opened so far, by its address. */
    const opened = new Map<string, Asked & { readonly path: string }>();

    const emittedFor = async ({ uri, names }: Asked): Promise<Emitted> => {
      const open = await editor.checked(uri);
      const { emittedOf } = await import("../../../editor/members/emitted.ts");
      return open === undefined
        ? { texts: [], reason: "the file is in no deployment" }
        : emittedOf(open, names);
    };

    connection.onCodeLens(async ({ textDocument: { uri } }) => {
      const open = await editor.checked(uri);
      if (open === undefined) return [];
      return lensesIn(open).map(({ range, title, names }) => ({
        range: rangeOf({ file: open.source, ...range }),
        command: { title, command, arguments: [{ uri, names }] },
      }));
    });

    connection.onExecuteCommand(async ({ command: name, arguments: [given] = [] }) => {
      const asked = name === command ? askedFor(given) : undefined;
      if (asked === undefined) return { texts: [], reason: "the command takes { uri, names }" };
      const { texts, reason } = await emittedFor(asked);
      if (reason !== undefined) {
        warn(connection, reason);
        return { texts: [], reason };
      }
      const found = texts.map(({ path, text }) => ({ uri: addressOf(asked.uri, path), path, text }));
      const [first] = found;
      for (const { uri, path } of found) {
        // An editor that has it open shows what it was when it was opened.
        if (opened.has(sameFor(uri)) && editor.client.showsTexts)
          connection.sendRequest("workspace/textDocumentContent/refresh", { uri }).catch(() => {});
        opened.set(sameFor(uri), { ...asked, path });
      }
      // Behind the answer, for an editor that waits for that.
      if (first !== undefined && editor.client.showsTexts)
        setImmediate(() =>
          connection.window.showDocument({ uri: first.uri, takeFocus: true }).catch(() => {}),
        );
      return { texts: found };
    });

    connection.onRequest("workspace/textDocumentContent", async ({ uri }: { readonly uri: string }) => {
      const asked = opened.get(sameFor(uri));
      const { texts, reason } = asked === undefined ? { texts: [] } : await emittedFor(asked);
      const text = texts.find(({ path }) => path === asked?.path)?.text;
      return { text: text ?? `${reason ?? "the file is not written any more"}\n` };
    });
  },
};

/** In the folder of the cluster.yaml, by the path in the bundle. */
function addressOf(uri: string, path: string): string {
  const folder = new URL(uriOf(dirname(pathOf(uri) ?? "/"))).pathname;
  const segments = path.split("/").map(encodeURIComponent);
  return `${scheme}:${folder === "/" ? "" : folder}/${segments.join("/")}`;
}

/** Editors write an address in their own ways: with two more slashes, and with other signs escaped. */
function sameFor(uri: string): string {
  const plain = uri.replace(/^[\w-]+:\/*/, "");
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** Anything may come from an editor. */
function askedFor(given: unknown): Asked | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { uri, names } = given as { uri?: unknown; names?: unknown };
  if (typeof uri !== "string" || !Array.isArray(names)) return undefined;
  const known = names.filter(
    (one): one is ProcessName => typeof one?.program === "string" && typeof one?.name === "string",
  );
  return { uri, names: known };
}
