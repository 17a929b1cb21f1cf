/** Random DolphinDB clusters that are right: any of them has to compile without an error. */
import fc from "fast-check";

const nodeConfig = (version: string) =>
  fc.record(
    {
      maxMemSize: fc.constantFrom(8, 16.5, "32"),
      workerNum: fc.integer({ min: 1, max: 64 }),
      redoLogPurgeLimit: fc.integer({ min: 1, max: 999 }),
      volumeUsageThreshold: fc.constantFrom(0.5, 1, "0.97"),
      persistenceDir: fc.constantFrom("/data/<ALIAS>/persistence", "/p/<ALIAS>"),
      allowVolumeCreation: fc.constantFrom(true, false, 1, "0"),
      logLevel: fc.constantFrom("INFO", "DEBUG"),
      preloadModules: fc.constantFrom("plugins::mysql, plugins::odbc", "a=b", 't\'x "y"'),
      s3AccessKeyId: fc.constant({ from_env: "ID" }),
      ...(version.startsWith("3") ? { computeNodeCacheDir: fc.constant("/cache/<ALIAS>") } : {}),
    },
    { requiredKeys: [] },
  );

const controllerConfig = fc.record(
  {
    dataSync: fc.constantFrom(0, 1, true, false),
    dfsRecoveryWaitTime: fc.constantFrom(0, 60_000),
    workerNum: fc.integer({ min: 1, max: 16 }),
    dfsMetaDir: fc.constant("/meta"),
  },
  { requiredKeys: [] },
);

interface Node {
  readonly host: number;
  readonly second: boolean;
  readonly own: object | undefined;
  readonly dataDir: boolean;
  readonly zone: number;
}

/** Text of a cluster.yaml. JSON is YAML, so random values are written as JSON. */
export const randomDolphin: fc.Arbitrary<string> = fc
  .constantFrom("1.30.22", "2.00.12", "3.00.5")
  .chain((version) =>
    fc
      .record({
        controllers: fc.constantFrom(1, 3, 5),
        packed: fc.boolean(),
        nodes: fc.uniqueArray(
          fc.record({
            host: fc.integer({ min: 1, max: 12 }),
            second: fc.boolean(),
            own: fc.option(nodeConfig(version), { nil: undefined }),
            dataDir: fc.boolean(),
            zone: fc.integer({ min: 1, max: 3 }),
          }),
          { minLength: 2, maxLength: 10, selector: ({ host, second }) => `${host} ${second}` },
        ),
        computeNodes: fc.integer({ min: 0, max: 3 }),
        zones: fc.boolean(),
        controllerConfig,
        cluster: nodeConfig(version),
        dataNodes: fc.option(nodeConfig(version), { nil: undefined }),
        listed: fc.boolean(),
      })
      .map((choice) => textOf(version, choice)),
  );

interface Choice {
  readonly controllers: number;
  readonly packed: boolean;
  readonly nodes: readonly Node[];
  readonly computeNodes: number;
  readonly zones: boolean;
  readonly controllerConfig: object;
  readonly cluster: object;
  readonly dataNodes: object | undefined;
  readonly listed: boolean;
}

function textOf(version: string, choice: Choice): string {
  const is3 = version.startsWith("3");
  const zones = choice.zones && is3;
  const controllers = Array.from({ length: choice.controllers }, (_, index) =>
    // Two controllers of one host have files in folders of their own.
    choice.packed && index === 1
      ? { alias: `c${index}`, host: "h01", port: 8990, config: { dfsMetaDir: "/meta1" } }
      : { alias: `c${index}`, host: `h0${index + 1}` },
  );
  const dataNodes = choice.nodes.map(({ host, second, own, dataDir, zone }) => ({
    host: name(host),
    ...(second ? { alias: `second-${name(host)}`, port: 8912 } : {}),
    ...(own === undefined ? {} : { config: own }),
    ...(dataDir ? { data_dir: `/ssd/${host}${second ? "b" : "a"}` } : {}),
    ...(zones ? { zone: `z${zone}` } : {}),
  }));
  const computeNodes = Array.from({ length: choice.computeNodes }, (_, index) => ({
    host: name(index + 1),
    ...(is3 && index > 0 ? { compute_group: "orca" } : {}),
    ...(zones ? { zone: "z1" } : {}),
  }));
  const hosts = [...new Set([...dataNodes, ...computeNodes].map((node) => node.host))];
  const dataZones = [...new Set(choice.nodes.map((node) => `z${node.zone}`))];
  const section = {
    version,
    replication: {
      factor: 2,
      reliability_level: 2,
      ...(zones ? { zones: Object.fromEntries(dataZones.map((zone) => [zone, 1])) } : {}),
    },
    config: {
      controller: choice.controllerConfig,
      agent: { workerNum: 4 },
      cluster: choice.cluster,
      ...(choice.dataNodes === undefined ? {} : { data_nodes: choice.dataNodes }),
    },
    controllers,
    ...(choice.listed
      ? { agents: hosts.map((host) => ({ alias: `agent-of-${host}`, host, port: 8801 })) }
      : {}),
    data_nodes: dataNodes,
    ...(computeNodes.length > 0 ? { compute_nodes: computeNodes } : {}),
  };
  return `cfgc: 1
name: random
environment: development
hosts: { "h[01-12]": { address: "10.1.1.[1-12]" } }
dolphindb: ${JSON.stringify(section)}
`;
}

function name(host: number): string {
  return `h${String(host).padStart(2, "0")}`;
}
