/** What can be wrong with the files that a cluster.yaml includes. */
import type { Code } from "../diagnostics/diagnostic.ts";
import { site } from "./code-examples.ts";

const included = (cluster: string, hosts: string) => ({
  files: {
    "cluster.yaml": `cfgc: 1\nname: metrics\n${cluster}`,
    "hosts.yaml": hosts,
  },
});

const db1 = "hosts: { db1: { address: 10.1.1.1 } }\n";
const onDb1 = "horaedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }\n";

export const includePath: Code = {
  name: "include-path",
  fault: "refused",
  anyRelease: true,
  summary: "An `include` leads out of the folder, or names no file.",
  why: "The same input has to give the same bundle on every machine, so a site brings its files with it.",
  fix: "Put the file beside the cluster.yaml or in a folder below, and write the path from there.",
  examples: {
    invalid: [
      site("include: [ ../hosts.yaml ]\n"),
      site("include: [ /etc/hosts.yaml ]\n"),
      site('include: [ "" ]\n'),
    ],
    valid: [included(`include: [ hosts.yaml ]\n${onDb1}`, db1)],
    boundary: [
      {
        title: "dots in a name are no way out",
        ...included(`include: [ ./hosts.yaml ]\n${onDb1}`, db1),
        fires: false,
      },
      { title: "nor is a way back in", ...site("include: [ a/../hosts.yaml ]\n"), fires: true },
    ],
  },
};

export const includeMissing: Code = {
  name: "include-missing",
  fault: "refused",
  anyRelease: true,
  summary: "An included file cannot be read.",
  why: "Without it the hosts of the site are not known. The path counts from the file that includes it.",
  fix: "Correct the path.",
  examples: {
    invalid: [site("include: [ host.yaml ]\n")],
    valid: [included(`include: [ hosts.yaml ]\n${onDb1}`, db1)],
    boundary: [
      {
        title: "hosts that may stand there are not missed",
        ...site(`include: [ host.yaml ]\n${onDb1}`),
        fires: true,
      },
    ],
  },
};

export const includeCycle: Code = {
  name: "include-cycle",
  fault: "refused",
  anyRelease: true,
  summary: "A file includes itself, directly or through others.",
  why: "Reading such a file would never end.",
  fix: "Delete the include that leads back.",
  examples: {
    invalid: [
      included("include: [ hosts.yaml ]\n", `include: [ cluster.yaml ]\n${db1}`),
      included("include: [ hosts.yaml ]\n", `include: [ hosts.yaml ]\n${db1}`),
    ],
    valid: [included(`include: [ hosts.yaml ]\n${onDb1}`, db1)],
    boundary: [
      {
        title: "a file twice is no cycle",
        ...included("include: [ hosts.yaml, hosts.yaml ]\n", db1),
        fires: false,
      },
    ],
  },
};

export const includeContent: Code = {
  name: "include-content",
  fault: "refused",
  anyRelease: true,
  summary: "An included file holds more than hosts.",
  why: "A file that several sites share describes machines. What runs on them belongs to a site, whose cluster.yaml says so.",
  fix: "Move the section to the cluster.yaml.",
  examples: {
    invalid: [included("include: [ hosts.yaml ]\n", `${db1}${onDb1}`)],
    valid: [included(`include: [ hosts.yaml ]\n${onDb1}`, db1)],
    boundary: [
      {
        title: "it may say its language",
        ...included(`include: [ hosts.yaml ]\n${onDb1}`, `cfgc: 1\n${db1}`),
        fires: false,
      },
      {
        title: "a name is a site's",
        ...included("include: [ hosts.yaml ]\n", `name: a\n${db1}`),
        fires: true,
      },
    ],
  },
};
