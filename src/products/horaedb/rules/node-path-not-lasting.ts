import { posix } from "node:path";
import { type Message, quoted, say } from "../../../diagnostics/message.ts";
import { type Directory, type Instance, placeFor } from "../../../model/model.ts";
import { oncePerPlace } from "../../../rules/once-per-place.ts";
import { defineRule } from "../../../rules/rule.ts";
import { productName } from "../../../schema/catalogue.ts";
import { clustersOf } from "../cluster.ts";
import { site, threeHosts } from "./examples.ts";

const log = (dir: string) => ({
  as: "horaedb@2.1.0",
  files: { "horaedb.toml": `[analytic.wal]\ntype = "Local"\ndata_dir = "${dir}"\n` },
});
const inCluster = (dir: string) =>
  site(`${threeHosts}horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1, data_dir: ${dir} } ] }
`);

export const nodePathNotLasting = defineRule({
  name: "node-path-not-lasting",
  fault: "doubtful",
  summary:
    "A node keeps its log or its data files under /tmp, in memory, in a relative directory or in the root.",
  why: "What lies under /dev/shm or /run is in memory and gone after a reboot, and what lies under /tmp may be gone after a reboot: with the log go the newest writes, with the data files everything. A relative directory is another one for each directory that the server is started from. In / the server makes wal, store and the like beside the system's own directories, which it may do as root only.",
  fix: "Write a directory that stays and that belongs to the server's user, such as /var/lib/horaedb.",
  examples: {
    invalid: [
      log("/tmp/horaedb"),
      log("data"),
      log("/"),
      { title: "in cluster.yaml", ...inCluster("/tmp/n1") },
    ],
    valid: [log("/data/wal"), inCluster("/data/n1")],
    boundary: [
      { title: "a name that begins like it", ...log("/tmpfs/horaedb"), fires: false },
      { title: "in memory", ...log("/dev/shm/horaedb"), fires: true },
      { title: "in memory, of services", ...log("/run/horaedb"), fires: true },
      { title: "the root in cluster.yaml", ...inCluster("/"), fires: true },
      { title: "nothing but /tmp", ...log("/tmp"), fires: true },
      { title: "another way to write it", ...log("//tmp/../tmp/x"), fires: true },
      { title: "the directory that it is started in", ...log("."), fires: true },
      {
        title: "a cache may go",
        as: "horaedb@2.0.0",
        files: {
          "horaedb.toml": '[analytic.storage]\ndisk_cache_capacity = "10GB"\ndisk_cache_dir = "/tmp/cache"\n',
        },
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { nodes, site: ofSite } of clustersOf(model)) {
      for (const instance of nodes) {
        for (const directory of instance.claims.directories) {
          const problem = problemWith(directory);
          if (problem === undefined) continue;
          report({
            at: placeFor(instance, directory.origin),
            // One data_dir in cluster.yaml leads to several directories.
            ...(ofSite === undefined ? { key: directory.purpose } : { site: ofSite }),
            message: say`${directory.purpose} is ${quoted(directory.path)}, ${problem}`,
            help: say`write a directory that stays, such as ${lasting(instance)}`,
          });
        }
      }
    }
  },
});

/** What nobody wrote may be set elsewhere, and a cache is filled again. */
function problemWith({ path, purpose, origin }: Directory): Message | undefined {
  if (origin.kind === "default" || purpose.endsWith("disk_cache_dir")) return undefined;
  if (!path.startsWith("/")) return say`which depends on the directory that the server is started from`;
  const plain = posix.normalize(path).replace(/^\/+/, "/");
  if (/^(?:\/dev\/shm|\/run|\/var\/run)(?:\/|$)/.test(plain))
    return say`which is in memory and empty after a reboot`;
  if (plain === "/" || isOfRoot(plain, origin)) return say`so it lies between the directories of the system`;
  return /^\/tmp(?:\/|$)/.test(plain) ? say`which may be empty after a reboot` : undefined;
}

/** What `data_dir: /` of cluster.yaml leads to: /wal and /store. */
function isOfRoot(path: string, origin: Directory["origin"]): boolean {
  return origin.kind === "derived" && posix.dirname(path) === "/";
}

function lasting({ catalogue, version }: Instance): Message {
  return say`/var/lib/${productName(catalogue, version).toLowerCase()}`;
}
