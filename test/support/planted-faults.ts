/**
 * The faults that a hand-written deployment is likely to have. Each is one replacement of a text that stands once: in a
 * small cluster that is right, where it has exactly one finding, and in the large deployment.
 */

export interface Fault {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly finding: string;
  /** The same fault in the site "east" of the large deployment. */
  readonly inEast: {
    readonly from: string;
    readonly to: string;
    /** What stands in the line where it is told, if that is another one. */
    readonly told?: string;
  };
}

const kafkaInEast = `    type: Kafka
    brokers:
      - 10.9.0.1:9092
      - 10.9.0.2:9092
      - 10.9.0.3:9092
`;
const firstInEast = "{ name: meta0, host: db1 }";
const lastInEast = "      - { name: meta2, host: db3, data_dir: /data/meta }\n";

export const plantedFaults: readonly Fault[] = [
  {
    title: "a port that clashes with a default nobody wrote",
    from: "ports: { grpc: 8831 } }",
    to: "ports: { grpc: 2380 } }",
    finding: "port-clash@22:37",
    inEast: { from: "ports: { http: 5440, grpc: 8831 }", to: "ports: { http: 5440, grpc: 2380 }" },
  },
  {
    title: "two members",
    from: "      - { host: db3 }\n",
    to: "",
    finding: "meta-quorum-too-small@15:9",
    inEast: { from: lastInEast, to: "", told: firstInEast },
  },
  {
    title: "four members",
    from: "      - { host: db3 }\n",
    to: "      - { host: db3 }\n      - { host: dn01 }\n",
    finding: "meta-even-members@18:9",
    inEast: {
      from: lastInEast,
      to: `${lastInEast}      - { host: dn01 }\n`,
      told: "- { host: dn01 }",
    },
  },
  {
    title: "dynamic topology on a Local WAL",
    from: "topology: static",
    to: "topology: dynamic",
    finding: "dynamic-topology-on-local-storage@11:13",
    inEast: { from: kafkaInEast, to: "    type: Local\n" },
  },
  {
    title: "RocksDB at 2.1.0",
    from: "wal: { type: Local }",
    to: "wal: { type: RocksDB }",
    finding: "wal-not-in-build@23:16",
    inEast: { from: kafkaInEast, to: "    type: RocksDB\n" },
  },
  {
    title: "a misspelt key three levels deep",
    from: "write_buffer_size",
    to: "write_bufer_size",
    finding: "unknown-key@20:33",
    inEast: { from: "mem_cache_capacity", to: "mem_cache_capcity" },
  },
  {
    title: "a key that cfgc derives",
    from: "lease-sec: 10",
    to: "node-name: meta0",
    finding: "derived-key@13:15",
    inEast: { from: "lease-sec: 10", to: "node-name: meta0" },
  },
  {
    title: "a port in quotes",
    from: "      - { host: db2 }",
    to: '      - { host: db2, ports: { client: "2379" } }',
    finding: "wrong-type@16:39",
    inEast: { from: "client: 2379", to: 'client: "2379"' },
  },
  {
    title: "one address for two hosts",
    from: "10.1.1.9",
    to: "10.1.1.3",
    finding: "duplicate-address@7:21",
    inEast: { from: "p3: { address: 10.1.3.3", to: "p3: { address: 10.1.3.1" },
  },
  {
    title: "ranges of different length",
    from: "10.1.2.[1-2]",
    to: "10.1.2.[1-3]",
    finding: "range-mismatch@8:27",
    inEast: { from: "10.1.2.[1-4]", to: "10.1.2.[1-5]" },
  },
];
