/** Which files of one call belong to one cluster: those beside each other, and those that name the same address. */
import { isLoopback } from "../../../model/addresses.ts";
import type { MapNode, Node } from "../../../source/tree.ts";
import { folderTie } from "../../folder-tie.ts";
import type { UpstreamFile } from "../../product.ts";
import { tiedGroups } from "../../tied-groups.ts";
import { splitSites } from "../syntax/local-site.ts";

/**
 * Files of one folder are one cluster, however much they disagree: that is what is to be found. Files of different
 * folders are one if a site ties them, as with a folder for each host; two environments in one call stay two.
 */
export function groupFiles(files: readonly UpstreamFile[]): readonly (readonly UpstreamFile[])[] {
  return tiedGroups(files, ({ source, tree }) => [folderTie(source.path), ...addressTies(tree)]);
}

function addressTies(tree: MapNode): string[] {
  const keys = ["localSite", "controllerSite", "sites"].map((key) => textAt(tree, key));
  const rows = tree.entries.get("rows")?.value;
  const cells = rows?.kind === "list" ? rows.items.map((row) => textAt(row, "localSite")) : [];
  return [...keys, ...cells].flatMap(splitSites).flatMap((site) => {
    const [host = "", port] = site.split(":");
    // A loopback address is another machine in every folder.
    return port === undefined || isLoopback(host.toLowerCase()) ? [] : [`${host.toLowerCase()}:${port}`];
  });
}

function textAt(node: Node, key: string): string {
  const value = node.kind === "map" ? node.entries.get(key)?.value : undefined;
  return value?.kind === "scalar" ? String(value.value) : "";
}
