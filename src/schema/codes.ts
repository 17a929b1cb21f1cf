/** What can be wrong with a single key, by what the schemas know about it. */
import type { Code } from "../diagnostics/diagnostic.ts";
import {
  bucketSite,
  complete,
  controller,
  dolphinSite,
  horaeSite,
  localWal,
  meta,
  node,
  oms,
  password,
  remoteWal,
  s3,
  shared,
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
  why: "The table's tag decides which keys are read. Keys of another variant are dropped without a word.",
  fix: "Change the tag, or delete the key.",
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

export const wrongType: Code = {
  name: "wrong-type",
  fault: "refused",
  summary: "The value does not have the type, the syntax or the range that the program takes.",
  why: "The program stops at the first such value, so it does not start; where it starts and fails later, the finding says at what. What DolphinDB does is not documented, so in its files this is a warning.",
  fix: "Write the value in the form that the finding names.",
  examples: {
    invalid: [
      meta('http-port = "8081"\n'),
      { title: "no folder to create", as: "horaemeta@2.0.0", files: { "meta0.toml": 'data-dir = ""\n' } },
      node(`${localWal}[analytic.storage]\nmem_cache_capacity = "4g"\n`),
      node(`${localWal}[server]\ntimeout = 10\n`),
      { title: "what no document says of DolphinDB", ...controller("dfsHAMode=raft\n"), severity: "warning" },
      dolphinSite("{ controller: { defaultJobParallelism: 65 } }"),
    ],
    valid: [
      meta("http-port = 8081\n"),
      node(`${localWal}[analytic.storage]\nmem_cache_capacity = "4G"\n`),
      node(`${localWal}[server]\ntimeout = "10s"\n`),
    ],
    boundary: [
      { ...node(`${localWal}[server]\nhttp_port = 65535\n`), fires: false },
      { ...node(`${localWal}[server]\nhttp_port = 65536\n`), fires: true },
      {
        title: "no copy in a zone, which would keep nothing",
        ...dolphinSite("{ }\n  replication: { zones: { z1: 0 } }"),
        fires: true,
      },
      {
        title: "no power of two",
        ...dolphinSite("{ cluster: { regularArrayMemoryLimit: 1000 } }"),
        fires: true,
      },
      {
        title: "a table that lacks keys, where a release takes a whole one",
        ...node(
          `${localWal.replace(/type = "Local"\n(?=data_dir = "\/data\/wal")/, 'type = "RocksDB"\n')}[analytic.table_opts.compaction_strategy.SizeTiered]\nbucket_low = 0.5\n`,
          "1.0.0",
        ),
        fires: true,
      },
      { title: "no whole number", ...dolphinSite("{ cluster: { workerNum: 2.5 } }"), fires: true },
      { title: "no thread", ...node(`${localWal}[runtime]\nread_thread_num = 0\n`), fires: true },
      { title: "one thread", ...node(`${localWal}[runtime]\nread_thread_num = 1\n`), fires: false },
      {
        title: "what fails later",
        ...node(`${localWal}[query_engine]\nread_parallelism = 0\n`),
        fires: true,
      },
      { ...node(`${localWal}[query_engine]\nread_parallelism = 1\n`), fires: false },
      {
        title: "the last region code of OMS, in quotes as its deployer writes it",
        ...oms(`${password}cm_location: "127"\n`, "cm_location: 0\n"),
        fires: false,
      },
      { ...oms(`${password}cm_location: 128\n`, "cm_location: 0\n"), fires: true },
    ],
  },
};

export const surprisingValue: Code = {
  name: "surprising-value",
  fault: "doubtful",
  summary: "The program accepts the value and makes something else of it than it looks.",
  why: "HoraeDB reads an empty duration and one below a millisecond as 0s, and a negative size and one below a byte as 0, which switches a cache off. Of DolphinDB a number is reported that makes no sense, such as a negative number of threads, where no document states a bound.",
  fix: "Write the value that is meant.",
  examples: {
    invalid: [
      node(`${localWal}[analytic.storage]\nmem_cache_capacity = "-1G"\n`),
      controller("workerNum=-1\n"),
      horaeSite('{ query_engine: { expensive_query_threshold: "0.5ms" } }'),
    ],
    valid: [node(`${localWal}[analytic.storage]\nmem_cache_capacity = "0"\n`), controller("workerNum=1\n")],
    boundary: [
      { ...node(`${localWal}[server]\ntimeout = "0.9ms"\n`), fires: true },
      { ...node(`${localWal}[server]\ntimeout = "1ms"\n`), fires: false },
      { title: "no time, as it looks", ...node(`${localWal}[server]\ntimeout = "0s"\n`), fires: false },
      { ...node(`${localWal}[analytic.storage]\nmem_cache_capacity = "0.9B"\n`), fires: true },
      { title: "no number", ...node(`${localWal}[server]\ntimeout = "nans"\n`), fires: true },
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

export const placeholderLeft: Code = {
  name: "placeholder-left",
  fault: "ignored",
  summary: "The value is still a placeholder of the document that it was copied from.",
  why: "No program here expands placeholders. Where the syntax of the key has no room for one, as in a URL, the program does not start, which is an error; elsewhere it takes the text as it stands and fails when it first uses it.",
  fix: "Write the real value.",
  examples: {
    invalid: [
      {
        title: "in a URL",
        as: "horaemeta@2.0.0",
        files: { "meta0.toml": complete.replace(/^peer-urls.*$/m, 'peer-urls = "http://{HostIP0}:2380"') },
        severity: "error",
      },
      node(
        '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["{boost_broker}"]\n',
      ),
      shared("volumes=<DolphinDBDir>/storage\n"),
      {
        title: "in cluster.yaml, wherever a value of a document may be copied to",
        files: {
          "cluster.yaml":
            'cfgc: 1\nname: metrics\nhosts: { db1: { address: "{HostIP0}" } }\nhoraedb:\n  version: 2.1.0\n  cluster_name: ${cluster_name}\n  nodes: { members: [ { host: db1 } ] }\n  wal: { type: Kafka, brokers: [ "{boost_broker}:9092" ] }\n  object_store: { type: S3, region: r, endpoint: "https://{endpoint}", bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n',
        },
      },
      bucketSite({
        endpoint: "{{ endpoint }}",
        bucket: "your-bucket-name",
        cluster_name: "your_cluster_name",
      }),
      bucketSite({ endpoint: "$ENDPOINT", bucket: "CHANGEME", cluster_name: "TODO", address: "your-host" }),
      bucketSite({ endpoint: "https://s3.xxx.com", bucket: "xxx", cluster_name: "%CLUSTER%" }),
      bucketSite({ endpoint: "https://oss-cn-xxx.aliyuncs.com", bucket: "REPLACE_ME" }),
      bucketSite({ endpoint: "https://your-endpoint.example:9000/" }),
      bucketSite({ endpoint: "https://s3.${REGION}.example.net", bucket: "{{ env }}-metrics" }),
      bucketSite({ endpoint: "https://oss-<region>.example.net", bucket: "metrics-$ENV" }),
    ],
    valid: [
      node(
        '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n',
      ),
      bucketSite({ cluster_name: "yours", bucket: "todo-app", endpoint: "https://s3.metrics.xxx" }),
      bucketSite({ cluster_name: "todo", bucket: "your-day", endpoint: "https://maxxx.example.net" }),
      { title: "a macro that DolphinDB expands", ...shared("volumes=/storage/<ALIAS>\n") },
    ],
  },
};

export const secretInPlainText: Code = {
  name: "secret-in-plain-text",
  fault: "secret",
  anyRelease: true,
  summary: "A secret stands in the text of the file.",
  why: "Whoever can read the file, its backups or its repository has the secret.",
  fix: "In cluster.yaml write a reference, `{ from_env: NAME }` or `{ from_file: PATH }`; keep a program's own file readable for its user only.",
  examples: {
    invalid: [
      node(s3("").replace('key_id = "{id}"', 'key_id = "AKIA0"\nkey_secret = ""')),
      horaeSite(
        "{ }",
        '  wal: { type: Kafka, brokers: [ "10.9.0.1:9092", "10.9.0.2:9092", "10.9.0.3:9092" ] }\n  object_store: { type: S3, region: eu, endpoint: "https://s3.example.net", bucket: b, prefix: p, key_id: AKIA0, key_secret: { from_env: SECRET } }\n',
      ),
    ],
    valid: [node(localWal)],
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

export const misreadValue: Code = {
  name: "misread-value",
  fault: "doubtful",
  anyRelease: true,
  summary: "Without quotes YAML reads the text as something else.",
  why: "A program in Python gets an integer, a boolean or a date where it wants a text: 0123 is 83, yes is true, 12:30 is 750. Digits that stay the same may be turned back into a text, which nobody has seen (inferred); the others are lost, and with a password nobody can log in. What stands behind a blank and a # is a comment.",
  fix: "Put the value in quotes.",
  examples: {
    invalid: [
      { title: "all digits", ...oms(`${password}tsdb_username: 2024\n`) },
      { title: "octal", ...oms("oms_meta_password: 0123\n"), severity: "error" },
      { title: "a boolean", ...oms("oms_meta_password: yes\n"), severity: "error" },
      { title: "a comment", ...oms("oms_meta_password: __CFGC_SECRET_A__ #1\n") },
    ],
    valid: [oms(`${password}tsdb_username: "2024"\n`)],
    boundary: [
      {
        title: "YAML 1.1 wants a sign in the exponent",
        ...oms(`${password}tsdb_username: 1.5e3\n`),
        fires: false,
      },
      { ...oms(`${password}tsdb_username: 1.5e+3\n`), fires: true, severity: "error" },
    ],
  },
};

export const emptyValue: Code = {
  name: "empty-value",
  fault: "note",
  summary: "An optional key has no value.",
  why: "Nothing or an empty text counts as if the key were not there (inferred), so the line says less than it seems to.",
  fix: "Delete the line, or write the value.",
  examples: {
    invalid: [oms(`${password}cm_region: ""\n`), oms(`${password}cm_region:\n`)],
    valid: [oms(`${password}cm_region: cn-anhui\n`)],
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
