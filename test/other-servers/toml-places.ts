/** The same of the programs' own files in TOML. */
import type { DocumentName } from "./documents.ts";

type Place = readonly [document: DocumentName, find: string, write: string];

export const tomlCompletions: readonly (readonly [...Place, offered: string, notOffered: string])[] = [
  ["node", 'timeout = "10s"', "time|", "timeout", "http_body"],
  ["node", 'timeout = "10s"', "|", "timeout,http_port,forward", "timout"],
  ["node", 'level = "info"', "|", "level", "addr"],
  ["node", 'type = "Kafka"', 'type = "|"', '"RocksDB","Obkv","Kafka","Local"', ""],
  ["node", 'type = "S3"', 'type = "|"', '"Local","Aliyun","S3"', ""],
  ["node", 'region = "us-east-1"\n', "re|\n", "region", "data_dir"],
  ["node", 'mode = "WithMeta"', 'mode = "|"', '"NoMeta","WithMeta"', ""],
  ["node", 'cluster_name = "metrics"', "|", "cluster_name,lease,timeout", "mode"],
  ["node", "[server]\n", "[|]\n", "server,analytic,query_engine", "metrics"],
  ["node", "[analytic]\n", "[analytic.|]\n", "storage,compaction,manifest", "server"],
  [
    "node",
    'write_sst_max_buffer_size = "10MB"',
    "|",
    "write_sst_max_buffer_size,replay_batch_size,wal",
    "addr",
  ],
  ["node", 'boost_brokers = ["k1:9092"]', "boo|", "boost_brokers", ""],
  ["node", 'server_addrs = ["10.1.1.1:2379"]', "|", "server_addrs,root_path", "cluster_name"],
  ["meta", "lease-sec = 15", "le|", "lease-sec", "level"],
  ["meta", 'level = "INFO"', "|", "level,file", "lease-sec"],
];

export const tomlHovers: readonly (readonly [...Place, says: string])[] = [
  ["node", 'timeout = "10s"', 'time|out = "10s"', "Without the key there is no limit"],
  ["node", 'level = "info"', 'le|vel = "info"', "Default: `info`"],
  ["node", 'type = "Kafka"', 'ty|pe = "Kafka"', "Default without the table: `RocksDB`"],
  ["node", 'region = "us-east-1"', 're|gion = "us-east-1"', "Since: 1.2.4"],
  ["node", 'cluster_name = "metrics"', 'cluster|_name = "metrics"', "Variable: `CLUSTER_NAME`"],
  ["node", "write_sst_max", "write|_sst_max", "Default: `10MB`;;Since: 1.1.0"],
  ["meta", "lease-sec = 15", "lease|-sec = 15", "Default: `10`;;Unit: s;;Variable: `LEASE_SEC`"],
];

export const tomlMistakes: readonly (readonly [...Place, says: string])[] = [
  ["node", 'timeout = "10s"', 'timout = "10s"', '"timout" is not allowed'],
  ["node", 'timeout = "10s"', "timeout = 10", "but found Integer"],
  ["node", 'timeout = "10s"', 'timeout = "10 sec"', "does not match the pattern"],
  ["node", 'type = "Kafka"', 'type = "kafka"', "must be one of"],
  ["node", 'region = "us-east-1"', 'regoin = "us-east-1"', '"regoin" is not allowed'],
  ["node", 'mode = "WithMeta"', 'mode = "Meta"', "must be one of"],
  ["node", 'addr = "10.1.1.1"', 'adr = "10.1.1.1"', '"adr" is not allowed'],
  ["node", '"10MB"', '"10mb"', "does not match the pattern"],
  ["node", 'cluster_name = "metrics"', 'cluster_nam = "metrics"', '"cluster_nam" is not allowed'],
  ["node", "[server]", "[serve]", '"serve" is not allowed'],
  ["meta", "lease-sec = 15", "lease-secs = 15", "must match the pattern"],
  ["meta", "lease-sec = 15", 'lease-sec = "15"', "but found String"],
];
