/** The comment that an editor offers takes the finding away, and brings none. */
import { expect, it } from "vitest";
import { allCodes } from "../src/codes.ts";
import { detect } from "../src/detect.ts";
import type { Example } from "../src/diagnostics/diagnostic.ts";
import { applyEdits } from "../src/diagnostics/fix.ts";
import { type Action, actionsAt } from "../src/editor/actions.ts";
import type { OpenFile } from "../src/editor/open-file.ts";
import { openFile } from "./support/asked-file.ts";
import { someOf } from "./support/effort.ts";
import { products } from "./support/run.ts";

const examples = allCodes(products).flatMap(({ examples: { invalid } }) => invalid);

/** A file that is alone in its example. */
function opened({ files, as }: Example): OpenFile[] {
  const [[path, text] = ["", ""], ...others] = Object.entries(files);
  const kind = as?.split("@")[0] ?? detect({ path, text })?.kind;
  return others.length > 0 || kind === undefined ? [] : [openFile(text, kind, path)];
}

function names({ check }: OpenFile): string[] {
  return check.diagnostics.map(({ code }) => code.name);
}

function silencings(open: OpenFile): readonly Action[] {
  const all = actionsAt(open, { start: 0, end: open.source.text.length });
  return all.filter(({ title }) => title.startsWith("silence"));
}

/** What is found more often than it should be after an action. */
function stillThere({ source, kind, ...open }: OpenFile, { finding, edits }: Action): readonly string[] {
  const after = names(openFile(applyEdits(source, edits).text, kind, source.path));
  const before = names({ source, kind, ...open });
  before.splice(before.indexOf(finding?.code.name ?? ""), 1);
  return after.filter((name) => {
    const index = before.indexOf(name);
    if (index !== -1) before.splice(index, 1);
    return index === -1;
  });
}

it("takes a finding away, and brings none", { tags: ["series"] }, () => {
  for (const open of someOf(examples, 16).flatMap(opened))
    for (const action of silencings(open)) expect(stillThere(open, action), open.source.text).toEqual([]);
});

it.each([
  ["of a byte order mark", "env", "\ufeffNODE_NAME=meta0\n"],
  ["behind a byte order mark", "horaedb", "\ufeffservr = 1\n"],
  [
    "of a blank line",
    "dolphindb-agent",
    "\nlocalSite=10.1.1.1:8901:agent1\ncontrollerSite=10.1.1.1:8900:c1\n",
  ],
  ["of a comment", "horaedb", "# cfgc: horaedb@9.1.0\n[server]\nhttp_port = 5441\n"],
])("takes a finding %s away", (_, kind, text) => {
  const open = openFile(text, kind, "file");
  const actions = silencings(open);
  expect(actions).not.toHaveLength(0);
  for (const action of actions) expect(stillThere(open, action)).toEqual([]);
});

it.each([
  ["where rows are all that a file holds", "dolphindb-nodes", "localSite,mode\n10.1.1.1:8900:c1,contoller\n"],
  [
    "of a comment that silences nothing",
    "env",
    "# cfgc-disable-next-line port-clash: one\nNODE_NAME=meta0\n",
  ],
])("is not offered %s", (_, kind, text) => {
  const open = openFile(text, kind);
  expect(names(open)).not.toHaveLength(0);
  expect(silencings(open)).toEqual([]);
});
