/** The bounds that DolphinDB's documents state for one key, and the releases that zones came with. */
import { describe, expect, it } from "vitest";
import { compileText, findingsOf } from "./support/run.ts";

function found(file: string, line: string, version = "3.00.5") {
  const name = /^(\w+)/.exec(file)?.[1];
  const own = name === "controller" ? "localSite=10.1.1.1:8900:c1\n" : "";
  return findingsOf({
    as: `dolphindb-${name === "dolphindb" ? "standalone" : name}@${version}`,
    files: { [file]: `${own}${line}\n` },
  }).map(({ severity, code, message, help }) => ({ severity, code: code.name, message, help }));
}

describe("a value outside of its bounds", () => {
  it.each([
    ["TSDBCacheEngineSize", "0", "0.1", "a number above 0"],
    ["PKEYCacheEngineSize", "0", "1", "a number above 0"],
    ["PKEYBlockCacheSize", "0", "1", "a number above 0"],
    ["PKEYDeleteBitmapUpdateThreshold", "0", "1", "a number above 0"],
    ["PKEYStashedPrimaryKeyBufferSize", "0", "1", "a number above 0"],
    ["reservedMemSize", "0", "0.1", "a number above 0"],
    ["volumeUsageThreshold", "0", "1", "a number above 0 and at most 1"],
    ["regularArrayMemoryLimit", "1000", "1024", "a power of two from 1 to 1048576"],
    [
      "s3Endpoint",
      "https://s3.example.net",
      "s3.example.net",
      "a host with its port and without http:// or https:// before it",
    ],
  ])("%s cannot be %s", (key, wrong, right, wanted) => {
    const [first, ...more] = found("cluster.cfg", `${key}=${wrong}`);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ severity: "warning", code: "wrong-type" });
    expect(first?.message).toContain(`"${key}" must be ${wanted}`);
    expect(first?.message).toContain("is not documented");
    expect(found("cluster.cfg", `${key}=${right}`)).toEqual([]);
  });

  it("keeps the server from starting where a document says so, and is an error there", () => {
    for (const value of ["0", "65", "many"])
      expect(found("controller.cfg", `defaultJobParallelism=${value}`)).toMatchObject([
        { severity: "error", code: "wrong-type", message: expect.stringContaining("does not start with it") },
      ]);
    for (const value of ["1", "64"])
      expect(found("controller.cfg", `defaultJobParallelism=${value}`)).toEqual([]);
  });

  it("is written in the form that the key takes", () => {
    const [https] = found("cluster.cfg", "s3Endpoint=https://s3.example.net:9000/");
    expect(https?.help).toBe('write "s3.example.net:9000"');
    const [http] = found("cluster.cfg", "s3Endpoint=http://s3.example.net:9000");
    expect(http?.help).toBe('write "s3.example.net:9000,true"');
  });
});

describe("dfsHAMode", () => {
  it("may be None, which is what it is without the key", () => {
    expect(found("controller.cfg", "dfsHAMode=None")).toEqual([]);
    expect(found("controller.cfg", "dfsHAMode=Paxos").map(({ code }) => code)).toEqual(["wrong-type"]);
  });
});

describe("keys that 3.00.5 deprecates", () => {
  it.each(["streamingHADiskLimit", "streamingHAPurgeInterval"])("%s is a hint from then on", (key) => {
    expect(found("cluster.cfg", `${key}=300`, "3.00.4")).toEqual([]);
    expect(found("cluster.cfg", `${key}=300`)).toMatchObject([
      { code: "key-without-effect", severity: "info" },
    ]);
  });
});

describe("zones", () => {
  const releases = [
    ["2.00.16", false],
    ["2.00.16.1", true],
    ["3.00.2", false],
    ["3.00.3", false],
    ["3.00.3.1", true],
    ["3.00.4", true],
  ] as const;

  it.each(releases)("in files of %s: %s", (version, has) => {
    const table = findingsOf({
      files: {
        "controller.cfg": `# cfgc: dolphindb-controller@${version}\nlocalSite=10.1.1.1:8900:c1\nz1.dfsReplicationFactor=1\n`,
        "cluster.nodes":
          "localSite,mode,computeGroup,zone\n10.1.1.1:8901:a1,agent,,\n10.1.1.1:8902:d1,datanode,,z1\n",
      },
    });
    const codes = table.map(({ code }) => code.name).filter((name) => name === "key-not-in-version");
    expect(codes.length > 0).toBe(!has);
  });

  it.each(releases)("in cluster.yaml of %s: %s", (version, has) => {
    const { diagnostics } = compileText(`cfgc: 1
name: zones
environment: production
hosts: { db1: { address: 10.1.1.1 } }
dolphindb:
  version: "${version}"
  replication: { zones: { z1: 1 } }
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1, zone: z1 } ]
`);
    expect(diagnostics.some(({ code }) => code.name === "key-not-in-version")).toBe(!has);
  });
});
