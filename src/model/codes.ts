/** What can be wrong with a cluster.yaml while it is resolved into the model. */

import type { Code } from "../diagnostics/diagnostic.ts";
import { horaeSite } from "../schema/codes/code-examples.ts";
import { site } from "./code-examples.ts";

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

const dolphindb = (config: string) =>
  site(`hosts: { db1: { address: 10.1.1.1 } }
dolphindb:
  version: "2.00.12"
  replication: { factor: 1 }
  config: { cluster: ${config} }
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1 } ]
`);

/** The README shows what a node that joins a running cluster is given. */
const joining = (startup: string) =>
  site(`hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }
dolphindb:
  version: "3.00.5"
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db2, joining: true, config: { startup: ${startup} } } ]
`);

const tracing = (dir: string) => horaeSite(`{ tracing: { dir: ${dir} } }`);

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
      { title: "what ends a block of the README", ...joining('"a```b.dos"') },
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

export const unknownRule: Code = {
  name: "unknown-rule",
  fault: "doubtful",
  anyRelease: true,
  summary: "`accept` names a rule that does not exist, is not about availability, or finds nothing here.",
  why: "An entry that accepts nothing today may hide something tomorrow. What a program refuses cannot be accepted.",
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
