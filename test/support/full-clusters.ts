/** Sites that have, between them, a table of every kind that cluster.yaml knows; what is started in them is a stub below `base`. */
import type { Json } from "./string-places.ts";

export function fullClusters(base: string): Json[] {
  const hosts = {
    db1: { address: "10.1.1.1", zone: "a", memory: "128GB" },
    db2: { address: "10.1.1.2", zone: "b", memory: "128GB" },
    db3: { address: "10.1.1.3", zone: "c", memory: "128GB" },
  };
  const site = (sections: { readonly [key: string]: Json }): Json => ({
    cfgc: 1,
    name: "lab",
    environment: "development",
    accept: [{ rule: "meta-members-packed", reason: "a lab" }],
    include: [],
    hosts,
    ...sections,
  });
  const member = (host: string, rest = {}) => ({ name: `${host}-x`, host, ports: {}, config: {}, ...rest });
  const horaedb = (rest: { readonly [key: string]: Json }): Json => ({
    version: "2.1.0",
    build_features: ["tokio_unstable"],
    ...rest,
  });
  const meta = {
    binary: `${base}/horaemeta-server`,
    config: {},
    members: ["db1", "db2", "db3"].map((host) => member(host, { data_dir: `/data/${host}/meta` })),
  };
  const nodes = (rest = {}) => ({
    binary: `${base}/horaedb-server`,
    config: {},
    members: ["db1", "db2"].map((host) => member(host, rest)),
  });
  const s3 = {
    type: "S3",
    region: "r",
    endpoint: "https://s3.example.net",
    bucket: "b",
    prefix: "p",
    key_id: { from_env: "ID" },
    key_secret: { from_file: "/run/key" },
  };
  const aliyun = {
    type: "Aliyun",
    endpoint: "https://oss.example.net",
    bucket: "b",
    prefix: "p",
    key_id: { from_env: "ID" },
    key_secret: { from_file: "/run/key" },
  };
  const kafka = { type: "Kafka", brokers: ["10.9.0.1:9092", "10.9.0.2:9092", "10.9.0.3:9092"] };
  const obkv = {
    type: "Obkv",
    full_user_name: "u@t#c",
    param_url: "http://ob:8080/services?Action=ObRootServiceInfo&database=wal",
    password: { from_env: "P" },
    sys_user_name: "root",
    sys_password: { from_file: "/run/sys" },
  };
  return [
    site({
      horaedb: horaedb({
        topology: "dynamic",
        cluster_name: "lab",
        meta,
        nodes: nodes({ meta_member: "db1-x" }),
        wal: kafka,
        object_store: s3,
      }),
    }),
    site({
      horaedb: horaedb({
        version: "2.0.0",
        upgrading_from: "1.2.7",
        topology: "dynamic",
        meta,
        nodes: nodes(),
        wal: obkv,
        object_store: aliyun,
      }),
    }),
    site({
      horaedb: horaedb({
        default_catalog: "horaedb",
        meta: { ...meta, endpoint: "10.1.1.9:2379" },
        nodes: nodes({ data_dir: "/data/n" }),
        wal: { type: "Local", data_dir: "/data/wal" },
        object_store: { type: "Local", data_dir: "/data/store" },
      }),
    }),
    site({
      horaedb: horaedb({
        build_features: ["wal-rocksdb"],
        nodes: nodes(),
        wal: { type: "RocksDB", data_dir: "/data/wal" },
        routing: {
          schemas: {
            public: {
              shards: { 0: "db1-x", 1: "db2-x" },
              rules: { prefix: [{ prefix: "cpu_", shard: 0 }], hash: [{ shards: [0, 1] }] },
              default_engine_type: "Analytic",
              default_timestamp_column_name: "t",
            },
          },
        },
      }),
    }),
    site({
      dolphindb: {
        version: "3.00.5",
        server_dir: `${base}/server`,
        replication: { factor: 2, reliability_level: 1 },
        config: { controller: {}, agent: {}, cluster: {}, data_nodes: {}, compute_nodes: {} },
        controllers: ["db1", "db2", "db3"].map((host) => ({
          alias: `c-${host}`,
          host,
          data_dir: `${base}/home`,
          config: {},
        })),
        agents: ["db1", "db2"].map((host) => ({
          alias: `a-${host}`,
          host,
          data_dir: `${base}/home`,
          config: {},
        })),
        data_nodes: ["db1", "db2"].map((host) => ({
          alias: `d-${host}`,
          host,
          data_dir: `/data/${host}`,
          joining: host === "db2",
          config: {},
        })),
        compute_nodes: ["db1", "db2"].map((host) => ({
          alias: `n-${host}`,
          host,
          compute_group: "cg1",
          joining: host === "db2",
          config: {},
        })),
      },
    }),
    site({
      dolphindb: {
        version: "2.00.16.1",
        server_dir: `${base}/server`,
        replication: { factor: 2, zones: { z1: 2 } },
        controllers: [{ alias: "c1", host: "db1", data_dir: `${base}/home` }],
        agents: { port: 8901, data_dir: `${base}/home` },
        data_nodes: ["db1", "db2"].map((host) => ({ alias: `d-${host}`, host, zone: "z1" })),
        compute_nodes: [{ alias: "n1", host: "db1", zone: "z1" }],
      },
    }),
    site({
      oms: {
        version: "4.2.2",
        upgrading_from: "4.2.1",
        image: "registry.example.net/oms:4.2.2",
        container_name: "oms",
        mounts: { logs: "/oms/logs", store: "/oms/store", run: "/oms/run" },
        https: { certificate: `${base}/crt`, key: `${base}/key` },
        meta_database: { host: "10.9.9.9", port: 2883, user: "root@oms", password: { from_env: "P" } },
        databases: { rm: "rm", cm: "cm", heartbeat: "hb" },
        regions: [
          {
            name: "cn-a",
            label: "A",
            location: 1,
            default: true,
            vip: "10.1.1.9",
            heartbeat: "hb1",
            hosts: ["db1", "db2"],
          },
          { name: "cn-b", label: "B", location: 2, hosts: ["db3"] },
        ],
        tsdb: { service: "INFLUXDB", url: "10.9.9.8:8086", username: "oms", password: { from_env: "T" } },
        config: {},
      },
    }),
  ];
}
