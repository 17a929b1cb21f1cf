/** What can be wrong with an environment variable, by what the schemas know about it. */
import type { Code } from "../../diagnostics/diagnostic.ts";
import { localWal, metaDeployment } from "./code-examples.ts";

const env = (text: string, version = "2.1.0") => ({ as: `env@${version}`, files: { ".env": text } });
const beside = (variables: string, toml: string) => ({
  files: { ".env": `# cfgc: env\n${variables}`, "horaedb.toml": `# cfgc: horaedb@2.1.0\n${toml}` },
});
const withMeta = metaDeployment("a");

export const unknownVariable: Code = {
  name: "unknown-variable",
  fault: "ignored",
  summary: "No program here reads the variable.",
  why: "A variable that nobody reads is dropped without a word: names of HoraeMeta have no prefix, and a few do not follow their keys (LEVEL, GRPC_HANDLER_TIMEOUT_MS).",
  fix: "Write the name that is read; the nearest, or the one of the key, is named. Variables of other programs are only noted.",
  examples: {
    invalid: [
      env("NODE_NAMES=meta0\n"),
      { title: "named after its key, but read under another name", ...env("GRPC_HANDLE_TIMEOUT_MS=1000\n") },
      { title: "a key that no variable sets", ...env("NODE_NAME=a\nLOG_FILE=/var/log/meta\n") },
      {
        title: "one that other programs may read",
        ...env("NODE_NAME=meta0\nBACKUP_TARGET=/backup\n"),
        severity: "info",
      },
      { title: "with a prefix", ...env("HORAEMETA_NODE_NAME=meta0\n") },
    ],
    valid: [env("NODE_NAME=meta0\nRUST_LOG=info\nTZ=UTC\n")],
  },
};

export const variableNotInVersion: Code = {
  name: "variable-not-in-version",
  fault: "ignored",
  summary: "Another release reads the variable, but not this one.",
  why: "With 2.0 the prefix of the server's variables changed from CERESDB to HORAEDB, and each release knows its own only; the other is dropped without a word.",
  fix: "Write the name that this release reads.",
  examples: {
    invalid: [env("CERESDB_SERVER_ADDR=db1\n"), env("HORAEDB_SERVER_ADDR=db1\n", "1.2.7")],
    valid: [env("HORAEDB_SERVER_ADDR=db1\n"), env("CERESDB_SERVER_ADDR=db1\n", "1.2.7")],
  },
};

export const envNotExportable: Code = {
  name: "env-not-exportable",
  fault: "doubtful",
  summary: "The program reads the variable under a name that a shell cannot set.",
  why: "HoraeMeta asks for AUTO-COMPACTION-MODE, with hyphens. A shell refuses the name, and AUTO_COMPACTION_MODE is not read; env(1), docker and Kubernetes can set it (caarlos0/env takes the tag as it is).",
  fix: "Set the key in the TOML file, or give the variable by docker -e, Kubernetes or env(1).",
  examples: {
    invalid: [env("AUTO_COMPACTION_MODE=revision\n"), env("export AUTO-COMPACTION-MODE=revision\n")],
    valid: [env("AUTO_COMPACTION_RETENTION=5m\n")],
  },
};

export const envShared: Code = {
  name: "env-shared",
  fault: "note",
  summary: "One variable sets two keys.",
  why: "HoraeMeta reads LEVEL for log.level and for etcd-log.level, so the two cannot be told apart by variables.",
  fix: "Set the keys in the TOML file where they are to differ.",
  examples: { invalid: [env("LEVEL=debug\n")], valid: [env("NODE_NAME=meta0\n")] },
};

export const variableStopsStart: Code = {
  name: "variable-stops-start",
  fault: "refused",
  summary: "The program does not start while the variable holds any text.",
  why: "HoraeMeta takes LOG, ETCD_LOG and FLOW_LIMITER for whole tables, for which it has no parser, and panics.",
  fix: "Do not set the variable.",
  examples: {
    invalid: [env("LOG=info\n"), env("NODE_NAME=a\nFLOW_LIMITER=true\n")],
    valid: [env("LOG=\nFLOW_LIMITER_ENABLE=true\n")],
  },
};

export const variableOverrides: Code = {
  name: "variable-overrides",
  fault: "note",
  summary: "A variable overrides what the configuration file says.",
  why: "The environment wins over the file, so whoever reads the file alone is misled.",
  fix: "Keep the setting in one place.",
  examples: {
    invalid: [
      beside("HORAEDB_SERVER_ADDR=10.1.1.2\n", `${localWal}[node]\naddr = "10.1.1.1"\n`),
      beside(
        "CLUSTER_NAME=b\n",
        `${withMeta}${localWal}[node]\naddr = "10.1.1.1"\n[server]\nbind_addr = "0.0.0.0"\n`,
      ),
    ],
    valid: [
      beside("HORAEDB_SERVER_ADDR=10.1.1.1\n", `${localWal}[node]\naddr = "10.1.1.1"\n`),
      beside("HORAEDB_SERVER_ADDR=10.1.1.1\n", localWal),
    ],
  },
};

export const variableWithoutEffect: Code = {
  name: "variable-without-effect",
  fault: "ineffective",
  summary: "The program knows the variable and does not use it, ever or in this mode.",
  why: "HoraeDB takes HORAEMETA_SERVER_ADDR, ETCD_ADDRS and CLUSTER_NAME only with mode WithMeta and drops them without a word otherwise; HoraeMeta accepts ENABLE_SCHEDULE and has not read it since 2.0.0.",
  fix: "Set what the finding names in the file, or delete the variable.",
  examples: {
    invalid: [
      beside("CLUSTER_NAME=a\n", localWal),
      { title: "never read", ...env("ENABLE_SCHEDULE=true\n") },
      { title: "only with another setting", ...env("GRPC_PORT=2379\n") },
    ],
    valid: [
      beside(
        "CLUSTER_NAME=a\n",
        `${withMeta}${localWal}[node]\naddr = "10.1.1.1"\n[server]\nbind_addr = "0.0.0.0"\n`,
      ),
    ],
  },
};
