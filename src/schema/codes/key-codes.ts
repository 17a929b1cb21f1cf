/** What can be wrong with a single key, by what the schemas know about it. */
import type { Code } from "../../diagnostics/diagnostic.ts";
import {
  controller,
  dolphinSite,
  horaeSite,
  localWal,
  meta,
  node,
  oms,
  password,
  remoteWal,
} from "./code-examples.ts";

export const unknownKey: Code = {
  name: "unknown-key",
  fault: "ignored",
  summary: "No release of the program has this key.",
  why: "HoraeMeta and every table below HoraeDB's top level drop an unknown key without a word, so the setting is simply not made; HoraeDB's top level refuses the file. DolphinDB most probably drops it too: public files carry misspelt keys unnoticed.",
  fix: "Write the key that is meant; the nearest real one is named.",
  examples: {
    invalid: [
      meta("etcd-start-timeout = 30000\n"),
      node(`${localWal}[server]\ngrpc_prot = 8832\n`),
      { title: "at the top level of HoraeDB", ...node(`${localWal}[foo]\na = 1\n`), severity: "error" },
      { title: "in cluster.yaml", ...horaeSite("{ server: { grpc_prot: 8832 } }") },
    ],
    valid: [meta("etcd-start-timeout-ms = 30000\n"), node(`${localWal}[server]\ngrpc_port = 8832\n`)],
  },
};

export const misplacedKey: Code = {
  name: "misplaced-key",
  fault: "ignored",
  summary: "The key exists, but not in this table or file.",
  why: "In TOML everything after a [header] belongs to that table. The program looks for the key elsewhere and drops this one without a word. DolphinDB's parameters are spread over several files, and for most of them its reference says which kinds of nodes read them; what a server does with one of another file is not documented, so in its files this is a warning, and a hint where working files or one of its documents have it. A key that documents place differently is written and checked all the same.",
  fix: "Move the line to the table or file named; top-level keys of a TOML file stand before the first [header].",
  examples: {
    invalid: [
      meta('[log]\nlevel = "info"\nhttp-port = 8081\n'),
      controller("volumes=/data\n"),
      {
        title: "at the top level of HoraeDB, which refuses it",
        ...node(`mem_cache_capacity = "4G"\n${localWal}`),
        severity: "error",
      },
      { ...controller("persistenceDir=/data/streams\n"), severity: "info" },
      {
        title: "a key that one document has there",
        files: { "cluster.cfg": "# cfgc: dolphindb-cluster@2.00.12\nDN%.dataSync=1\nCN%.dataSync=0\n" },
        severity: "info",
      },
      dolphinSite("{ controller: { persistenceDir: /data/streams } }"),
      {
        title: "in cluster.yaml a key that documents place differently",
        ...dolphinSite("{ cluster: { dataSync: 1 } }"),
        severity: "info",
      },
    ],
    valid: [meta('http-port = 8081\n[log]\nlevel = "info"\n'), controller("workerNum=4\n")],
    boundary: [
      {
        title: "of two tables that have the key the one below is meant",
        ...node(
          '[analytic.wal]\ntype = "Obkv"\n[analytic.wal.obkv]\nsys_user_name = "proxyro"\n[analytic.storage.object_store]\ntype = "S3"\nregion = "r"\nkey_id = "__CFGC_SECRET_A__"\nkey_secret = "__CFGC_SECRET_B__"\nendpoint = "https://s3.example.net"\nbucket = "b"\nprefix = "p"\n',
          "1.2.7",
        ),
        fires: true,
      },
    ],
  },
};

export const keyNotInVersion: Code = {
  name: "key-not-in-version",
  fault: "ignored",
  summary: "The key came with a later release than the one that this file is for.",
  why: "An older program treats the key as unknown: it drops it or, at the top level of HoraeDB, refuses the file.",
  fix: "Upgrade the program, or leave the key out.",
  examples: {
    invalid: [
      node('[analytic]\nmin_flush_interval = "2m"\n', "1.2.7"),
      {
        title: "zones, which the release drops with their numbers, so these are held against nothing",
        files: {
          "controller.cfg":
            "# cfgc: dolphindb-controller@3.00.3\nlocalSite=10.1.1.1:8900:c1\nmode=controller\nz1.dfsReplicationFactor=2\n",
          "cluster.nodes":
            "localSite,mode,computeGroup,zone\n10.1.1.1:8901:a1,agent,,\n10.1.1.1:8902:d1,datanode,,z1\n10.1.1.1:8912:d2,datanode,,z1\n",
        },
      },
      dolphinSite("{ }\n  replication: { zones: { z1: 3, z9: 1 } }", "3.00.3"),
    ],
    valid: [node('[analytic]\nmin_flush_interval = "2m"\n', "2.0.0")],
  },
};

export const keyRemoved: Code = {
  name: "key-removed",
  fault: "ignored",
  summary: "The key was removed in an earlier release and nothing took its place.",
  why: "The program treats the key as unknown, so it has no effect any more.",
  fix: "Delete the line.",
  examples: {
    invalid: [
      node(`${localWal}[analytic]\nwrite_group_worker_num = 8\n`),
      horaeSite("{ analytic: { write_group_worker_num: 8 } }"),
    ],
    valid: [node("[analytic]\nwrite_group_worker_num = 8\n", "1.1.0")],
  },
};

export const keyRenamed: Code = {
  name: "key-renamed",
  fault: "ignored",
  summary: "The key has another name in this release.",
  why: "The program knows the new name only. It drops the old one and uses the default; where that puts data at risk, as with the write-ahead log, it is an error.",
  fix: "Write the new name; where the type changed too, the finding says so.",
  examples: {
    invalid: [
      meta("default-http-port = 8081\n"),
      horaeSite("{ http_max_body_size: 64 }"),
      {
        title: "with the name the log is lost",
        ...node('[analytic.wal_storage]\ntype = "Obkv"\n', "1.0.0"),
        severity: "error",
      },
    ],
    valid: [
      node('[analytic.wal]\ntype = "RocksDB"\n', "1.0.0"),
      meta("http-port = 8081\n"),
      meta("default-http-port = 8081\n", "1.2.6"),
    ],
  },
};

export const keyWithoutEffect: Code = {
  name: "key-without-effect",
  fault: "ineffective",
  summary: "The program accepts the key and never reads it.",
  why: "Whoever sets it believes that something changed. The value goes nowhere in this release or in this mode.",
  fix: "Delete the line.",
  examples: {
    invalid: [
      meta("min-scan-limit = 20\n"),
      meta("grpc-port = 2379\n"),
      {
        title: "an old name, of which the release notes tell the new one only",
        files: {
          "cluster.cfg": "# cfgc: dolphindb-cluster@3.00.5\nstreamingHADir=/data/<ALIAS>/streams\n",
        },
      },
      {
        title: "a key that the release notes call deprecated",
        files: { "cluster.cfg": "# cfgc: dolphindb-cluster@3.00.5\nstreamingHADiskLimit=10\n" },
        severity: "info",
      },
      horaeSite("{ server: { grpc_server_cq_count: 20 } }"),
      {
        title: "deprecated, in cluster.yaml",
        ...dolphinSite("{ cluster: { streamingHADiskLimit: 10 } }"),
        severity: "info",
      },
    ],
    valid: [meta("max-scan-limit = 200\n")],
  },
};

export const keyOfOtherVariant: Code = {
  name: "key-of-other-variant",
  fault: "ignored",
  summary: "The key belongs to another `type` or `mode` of its table.",
  why: "The `type` or `mode` of the table decides which of its keys are read. Keys of another one are dropped without a word.",
  fix: "Change the `type` or `mode`, or delete the key.",
  examples: {
    invalid: [
      node(`${localWal}[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n`),
      horaeSite("{ analytic: { wal: { data_namespace: { ttl: 1d } } } }"),
    ],
    valid: [
      node(
        '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n',
      ),
    ],
  },
};

export const incompleteTable: Code = {
  name: "incomplete-table",
  fault: "refused",
  summary: "A table is there without a key that it has to hold.",
  why: "The structure behind the table has no default for the key, so the program refuses the file.",
  fix: "Add the keys named, or leave the whole table out.",
  examples: {
    invalid: [
      node(`${localWal}[server.route_cache]\nenable = true\n`),
      { title: "in cluster.yaml", ...horaeSite("{ server: { route_cache: { enable: true } } }") },
      { title: "several keys", ...node(`${remoteWal}[analytic.storage.object_store]\ntype = "S3"\n`) },
    ],
    valid: [
      node(`${localWal}[server.route_cache]\nenable = true\nttl = "5s"\ntti = "5s"\ncapacity = 1000\n`),
    ],
  },
};

export const missingKey: Code = {
  name: "missing-key",
  fault: "refused",
  summary: "A key that the file has to hold is missing.",
  why: "There is no default that would be right for every cluster, and no program here makes one up.",
  fix: "Add the key.",
  examples: {
    invalid: [{ files: { "cluster.yaml": "name: metrics\n" } }, oms("")],
    valid: [{ files: { "cluster.yaml": "cfgc: 1\nname: metrics\n" } }, oms(password)],
  },
};

export const derivedKey: Code = {
  name: "derived-key",
  fault: "refused",
  anyRelease: true,
  summary: "The key is derived by cfgc itself, so `config` cannot set it.",
  why: "The value follows from the rest of cluster.yaml and has to agree with what the other members get.",
  fix: "Change what it is derived from; the finding names it.",
  examples: {
    invalid: [
      horaeSite("{ server: { http_port: 5441 } }"),
      {
        files: {
          "cluster.yaml":
            "cfgc: 1\nname: metrics\nenvironment: development\nhosts: { db1: { address: 10.1.1.1 } }\nhoraedb:\n  version: 2.1.0\n  nodes: { config: { server: { http_port: 5441 } }, members: [ { host: db1 } ] }\n",
        },
      },
    ],
    valid: [
      {
        files: {
          "cluster.yaml":
            "cfgc: 1\nname: metrics\nenvironment: development\nhosts: { db1: { address: 10.1.1.1 } }\nhoraedb:\n  version: 2.1.0\n  nodes: { members: [ { host: db1, ports: { http: 5441 } } ] }\n",
        },
      },
    ],
  },
};
