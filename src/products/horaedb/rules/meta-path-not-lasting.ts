import { type Message, quoted, say, sayableText } from "../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../model/model.ts";
import { defineRule, type Report } from "../../../rules/rule.ts";
import { displayName, productName } from "../../../schema/catalogue.ts";
import { clustersOf } from "../cluster.ts";
import { isEmbedded } from "../describe-meta.ts";
import { parseInitialCluster } from "../initial-cluster.ts";
import { deployment, memberFile } from "./examples.ts";

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

export const metaPathNotLasting = defineRule({
  name: "meta-path-not-lasting",
  fault: "doubtful",
  summary: "HoraeMeta keeps its data under /tmp, or leaves a path to a default that releases have changed.",
  why: "What lies under /tmp may be gone after a reboot: with a single member the metadata of all tables, with several that member, which does not start again under its name before it was removed and added. The defaults of storage-root-path and data-dir were changed (/rootPath, /ceresdb, /horaedb; /tmp/ceresmeta/data, /tmp/ceresmeta, /tmp/horaemeta), so after an upgrade a member that leaves them out starts with nothing.",
  fix: "Write data-dir with a directory that stays, and storage-root-path with the path that holds the metadata now.",
  examples: {
    invalid: [without("storage-root-path"), without("data-dir"), dataDir("/tmp/meta0")],
    valid: [deployment({ "meta0.toml": memberFile(0) })],
    boundary: [
      { title: "a name that begins like it", ...dataDir("/tmpfs/meta0"), fires: false },
      { title: "nothing but /tmp", ...dataDir("/tmp"), fires: true },
      { title: "a member alone", ...alone("/tmp/meta0"), fires: true },
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
    if (!/^\/tmp(?:\/|$)/.test(directory.value) || !isEmbedded(member.settings)) continue;
    report({
      at: placeFor(member, directory.origin),
      key: "data-dir",
      site: member.site,
      message: say`data-dir is ${directory.value}, which may be empty after a reboot, and ${lossOf(member)}`,
      help: say`write a directory that stays, such as ${quoted(lasting(member))}`,
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
  const named = members.filter(({ settings }) => settings.explicit.has("initial-cluster"));
  for (const key of ["storage-root-path", "data-dir"] as const) {
    const [first, ...others] = named.filter(
      ({ settings }) =>
        settings.get(key)?.origin.kind === "default" && (key !== "data-dir" || isEmbedded(settings)),
    );
    const value = first?.settings.text(key);
    if (first === undefined || value === undefined) continue;
    report({
      at: first.at,
      key,
      site: first.site,
      message: say`${key} is not written, so ${displayName(first.catalogue, first.version)} takes ${value.value}, which is another path in other releases`,
      related: others.map((member) => ({ at: member.at, message: say`nor is it here` })),
      help: say`write ${key} = ${quoted(key === "data-dir" ? lasting(first) : value.value)}`,
    });
  }
}

function lasting({ catalogue, version, settings }: Instance): Message {
  const name = settings.explicit.get("node-name")?.value;
  const family = productName(catalogue, version).toLowerCase();
  return say`/var/lib/${family}/${typeof name === "string" ? sayableText(name) : say`meta0`}`;
}
