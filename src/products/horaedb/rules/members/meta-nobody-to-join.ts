import { advice } from "../../../../diagnostics/help.ts";
import { type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import type { Traced } from "../../../../schema/value.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { parseInitialCluster } from "../../meta/initial-cluster.ts";
import { cluster, deployment, memberFile, site, threeHosts } from "../examples.ts";

const joining = { more: 'initial-cluster-state = "existing"\n' };
const alone = (more: string) =>
  deployment({
    "meta0.toml": `# cfgc-disable-file meta-quorum-too-small: one box\n${memberFile(0, {
      initialCluster: "meta0=http://10.1.1.1:2380",
      more,
    })}`,
  });
const nodes = "  nodes: { members: [ { host: db1 } ] }\n";

export const metaNobodyToJoin = defineRule({
  name: "meta-nobody-to-join",
  fault: "refused",
  summary: "Every member of HoraeMeta is told to join a running cluster, and none starts one.",
  why: 'A member with initial-cluster-state = "existing" asks the others for the list of members when it starts for the first time. If nobody is there it ends, with status 0: cannot fetch cluster info from peer urls (etcd-io/etcd@v3.5.12:server/etcdserver/server.go:421). Once a member has a log of its own it does not read the key again, so where all members have been replaced over time their files may say this rightly; hence a warning for the files of several.',
  fix: 'Write initial-cluster-state = "new", or leave it out, for members of a cluster that is not up yet; in cluster.yaml leave out `joining`.',
  examples: {
    invalid: [
      alone(joining.more),
      {
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1, joining: true } ] }
${nodes}accept: [ { rule: meta-quorum-too-small, reason: one box } ]
`),
      },
      {
        title: "all that the list names",
        ...deployment({
          "meta0.toml": memberFile(0, joining),
          "meta1.toml": memberFile(1, joining),
          "meta2.toml": memberFile(2, joining),
        }),
        severity: "warning",
      },
    ],
    valid: [cluster(nodes)],
    boundary: [
      { title: "a member alone that begins", ...alone('initial-cluster-state = "new"\n'), fires: false },
      {
        title: "a member that is not here may be up",
        ...deployment({ "meta0.toml": memberFile(0, joining), "meta1.toml": memberFile(1, joining) }),
        fires: false,
      },
      {
        title: "one of them begins",
        ...deployment({
          "meta0.toml": memberFile(0),
          "meta1.toml": memberFile(1),
          "meta2.toml": memberFile(2, joining),
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const group of clustersOf(model)) {
      const states = group.meta.map((member) => ({
        member,
        state: member.settings.text("initial-cluster-state"),
      }));
      const [first] = states;
      if (first?.state === undefined || !states.every(({ member, state }) => joins(member, state))) continue;
      const listed = listedBy(first.member);
      const isAlone = listed.size === 1 && group.meta.length === 1;
      // Several that join at once are `several-members-join` in cluster.yaml.
      if (!isAlone && (group.site !== undefined || !areAll(group, listed))) continue;
      report({
        at: placeFor(first.member, first.state.origin),
        key: "initial-cluster-state",
        site: group.site,
        message: isAlone
          ? say`the only member of HoraeMeta is to join a cluster that is up, so it does not start for the first time`
          : say`all members of HoraeMeta are to join a cluster that is up, so unless each has started before none of them starts`,
        related: states
          .slice(1)
          .flatMap(({ state }) =>
            state?.origin.kind === "source" ? [{ at: state.origin.at, message: say`and this one` }] : [],
          ),
        help:
          group.site === undefined
            ? instead(first.state.origin, say`new`, say`write initial-cluster-state = "new"`)
            : advice`leave out \`joining\` for the first member`,
        ...(isAlone ? {} : { severity: "warning" as const }),
      });
    }
  },
});

function joins({ settings }: Instance, state: Traced<Sayable> | undefined): boolean {
  return state?.value === "existing" && isEmbedded(settings);
}

function listedBy({ settings }: Instance): Set<Sayable> {
  return new Set(
    parseInitialCluster(settings.text("initial-cluster")?.value ?? say``).map(({ name }) => name),
  );
}

/** Whether the files are those of all members that the list names. */
function areAll({ meta }: HoraeCluster, listed: ReadonlySet<Sayable>): boolean {
  const here = new Set(meta.map(({ settings }) => settings.text("node-name")?.value));
  return listed.size > 1 && [...listed].every((name) => here.has(name));
}
