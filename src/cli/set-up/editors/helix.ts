import { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { positionAt } from "../../../diagnostics/location.ts";
import { readToml } from "../../../source/toml/read-toml.ts";
import type { MapNode } from "../../../source/tree.ts";
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
file-types = ["nodes", { glob = "controller.cfg" }, { glob = "agent.cfg" }, { glob = "cluster.cfg" }]
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
  if (servers?.kind === "map" && servers.entries.has("cfgc"))
    return { path, text: undefined, before, remarks: ["has it already"] };
  const own = namesOfLanguages(tree);
  const taken = languages.filter(({ name }) => own?.includes(name) ?? true);
  const added = [
    server,
    ...languages.filter((one) => !taken.includes(one)).map(({ entry }) => `[[language]]\n${entry}`),
  ];
  const text = `${before.trimEnd()}\n\n${added.join("\n")}`;
  // A list or a table that is written in one line takes no further entry below.
  if (own === undefined || !isRead(text))
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
  return {
    path,
    text,
    before,
    remarks:
      taken.length === 0
        ? []
        : [
            `keeps its own ${taken.map(({ name }) => name).join(" and ")}: add "cfgc" to the language-servers there`,
          ],
  };
}

/** Undefined if they are not written as tables. */
function namesOfLanguages(tree: MapNode): readonly unknown[] | undefined {
  const list = tree.entries.get("language")?.value;
  if (list === undefined) return [];
  if (list.kind !== "list") return undefined;
  return list.items.map((item) => {
    const name = item.kind === "map" ? item.entries.get("name")?.value : undefined;
    return name?.kind === "scalar" ? name.value : undefined;
  });
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
