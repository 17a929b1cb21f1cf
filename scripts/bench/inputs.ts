/** What the benchmarks read, and the programs that they are held against. */

export function memberFile(index: number): string {
  return `# cfgc: horaemeta@2.1.0
node-name = "meta${index}"
data-dir = "/var/lib/horaemeta"
client-urls = "http://0.0.0.0:2379"
peer-urls = "http://0.0.0.0:2380"
advertise-client-urls = "http://10.1.1.${index}:2379"
advertise-peer-urls = "http://10.1.1.${index}:2380"
initial-cluster = "meta0=http://10.1.1.0:2380,meta1=http://10.1.1.1:2380,meta2=http://10.1.1.2:2380"
initial-cluster-token = "bench"
default-cluster-name = "defaultCluster"
`;
}

/** A node's file with what the documents of HoraeDB show. */
export function nodeFile(index: number): string {
  return `# cfgc: horaedb@2.1.0
[node]
addr = "10.1.${index >> 8}.${index & 255}"

[server]
bind_addr = "0.0.0.0"
http_port = 5440
grpc_port = 8831

[logger]
level = "info"

[runtime]
read_thread_num = 20
write_thread_num = 16

[cluster_deployment]
mode = "WithMeta"

[cluster_deployment.meta_client]
cluster_name = 'cluster${index}'
meta_addr = 'http://10.2.${index >> 8}.${index & 255}:2379'
lease = "10s"
timeout = "5s"

[cluster_deployment.etcd_client]
server_addrs = ['10.2.${index >> 8}.${index & 255}:2379']

[analytic]
replay_batch_size = 100
sst_background_read_parallelism = 8

[analytic.manifest]
scan_batch_size = 100
snapshot_every_n_updates = 10000
scan_timeout = "5s"
store_timeout = "5s"

[analytic.wal]
type = "Local"
data_dir = "/home/admin/data/horaedb"

[analytic.storage]
mem_cache_capacity = "20GB"
# 1<<8=256
mem_cache_partition_bits = 8

[analytic.storage.object_store]
type = "Local"
data_dir = "/home/admin/data/horaedb/"

[analytic.table_opts]
arena_block_size = 2097152
write_buffer_size = 33554432

[analytic.compaction]
schedule_channel_len = 16
schedule_interval = "30m"
max_ongoing_tasks = 8
memory_limit = "4G"
`;
}

/** The same file with a misspelt key, a key of nobody, a wrong type, a wrong value and a unit that does not exist. */
export function faultyNodeFile(index: number): string {
  return nodeFile(index)
    .replace("http_port = 5440", "http_prot = 5440")
    .replace('level = "info"', 'level = "info"\ncolour = true')
    .replace("read_thread_num = 20", 'read_thread_num = "many"')
    .replace('type = "Local"\ndata_dir = "/home/admin/data/horaedb/"', 'type = "Lokal"')
    .replace('"4G"', '"4Q"');
}

export function plainReader(): string {
  return `import { readFileSync } from "node:fs";
const [, , toml, list] = process.argv;
const { parse } = await import(toml);
let tables = 0;
for (const path of JSON.parse(readFileSync(list, "utf8"))) tables += Object.keys(parse(readFileSync(path, "utf8"))).length;
if (tables === 0) process.exit(1);
`;
}

export function smallestCluster(): string {
  return `cfgc: 1
name: bench
environment: development
hosts:
  local: { address: 127.0.0.1 }
horaedb:
  version: 2.1.0
  nodes:
    members:
      - { host: local }
`;
}

/** `onEach` nodes on each of the hosts, in ranges: the shortest text for so many instances. */
export function manyInRanges(hosts: number, onEach: number): string {
  const range = `dn[0001-${hostNumber(hosts - 1)}]`;
  return manyCluster(
    [`  ${range}: { address: "${range}.bench.example" }\n`],
    Array.from({ length: onEach }, (_, index) => member(range, index)),
  );
}

/** The same site with a line for each host and each instance. */
export function manyWrittenOut(hosts: number, onEach: number): string {
  const names = Array.from({ length: hosts }, (_, index) => `dn${hostNumber(index)}`);
  return manyCluster(
    names.map((name) => `  ${name}: { address: ${name}.bench.example }\n`),
    names.flatMap((name) => Array.from({ length: onEach }, (_, index) => member(name, index))),
  );
}

function hostNumber(index: number): string {
  return String(index + 1).padStart(4, "0");
}

function member(host: string, index: number): string {
  const port = 20_000 + 4 * index;
  return `      - { host: "${host}", name: "${host}-${port}", ports: { http: ${port}, grpc: ${port + 1}, mysql: ${port + 2}, postgresql: ${port + 3} } }\n`;
}

/** At 2.0.0: from 2.1.0 on a static topology is refused in production. */
function manyCluster(hosts: readonly string[], members: readonly string[]): string {
  return `cfgc: 1
name: bench
hosts:
  m[1-3]: { address: "10.9.0.[1-3]" }
${hosts.join("")}horaedb:
  version: 2.0.0
  meta:
    members:
      - { host: "m[1-3]" }
  nodes:
    members:
${members.join("")}`;
}

/** Half of the lines describe a host, the other half put an instance on it. */
export function longCluster(lines: number): string {
  const names = Array.from({ length: Math.floor((lines - 11) / 2) }, (_, index) => index + 1);
  const hosts = names.map((name) => `  dn${name}: { address: dn${name}.bench.example }\n`);
  const members = names.map((name) => `      - { host: dn${name} }\n`);
  return manyCluster(hosts, members);
}

/** As somebody writes it who gives each key a line: five lines for each instance. */
export function editedCluster(instances: number): string {
  const numbers = Array.from({ length: instances }, (_, index) => index);
  const hosts = numbers.map((one) => `  h${one}:\n    address: 10.1.${one >> 8}.${one & 255}\n`);
  const members = numbers.map(
    (one) => `      - name: n${one}\n        host: h${one}\n        ports: { http: 5440 }\n`,
  );
  return `cfgc: 1
name: bench
hosts:
${hosts.join("")}horaedb:
  version: 2.0.0
  meta:
    members: [{ host: h0 }, { host: h1 }, { host: h2 }]
  nodes:
    members:
${members.join("")}`;
}

/** One list of the file is as long as it takes, with a comment at every other item. */
export function longToml(lines: number): string {
  const brokers = Array.from({ length: lines - 10 }, (_, index) =>
    index % 2 === 0 ? `  # rack ${index >> 8}\n` : `  "10.0.${index >> 8}.${index & 255}:9092",\n`,
  );
  return `# cfgc: horaedb@2.1.0
[node]
addr = "10.1.1.1"

[analytic.wal]
type = "Kafka"

[analytic.wal.kafka.client]
boost_brokers = [
${brokers.join("")}]
`;
}

/** A key in each line that no release knows. */
export function faultyToml(lines: number): string {
  const keys = Array.from({ length: lines - 6 }, (_, index) => `strange_key_${index} = ${index}\n`);
  return `# cfgc: horaedb@2.1.0
[node]
addr = "10.1.1.1"
[analytic.wal]
type = "Locall"
[server]
${keys.join("")}`;
}

/** Parses the YAML with positions, and does no more. */
export function plainParser(): string {
  return `const { readFileSync } = require("node:fs");
const [yamlPackage, input] = process.argv.slice(2);
const { LineCounter, parseDocument } = require(yamlPackage);
const lineCounter = new LineCounter();
parseDocument(readFileSync(input, "utf8"), { lineCounter });
`;
}

/** Parses the YAML and writes files that are in memory already, and prints how long that took. */
export function plainWriter(): string {
  return `const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const [yamlPackage, input, content, output] = process.argv.slice(2);
const files = JSON.parse(readFileSync(content, "utf8"));
const began = performance.now();
require(yamlPackage).parseDocument(readFileSync(input, "utf8"));
let made;
for (const [path, text] of files) {
  const full = join(output, path);
  const directory = dirname(full);
  if (directory !== made) mkdirSync(directory, { recursive: true });
  made = directory;
  writeFileSync(full, text);
}
process.stdout.write(String(performance.now() - began));
`;
}
