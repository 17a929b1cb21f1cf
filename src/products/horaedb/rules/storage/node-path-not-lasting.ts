import { posix } from "node:path";
import { advice } from "../../../../diagnostics/help.ts";
import { joined, type Message, quoted, say } from "../../../../diagnostics/message.ts";
import { type Directory, type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName, productName } from "../../../../schema/catalogue.ts";
import { tableOf } from "../../../../schema/key-path.ts";
import { clustersOf } from "../../cluster.ts";
import { flawOfPath, foldersThatStay, inRoot, isCleared } from "../../lasting-path.ts";
import { deployment, nodeFile, remoteNodeFile, site, threeHosts } from "../examples.ts";

const log = (dir: string) => ({
  as: "horaedb@2.1.0",
  files: { "horaedb.toml": `[analytic.wal]\ntype = "Local"\ndata_dir = "${dir}"\n` },
});
const inCluster = (dir: string) =>
  site(`${threeHosts}horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1, data_dir: ${dir} } ] }
`);

const ofTwo = (index: number) =>
  nodeFile()
    .replace("/data/wal", `/tmp/w${index}`)
    .replace("/data/store", `/tmp/s${index}`)
    .replace(
      "[server]",
      `[server]\nhttp_port = 544${index}\ngrpc_port = 883${index}\nmysql_port = 330${index}\npostgresql_port = 543${index}`,
    );

const walOnly = '[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\n';
const withoutStore = nodeFile().replace(/\[analytic\.storage\.object_store\][^[]*/, "");

export const nodePathNotLasting = defineRule({
  name: "node-path-not-lasting",
  fault: "doubtful",
  summary:
    "A node keeps its log or its data files under /tmp (which is the default), in memory, in a relative directory or in /.",
  why: "What lies under /dev/shm or /run is in memory and gone after a reboot, and what lies under /tmp may be gone after a reboot. Without the log the newest writes are lost, without the data files everything. A relative directory depends on the directory that the server is started from. In / the server makes wal, store and the like beside the system's own directories, which only root may do. Without [analytic.storage.object_store] the data files lie in /tmp/horaedb, before 2.0.0 in /tmp/ceresdb, wherever the log is (apache/horaedb@v2.1.0:src/components/object_store/src/config.rs:43). cfgc says this of a file that has [analytic.wal] and anything outside [analytic]: one with less may be a piece of a file.",
  fix: "Write a directory that stays and that belongs to the server's user, such as /var/lib/horaedb.",
  examples: {
    invalid: [
      log("/tmp/horaedb"),
      log("data"),
      log("/"),
      { title: "in cluster.yaml", ...inCluster("/tmp/n1") },
      { title: "the data files by default", ...deployment({ "horaedb.toml": withoutStore }) },
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
        title: "the log by default, too",
        ...deployment({ "horaedb.toml": withoutStore.replace(/^data_dir.*\n/m, "") }),
        fires: true,
      },
      {
        title: "a node that says how it listens, alone",
        ...deployment({ "horaedb.toml": `[server]\nhttp_port = 5440\n${walOnly}` }),
        fires: true,
      },
      {
        title: "two nodes of one machine, which are offered directories of their own",
        ...deployment({ "horaedb1.toml": ofTwo(1), "horaedb2.toml": ofTwo(2) }),
        fires: true,
      },
      {
        title: "a file of a log alone may be a piece",
        ...deployment({ "horaedb.toml": walOnly }),
        fires: false,
      },
      {
        title: "data files in a bucket",
        ...deployment({ "horaedb.toml": remoteNodeFile(1) }),
        fires: false,
      },
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
          if (directory.origin.kind === "default") reportDefault(instance, directory, report);
          const problem = problemWith(directory);
          if (problem === undefined) continue;
          const better = lasting(instance, directory);
          report({
            at: placeFor(instance, directory.origin),
            // One data_dir in cluster.yaml leads to several directories.
            ...(ofSite === undefined ? { key: directory.purpose } : { site: ofSite }),
            message: say`${directory.purpose} is ${quoted(directory.path)}, ${problem}`,
            help: instead(directory.origin, better, say`write a directory that stays, such as ${better}`),
          });
        }
      }
    }
  },
});

/** Of a file that is there as a whole: one with less may leave out what stands elsewhere. */
function reportDefault(instance: Instance, { path, purpose }: Directory, report: Report): void {
  if (!isCleared(path) || isCache(purpose)) return;
  const { settings, catalogue, version } = instance;
  const named = [...settings.explicit.keys(), ...settings.tables.keys(), ...settings.ignored];
  const isWhole = settings.hasTable("analytic.wal") && named.some((key) => !/^analytic(?:\.|$)/.test(key));
  if (!isWhole) return;
  const table = tableOf(purpose);
  const what = isOfLog(purpose) ? say`its log` : say`its data files`;
  const line = say`data_dir = "${homeOf(instance)}/${folderOf(purpose)}"`;
  report({
    at: settings.tables.get(table) ?? settings.tables.get("analytic.wal") ?? instance.at,
    key: purpose,
    message: say`${purpose} is not written, so ${displayName(catalogue, version)} keeps ${what} in ${path}, which may be empty after a reboot`,
    help: settings.hasTable(table)
      ? advice`write ${line}`
      : advice`write [${table}] with type = "Local" and ${line}`,
  });
}

function isCache(purpose: string): boolean {
  return purpose.endsWith("disk_cache_dir");
}

/** What nobody wrote is looked at apart, and a cache is filled again. */
function problemWith({ path, purpose, origin }: Directory): Message | undefined {
  if (origin.kind === "default" || isCache(purpose)) return undefined;
  return flawOfPath(path)?.problem ?? (isOfRoot(path, origin) ? inRoot : undefined);
}

/** What `data_dir: /` of cluster.yaml leads to: /wal and /store. */
function isOfRoot(path: string, origin: Directory["origin"]): boolean {
  return origin.kind === "derived" && posix.dirname(posix.normalize(path)) === "/";
}

/** Under the names that it has, so that what lies apart does so there as well. */
function lasting(instance: Instance, { path, purpose, origin }: Directory): Message {
  const home = homeOf(instance);
  const isDerived = origin.kind === "derived";
  const folders = foldersThatStay(path).slice(0, isDerived ? -1 : undefined);
  const own = home.endsWith(`/${folders[0]}`) ? folders.slice(1) : folders;
  if (own.length > 0) return joined([home, ...own], "/");
  return isDerived ? home : say`${home}/${folderOf(purpose)}`;
}

function homeOf({ catalogue, version }: Instance): Message {
  return say`/var/lib/${productName(catalogue, version).toLowerCase()}`;
}

function folderOf(purpose: string): Message {
  return isOfLog(purpose) ? say`wal` : say`store`;
}

function isOfLog(purpose: string): boolean {
  return tableOf(purpose) === "analytic.wal";
}
