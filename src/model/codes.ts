/** What can be wrong with a cluster.yaml while it is resolved into the model. */

import type { Code } from "../diagnostics/diagnostic.ts";
import { type Sayable, say } from "../diagnostics/message.ts";

const site = (rest: string) => ({ files: { "cluster.yaml": `cfgc: 1\nname: metrics\n${rest}` } });

export const rangeMismatch: Code = {
  name: "range-mismatch",
  fault: "refused",
  anyRelease: true,
  summary: "Ranges that belong together have different lengths.",
  why: "Each name gets the address (or each host the name) at the same place of the other range, so both have to be equally long.",
  fix: "Make both ranges stand for the same number of names.",
  examples: {
    invalid: [site('hosts: { "dn[01-40]": { address: "10.1.2.[1-39]" } }\n')],
    valid: [site('hosts: { "dn[01-40]": { address: "10.1.2.[1-40]" } }\n')],
    boundary: [
      { ...site('hosts: { "dn[1-2]": { address: "10.1.2.[1-1]" } }\n'), fires: true },
      { ...site('hosts: { "dn[1-1]": { address: "10.1.2.[9-9]" } }\n'), fires: false },
    ],
  },
};

export const rangeSyntax: Code = {
  name: "range-syntax",
  fault: "refused",
  anyRelease: true,
  summary: "A range in a name cannot be expanded.",
  why: "Ranges ascend, keep the padding of their first number, and stand for at most 100,000 names.",
  fix: "Write [first-last] with two numbers of the same width, such as dn[01-40].",
  examples: {
    invalid: [
      site('hosts: { "dn[40-01]": { address: "10.1.2.[1-40]" } }\n'),
      site('hosts: { "dn[a-c]": { address: 10.1.2.1 } }\n'),
    ],
    valid: [site('hosts: { "dn[01-02]": { address: "10.1.2.[1-2]" } }\n')],
    boundary: [
      { ...site('hosts: { "dn[2-1]": { address: "10.1.2.[1-2]" } }\n'), fires: true },
      { ...site('hosts: { "dn[1-1]": { address: 10.1.2.1 } }\n'), fires: false },
    ],
  },
};

export const duplicateHost: Code = {
  name: "duplicate-host",
  fault: "refused",
  anyRelease: true,
  summary: "One host is described twice.",
  why: "Two ranges, or a range and a name, stand for the same host, so its address is not clear.",
  fix: "Describe each host once.",
  examples: {
    invalid: [site('hosts: { "dn[1-3]": { address: "10.1.2.[1-3]" }, dn3: { address: 10.1.2.9 } }\n')],
    valid: [site('hosts: { "dn[1-2]": { address: "10.1.2.[1-2]" }, dn3: { address: 10.1.2.9 } }\n')],
    boundary: [
      {
        ...site(
          'hosts: { "dn[1-2]": { address: "10.1.2.[1-2]" }, "dn[2-3]": { address: "10.1.2.[8-9]" } }\n',
        ),
        fires: true,
      },
      {
        ...site(
          'hosts: { "dn[1-2]": { address: "10.1.2.[1-2]" }, "dn[3-4]": { address: "10.1.2.[8-9]" } }\n',
        ),
        fires: false,
      },
    ],
  },
};

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
  summary: "A file includes itself, by itself or by way of others.",
  why: "There is no end to such a file.",
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

const released = (version: Sayable) =>
  site(
    `hosts: { db1: { address: 10.1.1.1 } }\nhoraedb: { version: ${version}, nodes: { members: [ { host: db1 } ] } }\n`,
  );

const file = (kind: string) => ({
  files: { "horaedb.toml": `# cfgc: ${kind}\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\n` },
});

export const unknownVersion: Code = {
  name: "unknown-version",
  fault: "refused",
  anyRelease: true,
  summary: "There is no such release of the program, or cfgc does not know it.",
  why: "What a key means depends on the release; for one that cfgc does not know it could only guess.",
  fix: "Write one of the releases named, as a text. Of a release newer than those say as which older one it is to be treated: `treat_as` in cluster.yaml, `# cfgc: horaedb@2.2.0 as 2.1.0` in a file.",
  examples: {
    invalid: [
      site(
        "hosts: { db1: { address: 10.1.1.1 } }\nhoraedb: { version: 1.2.3, nodes: { members: [ { host: db1 } ] } }\n",
      ),
      { title: "newer than cfgc knows", ...released(say`2.9.0`) },
      { title: "in a file", ...file("horaedb@2.9.0") },
    ],
    valid: [
      site(
        "hosts: { db1: { address: 10.1.1.1 } }\nhoraedb: { version: 1.2.2, nodes: { members: [ { host: db1 } ] } }\n",
      ),
      {
        title: "newer than cfgc knows, treated as one that it knows",
        ...released(say`2.9.0, treat_as: 2.1.0`),
      },
      { title: "the same in a file", ...file("horaedb@2.9.0 as 2.1.0") },
    ],
    boundary: [
      {
        title: "older than a release of its line that cfgc knows, so it is none",
        ...released(say`1.2.3, treat_as: 1.2.2`),
        fires: true,
      },
      { title: "of a major line that cfgc does not know", ...released(say`9.0.0`), fires: true },
      {
        title: "fewer parts than a release has",
        ...released(say`'2.9', treat_as: 2.1.0`),
        fires: true,
      },
    ],
  },
};

export const treatAsNotUsable: Code = {
  name: "treat-as-not-usable",
  fault: "refused",
  anyRelease: true,
  summary: "A release cannot be treated as the one that is named.",
  why: "What is said of the newer release rests on what cfgc knows of the older one. So that has to be a release that cfgc knows, older, and of the same major line, in which programs keep their keys. A release that cfgc knows needs no other.",
  fix: "Treat it as the newest release of its major line that cfgc knows, or leave it out.",
  examples: {
    invalid: [
      { title: "another major line", ...released(say`2.9.0, treat_as: 1.2.7`) },
      { title: "a release that nobody knows", ...released(say`2.9.0, treat_as: 2.0.9`) },
      { title: "in a file", ...file("horaedb@2.9.0 as 1.2.7") },
    ],
    valid: [released(say`2.9.0, treat_as: 2.1.0`), released(say`2.1.0`)],
    boundary: [
      { title: "a release that cfgc knows", ...released(say`2.1.0, treat_as: 2.0.0`), fires: true },
      { title: "itself", ...released(say`2.9.0, treat_as: 2.9.0`), fires: true },
      { title: "a newer one", ...released(say`2.0.1, treat_as: 2.1.0`), fires: true },
      { title: "an older one of its line", ...released(say`2.0.1, treat_as: 2.0.0`), fires: false },
      {
        title: "a file of a release that cfgc knows",
        ...file("horaedb@2.1.0 as 2.0.0"),
        fires: true,
      },
    ],
  },
};

const dolphindb = (config: string) =>
  site(`hosts: { db1: { address: 10.1.1.1 } }
dolphindb:
  version: "2.00.12"
  replication: { factor: 1 }
  config: { cluster: ${config} }
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1 } ]
`);

const tracing = (dir: string) =>
  site(`hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  nodes: { config: { tracing: { dir: ${dir} } }, members: [ { host: db1 } ] }
`);

export const valueNotWritable: Code = {
  name: "value-not-writable",
  fault: "refused",
  anyRelease: true,
  summary: "A value cannot be carried by the format of the file that has to hold it.",
  why: "DolphinDB's files have one value a line and know no quotes, environment files and units end a value with its line, and every file is UTF-8. Written all the same, the rest of the value would be another setting.",
  fix: "Write the value without the character that the finding names.",
  examples: {
    invalid: [
      { title: "a control character", ...dolphindb('{ startup: "a\\u0007b.dos" }') },
      { title: "a path that a unit repeats", ...tracing('"/var/log/a\\nb"') },
    ],
    valid: [dolphindb("{ startup: a#b.dos }"), tracing('"/var/log/a b%n"')],
    boundary: [
      { title: "a tab within", ...dolphindb('{ startup: "a\\tb.dos" }'), fires: false },
      { title: "a tab in quotes", ...tracing('"/var/log/a\\tb"'), fires: false },
      { title: "the last control character", ...tracing('"/var/log/a\\u009fb"'), fires: true },
      { title: "the first that is none", ...tracing('"/var/log/a\\u00a0b"'), fires: false },
    ],
  },
};

export const unknownKind: Code = {
  name: "unknown-kind",
  fault: "refused",
  anyRelease: true,
  summary: "`.cfgc.yaml` names a kind of file that does not exist.",
  why: "The files of that line would be checked as something else, or not at all.",
  fix: "Write one of the kinds that the finding lists.",
  examples: { invalid: [], valid: [] },
};

export const patternWithoutFile: Code = {
  name: "pattern-without-file",
  fault: "doubtful",
  anyRelease: true,
  summary: "A pattern in `.cfgc.yaml` fits no file.",
  why: "Whoever wrote it believes that something is checked, and nothing is: the files moved, or the pattern is misspelt.",
  fix: "Correct the pattern, or delete it. Patterns count from the folder of `.cfgc.yaml`.",
  examples: { invalid: [], valid: [] },
};

export const foldersClash: Code = {
  name: "folders-clash",
  fault: "note",
  anyRelease: true,
  summary:
    "The cluster.yaml of two folders use the same ports, directories or backends, and may be alternatives.",
  why: "What a folder holds is a deployment of its own, such as one for staging and one for production, or the one before and the one after a move. Whether the two ever run at the same time the files do not say; if they do, the second to start fails, or the two write into each other's data.",
  fix: "If both are to run, name both in one call, or put them into one set of `.cfgc.yaml`; then they are checked as one deployment. If not, nothing is wrong.",
  examples: { invalid: [], valid: [] },
};

export const bundleEdited: Code = {
  name: "bundle-edited",
  fault: "doubtful",
  anyRelease: true,
  summary: "A file of a bundle that cfgc wrote is missing, or not as cfgc wrote it.",
  why: "The bundle belongs to a cluster.yaml, and the next build replaces what somebody changed by hand. A missing file is one that a host will miss.",
  fix: "Make the change in cluster.yaml and build again; copy bundles as a whole.",
  examples: { invalid: [], valid: [] },
};

export const bundleUnfinished: Code = {
  name: "bundle-unfinished",
  fault: "doubtful",
  anyRelease: true,
  summary: "A build of a bundle was interrupted, or is at work, so what lies there may be of two builds.",
  why: "Files of the next build stand beside those of the last one until the write is finished. Each may be right and the whole wrong.",
  fix: "Run `cfgc build` again: it finishes the write, or removes what is left of it. Do not copy the bundle before.",
  examples: { invalid: [], valid: [] },
};

export const versionAssumed: Code = {
  name: "version-assumed",
  fault: "note",
  anyRelease: true,
  summary: "Nothing says the release of the program, and another one fits the file better.",
  why: "The file is checked against the newest release. What an older one reads may be unknown to that, so findings may be about an upgrade that nobody plans.",
  fix: "Say the release: in the file with a comment such as `# cfgc: horaedb@1.2.7`, for many files in `.cfgc.yaml`, or with `--as`.",
  examples: {
    invalid: [],
    valid: [
      { files: { "horaedb.toml": '# cfgc: horaedb@1.2.0\n[analytic.wal]\ntype = "RocksDB"\n' } },
      { files: { "horaedb.toml": '[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\n' } },
    ],
  },
};

export const unknownRule: Code = {
  name: "unknown-rule",
  fault: "doubtful",
  anyRelease: true,
  summary: "`accept` names a rule that does not exist, is not about availability, or finds nothing here.",
  why: "An acknowledgement that covers nothing hides nothing today and may hide something tomorrow; what a program refuses cannot be accepted away.",
  fix: "Delete the entry, or write the name of the rule that the finding prints.",
  examples: {
    invalid: [
      site("accept: [ { rule: meta-quorum, reason: edge site } ]\n"),
      {
        title: "nothing to accept",
        ...site("accept: [ { rule: meta-quorum-too-small, reason: edge site } ]\n"),
      },
    ],
    valid: [
      site("accept: []\n"),
      site(
        "accept: [ { rule: meta-quorum-too-small, reason: edge site } ]\nhosts: { db1: { address: 10.1.1.1 } }\nhoraedb: { version: 2.0.0, meta: { members: [ { host: db1 } ] }, nodes: { members: [ { host: db1 } ] } }\n",
      ),
    ],
  },
};
