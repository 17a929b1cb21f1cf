import { type Message, quoted, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead, withKey } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName, productName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { flawOfPath } from "../../lasting-path.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { parseInitialCluster } from "../../meta/initial-cluster.ts";
import { cluster, deployment, memberFile } from "../examples.ts";

const without = (key: string) =>
  deployment({ "meta0.toml": memberFile(0).replace(new RegExp(`^${key} = .*\n`, "m"), "") });
const alone = (path: string) =>
  deployment({
    "meta0.toml": `# cfgc-disable-file meta-quorum-too-small: one box\n${memberFile(0, {
      initialCluster: "meta0=http://10.1.1.1:2380",
    }).replace(/^data-dir = .*$/m, `data-dir = "${path}"`)}`,
  });
const external = (more: string) =>
  deployment({
    "meta0.toml": `node-name = "meta0"\nenable-embed-etcd = false\nstorage-root-path = "/horaedb"\nadvertise-client-urls = "http://10.9.1.1:2379"\n${more}`,
  });
const dataDir = (path: string) =>
  deployment({ "meta0.toml": memberFile(0).replace(/^data-dir = .*$/m, `data-dir = "${path}"`) });

const variables = `INITIAL_CLUSTER=meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380
STORAGE_ROOT_PATH=/horaedb
ADVERTISE_PEER_URLS=http://10.1.1.1:2380
ADVERTISE_CLIENT_URLS=http://10.1.1.1:2379
`;

const inCluster = (path: string) =>
  cluster("  nodes: { members: [ { host: db1 } ] }\n", { lastMember: `data_dir: ${path}` });

export const metaPathNotLasting = defineRule({
  name: "meta-path-not-lasting",
  fault: "doubtful",
  summary:
    "HoraeMeta keeps its data under /tmp (which is the default), in memory, in a relative directory or in /.",
  why: "What lies under /dev/shm or /run is in memory and gone after a reboot, and what lies under /tmp may be gone. With a single member these are the metadata of all tables. Of several members it is one, which has to be removed and added before it starts again under its name. A relative directory is another one for each directory that the member is started from. In / the member makes its folders beside the system's own. The default of data-dir lies there in every release: /tmp/ceresmeta/data before 1.0.0, then /tmp/ceresmeta, and /tmp/horaemeta since 2.0.0 (apache/horaedb@v2.1.0:horaemeta/server/config/config.go:92).",
  fix: "Write data-dir with a directory that stays.",
  examples: {
    invalid: [
      dataDir("/tmp/meta0"),
      { title: "by default", ...without("data-dir") },
      {
        title: "in cluster.yaml",
        ...inCluster("/tmp/meta2"),
      },
    ],
    valid: [deployment({ "meta0.toml": memberFile(0) })],
    boundary: [
      { title: "a name that begins like it", ...dataDir("/tmpfs/meta0"), fires: false },
      { title: "nothing but /tmp", ...dataDir("/tmp"), fires: true },
      { title: "a member alone", ...alone("/tmp/meta0"), fires: true },
      { title: "in memory", ...alone("/dev/shm/meta0"), fires: true },
      { title: "in memory, of services", ...dataDir("/var/run/meta0"), fires: true },
      { title: "a folder called like it elsewhere", ...dataDir("/data/run/meta0"), fires: false },
      { title: "relative", ...dataDir("data"), fires: true },
      { title: "the root", ...dataDir("/"), fires: true },
      { title: "in memory, in cluster.yaml", ...inCluster("/run/meta2"), fires: true },
      {
        title: "the root in cluster.yaml, which clashes with no node on its host",
        ...cluster("  nodes: { members: [ { host: db3 } ] }\n", { lastMember: "data_dir: /" }),
        fires: true,
      },
      {
        title: "by default, of a member that an environment file names",
        files: {
          "horaemeta.toml": "# cfgc: horaemeta@2.0.0\nhttp-port = 8081\n",
          "meta.env": `NODE_NAME=meta0\n${variables}`,
        },
        fires: true,
      },
      {
        title: "by default, of a member whose own file holds a comment",
        files: {
          "horaemeta.toml": "# cfgc: horaemeta@2.0.0\n# all else is in meta.env",
          "meta.env": `# cfgc-disable-file meta-defaults-left: the unit sets NODE_NAME\n${variables}`,
        },
        fires: true,
      },
      { title: "storage-root-path is no directory", ...without("storage-root-path"), fires: false },
      {
        title: "the metadata lie in an etcd elsewhere",
        ...external('data-dir = "/tmp/meta0"\n'),
        fires: false,
      },
      { title: "an etcd elsewhere, and no directory", ...external(""), fires: false },
      {
        title: "a file that says who the member is not",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": "http-port = 8081\n" },
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      checkDataDirs(cluster.meta, report);
      checkUnwritten(cluster.meta, report);
    }
  },
});

function checkDataDirs(members: readonly Instance[], report: Report): void {
  for (const member of members) {
    const directory = member.settings.text("data-dir");
    if (directory === undefined || directory.origin.kind === "default") continue;
    const flaw = flawOfPath(directory.value);
    if (flaw === undefined || !isEmbedded(member.settings)) continue;
    report({
      at: placeFor(member, directory.origin),
      key: "data-dir",
      site: member.site,
      message: say`data-dir is ${quoted(directory.value)}, ${flaw.problem}${flaw.losesFiles ? say`, and ${lossOf(member)}` : ""}`,
      help: instead(
        directory.origin,
        lasting(member),
        say`write a directory that stays, such as ${quoted(lasting(member))}`,
      ),
    });
  }
}

function lossOf({ settings }: Instance): Message {
  const members = parseInitialCluster(settings.text("initial-cluster")?.value ?? say``);
  return members.length > 1
    ? say`without it the member does not come back under its name`
    : say`with it the metadata of all tables is gone`;
}

/** Once for all members; a fragment of a file that names no member may leave out anything. */
function checkUnwritten(members: readonly Instance[], report: Report): void {
  const [first, ...others] = members.filter(
    ({ settings }) =>
      settings.explicit.has("initial-cluster") &&
      settings.get("data-dir")?.origin.kind === "default" &&
      isEmbedded(settings),
  );
  const directory = first?.settings.text("data-dir");
  if (first === undefined || directory === undefined) return;
  report({
    at: first.at,
    key: "data-dir",
    site: first.site,
    message: say`data-dir is not written, so ${displayName(first.catalogue, first.version)} keeps its data in ${directory.value}, which may be empty after a reboot, and ${lossOf(first)}`,
    related: others.map((member) => ({ at: member.at, message: say`nor is it here` })),
    help: withKey(first, say`data-dir`, lasting(first), say`write data-dir = ${quoted(lasting(first))}`),
  });
}

function lasting({ catalogue, version, settings }: Instance): Message {
  const name = settings.explicit.has("node-name") ? settings.text("node-name")?.value : undefined;
  const family = productName(catalogue, version).toLowerCase();
  return say`/var/lib/${family}/${name ?? say`meta0`}`;
}
