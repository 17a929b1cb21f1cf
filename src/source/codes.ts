/** What can be wrong with a file before anybody knows what it is about. */
import type { Code } from "../diagnostics/diagnostic.ts";

const agentCfg = "localSite=10.1.1.1:8901:agent1\ncontrollerSite=10.1.1.1:8900:controller1\n";
const nodes = "localSite,mode\n10.1.1.1:8901:agent1,agent\n10.1.1.1:8902:dn1,datanode\n";
const omsConfig = `oms_meta_host: 10.10.10.1
oms_meta_port: 2883
oms_meta_user: root@oms
oms_meta_password: "__CFGC_SECRET_METRICS_OMS_META_DATABASE_PASSWORD__"
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_cm_heartbeat
cm_url: http://10.1.1.1:8088
cm_location: 0
`;

export const tomlSyntax: Code = {
  name: "toml-syntax",
  fault: "refused",
  anyRelease: true,
  summary: "The file is not valid TOML.",
  why: "A program that reads TOML stops at the first such place, so none of its settings take effect. HoraeMeta's reader (pelletier/go-toml v2.0.6) accepts invalid numbers and dates in keys that it does not know, so those are a warning. It stops at a byte order mark.",
  fix: "Mend the text at the place shown; cfgc reads on after it and reports what follows as well.",
  examples: {
    invalid: [
      { as: "horaemeta@2.0.0", files: { "meta0.toml": 'log = { level = "info"\nhttp-port = 8080\n' } },
      { as: "horaemeta@2.0.0", files: { "meta0.toml": "http-port = 08080\n" } },
      {
        title: "a date that is none, below a name that HoraeMeta does not know",
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": "# cfgc-disable-next-line unknown-key: our build reads it\nour-date = 2024-02-31\n",
        },
        severity: "warning",
      },
      {
        title: "a byte order mark, which HoraeDB would skip",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": "\ufeffhttp-port = 8080\n" },
      },
    ],
    valid: [{ as: "horaemeta@2.0.0", files: { "meta0.toml": 'log = { level = "info" }\n' } }],
  },
};

export const yamlSyntax: Code = {
  name: "yaml-syntax",
  fault: "refused",
  anyRelease: true,
  summary: "The file is not valid YAML.",
  why: "Whatever stands after the damaged place may be read as something else than its author meant.",
  fix: "Mend the text at the place shown.",
  examples: {
    invalid: [
      { files: { "cluster.yaml": "cfgc: 1\nname: metrics\nhosts: { db1: { address: 10.1.1.1 }\n" } },
      { as: "oms@4.2.2", files: { "config.yaml": `${omsConfig}cm_nodes: [ 10.1.1.1\n` } },
    ],
    valid: [{ files: { "cluster.yaml": "cfgc: 1\nname: metrics\nhosts: { db1: { address: 10.1.1.1 } }\n" } }],
  },
};

export const duplicateKey: Code = {
  name: "duplicate-key",
  fault: "refused",
  anyRelease: true,
  summary: "A key or table stands twice in one place.",
  why: "TOML readers refuse the file, a YAML reader keeps one of the two without saying which, and of DolphinDB's files no document says which line counts (there it is a warning).",
  fix: "Keep the one that is meant and delete the other.",
  examples: {
    invalid: [
      { as: "horaemeta@2.0.0", files: { "meta0.toml": "http-port = 8080\nhttp-port = 8081\n" } },
      {
        title: "in a file of DolphinDB",
        as: "dolphindb-cluster@2.00.12",
        files: { "cluster.cfg": "maxMemSize=8\nmaxMemSize=4\n" },
        severity: "warning",
      },
      { title: "in cluster.yaml", files: { "cluster.yaml": "cfgc: 1\nname: metrics\nname: logs\n" } },
    ],
    valid: [{ as: "horaemeta@2.0.0", files: { "meta0.toml": "http-port = 8080\n" } }],
  },
};

export const blankFirstLine: Code = {
  name: "blank-first-line",
  fault: "refused",
  anyRelease: true,
  summary: "A configuration file of DolphinDB begins with a blank line.",
  why: "DolphinDB's reference demands that the first line of every configuration file of a cluster is not blank (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/cluster.md:19). With a blank one in cluster.nodes a process says `The input file is empty` in its log and does not start (dolphindb/Tutorials_CN@35282f6:ha_cluster_deployment.md:947). No document says this of a single server's dolphindb.cfg, so there it is a warning.",
  fix: "Delete the blank line at the top.",
  examples: {
    invalid: [{ as: "dolphindb-agent@2.00.12", files: { "agent.cfg": `\n${agentCfg}` } }],
    valid: [{ as: "dolphindb-agent@2.00.12", files: { "agent.cfg": agentCfg } }],
    boundary: [
      {
        title: "blank lines further down do no harm",
        as: "dolphindb-agent@2.00.12",
        files: { "agent.cfg": `${agentCfg}\n\n` },
        fires: false,
      },
      {
        title: "in the file of a single server, of which no document speaks",
        as: "dolphindb-standalone@2.00.12",
        files: { "dolphindb.cfg": "\nmaxMemSize=8\n" },
        fires: true,
        severity: "warning",
      },
      {
        title: "blanks are blank too",
        as: "dolphindb-agent@2.00.12",
        files: { "agent.cfg": ` \t\n${agentCfg}` },
        fires: true,
      },
    ],
  },
};

export const cfgSyntax: Code = {
  name: "cfg-syntax",
  fault: "ignored",
  anyRelease: true,
  summary: "A line is neither `key=value` nor a comment.",
  why: "DolphinDB's files hold one `key=value` in each line. Any other line sets nothing.",
  fix: "Write `key=value`, or put a # at the start of the line.",
  examples: {
    invalid: [{ as: "dolphindb-agent@2.00.12", files: { "agent.cfg": `${agentCfg}maxMemSize 4\n` } }],
    valid: [
      { as: "dolphindb-agent@2.00.12", files: { "agent.cfg": `${agentCfg}# a comment\nmaxMemSize = 4\n` } },
    ],
  },
};

export const trailingComment: Code = {
  name: "trailing-comment",
  fault: "doubtful",
  anyRelease: true,
  summary: "A comment stands behind a value in a DolphinDB file.",
  why: "Tutorials show `value // remark`, but no document says that the server cuts the remark off; if it does not, the remark is part of the value.",
  fix: "Put the comment on a line of its own that begins with #.",
  examples: {
    invalid: [{ as: "dolphindb-agent@2.00.12", files: { "agent.cfg": `${agentCfg}maxMemSize=4 // GB\n` } }],
    valid: [{ as: "dolphindb-agent@2.00.12", files: { "agent.cfg": `${agentCfg}# GB\nmaxMemSize=4\n` } }],
    boundary: [
      {
        title: "two slashes in an address are no comment",
        as: "dolphindb-controller@3.00.5",
        files: {
          "controller.cfg": "localSite=10.1.1.1:8900:controller1\noauthAuthUri=https://example.net/a\n",
        },
        fires: false,
      },
      {
        as: "dolphindb-controller@3.00.5",
        files: {
          "controller.cfg":
            "localSite=10.1.1.1:8900:controller1\noauthAuthUri=https://example.net/a #login\n",
        },
        fires: true,
      },
    ],
  },
};

export const nodesSyntax: Code = {
  name: "nodes-syntax",
  fault: "refused",
  anyRelease: true,
  summary: "A line of cluster.nodes is not a row of its table.",
  why: "The controllers learn from this table which nodes there are. The first line names the columns, each further line is one node with its site and its mode.",
  fix: "Begin with `localSite,mode` and write each node as `host:port:alias,mode`.",
  examples: {
    invalid: [
      {
        as: "dolphindb-nodes@2.00.12",
        files: { "cluster.nodes": "10.1.1.1:8901:agent1,agent\n10.1.1.1:8902:dn1,datanode\n" },
      },
      { as: "dolphindb-nodes@2.00.12", files: { "cluster.nodes": `${nodes}10.1.1.1:8903:dn2\n` } },
      {
        as: "dolphindb-nodes@2.00.12",
        files: { "cluster.nodes": `${nodes}// added in May\n` },
        severity: "warning",
      },
    ],
    valid: [{ as: "dolphindb-nodes@2.00.12", files: { "cluster.nodes": `${nodes}\n` } }],
    boundary: [
      {
        title: "empty cells at the end are usual",
        as: "dolphindb-nodes@2.00.12",
        files: {
          "cluster.nodes": "localSite,mode\n10.1.1.1:8901:agent1,agent,,\n10.1.1.1:8902:dn1,datanode,,\n",
        },
        fires: false,
      },
      {
        title: "a cell without a column",
        as: "dolphindb-nodes@2.00.12",
        files: { "cluster.nodes": `${nodes}10.1.1.1:8903:dn2,datanode,group1\n` },
        fires: true,
      },
    ],
  },
};

const env = (text: string) => ({ as: "env@2.1.0", files: { ".env": text } });

export const envSyntax: Code = {
  name: "env-syntax",
  fault: "doubtful",
  anyRelease: true,
  summary: "A line of an environment file sets no variable.",
  why: "Shells, systemd and docker skip such a line, stop at it, or take it for a command, so the program runs without what it says. A byte order mark is part of the first name to a shell, which then takes the line for a command.",
  fix: "Write NAME=value without blanks around the =, close quotes, and save the file without a byte order mark.",
  examples: {
    invalid: [
      env("HTTP_PORT = 8080\n"),
      env("NODE_NAME meta0\n"),
      env('NODE_NAME="meta0\n'),
      { title: "a byte order mark", ...env("\ufeffNODE_NAME=meta0\n") },
    ],
    valid: [env("# a comment\r\nexport NODE_NAME='meta0' # another\r\nHTTP_PORT=8080\r\n")],
  },
};

export const inputLimit: Code = {
  name: "input-limit",
  fault: "refused",
  anyRelease: true,
  summary: "The input is larger or deeper than cfgc reads.",
  why: "A limit that is said is better than a process that runs out of memory; no real configuration comes near.",
  fix: "Split the file, or write the repetition as a range such as `dn[01-40]`.",
  examples: {
    invalid: [
      { files: { "cluster.yaml": `cfgc: 1\nname: ${"[".repeat(65)}${"]".repeat(65)}\n` } },
      {
        as: "horaemeta@2.0.0",
        files: {
          "meta0.toml": `# cfgc-disable-next-line unknown-key: our build\nour-key = ${"[".repeat(101)}${"]".repeat(101)}\n`,
        },
      },
    ],
    valid: [{ files: { "cluster.yaml": "cfgc: 1\nname: metrics\n" } }],
  },
};

export const encoding: Code = {
  name: "encoding",
  fault: "refused",
  anyRelease: true,
  summary: "The file is not UTF-8 text.",
  why: "The programs read UTF-8; other bytes are refused or change the meaning of the value they stand in.",
  fix: "Save the file as UTF-8 without NUL characters.",
  examples: { invalid: [], valid: [] },
};
