/** What can be wrong with a comment that silences a finding. */
import type { Code } from "../diagnostics/diagnostic.ts";

const meta = (text: string) => ({
  as: "horaemeta@2.0.0",
  files: {
    "meta0.toml": `node-name = "meta0"
data-dir = "/var/lib/horaemeta/meta0"
initial-cluster = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380"
peer-urls = "http://10.1.1.1:2380"
client-urls = "http://10.1.1.1:2379"
advertise-peer-urls = "http://10.1.1.1:2380"
advertise-client-urls = "http://10.1.1.1:2379"
storage-root-path = "/horaedb"
${text}`,
  },
});
const site = (comment: string) => ({
  files: { "cluster.yaml": `cfgc: 1\nname: metrics\n${comment}hosts: { db1: { address: 10.1.1.1 } }\n` },
});

export const suppressionUnused: Code = {
  name: "suppression-unused",
  fault: "doubtful",
  anyRelease: true,
  summary: "A comment silences a finding that is not there.",
  why: "A comment that covers nothing today may hide something tomorrow.",
  fix: "Delete the comment, or correct the name; it has to stand right above the line.",
  examples: {
    invalid: [
      meta("# cfgc-disable-next-line unknown-key: our build\nhttp-port = 8080\n"),
      meta("# cfgc-disable-file unkown-key: our build\nhttp-port = 8080\n"),
      site("# cfgc-disable-next-line duplicate-address: one machine\n"),
    ],
    valid: [meta("# cfgc-disable-next-line unknown-key: our build reads it\nour-port = 8080\n")],
  },
};

export const suppressionWithoutReason: Code = {
  name: "suppression-without-reason",
  fault: "doubtful",
  anyRelease: true,
  summary: "A comment that silences a finding gives no reason.",
  why: "Whoever meets the comment later cannot tell whether it still holds, so it silences nothing without one.",
  fix: "Write the reason behind a colon: `# cfgc-disable-next-line CODE: reason`.",
  examples: {
    invalid: [
      meta("# cfgc-disable-file unknown-key\nhttp-port = 8080\n"),
      meta("# cfgc-disable-next-line\nhttp-port = 8080\n"),
      site("# cfgc-disable-next-line duplicate-address\n"),
    ],
    valid: [meta("# cfgc-disable-file unknown-key: our build reads it\nour-port = 8080\nour-host = 'a'\n")],
  },
};
