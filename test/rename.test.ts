/**
 * Other names. In the texts `|` is the cursor and `«»` stands around what gets the new name; everything else stays as it is,
 * comments as well.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../src/diagnostics/fix.ts";
import { positionAt } from "../src/diagnostics/location.ts";
import type { NamePlace } from "../src/editor/names/name-place.ts";
import { nameSpaces } from "../src/editor/names/name-spaces.ts";
import { renamableAt, renameAt } from "../src/editor/names/rename.ts";
import type { OpenFile } from "../src/editor/open-file.ts";
import { library } from "./support/asked-file.ts";
import { type Files, inFolder, withMarks } from "./support/asked-folder.ts";
import { rightClusters, rightFiles } from "./support/right-deployment.ts";
import { series } from "./support/series.ts";

/** Texts with the old names, and with the new ones; the cursor is in an old one. */
function beforeAndAfter(marked: Files) {
  const parts = (text: string, which: "$1" | "$2") => text.replace(/«([^→»]*)→([^»]*)»/g, which);
  const texts = Object.entries(marked);
  const { files, cursor } = withMarks(
    Object.fromEntries(texts.map(([path, text]) => [path, parts(text, "$1")])),
  );
  const wanted = texts.map(([path, text]) => [path, parts(text, "$2").replace("|", "")]);
  return { files, cursor, wanted: Object.fromEntries(wanted) };
}

/** The files after a rename, or why there is none. */
function renamed(
  files: Files,
  path: string,
  offset: number,
  name: string,
  open = inFolder(files, path),
): Files | string {
  const found = renameAt(open, offset, name, library);
  if (found === undefined) return "no name";
  if ("refused" in found) return found.refused;
  const texts: Record<string, string> = { ...files };
  for (const [path, text] of Object.entries(files)) {
    const own = found.edits.filter(({ at }) => at.file.path === path);
    texts[path] = applyEdits({ path, text }, own).text;
  }
  return texts;
}

const hosts = "hosts: { h1: { address: 10.0.0.1 }, h2: { address: 10.0.0.2 } }\n";
const site = (text: string) => ({ "cluster.yaml": `cfgc: 1\nname: s\n${text}` });

const right: readonly (readonly [what: string, name: string, files: Files])[] = [
  [
    "a host, with what is called after it, and no comment",
    "db7",
    site(`hosts:
  «h1→db7»: { address: 10.0.0.1 } # h1 is the first
  h2: { address: 10.0.0.2 }
horaedb:
  version: 2.1.0
  meta: { members: [{ host: '«|h1→db7»' }, { name: h10, host: h2 }] }
  nodes: { members: [{ name: h3, host: "«h1→db7»", meta_member: «h1→db7» }, { host: h2, meta_member: h10 }] }
oms: { version: 4.2.2, tsdb: { url: «h1→db7»:8086 }, regions: [{ name: h1, hosts: [«h1→db7», h2] }] }
`),
  ],
  [
    "what has to be in quotes",
    "123",
    site(
      `hosts: { «h1→"123"»: { address: 10.0.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: «|h1→"123"» }] } }\n`,
    ),
  ],
  [
    "what other readers of YAML take for a boolean",
    "no",
    site(
      `hosts: { «h1→"no"»: { address: 10.0.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: «|h1→"no"» }] } }\n`,
    ),
  ],
  [
    "a range, and names in it",
    "st[11-13]",
    site(`hosts: { "«h[1-3]|→st[11-13]»": { address: "10.0.0.[1-3]" }, h4: { address: 10.0.0.4 } }
horaedb: { version: 2.1.0, meta: { members: [{ host: h4 }] }, nodes: { members: [{ host: "«h[1-3]→st[11-13]»" }] } }
`),
  ],
  [
    "a range of thousands",
    "n[00001-06000]",
    site(`hosts: { "«|h[1-6000]→n[00001-06000]»": { address: "10.0.[0-23].[1-250]" }, x: { address: 10.1.0.1 } }
horaedb: { version: 2.1.0, nodes: { members: [{ host: «h77→n00077» }] } }
`),
  ],
  [
    "a range without quotes",
    "st[1-3]",
    site(`hosts: { "«h[1-3]→st[1-3]»": { address: "10.0.0.[1-3]" } }
horaedb:
  version: 2.1.0
  nodes:
    members:
      - name: h[1-3]
        host: «|h[1-3]→st[1-3]»
`),
  ],
  [
    "a member of HoraeMeta, not the node of that name",
    "m7",
    site(`${hosts}horaedb:
  version: 2.1.0
  meta: { members: [{ name: «a|→m7», host: h1 }] }
  nodes: { members: [{ name: a, host: h1, meta_member: «a→m7» }] }
`),
  ],
  [
    "a node that routes speak of",
    "n7",
    site(`${hosts}horaedb:
  version: 2.1.0
  topology: static
  nodes: { members: [{ name: «a→n7», host: h1 }, { host: h2 }] }
  routing: { schemas: { public: { shards: { 0: «|a→n7», 1: h2 } } } }
`),
  ],
  [
    "a host after which a node of a route is called",
    "db7",
    site(`hosts: { «h1→db7»: { address: 10.0.0.1 }, h2: { address: 10.0.0.2 } }
horaedb:
  version: 2.1.0
  topology: static
  nodes: { members: [{ host: «|h1→db7» }, { host: h2 }] }
  routing: { schemas: { public: { shards: { 0: «h1→db7», 1: h2 } } } }
`),
  ],
  [
    "a host in an alias made of it",
    "db7",
    site(`hosts: { «h1→db7»: { address: 10.0.0.1 }, h2: { address: 10.0.0.2 } }
dolphindb:
  version: "2.00.12"
  controllers: [{ host: h2 }]
  data_nodes: [{ host: h2 }]
  compute_nodes: [{ host: «|h1→db7» }]
  config: { cluster: { streamingRaftGroups: "2:h2:«h1-compute→db7-compute»:x" } }
`),
  ],
  [
    "a region",
    "west",
    site(
      `hosts: { r1: { address: 10.0.0.1 } }\noms: { version: 4.2.2, regions: [{ name: «|r1→west», hosts: [r1] }] }\n`,
    ),
  ],
  [
    "a host of two sites",
    "db7",
    {
      "east.cluster.yaml":
        "cfgc: 1\nname: east\ninclude: [hosts.yaml]\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: «|h1→db7» }] } }\n",
      "west.cluster.yaml":
        "cfgc: 1\nname: west\ninclude: [hosts.yaml]\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: «h1→db7», data_dir: /data }] } }\n",
      "hosts.yaml": "hosts:\n  «h1→db7»: { address: 10.0.0.1 }\n",
    },
  ],
  [
    "an alias in every file of a cluster",
    "store",
    {
      "cluster.nodes": "localSite,mode\n10.0.0.1:8902:«dn1|→store»,datanode\n10.0.0.1:8903:dn10,datanode\n",
      "copy/cluster.nodes":
        "localSite,mode\n10.0.0.1:8902:«dn1→store»,datanode\n10.0.0.1:8903:dn10,datanode\n",
      "cluster.cfg":
        "«dn1→store».volumes=/data/dn1\r\n«dn1→store».volumes=/more\n dn10.volumes=/data/dn10\n# dn1.workerNum=5\nstreamingRaftGroups=2:«dn1→store»:dn10:dn3\n",
    },
  ],
  [
    "an agent, as it is called in three files",
    "ag7",
    {
      "agent.cfg":
        "mode=agent\nlocalSite=10.0.0.1:8901:«ag1→ag7»\ncontrollerSite=10.0.0.1:8900:ctl\nsites=10.0.0.1:8901:«ag1→ag7»:agent,10.0.0.1:8900:ctl:controller\n",
      "cluster.nodes": "localSite,mode\n10.0.0.1:8901:«ag1|→ag7»,agent\n",
    },
  ],
  [
    "a member of HoraeMeta in all their files",
    "meta7",
    {
      "meta0.toml":
        'node-name = "«meta0→meta7»"\nadvertise-peer-urls = "http://10.0.0.1:2380"\ninitial-cluster = "«meta0|→meta7»=http://10.0.0.1:2380,meta1=http://10.0.0.2:2380"\n',
      "meta1.toml":
        "node-name = 'meta1'\nadvertise-peer-urls = 'http://10.0.0.2:2380'\ninitial-cluster = '«meta0→meta7»=http://10.0.0.1:2380,meta1=http://10.0.0.2:2380'\n",
    },
  ],
];

describe("gives the new name to", () => {
  it.each(right)("%s", (_what, name, marked) => {
    const { files, wanted, cursor } = beforeAndAfter(marked);
    expect(renamed(files, cursor.path, cursor.offset, name)).toEqual(wanted);
  });
});

const range = `hosts:
  "h[1-3]": { address: "10.0.0.[1-3]" }
  h4: { address: 10.0.0.4 }
`;
const nodes = (members: string) => `horaedb: { version: 2.1.0, nodes: { members: [${members}] } }\n`;

const refused: readonly (readonly [name: string, reason: string, files: Files])[] = [
  [
    "x",
    "h2 is one of h[1-3] in cluster.yaml:4, and is renamed only with all of them",
    site(range + nodes("{ host: h|2 }")),
  ],
  [
    "x[1-3]",
    "h2 is one of h[2-3] in cluster.yaml:6, and is renamed only with all of them",
    site(range.replace("h[", "|h[") + nodes('{ host: "h[2-3]" }')),
  ],
  ["x[1-2]", "h[1-3] stands for 3 names, and x[1-2] for 2", site(range.replace("h[", "|h["))],
  ["x", "h[1-3] is a range, and x is none", site(range.replace("h[", "|h["))],
  ["x[1-1]", "x[1-1] is a range, and h4 is none", site(range.replace("h4", "|h4"))],
  ["x[3-1]", "the range [3-1] does not ascend", site(range.replace("h[", "|h["))],
  ["h2", "h2 is taken: cluster.yaml:4 has a host of that name", site(range.replace("h4", "|h4"))],
  ["h[4-6]", "h4 is taken: cluster.yaml:5 has a host of that name", site(range.replace("h[", "|h["))],
  ["", "a name has at least one character", site(range.replace("h4", "|h4"))],
  [
    "a b",
    '"a b" is no name: it holds characters that a file, a unit or a list cannot carry',
    site(range.replace("h4", "|h4")),
  ],
  ["x", "no host is called h9, so there is nothing to rename", site(range + nodes("{ host: |h9 }"))],
  [
    "x",
    "cluster.yaml cannot be read as a whole, so a place with the name may be missed; mend it first",
    site(`${range + nodes("{ host: h|4 }")}oms: [\n`),
  ],
  [
    "x",
    "west.cluster.yaml cannot be read as a whole, so a place with the name may be missed; mend it first",
    {
      "cluster.yaml": "cfgc: 1\nname: east\ninclude: [hosts.yaml]\n",
      "west.cluster.yaml": "- include: [hosts.yaml]\n",
      "hosts.yaml": "hosts:\n  |h1: { address: 10.0.0.1 }\n",
    },
  ],
  [
    "x",
    "not every host of the site can be read, so a place with the name may be missed",
    site(`include: [gone.yaml]\n${range}${nodes("{ host: h|4 }")}`),
  ],
  [
    "x",
    "h1 is called after its host in cluster.yaml:6; rename the host, or give it a name of its own first",
    site(`${hosts}horaedb:
  version: 2.1.0
  meta: { members: [{ host: h1 }] }
  nodes: { members: [{ name: n, host: h2, meta_member: |h1 }] }
`),
  ],
  [
    "n",
    "n is taken: horaedb has another one of that name, and one is called after its host",
    site(`${hosts.replace("h1", "|h1")}${nodes("{ host: h1 }, { name: n, host: h2 }")}`),
  ],
  [
    "x.y",
    "h1-compute speaks of instances that are called after the host; give them names of their own first",
    site(
      `${hosts.replace("h1", "|h1")}dolphindb:\n  version: "2.00.12"\n  controllers: [{ host: h2 }]\n  compute_nodes: [{ host: h1 }]\n  config: { cluster: { streamingRaftGroups: "2:h1-compute:b:c" } }\n`,
    ),
  ],
  [
    "x",
    "the text in cluster.yaml:7 names an instance as well, by its anchor",
    site(`${hosts}horaedb:
  version: 2.1.0
  nodes:
    members: [{ name: &n |h1, host: *n }]
`),
  ],
  [
    "x",
    "h1 is written with escapes in cluster.yaml:4; write it plainly first",
    site(`${hosts.replace("h1", "|h1")}${nodes('{ host: "h\\x31" }')}`),
  ],
  [
    "x1",
    "dn% in cluster.cfg:1 is for dn1, and would not be for x1",
    { "cluster.nodes": "localSite,mode\n10.0.0.1:8902:|dn1,datanode\n", "cluster.cfg": "dn%.workerNum=4\n" },
  ],
  [
    "dn1",
    "dn% in cluster.cfg:1 would be for dn1, and is not for x1",
    { "cluster.nodes": "localSite,mode\n10.0.0.1:8902:|x1,datanode\n", "cluster.cfg": "dn%.workerNum=4\n" },
  ],
  [
    "x",
    "dn% is a pattern for names, and no name",
    { "cluster.nodes": "localSite,mode\n10.0.0.1:8902:dn1,datanode\n", "cluster.cfg": "|dn%.workerNum=4\n" },
  ],
  [
    "dn2",
    "dn2 is taken: cluster.nodes:3 has an instance of that name",
    { "cluster.nodes": "localSite,mode\n10.0.0.1:8902:|dn1,datanode\n10.0.0.1:8903:dn2,datanode\n" },
  ],
  [
    "a.b",
    '"a.b" would be read as something else in cluster.cfg:1',
    { "cluster.nodes": "localSite,mode\n10.0.0.1:8902:|dn1,datanode\n", "cluster.cfg": "dn1.workerNum=4\n" },
  ],
  ["x", "no name", site("hosts: |{}\n")],
];

it.each(refused)("gives no name %j: %s", (name, reason, marked) => {
  const { files, cursor } = withMarks(marked);
  expect(renamed(files, cursor.path, cursor.offset, name)).toBe(reason);
});

const deployments: readonly Files[] = [
  ...readdirSync("examples").map((example) =>
    Object.fromEntries(
      readdirSync(`examples/${example}`).map((name) => [
        name,
        readFileSync(`examples/${example}/${name}`, "utf8"),
      ]),
    ),
  ),
  rightClusters,
  rightFiles,
];

/** What lint says of a deployment, without the ends of the new names. */
const findings = ({ check: { diagnostics } }: OpenFile) =>
  diagnostics
    .map(({ code, severity, message, at: { file, start } }) => {
      const { line } = positionAt(file, start);
      return `${file.path}:${line} ${severity} ${code.name} ${message.replaceAll("zz", "")}`;
    })
    .sort();

/** Where one can ask: in files of the deployment, at names that stand there themselves. */
function namesOf(files: Files, path: string): { open: OpenFile; places: readonly NamePlace[] } {
  const open = inFolder(files, path);
  const places = nameSpaces(open, library).flatMap((space) => [...space.places]);
  return { open, places: places.filter((one) => !one.isImplied && one.at.file.path === path) };
}

const choice = fc.record({
  deployment: fc.constantFrom(...deployments),
  file: fc.nat(),
  place: fc.nat(),
});

series(
  "after a rename the findings are the same, and back again each file is",
  4,
  fc.property(choice, ({ deployment, file, place }) => {
    const paths = Object.keys(deployment);
    const path = paths[file % paths.length] ?? "";
    const { open, places } = namesOf(deployment, path);
    const target = places[place % places.length];
    if (target === undefined) return;
    const found = renamableAt(open, target.at.start, library);
    if (found === undefined || "refused" in found) {
      // An address, a name of another range, or one that comes from a host.
      expect(found?.refused).toMatch(/^no host is called|is one of|is called after its host/);
      return;
    }
    const after = renamed(deployment, path, target.at.start, `${found.text}zz`, open);
    if (typeof after === "string") throw new Error(after);
    expect(after).not.toEqual(deployment);
    const again = inFolder(after, path);
    expect(findings(again)).toEqual(findings(open));
    const [same] = namesOf(after, path).places.filter((one) => one.text === `${found.text}zz`);
    expect(renamed(after, path, same?.at.start ?? -1, found.text, again)).toEqual(deployment);
  }),
);

series(
  "no place of any text is too much for it",
  3,
  fc.property(choice, fc.nat(), fc.nat(), ({ deployment, file }, cut, offset) => {
    const paths = Object.keys(deployment);
    const path = paths[file % paths.length] ?? "";
    const text = deployment[path] ?? "";
    const half = { ...deployment, [path]: text.slice(0, cut % (text.length + 1)) + text.slice(cut % 7) };
    const open = inFolder(half, path);
    for (const at of [offset % (open.source.text.length + 1), -1, Number.NaN, text.length * 3]) {
      renamableAt(open, at, library);
      renameAt(open, at, "x", library);
    }
  }),
);
