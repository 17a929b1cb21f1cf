import { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { positionAt } from "../../../diagnostics/location.ts";
import { readToml } from "../../../source/toml/read-toml.ts";
import type { MapNode, Node } from "../../../source/tree.ts";
import type { Io } from "../../io.ts";
import { UserError } from "../../user-error.ts";
import { type PlannedFile, textNow } from "../planned-file.ts";
import type { Editor } from "./editor.ts";

const path = ".helix/languages.toml";

const server = `\
# Completion, hover, findings and fixes of cfgc, in this folder.
[language-server.cfgc]
command = "cfgc"
args = ["lsp"]
`;

/** Helix takes the list of a folder in place of its own, so the servers that it starts by itself are named as well. */
const languages = [
  { name: "yaml", entry: `name = "yaml"\nlanguage-servers = ["cfgc", "yaml-language-server"]\n` },
  { name: "toml", entry: `name = "toml"\nlanguage-servers = ["cfgc", "taplo"]\n` },
  {
    name: "dolphindb",
    entry: `\
name = "dolphindb"
scope = "source.dolphindb-cfg"
file-types = [
  "nodes",
  { glob = "controller*.cfg" },
  { glob = "agent*.cfg" },
  { glob = "cluster*.cfg" },
  { glob = "dolphindb*.cfg" },
]
comment-token = "#"
language-servers = ["cfgc"]
`,
  },
];

export const helix: Editor = {
  name: "helix",
  marks: [".helix"],
  files: (io) => [languagesFile(io)],
};

function languagesFile(io: Io): PlannedFile {
  const before = textNow(path, io);
  const whole = [server, ...languages.map(({ entry }) => `[[language]]\n${entry}`)];
  if (before === undefined) return { path, text: whole.join("\n") };
  const tree = readOrRefuse(before);
  const servers = tree.entries.get("language-server")?.value;
  const hasServer = servers?.kind === "map" && servers.entries.has("cfgc");
  const own = languagesIn(tree);
  const missing = languages.filter(({ name }) => own !== undefined && !own.has(name));
  const without = languages.filter(({ name }) => own?.get(name) === false).map(({ name }) => name);
  const remarks =
    without.length === 0
      ? []
      : [`keeps its own ${without.join(" and ")}: add "cfgc" to the language-servers there`];
  const added = [...(hasServer ? [] : [server]), ...missing.map(({ entry }) => `[[language]]\n${entry}`)];
  if (own !== undefined && added.length === 0)
    return { path, text: undefined, before, remarks: remarks.length > 0 ? remarks : ["has it already"] };
  const text = withAtEnd(before, added.join("\n"));
  // A list or a table that is written in one line takes no further entry below.
  if (own !== undefined && isRead(text)) return { path, text, before, remarks };
  return {
    path,
    text: undefined,
    before,
    remarks: [
      "is written so that nothing can be added to it; it should hold",
      "",
      ...whole.join("\n").trimEnd().split("\n"),
    ],
  };
}

/** With an empty line between, and with the ends of lines that the text has. */
function withAtEnd(before: string, added: string): string {
  const end = before.includes("\r\n") ? "\r\n" : "\n";
  const gap = before.trim() === "" ? "" : before.endsWith("\n") ? end : `${end}${end}`;
  return `${before}${gap}${added.replaceAll("\n", end)}`;
}

/** Each language that is there, and whether cfgc is among its servers; undefined if they are not written as tables. */
function languagesIn(tree: MapNode): ReadonlyMap<unknown, boolean> | undefined {
  const list = tree.entries.get("language")?.value;
  if (list === undefined) return new Map();
  if (list.kind !== "list") return undefined;
  return new Map(
    list.items
      .filter((item) => item.kind === "map")
      .map(({ entries }) => {
        const name = entries.get("name")?.value;
        const servers = entries.get("language-servers")?.value;
        return [
          name?.kind === "scalar" ? name.value : undefined,
          servers?.kind === "list" && servers.items.some(isCfgc),
        ];
      }),
  );
}

/** By name, or as a table that says besides for what it is asked. */
function isCfgc(server: Node): boolean {
  const name = server.kind === "map" ? server.entries.get("name")?.value : server;
  return name?.kind === "scalar" && name.value === "cfgc";
}

function readOrRefuse(text: string): MapNode {
  const bag = new DiagnosticBag("file");
  const file = { path, text };
  const tree = readToml(file, bag);
  const [first] = bag.sorted();
  if (tree !== undefined && first === undefined) return tree;
  const { line, column } = positionAt(file, first?.at.start ?? 0);
  throw new UserError(`${path}:${line}:${column} is no TOML from here on; nothing was written`);
}

function isRead(text: string): boolean {
  const bag = new DiagnosticBag("file");
  return readToml({ path, text }, bag) !== undefined && bag.sorted().length === 0;
}
