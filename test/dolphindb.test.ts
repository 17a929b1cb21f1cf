/** DolphinDB by both ways in: what is written reads back as the same model, large sites, odd input. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CompileResult, compile } from "../src/compile.ts";
import { detect } from "../src/detect.ts";
import { lint } from "../src/lint.ts";
import type { Model } from "../src/model/model.ts";
import { clustersOf, type Process } from "../src/products/dolphindb/cluster.ts";
import { entriesOf } from "../src/schema/catalogue.ts";
import { isDead, stateAt } from "../src/schema/key-state.ts";
import { Float, plainOf, Secret, type Value } from "../src/schema/value.ts";
import { randomDolphin } from "./support/random-dolphin.ts";
import { compileText, findingsOf, placed, products } from "./support/run.ts";
import { series } from "./support/series.ts";

function built(text: string) {
  const { bundle, model, diagnostics, files } = compileText(text);
  if (bundle === undefined) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  const upstream = bundle.files.filter((file) => /\.(?:cfg|nodes)$/.test(file.path));
  return { model, files, upstream };
}

function readAgain(files: readonly { path: string; content: string }[]) {
  const inputs = files.map(({ path, content }) => {
    const source = { path, text: content };
    const found = detect(source);
    if (found === undefined) throw new Error(`${path} is not detected`);
    return { source, ...found };
  });
  return lint(inputs, products);
}

/** The part of a model that the files of its processes can show. */
function observable(model: Model): Map<string, unknown> {
  const processes = clustersOf(model).flatMap((cluster) => cluster.processes);
  return new Map(processes.map((process) => [process.instance.name.value, shown(process)]));
}

function shown({ kind, instance, site, zone, computeGroup }: Process): unknown {
  const { claims, settings, version, program } = instance;
  return {
    kind,
    program,
    version,
    site: site?.value,
    zone: zone?.value,
    computeGroup: computeGroup?.value,
    settings: new Map([...settings.explicit].map(([key, { value }]) => [key, shape(value)])),
    claims: {
      listeners: claims.listeners.map(({ port, bind, purpose }) => ({ port, bind, purpose })),
      directories: claims.directories.map(({ path, purpose }) => `${purpose} ${path}`).sort(),
      advertised: claims.advertised.map(({ address, purpose }) => ({ address, purpose })),
      memory: claims.memory.map(({ bytes, purpose }) => ({ bytes, purpose })),
    },
  };
}

/** A secret is seen as its placeholder. */
function shape(value: Value): unknown {
  if (value instanceof Secret) return value.placeholder;
  if (value instanceof Float) return { float: value.number };
  return plainOf(value);
}

describe("read(emit(model))", () => {
  series(
    "is what the model shows, over random clusters",
    15,
    fc.property(randomDolphin, (text) => {
      const { model, upstream } = built(text);
      expect(observable(readAgain(upstream).model)).toEqual(observable(model));
    }),
  );

  series(
    "gives no finding that the model did not give",
    10,
    fc.property(randomDolphin, (text) => {
      // Placeholders are secrets to a reader, and the note is for whoever edits files by hand.
      const expected = ["secret-in-plain-text", "raft-edits-on-disk"];
      const before = compileText(text).diagnostics.map((one) => one.code.name);
      const found = readAgain(built(text).upstream).diagnostics.filter(
        (one) => !expected.includes(one.code.name) && !before.includes(one.code.name),
      );
      expect(found.map((one) => one.message)).toEqual([]);
    }),
  );
});

series(
  "every emitted key is read at its release by the file's program and has an origin",
  12,
  fc.property(randomDolphin, (text) => {
    const { model, files } = built(text);
    for (const { output } of files) {
      if (output.kind === "text") {
        expect(output.origin.kind).toBe("derived");
        continue;
      }
      for (const { path, origin } of output.document().entries) {
        if (origin.kind === "default") expect.fail(`${path.join(".")} is a default`);
        if (origin.kind === "derived") expect(origin.from, path.join(".")).not.toHaveLength(0);
        const program = /(controller|agent|cluster)\.cfg$/.exec(output.place.path)?.[1];
        if (program === undefined) continue;
        const instance = model.instances.find((one) => one.catalogue.program === `dolphindb-${program}`);
        const entry = entriesOf(instance!.catalogue, path.at(-1) ?? "")[0];
        expect(entry && stateAt(entry, instance!.version), path.join(".")).toBeDefined();
        expect(isDead(entry!, instance!.version)).toBe(false);
      }
    }
  }),
);

const head = (rest: string) => `cfgc: 1\nname: dolphin\nenvironment: development\n${rest}`;

describe("a large site", () => {
  const text = head(`hosts:
  "c[1-3]": { address: "10.1.1.[1-3]" }
  "dn[01-40]": { address: "10.1.2.[1-40]" }
dolphindb:
  version: "2.00.12"
  controllers: [ { host: "c[1-3]" } ]
  data_nodes: [ { alias: "data[01-40]", host: "dn[01-40]" } ]
`);

  it("has an agent on each of 40 hosts and one table everywhere", () => {
    const { model, upstream } = built(text);
    const count = (program: string) => model.instances.filter((one) => one.program === program).length;
    expect([count("dolphindb-agent"), count("dolphindb-datanode")]).toEqual([40, 40]);
    const agents = upstream.filter((file) => file.path.endsWith("agent.cfg"));
    expect(agents.map((file) => file.host)).toEqual(
      Array.from({ length: 40 }, (_, index) => `dn${String(index + 1).padStart(2, "0")}`),
    );
    const tables = upstream.filter((file) => file.path.endsWith("cluster.nodes"));
    expect(tables).toHaveLength(43);
    expect(new Set(tables.map((file) => file.content)).size).toBe(1);
    const rows = tables[0]?.content.trimEnd().split("\n") ?? [];
    expect(rows).toHaveLength(1 + 3 + 40 + 40);
    expect(rows).toContain("10.1.2.40:8901:dn40-agent,agent");
    expect(rows).toContain("10.1.2.40:8902:data40,datanode");
    expect(upstream.filter((file) => file.path.endsWith("cluster.cfg")).map((file) => file.host)).toEqual([
      "c1",
      "c2",
      "c3",
    ]);
    const found = readAgain(upstream).diagnostics;
    expect(found.map((one) => one.code.name)).toEqual(["raft-edits-on-disk"]);
  });

  it("names every controller in every agent's sites, itself first", () => {
    const last = built(text).upstream.find((file) => file.path === "hosts/dn40/dolphindb/config/agent.cfg");
    expect(last?.content).toContain(
      "sites=10.1.2.40:8901:dn40-agent:agent,10.1.1.1:8900:c1-controller:controller,10.1.1.2:8900:c2-controller:controller,10.1.1.3:8900:c3-controller:controller\n",
    );
  });
});

describe("cluster.yaml", () => {
  const hosts = "hosts: { db1: { address: 10.1.1.1 } }\n";
  const rest =
    "  replication: { factor: 1 }\n  controllers: [ { host: db1 } ]\n  data_nodes: [ { host: db1 } ]\n";
  const site = (version: string, more = "") =>
    head(`${hosts}dolphindb:\n  version: ${version}\n${rest}${more}`);
  const found = (text: string) => compileText(text).diagnostics;

  it.each(["2.00", "1.30", "3.00"])(
    "says to quote the version %s, which YAML takes for a number",
    (version) => {
      const [one, ...more] = found(site(version));
      expect(more).toEqual([]);
      expect(one?.code.name).toBe("wrong-type");
      expect(one?.message).toContain(`not the float ${version}`);
      expect(one?.help).toBe(`write it in quotes: "${version}"`);
    },
  );

  it("takes a line for its newest release, any patch of it, and no other number", () => {
    const version = (text: string) => compileText(site(text)).model.instances[0]?.version;
    expect(version('"2.00"')).toBe("2.00.16.1");
    expect(version("2.00.11.7")).toBe("2.00.11.7");
    expect(found(site("2.1.0")).map((one) => one.code.name)).toEqual(["unknown-version"]);
  });

  it("refuses derived keys with what to write instead", () => {
    const config =
      "  config: { controller: { dfsHAMode: Raft, localSite: 'a:1:b' }, agent: { sites: x, controllerSite: y } }\n";
    const derived = found(site('"2.00.12"', config));
    expect(derived.map((one) => [one.code.name, one.key])).toEqual([
      ["derived-key", "dfsHAMode"],
      ["derived-key", "localSite"],
      ["derived-key", "sites"],
      ["derived-key", "controllerSite"],
    ]);
    for (const one of derived) expect(one.help).toBeTruthy();
  });

  it("lets nodes join a running cluster from 1.30.4 on", () => {
    const joining = (version: string) =>
      found(
        site(version, "").replace(
          /data_nodes: \[/,
          "data_nodes: [ { alias: late, host: db1, port: 8922, joining: true },",
        ),
      ).filter((one) => one.code.name === "key-not-in-version");
    expect(joining('"1.30.4"')).toEqual([]);
    expect(joining('"1.30.3"').map((one) => [one.severity, one.key])).toEqual([
      ["error", "dolphindb.data_nodes[].joining"],
    ]);
  });

  it("tells a key of another file from one that nobody knows", () => {
    const config =
      "  config: { controller: { volumes: /data, home: /x }, cluster: { wokerNum: 4, dfsRecoveryWaitTime: 0, sites: x } }\n";
    expect(found(site('"2.00.12"', config)).map((one) => [one.code.name, one.severity, one.help])).toEqual([
      ["misplaced-key", "error", "write it under `config.cluster`"],
      ["misplaced-key", "error", "delete it; cfgc writes the command lines itself"],
      ["unknown-key", "error", 'did you mean "workerNum"?'],
      ["misplaced-key", "error", "write it under `config.controller`"],
      ["misplaced-key", "error", "delete it: it follows from the agent itself and `controllers`"],
    ]);
  });

  it("does not emit what the release never reads, and hints only where that is not certain", () => {
    const config = "  config: { cluster: { memLimitOfTempResult: 2, localExecutors: 3 } }\n";
    const { bundle, diagnostics } = compileText(site("3.00.5", config));
    expect(diagnostics.map((one) => [one.code.name, one.severity])).toEqual([
      ["key-without-effect", "warning"],
      ["key-without-effect", "info"],
    ]);
    expect(diagnostics[0]?.help).toContain('"memLimitOfAllTempResults"');
    const file = bundle?.files.find((one) => one.path.endsWith("cluster.cfg"));
    expect(file?.content).toContain("localExecutors=3\n");
    expect(file?.content).not.toContain("memLimitOfTempResult");
  });

  it("takes a reference to a secret under config, and keeps its text out until it is resolved", () => {
    const config = "  config: { cluster: { s3SecretAccessKey: { from_env: SECRET } } }\n";
    const text = site('"2.00.12"', config);
    const cfg = ({ bundle }: CompileResult) => bundle?.files.find((one) => one.path.endsWith("cluster.cfg"));
    const withPlaceholder = cfg(compileText(text));
    expect(withPlaceholder?.content).toMatch(/^s3SecretAccessKey=__CFGC_SECRET_\w+__$/m);
    expect(withPlaceholder?.mode).toBe(0o600);
    const resolve = (secret: string) =>
      compile([{ path: "cluster.yaml", text }], { products, readSecret: () => secret });
    expect(cfg(resolve("a=b c"))?.content).toContain("s3SecretAccessKey=a=b c\n");
    for (const secret of ["zq\nb", "zq ", "zq # b"]) {
      const { bundle, diagnostics } = resolve(secret);
      expect(bundle).toBeUndefined();
      expect(diagnostics.map(placed)).toEqual(["value-not-writable@10:43"]);
      expect(JSON.stringify(diagnostics.map(({ message, help }) => [message, help]))).not.toContain("zq");
    }
  });

  it("keeps the secrets of two nodes apart", () => {
    const two = head(`${hosts}dolphindb:
  version: "2.00.12"
  controllers: [ { host: db1 } ]
  data_nodes:
    - { alias: d1, host: db1, config: { s3SecretAccessKey: { from_env: ONE } } }
    - { alias: d2, host: db1, port: 8912, config: { s3SecretAccessKey: { from_env: TWO } } }
`);
    const readSecret = (source: object) => ("env" in source ? `secret ${source.env}` : "");
    const { bundle } = compile([{ path: "cluster.yaml", text: two }], { products, readSecret });
    const file = bundle?.files.find((one) => one.path.endsWith("cluster.cfg"));
    expect(file?.content).toContain("d1.s3SecretAccessKey=secret ONE\nd2.s3SecretAccessKey=secret TWO\n");
    expect(new Set(file?.secrets?.map((one) => one.placeholder)).size).toBe(2);
  });

  it("refuses a value that a line of key=value cannot carry", () => {
    const config = '  config: { cluster: { preloadModules: "a\\nb", tzdb: "/x # y" } }\n';
    expect(found(site('"2.00.12"', config)).map((one) => one.code.name)).toEqual([
      "wrong-type",
      "wrong-type",
    ]);
  });

  it("puts a second controller of a host into a folder and a script of its own", () => {
    const two = head(`${hosts}dolphindb:
  version: "2.00.12"
  controllers: [ { alias: c1, host: db1 }, { alias: c2, host: db1, port: 8910 }, { alias: c3, host: db1, port: 8920 } ]
  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db1, port: 8912 } ]
`);
    const paths = compileText(two).bundle?.files.map((file) => file.path.replace("hosts/db1/dolphindb/", ""));
    for (const path of [
      "config/controller.cfg",
      "config-c2/controller.cfg",
      "config-c3/cluster.nodes",
      "startController-c2.sh",
    ])
      expect(paths).toContain(path);
  });

  it("counts the memory of all processes of a host, and their ports", () => {
    const text = head(`hosts: { db1: { address: 10.1.1.1, memory: 32GB } }
dolphindb:
  version: "2.00.12"
  config: { controller: { maxMemSize: 8 }, cluster: { maxMemSize: 13 } }
  controllers: [ { host: db1 } ]
  agents: { port: 8900 }
  data_nodes: [ { host: db1 }, { alias: second, host: db1, port: 8912 } ]
`);
    expect(found(text).map(placed).sort()).toEqual(["memory-overcommitted@4:44", "port-clash@9:19"]);
  });

  it("says once what a range puts on many hosts", () => {
    const text = head(`hosts: { "db[1-9]": { address: "10.1.1.[1-9]" } }
dolphindb:
  version: "3.00.5"
  config: { cluster: { maxMemSize: 8, TSDBCacheEngineSize: 6, volumes: data } }
  controllers: [ { host: db1 } ]
  agents: [ { host: db1 } ]
  data_nodes: [ { host: "db[1-8]", zone: z1 }, { alias: "second[2-9]", host: "db[2-9]", port: 8912 }, { host: db10 } ]
`);
    expect(found(text).map(placed)).toEqual([
      "cache-engine-too-large@7:60",
      "volumes-not-absolute@7:72",
      "host-without-agent@10:17",
      "zones-incomplete@10:42",
      "host-without-agent@10:48",
      "zones-incomplete@10:48",
      "zones-incomplete@10:103",
      "unknown-host@10:111",
    ]);
  });

  it("has a README by which joining nodes get their lines of cluster.cfg before they start", () => {
    const text = head(`${hosts}dolphindb:
  version: "2.00.12"
  replication: { factor: 1 }
  config: { controller: { enableHTTPS: true } }
  controllers: [ { alias: c1, host: db1, data_dir: /ssd/c1 }, { alias: c2, host: db1, port: 8910 }, { alias: c3, host: db1, port: 8920 } ]
  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db1, port: 8912, data_dir: /ssd/d2, joining: true } ]
`).replace("factor: 1", "factor: 2");
    const readme = compileText(text).bundle?.files.find((file) => file.path === "README.md")?.content ?? "";
    const order = ['addNode("10.1.1.1", 8912, "d2")', "d2.volumes=/ssd/d2/storage", 'startDataNode(["d2"])'];
    const places = order.map((line) => readme.indexOf(line));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    // The line that all nodes shared goes, so the node that runs gets one of its own.
    expect(readme).toContain("d1.volumes=/var/lib/dolphindb/d1/storage");
    expect(readme).toContain("   volumes=/var/lib/dolphindb/<ALIAS>/storage\n");
    expect(readme).toContain("https://10.1.1.1:8900");
    expect(readme).toContain("a backup of `/ssd/c1`, `/var/lib/dolphindb` first");
  });

  it("has no command that starts nothing where all nodes join", () => {
    const text = head(
      `${hosts}dolphindb:\n  version: "2.00.12"\n${rest.replace("data_nodes: [ { host: db1 }", "data_nodes: [ { host: db1, joining: true }")}`,
    );
    const readme = compileText(text).bundle?.files.find((file) => file.path === "README.md")?.content ?? "";
    expect(readme).toContain('startDataNode(["db1"])');
    expect(readme).not.toContain("startDataNode([])");
  });

  it("compares versions within their line", () => {
    const tick = (version: string) =>
      found(site(version, "  config: { controller: { raftElectionTick: 800 } }\n")).map((one) => one.message);
    expect(tick("1.30.16")).toEqual([]);
    expect(tick("2.00.4")).toEqual([]);
    expect(tick("2.00.3")[0]).toContain("came with 2.00.4");
    expect(tick("1.30.15")[0]).toContain("came with 1.30.16");
    expect(tick("3.00.0")).toEqual([]);
  });
});

describe("files that somebody wrote", () => {
  const lintOne = (name: string, text: string, version = "2.00.12") =>
    findingsOf({ files: { [name]: text }, as: `${kinds[name]}@${version}` }).map(placed);
  const kinds: Record<string, string> = {
    "controller.cfg": "dolphindb-controller",
    "agent.cfg": "dolphindb-agent",
    "cluster.cfg": "dolphindb-cluster",
    "cluster.nodes": "dolphindb-nodes",
    "dolphindb.cfg": "dolphindb-standalone",
  };

  it("may have blanks around =, Windows line ends, comments, and = in values", () => {
    const text =
      "mode = controller\r\nlocalSite =10.1.1.1:8900:c1 \r\n# a comment\r\n// another\r\npublicName=a=b\r\n";
    expect(lintOne("controller.cfg", text)).toEqual([]);
  });

  it("have the place of a key behind its qualifier", () => {
    expect(lintOne("cluster.cfg", "dn1.wokerNum=4\ndn%.maxMemSize=many\n")).toEqual([
      "cluster.cfg:unknown-key@1:5",
      "cluster.cfg:wrong-type@2:16",
    ]);
  });

  it("may hold keys of other files that work there, which is a hint", () => {
    const severities = findingsOf({
      files: { "cluster.cfg": "dataSync=1\nraftElectionTick=800\n" },
      as: "dolphindb-cluster@2.00.12",
    }).map((one) => [one.code.name, one.severity]);
    expect(severities).toEqual([
      ["misplaced-key", "info"],
      ["misplaced-key", "warning"],
    ]);
  });

  it("take zones before dfsReplicationFactor since 2.00.16.1", () => {
    const text = "localSite=10.1.1.1:8900:c1\nzone1.dfsReplicationFactor=2\n";
    expect(lintOne("controller.cfg", text, "3.00.5")).toEqual([]);
    expect(lintOne("controller.cfg", text, "2.00.16")).toEqual(["controller.cfg:key-not-in-version@2:1"]);
  });

  it("have columns that came with later releases", () => {
    const text =
      "localSite,mode,computeGroup,zone\n10.1.1.1:8901:a1,agent,,\n10.1.1.1:8902:d1,datanode,,z1\n";
    expect(lintOne("cluster.nodes", text, "3.00.5")).toEqual([]);
    expect(lintOne("cluster.nodes", text, "2.00.12")).toEqual([
      "cluster.nodes:key-not-in-version@1:16",
      "cluster.nodes:key-not-in-version@1:29",
    ]);
  });

  it("name each column once, and no quotes are a part of a site", () => {
    expect(lintOne("cluster.nodes", "localSite,mode,mode\n10.1.1.1:8901:a1,agent,agent\n")).toEqual([
      "cluster.nodes:nodes-syntax@1:16",
    ]);
    expect(lintOne("controller.cfg", 'localSite="10.1.1.1:8900:c1"\n')).toEqual([
      "controller.cfg:site-malformed@1:11",
    ]);
  });

  it("may name a Raft group of streams without persistenceDir, as public working files do", () => {
    const files = {
      "cluster.cfg": "streamingHAMode=raft\nstreamingRaftGroups=2:d1:d2:d3\n",
      "cluster.nodes":
        "localSite,mode\n10.1.1.1:8901:a,agent\n10.1.1.1:8902:d1,datanode\n10.1.1.1:8903:d2,datanode\n10.1.1.1:8904:d3,datanode\n",
    };
    expect(findingsOf({ files }).map((one) => [one.code.name, one.severity])).toContainEqual([
      "streaming-raft-groups",
      "warning",
    ]);
  });

  it("of two clusters in one call are not taken for one", () => {
    const environment = (folder: string, network: string, factor: number) => ({
      [`${folder}/controller.cfg`]: `localSite=${network}.1:8900:c1\ndfsReplicationFactor=${factor}\n`,
      [`${folder}/agent.cfg`]: `localSite=${network}.1:8901:a1\ncontrollerSite=${network}.1:8900:c1\n`,
      [`${folder}/cluster.nodes`]: `localSite,mode\n${network}.1:8901:a1,agent\n${network}.1:8902:d1,datanode\n${network}.1:8903:d2,datanode\n`,
      [`${folder}/cluster.cfg`]: `maxMemSize=${factor}\n`,
    });
    const files = { ...environment("test", "10.1.1", 1), ...environment("live", "10.1.2", 2) };
    expect(findingsOf({ files }).map(placed)).toEqual([]);
  });

  it("of a host folder each are one cluster by their sites", () => {
    const files = {
      "p1/controller.cfg": "localSite=10.1.1.1:8900:c1\ndfsHAMode=Raft\n",
      "p2/controller.cfg": "localSite=10.1.1.2:8900:c2\ndfsHAMode=Raft\ndfsReplicationFactor=3\n",
      "p4/agent.cfg":
        "localSite=10.1.1.4:8901:a4\ncontrollerSite=10.1.1.1:8900:c1\nsites=10.1.1.4:8901:a4:agent,10.1.1.1:8900:c1:controller,10.1.1.2:8900:c2:controller,10.1.1.3:8900:c3:controller\n",
    };
    expect(findingsOf({ files }).map(placed)).toEqual(["p2/controller.cfg:settings-differ@3:22"]);
  });

  const piece = fc.constantFrom(
    "localSite",
    "sites",
    "=",
    ":",
    ",",
    "\n",
    "\r\n",
    "%",
    "?",
    ".",
    "<ALIAS>",
    "10.1.1.1",
    "8900",
    "datanode",
    "mode",
    " ",
    "//",
    "#",
    "__proto__",
    "streamingRaftGroups",
    "2:a:b:c",
    "\ufeff",
    "\u0000",
    "é",
    "dn1",
    "[",
    "(",
  );
  series(
    "never make it throw, whatever they hold",
    12,
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.constantFrom(...Object.keys(kinds)),
      (pieces, name) => {
        const source = { path: name, text: pieces.join("") };
        const table = { path: "cluster.nodes", text: `localSite,mode\n${pieces.join("")}` };
        lint(
          [
            { source, kind: kinds[name] ?? "", version: undefined },
            { source: table, kind: "dolphindb-nodes", version: undefined },
          ],
          products,
        );
      },
    ),
  );
});

it("the README leads to the name that the certificate of a controller is for", () => {
  const readme = (config: string) =>
    compileText(`cfgc: 1
name: metrics
hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }
dolphindb:
  version: "3.00.4"
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db2 } ]
  config: { controller: { ${config} } }
`).bundle?.files.find((file) => file.path === "README.md")?.content;
  expect(readme("enableHTTPS: true, publicName: db1.example.net")).toContain(
    "page https://db1.example.net:8900,",
  );
  expect(readme("publicName: db1.example.net")).toContain("page http://10.1.1.1:8900,");
});
