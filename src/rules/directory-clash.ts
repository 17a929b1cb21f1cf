import { advice } from "../diagnostics/help.ts";
import { say } from "../diagnostics/message.ts";
import { type Directory, type Instance, placeFor, titleOf } from "../model/model.ts";
import { byMachine } from "./by-machine.ts";
import { site, threeHosts } from "./examples.ts";
import { defineRule } from "./rule.ts";
import { isSecondOfName } from "./same-name.ts";

const twoNodes = (first: string, second: string) =>
  site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1, data_dir: ${first} }, { host: db2 }, { host: db3 } ] }
  nodes: { members: [ { host: db1, data_dir: ${second} } ] }
`);

export const directoryClash = defineRule({
  name: "directory-clash",
  fault: "contradiction",
  across: true,
  summary: "Two instances on one host use the same directory, or one inside the other's.",
  why: "Each takes the files there for its own: they overwrite each other's data, or refuse to start over a lock.",
  fix: "Give each its own directory, side by side.",
  examples: {
    invalid: [
      twoNodes("/data", "/data/node"),
      {
        title: "in files",
        files: {
          "cluster.cfg": "# cfgc: dolphindb-cluster@3.00.5\nvolumes=/data/storage\n",
          "cluster.nodes":
            "localSite,mode\n10.1.1.1:8901:a1,agent\n10.1.1.1:8902:d1,datanode\n10.1.1.1:8903:d2,datanode\n",
        },
      },
    ],
    valid: [twoNodes("/data/meta", "/data/node")],
    boundary: [
      {
        title: "a name that begins alike is another directory",
        ...twoNodes("/data/n", "/data/nn"),
        fires: false,
      },
      {
        title: "another directory between them",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1, data_dir: /data/wal/meta }, { host: db2 }, { host: db3 } ] }
  nodes: { members: [ { host: db1, data_dir: /other }, { name: n2, host: db1, data_dir: /data, ports: { http: 6001, grpc: 6002, mysql: 6003, postgresql: 6004 } } ] }
`),
        fires: true,
      },
      {
        title: "on three hosts alike, said once",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[1-3]", data_dir: /data } ] }
  nodes: { members: [ { host: "db[1-3]", data_dir: /data/node } ] }
`),
        fires: true,
      },
      { title: "a slash at the end changes nothing", ...twoNodes("/data/wal/", "/data"), fires: true },
    ],
  },
  check(model, report) {
    const reported = new Set<string>();
    for (const instances of byMachine(model)) {
      for (const [inner, outer] of clashes(instances)) {
        if (isSecondOfName(inner.instance, outer.instance)) continue;
        const at = placeFor(inner.instance, inner.directory.origin);
        const otherAt = placeFor(outer.instance, outer.directory.origin);
        const pair = [at.file.path, at.start, otherAt.file.path, otherAt.start].join();
        if (reported.has(pair)) continue;
        reported.add(pair);
        const same = normal(inner.directory.path) === normal(outer.directory.path);
        report({
          at,
          site: inner.instance.site,
          message: say`${titleOf(inner.instance)} keeps its ${inner.directory.purpose} in ${inner.directory.path}, ${same ? "which is" : "inside"} the ${outer.directory.purpose} of ${titleOf(outer.instance)} on the same host`,
          related: [{ at: otherAt, message: say`${outer.directory.path} of ${titleOf(outer.instance)}` }],
          help: advice`give each its own directory`,
        });
      }
    }
  },
});

interface Use {
  readonly instance: Instance;
  readonly directory: Directory;
}

/** Pairs of different instances where the first directory is the second or lies in it. */
function* clashes(instances: readonly Instance[]): Generator<[Use, Use]> {
  if (instances.length < 2) return;
  const uses = instances
    .flatMap((instance) =>
      instance.claims.directories.map((directory) => ({
        instance,
        directory,
        path: `${normal(directory.path)}/`,
      })),
    )
    // Outer directories come first; the sort is stable, so equal ones keep the order of the file.
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const enclosing: typeof uses = [];
  for (const use of uses) {
    while (!use.path.startsWith(enclosing.at(-1)?.path ?? "")) enclosing.pop();
    // Everything lies in the root, so who keeps its files there is alone at fault, which is said elsewhere.
    const other = enclosing.find(
      (one) => one.instance !== use.instance && (one.path !== "/" || use.path === "/"),
    );
    if (other !== undefined) yield [use, other];
    enclosing.push(use);
  }
}

function normal(path: string): string {
  if (!path.includes("//") && !path.includes("/.") && !path.endsWith("/")) return path;
  return path
    .replace(/\/+/g, "/")
    .replace(/(?:\/\.)+(?=\/|$)/g, "")
    .replace(/\/$/, "");
}
