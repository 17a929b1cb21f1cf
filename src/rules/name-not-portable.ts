import { advice } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Message, quoted, say } from "../diagnostics/message.ts";
import { type Host, type Instance, placeFor, type Site } from "../model/model.ts";
import { isWord, problemOfName } from "../model/names.ts";
import { site, threeHosts, twoSites } from "./examples.ts";
import { defineRule } from "./rule.ts";

const named = (name: string) =>
  site(`${threeHosts}horaedb:
  version: 2.1.0
  nodes: { members: [ { name: ${JSON.stringify(name)}, host: db1 } ] }
`);

/** DolphinDB's data nodes have no files of their own. */
const inTextsAlone = (first: string, second: string) =>
  site(`${threeHosts}dolphindb:
  version: "2.00.12"
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: ${JSON.stringify(first)}, host: db1 }, { alias: ${second}, host: db2 } ]
`);

export const nameNotPortable = defineRule({
  name: "name-not-portable",
  fault: "refused",
  anyRelease: true,
  summary: "A name cannot be carried by every file that has to hold it.",
  why: "Names become file names, unit names, and parts of lists such as initial-cluster, where a comma, an equals sign, a blank or a newline means something else. A name that becomes no file name, such as that of a data node of DolphinDB, may hold letters of any script. No document says whether the program accepts them, so that is a note.",
  fix: "Use letters, digits, dots, hyphens and underscores, and begin with a letter or a digit; at most 63 characters.",
  examples: {
    invalid: [named("a,b"), named("../etc"), named("a b"), named("a..b"), named("a=b")],
    valid: [named("node-1.metrics_a")],
    boundary: [
      {
        title: "a site among others that is called like a file of the bundle",
        ...twoSites("", "", "", ["east", "manifest.json"]),
        fires: true,
      },
      {
        title: "a site on its own has no folder",
        files: { "cluster.yaml": "cfgc: 1\nname: manifest.json\n" },
        fires: false,
      },
      { title: "in another case", ...twoSites("", "", "", ["east", "readme.md"]), fires: true },
      { title: "a name that ends alike", ...twoSites("", "", "", ["east", "a-readme.md"]), fires: false },
      {
        title: "the name of a host",
        ...site('hosts: { "db,1": { address: 10.1.1.1 } }\n'),
        fires: true,
      },
      {
        title: "hosts that differ in case only",
        ...site("hosts: { db1: { address: 10.1.1.1 }, DB1: { address: 10.1.1.2 } }\n"),
        fires: true,
      },
      {
        title: "hosts of two sites, which have folders of their own",
        files: {
          "a/cluster.yaml": "cfgc: 1\nname: a\nhosts: { db1: { address: 10.1.1.1 } }\n",
          "b/cluster.yaml": "cfgc: 1\nname: b\nhosts: { DB1: { address: 10.1.1.2 } }\n",
        },
        fires: false,
      },
      {
        title: "names that differ in case only",
        ...site(`${threeHosts}horaedb:
  version: 2.1.0
  nodes: { members: [ { name: n, host: db1 }, { name: N, host: db1, ports: { http: 6001, grpc: 6002, mysql: 6003, postgresql: 6004 } } ] }
  routing: { schemas: { public: { shards: { 0: n, 1: N } } } }
`),
        fires: true,
      },
      {
        title: "a name that stands in texts alone, in another script",
        ...inTextsAlone("节点1", "d2"),
        fires: true,
        severity: "info",
      },
      { title: "such a name as a path", ...inTextsAlone("a/b", "d2"), fires: true },
      { ...named("n".repeat(63)), fires: false },
      { ...named("n".repeat(64)), fires: true },
    ],
  },
  check(model, report) {
    const check = (name: Message, at: Location, of: Site | undefined, what: Message, isText = false) => {
      const problem = problemOfName(name);
      if (problem === undefined) return;
      const inDoubt = isText && isWord(name);
      report({
        at,
        site: of,
        message: say`the ${what} ${quoted(name.length > 70 ? say`${name.slice(0, 67)}...` : name)} ${inDoubt ? say`is not spelt as the names in documents are, and none of them says what a name may be` : problem}`,
        help: advice`use letters, digits, dots, hyphens and underscores, and begin with a letter or a digit`,
        ...(inDoubt ? { severity: "info" as const } : {}),
      });
    };
    for (const one of model.sites) {
      check(one.name, one.at, one, say`site name`);
      if (model.sites.length < 2 || !ownFiles.includes(one.name.toLowerCase())) continue;
      report({
        at: one.at,
        site: one,
        message: say`the folder of the site "${one.name}" would have the name of a file that every bundle has`,
        help: advice`give the site another \`name\``,
      });
    }
    const foldedHosts = new Map<string, Host>();
    for (const host of model.hosts) {
      if (host.site === undefined) continue;
      check(host.name, host.at, host.site, say`host name`);
      const identity = JSON.stringify([model.sites.indexOf(host.site), host.name.toLowerCase()]);
      const other = foldedHosts.get(identity);
      foldedHosts.set(identity, other ?? host);
      if (other === undefined || other.name === host.name) continue;
      report({
        at: host.at,
        site: host.site,
        message: say`the host names "${other.name}" and "${host.name}" differ in case only, so a file system that ignores case mixes their folders`,
        related: [{ at: other.at, message: say`the other one is here` }],
        help: advice`choose names that differ in more than case`,
      });
    }
    const folded = new Map<string, Instance>();
    for (const instance of model.instances) {
      if (instance.site === undefined) continue;
      const { value, origin } = instance.name;
      // A name that comes from the host is reported there.
      if (origin.kind === "source")
        check(value, placeFor(instance, origin), instance.site, say`instance name`, instance.ownsNoFile);
      if (instance.ownsNoFile) continue;
      const identity = JSON.stringify([
        instance.site.name,
        instance.hostName?.value,
        instance.program,
        value.toLowerCase(),
      ]);
      const other = folded.get(identity);
      folded.set(identity, other ?? instance);
      if (other === undefined || other.name.value === value) continue;
      report({
        at: placeFor(instance, origin),
        site: instance.site,
        message: say`the instance names "${other.name.value}" and "${value}" differ in case only, so a file system that ignores case mixes their files`,
        related: [{ at: placeFor(other, other.name.origin), message: say`the other one is here` }],
        help: advice`choose names that differ in more than case`,
      });
    }
  },
});

/** With several sites each has a folder beside these. */
const ownFiles = ["manifest.json", "readme.md"];
