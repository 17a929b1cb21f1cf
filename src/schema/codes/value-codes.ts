/** What can be wrong with the value of a key, by what the schemas know about it. */
import type { Code } from "../../diagnostics/diagnostic.ts";
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
  s3,
  shared,
} from "./code-examples.ts";

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
  summary: "The program accepts the value and takes it for something else.",
  why: "HoraeDB reads an empty duration and one below a millisecond as 0s, and a negative size and one below a byte as 0, which switches a cache off. For DolphinDB, numbers that make no sense are reported, such as a negative number of threads, though no document states a bound.",
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
      bucketSite({ endpoint: "${ENDPOINT:-https://s3}", bucket: "$(BUCKET)", address: "10.1.1.x" }),
      bucketSite({ endpoint: "https://[endpoint]", bucket: "<%= bucket %>", prefix: "prod-{{ x }}" }),
      bucketSite({ endpoint: "https://__HOST__", bucket: "@BUCKET@", prefix: "{{ x | default('y') }}" }),
      bucketSite({ endpoint: "https://...", bucket: "${env.BUCKET}" }),
    ],
    valid: [
      node(
        '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n',
      ),
      bucketSite({ cluster_name: "yours", bucket: "todo-app", endpoint: "https://s3.metrics.xxx" }),
      bucketSite({ cluster_name: "todo", bucket: "your-day", endpoint: "https://maxxx.example.net" }),
      bucketSite({ prefix: "tenants/{id}", bucket: "__metrics", endpoint: "https://[fd00::1]:9000" }),
      {
        title: "a reason that people read",
        files: {
          "cluster.yaml":
            'cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1 } }\nhoraedb:\n  version: 2.0.0\n  meta: { members: [ { host: db1 } ] }\n  nodes: { members: [ { host: db1 } ] }\naccept: [ { rule: meta-quorum-too-small, reason: "as {{ ticket }} says" } ]\n',
        },
      },
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
