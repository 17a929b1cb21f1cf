/**
 * Where names are declared and spoken of. The texts say it themselves: `|` is the cursor, `‹›` stands around what declares
 * the name there, `«»` around what speaks of it, and nothing else does.
 */
import { describe, expect, it } from "vitest";
import type { Location } from "../src/diagnostics/location.ts";
import { definitionAt, referencesAt } from "../src/editor/names/definition.ts";
import { library } from "./support/asked-file.ts";
import { type Files, inFolder, type MarkedPlace, withMarks } from "./support/asked-folder.ts";

const cases: readonly (readonly [what: string, files: Files])[] = [
  [
    "a host from a member",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts:
  ‹h1›: { address: 10.0.0.1 } # h1 is the first
  h2: { address: 10.0.0.2 }
horaedb:
  version: 2.1.0
  meta: { members: [{ name: m1, host: «h|1» }] }
  nodes: { members: [{ host: "«h1»" }, { host: h2, meta_member: m1 }] }
oms:
  version: 4.2.2
  regions: [{ name: r, hosts: [«h1», h2] }]
`,
    },
  ],
  [
    "a host in a range",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts:
  "‹h[1-3]›": { address: "10.0.0.[1-3]" }
horaedb:
  version: 2.1.0
  meta: { members: [{ name: m1, host: «h2|» }, { name: m2, host: h1 }] }
  nodes: { members: [{ host: "«h[2-3]»" }] }
`,
    },
  ],
  [
    "a range from its declaration",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts:
  "‹|h[1-3]›": { address: "10.0.0.[1-3]" }
  h4: { address: 10.0.0.4 }
horaedb:
  version: 2.1.0
  nodes: { members: [{ host: "«h[3-4]»" }, { host: h4 }, { host: «h1» }] }
`,
    },
  ],
  [
    "a member of HoraeMeta, and no node of the same name",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts: { h1: { address: 10.0.0.1 } }
horaedb:
  version: 2.1.0
  meta: { members: [{ name: ‹a›, host: h1 }] }
  nodes: { members: [{ name: a, host: h1, meta_member: «|a» }] }
`,
    },
  ],
  [
    "a node that is called after its host",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts: { h1: { address: 10.0.0.1 }, h2: { address: 10.0.0.2 } }
horaedb:
  version: 2.1.0
  topology: static
  nodes: { members: [{ host: ‹h1› }, { name: b, host: h2 }] }
  routing: { schemas: { public: { shards: { 0: «h1|», 1: b } } } }
`,
    },
  ],
  [
    "an alias from a group of streams",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts: { "h[1-3]": { address: "10.0.0.[1-3]" } }
dolphindb:
  version: "2.00.12"
  controllers: [{ host: h1 }]
  data_nodes: [{ alias: d1, host: h1 }, { alias: ‹d2›, host: h2 }, { alias: d3, host: h3 }]
  config: { cluster: { streamingHAMode: raft, streamingRaftGroups: "2:d1:«d|2»:d3,3:«d2»:d3:d1" } }
`,
    },
  ],
  [
    "a region",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts: { cn: { address: 10.0.0.1 } }
oms: { version: 4.2.2, regions: [{ name: ‹c|n›, hosts: [cn] }] }
`,
    },
  ],
  [
    "a host that two sites include",
    {
      "east.cluster.yaml":
        "cfgc: 1\nname: east\ninclude: [hosts.yaml]\nhosts: { own: { address: 10.1.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: «h1» }, { host: own }] } }\n",
      "west.cluster.yaml":
        "cfgc: 1\nname: west\ninclude: [hosts.yaml]\nhosts: { own: { address: 10.2.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: «|h1», data_dir: /data/west }, { host: own }] } }\n",
      "hosts.yaml": "hosts:\n  ‹h1›: { address: 10.0.0.1 }\n  h2: { address: 10.0.0.2 }\n",
    },
  ],
  [
    "a host that only looks like that of another site",
    {
      "east.cluster.yaml":
        "cfgc: 1\nname: east\ninclude: [hosts.yaml]\nhosts: { ‹own›: { address: 10.1.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: h1 }, { host: «ow|n» }] } }\n",
      "west.cluster.yaml":
        "cfgc: 1\nname: west\ninclude: [hosts.yaml]\nhosts: { own: { address: 10.2.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: own }] } }\n",
      "hosts.yaml": "hosts:\n  h1: { address: 10.0.0.1 }\n",
    },
  ],
  [
    "a host in a file that sites include",
    {
      "sites/cluster.yaml":
        "cfgc: 1\nname: east\ninclude: [hosts.yaml]\nhoraedb: { version: 2.1.0, nodes: { members: [{ host: «h1» }] } }\n",
      "sites/hosts.yaml": "hosts:\n  ‹h|1›: { address: 10.0.0.1 }\n",
    },
  ],
  ["a host in a file that nobody includes", { "hosts.yaml": "hosts:\n  ‹h|1›: { address: 10.0.0.1 }\n" }],
  [
    "an alias in the files of a cluster",
    {
      "controller.cfg": "mode=controller\nlocalSite=10.0.0.1:8900:ctl\n",
      "agent.cfg":
        "mode=agent\nlocalSite=10.0.0.1:8901:ag1\ncontrollerSite=10.0.0.1:8900:ctl\nsites=10.0.0.1:8901:ag1:agent,10.0.0.1:8900:ctl:controller\n",
      "cluster.nodes":
        "localSite,mode\n10.0.0.1:8901:ag1,agent\n10.0.0.1:8902:‹dn1›,datanode\n10.0.0.1:8903:dn10,datanode\n",
      "cluster.cfg":
        "maxMemSize=8\n«d|n1».volumes=/data/dn1\ndn10.volumes=/data/dn10\n«dn%».workerNum=4\n# dn1.workerNum=5\nstreamingRaftGroups=2:«dn1»:dn10:dn3\n",
    },
  ],
  [
    "a controller, in its own file and in those of its agents",
    {
      "one/controller.cfg": "mode=controller\nlocalSite=10.0.0.1:8900:‹ctl›\n",
      "two/agent.cfg":
        "mode=agent\nlocalSite=10.0.0.2:8901:ag2\ncontrollerSite=10.0.0.1:8900:«c|tl»\nsites=10.0.0.2:8901:ag2:agent, 10.0.0.1:8900:«ctl»:controller\n",
    },
  ],
  [
    "what a pattern is for",
    {
      "cluster.nodes": "localSite,mode\n10.0.0.1:8902:‹dn1›,datanode\n10.0.0.1:8903:cn1,computenode\n",
      "cluster.cfg": "«d%|».volumes=/data\n«d%».workerNum=4\n«dn1».maxMemSize=4\n",
    },
  ],
  [
    "a member of HoraeMeta in its own file",
    {
      "meta0.toml":
        'node-name = "‹meta0›"\ndata-dir = "/var/lib/meta0"\npeer-urls = "http://10.0.0.1:2380"\nadvertise-peer-urls = "http://10.0.0.1:2380"\ninitial-cluster = "«meta0»=http://10.0.0.1:2380,meta1=http://10.0.0.2:2380"\n',
      "meta1.toml":
        'node-name = "meta1"\ndata-dir = "/var/lib/meta1"\npeer-urls = "http://10.0.0.2:2380"\nadvertise-peer-urls = "http://10.0.0.2:2380"\ninitial-cluster = "«me|ta0»=http://10.0.0.1:2380,meta1=http://10.0.0.2:2380"\n',
    },
  ],
  [
    "while the text does not parse",
    {
      "cluster.yaml": `cfgc: 1
name: s
hosts:
  ‹h1›: { address: 10.0.0.1 }
  h2: { address: 10.0.0.2
horaedb:
  version: 2.1.0
  nodes: { members: [{ host: «h|1» }, { host: h2 }] }
oms: [
`,
    },
  ],
  ["no name", { "cluster.yaml": "cfgc: 1\nname: s|\nhosts: { s: { address: 10.0.0.1 } }\n" }],
  ["nothing", { "cluster.yaml": "|" }],
  ["no file of pairs", { "cluster.cfg": "=|" }],
];

const placeOf = ({ file, start, end }: Location): MarkedPlace => ({
  path: file.path,
  start,
  text: file.text.slice(start, end),
});

const sorted = (places: readonly MarkedPlace[]) =>
  [...places].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));

describe("of", () => {
  it.each(cases)("%s", (_what, marked) => {
    const { files, cursor, declared, spoken } = withMarks(marked);
    const open = inFolder(files, cursor.path);
    expect(definitionAt(open, cursor.offset, library).map(placeOf)).toEqual(sorted(declared));
    expect(referencesAt(open, cursor.offset, false, library).map(placeOf)).toEqual(sorted(spoken));
    const all = referencesAt(open, cursor.offset, true, library).map(placeOf);
    expect(all).toEqual(sorted([...declared, ...spoken]));
  });
});
