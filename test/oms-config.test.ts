/** config.yaml of OMS: read again by cfgc into the same model, and by PyYAML with values and types; growth; lint. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectRemarks } from "../src/cli/commands/build/effect-remarks.ts";
import { compile } from "../src/compile.ts";
import { detect } from "../src/detect.ts";
import { lint } from "../src/lint.ts";
import type { Model } from "../src/model/model.ts";
import { deploymentsOf } from "../src/products/oms/deployment.ts";
import { plainOf, Secret } from "../src/schema/value.ts";
import { type Built, build } from "./support/build-oms.ts";
import { by } from "./support/effort.ts";
import { foldersIn } from "./support/golden.ts";
import { needing } from "./support/needing.ts";
import { type Loaded, loadWithPyYaml, noPyYaml } from "./support/py-yaml.ts";
import { omsCluster, type RandomOms, randomOms } from "./support/random-oms.ts";
import { compileText, findingsOf, products } from "./support/run.ts";
import { series } from "./support/series.ts";

if (noPyYaml !== undefined) console.warn(`oms-config.test.ts: skips the comparison with PyYAML: ${noPyYaml}`);

function configs({ files }: Built): [path: string, text: string][] {
  return [...files].filter(([path]) => path.endsWith("/config.yaml"));
}

/** The part of a model that config.yaml can show: directories and OMS_HOST_IP are docker's. */
function observable(model: Model): unknown {
  const regions = deploymentsOf(model).flatMap((deployment) => deployment.regions);
  return regions
    .map(({ settings, instances }) => ({
      version: settings.version,
      settings: Object.fromEntries(
        [...settings.explicit]
          .map(([key, { value }]) => [key, value instanceof Secret ? value.placeholder : plainOf(value)])
          .sort(),
      ),
      nodes: instances.map(({ host, claims }) => ({
        address: host?.address?.value,
        listeners: claims.listeners.map(({ port, lastPort, purpose }) => ({ port, lastPort, purpose })),
      })),
    }))
    .sort((a, b) => Number(a.settings.cm_location) - Number(b.settings.cm_location));
}

describe("config.yaml", () => {
  series(
    "is read into what the model shows, over random sites, without a finding",
    30,
    fc.property(randomOms, (choice) => {
      const built = build(omsCluster(choice));
      const inputs = configs(built).map(([path, text]) => {
        const source = { path, text };
        const found = detect(source);
        if (found === undefined) throw new Error(`${path} is not detected`);
        return { source, ...found };
      });
      const { model, diagnostics } = lint(inputs, products);
      expect(observable(model)).toEqual(observable(built.model));
      expect(diagnostics.map((one) => one.message)).toEqual([]);
    }),
  );

  series(
    "is equal to the byte on all hosts of a region",
    15,
    fc.property(randomOms, (choice) => {
      const built = build(omsCluster(choice));
      for (const { instances } of deploymentsOf(built.model).flatMap((one) => one.regions)) {
        const texts = instances.map((one) => built.files.get(`hosts/${one.hostName?.value}/oms/config.yaml`));
        expect(texts.every((text) => text !== undefined && text === texts[0])).toBe(true);
        for (const { hostName } of instances) {
          const script = built.files.get(`hosts/${hostName?.value}/oms/docker-run.sh`) ?? "";
          const [, address] = /-e OMS_HOST_IP=(\S+) /.exec(script) ?? [];
          expect(texts[0]).toContain(`\n - ${address}\n`);
        }
      }
    }),
  );

  it(
    "is what PyYAML loads, with secrets of any characters",
    { tags: ["series"] },
    needing(noPyYaml, () => {
      const numRuns = by({ quick: 40, long: 300, exhaust: 20_000 });
      const samples = fc.sample(randomOms, { numRuns, seed: 3 });
      const built = samples.map((choice) => ({ choice, built: build(omsCluster(choice), choice.secrets) }));
      const all = built.flatMap(({ choice, built: one }) =>
        configs(one).map(([path, text]) => ({ path, text, choice, model: one.model })),
      );
      const loaded = loadWithPyYaml(all.map(({ text }) => text));
      for (const [index, { path, choice, model, text }] of all.entries())
        expect(loaded[index], text).toEqual(settingsAt(path, model, choice.secrets));
    }),
  );

  it(
    "of each example is what PyYAML loads",
    needing(noPyYaml, () => {
      for (const name of foldersIn("examples").filter((one) => one.startsWith("oms-"))) {
        const one = build(readFileSync(join("examples", name, "cluster.yaml"), "utf8"));
        const files = configs(one);
        expect(files.length).toBeGreaterThan(0);
        const loaded = loadWithPyYaml(files.map(([, text]) => text));
        for (const [index, [path]] of files.entries())
          expect(loaded[index]).toEqual(settingsAt(path, one.model, undefined));
      }
    }),
  );
});

/** What PyYAML has to load from the file of a host: the settings with their types. */
function settingsAt(
  path: string,
  model: Model,
  secrets: Readonly<Record<string, string>> | undefined,
): Loaded {
  const instance = model.instances.find((one) => path === `hosts/${one.hostName?.value}/oms/config.yaml`);
  const value: Record<string, Loaded> = {};
  for (const [key, { value: setting }] of instance?.settings.explicit ?? []) {
    if (setting instanceof Secret) {
      const name = "env" in setting.source ? setting.source.env : "";
      value[key] = { type: "str", value: secrets?.[name] ?? setting.placeholder };
    } else if (typeof setting === "number") value[key] = { type: "int", value: String(setting) };
    else if (typeof setting === "boolean") value[key] = { type: "bool", value: setting };
    else if (Array.isArray(setting))
      value[key] = { type: "list", value: setting.map((item) => ({ type: "str", value: String(item) })) };
    else value[key] = { type: "str", value: String(setting) };
  }
  return { type: "dict", value };
}

describe("growth", () => {
  const byRegion = (built: Built) =>
    deploymentsOf(built.model)[0]?.regions.map(({ settings, instances }) => ({
      heartbeat: settings.text("drc_cm_heartbeat_db")?.value,
      location: settings.integer("cm_location")?.value,
      files: instances.map((one) => {
        const path = `hosts/${one.hostName?.value}/oms`;
        return [
          one.name.value,
          built.files.get(`${path}/config.yaml`),
          built.files.get(`${path}/docker-run.sh`),
        ];
      }),
    })) ?? [];

  const manyRegions = randomOms.filter(({ regions }) => regions.length > 2);

  series(
    "a region more changes nothing in the others",
    15,
    fc.property(manyRegions, (choice) => {
      const before = byRegion(build(omsCluster({ ...choice, regions: choice.regions.slice(0, -1) })));
      expect(byRegion(build(omsCluster(choice))).slice(0, -1)).toEqual(before);
    }),
  );

  series(
    "a host more changes cm_nodes of its region only",
    15,
    fc.property(manyRegions, fc.nat(), (choice, pick) => {
      const index = pick % choice.regions.length;
      const withVip = withRegion(choice, index, { vip: "oms.example.net" });
      const grown = withRegion(withVip, index, { hosts: (withVip.regions[index]?.hosts ?? 0) + 1 });
      const [before, after] = [byRegion(build(omsCluster(withVip))), byRegion(build(omsCluster(grown)))];
      for (const [at, region] of after.entries()) {
        if (at !== index) expect(region).toEqual(before[at]);
        else expect(region.files.slice(0, -1).map(withoutNodes)).toEqual(before[at]?.files.map(withoutNodes));
      }
    }),
  );

  function withRegion(
    choice: RandomOms,
    index: number,
    change: Partial<RandomOms["regions"][number]>,
  ): RandomOms {
    return {
      ...choice,
      regions: choice.regions.map((one, at) => (at === index ? { ...one, ...change } : one)),
    };
  }

  function withoutNodes(file: readonly (string | undefined)[]): unknown {
    return file.map((text) => text?.replace(/^ - 10\..*\n/gm, ""));
  }

  it("a region with a name of its own may come first", () => {
    const one = "{ name: b, location: 2, default: true, hosts: [h2] }";
    const text = (regions: string) => `cfgc: 1
name: growth
hosts: { "h[1-3]": { address: "10.1.1.[1-3]" } }
oms:
  version: 4.2.2
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: META } }
  regions: [ ${regions} ]
`;
    const [before] = byRegion(build(text(one)));
    const after = byRegion(build(text(`{ name: a, location: 1, hosts: [h1] }, ${one}`)));
    expect(after[1]).toEqual(before);
    expect(after[0]?.heartbeat).toBe("oms_cm_heartbeat_1");
  });
});

describe("files of several folders", () => {
  const config = (node: string, more: string) => `# cfgc: oms@4.2.2
oms_meta_host: 10.10.10.1
oms_meta_port: 2883
oms_meta_user: root@oms
oms_meta_password: "__CFGC_SECRET_A__"
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_hb
cm_url: http://${node}:8088
cm_location: 1
cm_nodes: [${node}]
${more}`;
  const names = (files: Record<string, string>) => [
    ...new Set(findingsOf({ files }).map((one) => one.code.name)),
  ];

  it("are one deployment if they name the same databases", () => {
    const files = { "a/x.yaml": config("10.1.1.1", ""), "b/x.yaml": config("10.1.1.2", "") };
    expect(names(files)).toContain("region-code-repeated");
  });

  it("are two if nothing ties them", () => {
    const other = config("10.1.1.2", "").replace("10.10.10.1", "10.10.10.2");
    expect(names({ "dev/x.yaml": config("10.1.1.1", ""), "prod/x.yaml": other })).toEqual([]);
  });

  it("are two if their databases of one name are on another port or of another tenant", () => {
    for (const [from, to] of [
      ["2883", "3306"],
      ["root@oms", "root@other"],
    ] as const) {
      const files = {
        "a/x.yaml": config("10.1.1.1", ""),
        "b/x.yaml": config("10.1.1.2", "").replace(from, to),
      };
      expect(names(files)).toEqual([]);
    }
  });

  it("tell two regions of one code apart by their files", () => {
    const files = { "a/x.yaml": config("10.1.1.1", ""), "b/x.yaml": config("10.1.1.2", "") };
    expect(findingsOf({ files }).map((one) => one.message)).toContain(
      "region 1 has the code 1, which the region of a/x.yaml has already",
    );
  });

  it("that share nothing but the heartbeats are two that should not", () => {
    const other = config("10.1.1.2", "").replace("oms_rm", "b_rm").replace("oms_cm", "b_cm");
    const [finding, ...more] = findingsOf({
      files: { "a/x.yaml": config("10.1.1.1", ""), "b/x.yaml": other },
    });
    expect(more).toEqual([]);
    expect([finding?.code.name, finding?.severity]).toEqual(["backend-shared", "warning"]);
    expect([finding?.at.file.path, finding?.related[0]?.at.file.path]).toEqual(["b/x.yaml", "a/x.yaml"]);
  });

  it("share a machine with other programs", () => {
    const horaedb =
      '# cfgc: horaedb@2.1.0\n[node]\naddr = "10.1.1.1"\n[server]\nhttp_port = 8089\n[analytic]\nwal = { type = "Local", data_dir = "/d" }\nstorage.object_store = { type = "Local", data_dir = "/e" }\n';
    expect(names({ "config.yaml": config("10.1.1.1", ""), "horaedb.toml": horaedb })).toEqual(["port-clash"]);
  });
});

it("a config.yaml of another program is not taken for one of OMS", () => {
  expect(detect({ path: "config.yaml", text: "server:\n  cm_nodes: 3\n" })).toBeUndefined();
  expect(detect({ path: "config.yaml", text: "cm_nodes:\n - 10.1.1.1\n" })).toMatchObject({ kind: "oms" });
  expect(detect({ path: "jiangsu.yml", text: "drc_rm_db:oms_rm\n" })).toMatchObject({ kind: "oms" });
});

it("two sites may not share a database, but a server, and the README of both names their folders", () => {
  const site = (name: string, host: number, prefix: string) => `cfgc: 1
name: ${name}
hosts: { h: { address: 10.1.1.${host} } }
oms:
  version: 4.2.2
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: A } }
  databases: { rm: ${prefix}_rm, cm: ${prefix}_cm, heartbeat: ${prefix}_hb }
  regions: [ { location: 1, hosts: [h] } ]
`;
  const both = (prefix: string) =>
    compile(
      [
        { path: "a.yaml", text: site("a", 1, "oms") },
        { path: "b.yaml", text: site("b", 2, prefix) },
      ],
      { products },
    );
  expect(both("oms").diagnostics.map((one) => one.code.name)).toEqual(["backend-shared"]);
  const { diagnostics, bundle } = both("oms_b");
  expect(diagnostics).toEqual([]);
  const readme = bundle?.files.find((file) => file.path === "README.md")?.content;
  expect(readme).toContain("install -m 0600 b/hosts/h/oms/config.yaml /etc/oms/");
});

it("--dry-run says that a changed file takes more than a restart", () => {
  const text = (port: number) => `# cfgc: oms@4.2.2\noms_meta_port: ${port}\ncm_nodes: [10.1.1.1]\n`;
  const { model } = compile([], { products });
  expect(effectRemarks(products, model)("hosts/h/oms/config.yaml", text(2881), text(2883))).toEqual([
    "oms_meta_port: in force after oms_init_manager --init-config-file and a restart of oms_console and oms_drc_supervisor in every container",
  ]);
});

it("the README's SQL quotes the names of databases that need it, and spares other regions", () => {
  const text = (regions: string) => `cfgc: 1
name: lab
hosts: { "oms[1-2]": { address: "10.1.1.[1-2]" } }
oms:
  version: 4.2.2
  upgrading_from: 4.2.1
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: META } }
  databases: { rm: oms-rm, heartbeat: 1hb }
  regions: [ ${regions} ]
`;
  const readme = (regions: string) =>
    compileText(text(regions)).bundle?.files.find((file) => file.path === "README.md")?.content ?? "";
  const one = readme("{ location: 1, hosts: [oms1] }");
  expect(one).toContain(
    "`oms_cm.location_cm`, `oms_cm.host`, `oms_cm.resource_group`, `` `oms-rm`.cluster_info ``",
  );
  expect(one).toContain("If `enable` is true in `ha.config`");
  expect(one).toContain("only if high availability was on before");
  expect(one).toContain("documented: `` delete from `oms-rm`.cluster_info; ``\n");
  expect(one).toContain("   - `` delete from `1hb`.heatbeat_sequence where id < (");
  const two = readme(
    "{ name: a, location: 1, default: true, hosts: [oms1] }, { name: b, location: 2, hosts: [oms2] }",
  );
  expect(two).toContain("cluster_info; ``, with a `where` that leaves the rows of the other regions");
});

it("two ports of one container may not be equal, whoever wrote them", () => {
  const text = `# cfgc: oms@4.2.2
oms_meta_host: 10.10.10.1
oms_meta_port: 2883
oms_meta_user: root@oms
oms_meta_password: "__CFGC_SECRET_A__"
drc_rm_db: oms_rm
drc_cm_db: oms_cm
drc_cm_heartbeat_db: oms_hb
cm_url: http://10.1.1.1:8088
cm_location: 1
cm_nodes: [10.1.1.1]
ghana_server_port: "8089"
sshd_server_port: 9001
`;
  expect(findingsOf({ files: { "config.yaml": text } }).map((one) => one.message)).toEqual([
    "oms 10.1.1.1 opens port 8089 twice, as GHANA port and as console port",
    "oms 10.1.1.1 opens port 9001 twice, as sshd port and as host agent port",
  ]);
});

it("8 GB of each host are for the base services", () => {
  const text = (memory: string) => `cfgc: 1
name: lab
hosts: { oms1: { address: 10.1.1.1, memory: ${memory} } }
oms:
  version: 4.2.2
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: META } }
  regions: [ { location: 1, hosts: [oms1] } ]
`;
  expect(compileText(text("8GB")).diagnostics).toEqual([]);
  expect(compileText(text("7GB")).diagnostics.map((one) => one.code.name)).toEqual(["memory-overcommitted"]);
});

describe("an oms section that is wrong", () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, -1, 0, 1, 128, 1.5, "", "db1", "db[1-2]", "4.2.2", "10.1.1.1:8086", "${x}"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          ..."version regions hosts location default vip name label heartbeat tsdb url service config from_env".split(
            " ",
          ),
          ..."meta_database host port user password databases rm https certificate mounts logs cm_server_port".split(
            " ",
          ),
        ),
        tie("value"),
        { maxKeys: 6 },
      ),
    ),
  })).value;
  series(
    "never ends in a crash, whatever stands in it",
    100,
    fc.property(json, (section) => {
      compileText(
        `cfgc: 1\nname: x\nhosts: { db1: { address: 10.1.1.1 } }\noms: ${JSON.stringify(section)}\n`,
      );
    }),
  );

  it("gives no finding that only follows from another", () => {
    const names = (oms: string) =>
      compileText(
        `cfgc: 1\nname: x\nhosts: { "db[1-2]": { address: "10.1.1.[1-2]" } }\noms: ${oms}\n`,
      ).diagnostics.map((one) => one.code.name);
    const meta = "meta_database: { host: a, port: 1, user: u, password: { from_env: A } }";
    expect(names("3")).toEqual(["wrong-type"]);
    const one = (more: string) =>
      `{ version: 4.2.2, ${meta}, regions: [ { location: 1, hosts: [db1] } ], ${more} }`;
    expect(names(one('tsdb: { url: "http://a:8086", username: u, password: { from_env: A } }'))).toEqual([
      "wrong-type",
    ]);
    expect(names(one("").replace("location: 1", "location: 128"))).toEqual(["wrong-type"]);
    expect(names(one("").replace("{ from_env: A }", '""'))).toEqual(["wrong-type"]);
    expect(names("{ version: 4.2.2 }")).toEqual(["missing-key", "missing-key"]);
    expect(names(`{ version: 4.2.2, ${meta}, regions: [ 1 ] }`)).toEqual(["wrong-type"]);
    const second = "{ name: b, location: 2, hosts: [db2], default: false }";
    const first = (more: string) => `{ name: a, location: 1, hosts: [db1]${more} }`;
    expect(
      names(`{ version: 4.2.2, ${meta}, regions: [ ${first(", default: 'yes'")}, ${second} ] }`),
    ).toEqual(["wrong-type"]);
    expect(names(`{ version: 4.2.2, ${meta}, regions: [ ${first("")}, ${second} ] }`)).toEqual([
      "default-region-not-one",
    ]);
    const twins = compileText(
      `cfgc: 1\nname: x\nhosts: { a: { address: 10.1.1.1 }, b: { address: 10.1.1.1 } }\noms: { version: 4.2.2, ${meta}, regions: [ { location: 1, vip: v, hosts: [a, b] } ] }\n`,
    );
    expect(twins.diagnostics.map((one) => one.code.name)).toEqual(["duplicate-address"]);
    expect(names(`{ version: 4.2.2, ${meta}, regions: [ { location: 1, hosts: [db1, db9] } ] }`)).toEqual([
      "unknown-host",
    ]);
  });
});

it("the schema for editors takes numbers and booleans in quotes", async () => {
  const { oms } = await import("../src/products/oms/product.ts");
  const { schemaForRelease } = await import("../src/schema/editors/program-schema.ts");
  const schema = schemaForRelease((await oms.editorSchemas()).oms ?? {}, "4.2.2");
  const validate = new Ajv({ strict: false }).compile(schema ?? {});
  const config = (port: unknown, isDefault: unknown) => ({
    ...{ oms_meta_host: "h", oms_meta_port: port, oms_meta_user: "u", oms_meta_password: "p" },
    ...{ drc_rm_db: "a", drc_cm_db: "b", drc_cm_heartbeat_db: "c", cm_url: "http://h:8088", cm_location: 1 },
    ...{ cm_is_default: isDefault, cm_nodes: ["10.1.1.1"] },
  });
  expect(validate(config(2883, true))).toBe(true);
  expect(validate(config("2883", "true"))).toBe(true);
  expect(validate(config("x", true))).toBe(false);
  expect(validate(config(2883, "yes"))).toBe(false);
});

it("a secret under config is written", () => {
  const { files } = build(
    `cfgc: 1
name: lab
hosts: { oms1: { address: 10.1.1.1 } }
oms:
  version: 4.1.0
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: META } }
  regions: [ { location: 1, hosts: [oms1] } ]
  config: { drc_user: drc, drc_password: { from_env: DRC } }
`,
    { META: "a", DRC: "0123" },
  );
  expect(files.get("hosts/oms1/oms/config.yaml")).toContain('\ndrc_password: "0123"\n');
});

it("the examples build without a finding", () => {
  for (const name of foldersIn("examples").filter((one) => one.startsWith("oms-"))) {
    const { diagnostics } = compileText(readFileSync(join("examples", name, "cluster.yaml"), "utf8"));
    expect(diagnostics.map((one) => one.message)).toEqual([]);
  }
});

describe("the README of a release", () => {
  const readme = (version: string, user = "root@oms#cluster") =>
    compileText(`cfgc: 1
name: lab
environment: production
hosts: { oms1: { address: 10.1.1.1 } }
oms:
  version: ${version}
  meta_database: { host: 10.10.10.1, port: 2883, user: "${user}", password: { from_env: META } }
  regions: [ { location: 1, hosts: [oms1] } ]
${version < "3.3.1" ? "  config: { drc_user: drc, drc_password: { from_env: DRC } }\n" : ""}`).bundle?.files.find(
      ({ path }) => path === "README.md",
    )?.content ?? "";

  it("says which ports the host has to keep free", () => {
    expect(readme("4.2.2")).toContain(
      "2023, 8084, 8088, 8089, 8090, 9000, 9001, 7100 to 7499, 16000 to 16499",
    );
    expect(readme("3.3.0")).toContain("2023, 8084, 8088, 8089, 9000, 9001, 7100 to 7499");
  });

  it("says who sets the first password", () => {
    for (const version of ["4.2.1", "4.2.2"])
      expect(readme(version)).toContain("Whoever opens the console first");
    for (const version of ["3.3.0", "4.2.0"]) expect(readme(version)).toContain("asks for another one");
    expect(readme("3.2.2")).toContain("Change it under the personal settings");
  });

  it("says what a project to Kafka takes, and which tenant keeps the metadata", () => {
    expect(readme("4.1.1")).toContain("to Kafka 8 cores and 16 GB");
    expect(readme("4.1.0")).toContain("to Kafka 6 cores and 12 GB");
    expect(readme("4.2.2")).toContain("2 cores and 4 GB, here `oms`.");
    expect(readme("4.2.2", "root")).toContain("2 cores and 4 GB.");
  });
});
