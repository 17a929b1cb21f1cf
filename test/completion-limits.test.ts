/** Completion by what else is known: the sites of other files, the kind of a node, keys without effect. */
import { expect, it } from "vitest";
import { completionsAt } from "../src/editor/completion/complete.ts";
import type { OpenFile } from "../src/editor/open-file.ts";
import { lint } from "../src/lint.ts";
import { isDead, stateAt } from "../src/schema/key-state.ts";
import { library, marked, openFile } from "./support/asked-file.ts";
import { products } from "./support/run.ts";

const kinds: Readonly<Record<string, string>> = {
  "controller.cfg": "dolphindb-controller",
  "agent.cfg": "dolphindb-agent",
  "other/agent.cfg": "dolphindb-agent",
  "cluster.nodes": "dolphindb-nodes",
};

/** What is offered in one of several files of a folder, and what stands in the text when it is taken. */
function offered(texts: Readonly<Record<string, string>>) {
  const files = Object.entries(texts).map(([path, text]) => ({
    source: { path, text: text.replace("|", "") },
    kind: kinds[path] ?? "",
    version: undefined,
  }));
  const written = lint(files, products);
  const [asked] = Object.entries(texts).filter(([, text]) => text.includes("|"));
  const file = files.find(({ source }) => source.path === asked?.[0]);
  if (asked === undefined || file === undefined) throw new Error("no file is asked about");
  const open: OpenFile = {
    ...file,
    files,
    check: { diagnostics: written.diagnostics, sites: [], written },
    isChecked: true,
  };
  const { text } = file.source;
  return completionsAt(open, marked(asked[1]).offset, library)
    .filter(({ kind }) => kind === "name")
    .map(({ range, text: put }) => text.slice(0, range.start) + put + text.slice(range.end));
}

const controller = "mode=controller\nlocalSite=10.0.0.1:8900:ctl1\n";
const agent = "mode=agent\nlocalSite=10.0.0.2:8901:agent1\ncontrollerSite=10.0.0.1:8900:ctl1\n";

it("offers the sites of other files for a row of cluster.nodes, but for those that have one", () => {
  const head = "localSite,mode\n10.0.0.1:8900:ctl1,controller\n";
  expect(
    offered({ "controller.cfg": controller, "agent.cfg": agent, "cluster.nodes": `${head}|,agent\n` }),
  ).toEqual([`${head}10.0.0.2:8901:agent1,agent\n`]);
});

it("offers sites with their kinds for the items of a list, and without them for one", () => {
  const row = "localSite,mode\n10.0.0.2:8902:dn1,datanode\n";
  const files = { "controller.cfg": controller, "cluster.nodes": row };
  const own = agent.replace("mode", "sites=10.0.0.2:8901:agent1:agent,|\nmode");
  expect(offered({ ...files, "agent.cfg": own })).toContain(
    own.replace("|", "10.0.0.1:8900:ctl1:controller"),
  );
  expect(offered({ ...files, "agent.cfg": agent.replace("10.0.0.1:8900:ctl1", "|") })).toContain(agent);
});

it("offers no controller as the site of an agent, and no agent as its controller", () => {
  const others = { "controller.cfg": controller, "other/agent.cfg": agent.replaceAll("agent1", "agent2") };
  expect(offered({ ...others, "agent.cfg": "mode=agent\nlocalSite=|\n" })).not.toContain(
    "mode=agent\nlocalSite=10.0.0.1:8900:ctl1\n",
  );
  expect(offered({ ...others, "agent.cfg": agent.replace("10.0.0.1:8900:ctl1", "|") })).toEqual([agent]);
});

const dolphindb = (config: string) =>
  `cfgc: 1\nname: s\nhosts: { h1: { address: 10.0.0.1 } }\ndolphindb:\n  version: 3.00.4\n  config: { ${config} }\n`;

function labels(text: string, kind = "cluster"): ReadonlySet<string> {
  const at = marked(text);
  return new Set(completionsAt(openFile(at.text, kind), at.offset, library).map(({ label }) => label));
}

it("offers the keys of one kind of node where it is known which", () => {
  const all = labels(dolphindb("cluster: { | }"));
  const catalogue = library.references.find(
    (one) => one.catalogue.program === "dolphindb-cluster",
  )?.catalogue;
  for (const [list, kind] of [
    ["data_nodes", "datanode"],
    ["compute_nodes", "computenode"],
  ] as const) {
    const own = labels(dolphindb(`${list}: { | }`));
    expect(own.size).toBeLessThan(all.size);
    const reads = (key: string) =>
      catalogue?.keys.some(
        (entry) => entry.key === key && (entry.nodeKinds?.some((one) => one === kind) ?? true),
      );
    expect([...all].filter((key) => reads(key))).toEqual([...own]);
  }
});

it("strikes keys without effect through, behind all others", () => {
  const dead = library.references.flatMap(({ catalogue }) => {
    const version = catalogue.releases.at(-1)?.version;
    const key = catalogue.keys.find(
      (entry) =>
        version !== undefined &&
        !/[.[]/.test(entry.key) &&
        isDead(entry, version) &&
        stateAt(entry, version) !== undefined &&
        entry.aliasOf === undefined,
    );
    return version === undefined || key === undefined
      ? []
      : [{ kind: catalogue.program, version, key: key.key }];
  });
  expect(dead.length).toBeGreaterThan(0);
  for (const { kind, version, key } of dead) {
    const text = `# cfgc: ${kind}@${version}\n`;
    const all = completionsAt(openFile(text, kind), text.length, library);
    expect(all.find(({ label }) => label === key)).toMatchObject({
      isDeprecated: true,
      detail: "without effect",
    });
    const sorted = [...all].sort((a, b) => (a.sort < b.sort ? -1 : 1));
    const first = sorted.findIndex(({ isDeprecated }) => isDeprecated);
    expect(sorted.slice(first).every(({ isDeprecated }) => isDeprecated)).toBe(true);
  }
});
