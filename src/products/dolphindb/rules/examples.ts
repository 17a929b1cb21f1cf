/** Inputs for the examples of this product's rules. */

import type { Example } from "../../../diagnostics/diagnostic.ts";
import { site, threeHosts } from "../../../rules/examples.ts";

export { site, threeHosts };

/** The `dolphindb` section of a site with the hosts db1 to db3; without more it is a Raft group with two data nodes. */
export function dolphin(
  more = "",
  { controllers = raft, nodes = twoNodes, version = "2.00.12", hosts = threeHosts } = {},
): Example {
  return site(`${hosts}dolphindb:\n  version: "${version}"\n${controllers}${nodes}${more}`);
}

export const raft =
  "  controllers: [ { alias: c1, host: db1 }, { alias: c2, host: db2 }, { alias: c3, host: db3 } ]\n";
export const oneController = "  controllers: [ { alias: c1, host: db1 } ]\n";
export const twoNodes = "  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db2 } ]\n";

/** Files of one deployment, by their usual names; all of one release. */
export function files(texts: Readonly<Record<string, string>>, version = "2.00.12"): Example {
  const marked = Object.entries(texts).map(([name, text]) => [name, `${comment(name, version)}${text}`]);
  return { files: Object.fromEntries(marked) };
}

/** cluster.nodes takes no comment, and is of the release of the others. */
function comment(path: string, version: string): string {
  const kind = /(?<![a-z])([a-z]+)[\d-]*\.cfg$/.exec(path)?.[1];
  if (kind === undefined) return "";
  return `# cfgc: dolphindb-${kind === "dolphindb" ? "standalone" : kind}@${version}\n`;
}

/** A controller at 10.1.1.<n>:8900 called c<n>; with `raft` a member of a group. */
export function controllerCfg(n: number, more = "", isRaft = false): string {
  return `localSite=10.1.1.${n}:8900:c${n}\nmode=controller\n${isRaft ? "dfsHAMode=Raft\n" : ""}${more}`;
}

/** An agent at 10.1.1.<n>:8901 called a<n>, of the group of c1 to c<controllers>. */
export function agentCfg(
  n: number,
  { controllers = 3, controllerSite = "10.1.1.1:8900:c1", sites = "" } = {},
): string {
  const all = Array.from(
    { length: controllers },
    (_, index) => `10.1.1.${index + 1}:8900:c${index + 1}:controller`,
  );
  const list = sites === "" ? [`10.1.1.${n}:8901:a${n}:agent`, ...all].join(",") : sites;
  return `localSite=10.1.1.${n}:8901:a${n}\nmode=agent\ncontrollerSite=${controllerSite}\n${controllers > 0 ? `sites=${list}\n` : ""}`;
}

/** A table of nodes: `c1 a1 d1` are a controller, an agent and a data node at 10.1.1.1, at their usual ports. */
export function nodesTable(names: string, more = ""): string {
  const kinds = { c: ["controller", 8900], a: ["agent", 8901], d: ["datanode", 8902] } as const;
  const rows = names.split(" ").map((name) => {
    const [kind, port] = kinds[name[0] as keyof typeof kinds];
    return `10.1.1.${name.slice(1)}:${port}:${name},${kind}\n`;
  });
  return `localSite,mode\n${rows.join("")}${more}`;
}
