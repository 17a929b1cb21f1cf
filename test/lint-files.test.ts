/** What `cfgc lint` makes of paths: kinds, folders, `.cfgc.yaml`, bundles. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { detect } from "../src/detect.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import { horaemeta } from "../src/products/horaedb/horaemeta.ts";
import { mayBeEnvironment } from "../src/products/registry.ts";
import { clusterNode } from "../src/rules/examples.ts";
import { cfgc } from "./support/command.ts";

const root = mkdtempSync(join(tmpdir(), "cfgc-lint-"));
const work = join(root, "work");

beforeEach(() => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function files(texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
  }
}

async function lint(words: string, cwd = work) {
  const { status, stdout, stderr } = await cfgc(
    ["lint", "--format", "json", ...words.split(" ").filter(Boolean)],
    {
      cwd,
    },
  );
  const findings: {
    code: string;
    file: string;
    line: number;
    message: string;
    related: { file: string }[];
  }[] = stdout === "" ? [] : JSON.parse(stdout).findings;
  return {
    status,
    stderr,
    findings,
    codes: findings.map(({ code, file, line }) => `${file}:${line} ${code}`),
  };
}

const member = (name: string, address: string, more = "") => `node-name = "${name}"
data-dir = "/var/lib/horaemeta/${name}"
initial-cluster = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380"
peer-urls = "http://${address}:2380"
client-urls = "http://${address}:2379"
advertise-peer-urls = "http://${address}:2380"
storage-root-path = "/horaedb"
advertise-client-urls = "http://${address}:2379"
topology-type = "dynamic"
${more}`;

const region = (host: string, more: string) =>
  `oms_meta_host: 10.10.10.1\noms_meta_port: 2883\noms_meta_user: root@oms\noms_meta_password: "__CFGC_SECRET_A__"\ndrc_rm_db: oms_rm\ndrc_cm_db: oms_cm\ndrc_cm_heartbeat_db: oms_cm_hb\ncm_url: http://${host}:8088\ncm_nodes:\n  - ${host}\n${more}`;

/** None is the default one, which is wrong where these are all there are. */
const regions = {
  "r/a.yaml": region("10.1.1.1", "cm_location: 1\ncm_region: cn-a\ncm_region_cn: A\ncm_is_default: false\n"),
  "r/b.yaml": region(
    "10.1.1.2",
    "cm_location: 2\ncm_region: cn-b\ncm_region_cn: B\ncm_is_default: false\n",
  ).replace("oms_cm_hb", "oms_cm_hb_2"),
};

describe("kinds", () => {
  const kindOf = (path: string, text: string) => detect({ path, text })?.kind;

  it("are told by what a file holds, whatever its name", async () => {
    expect(kindOf("etc/config.toml", member("meta0", "10.1.1.1"))).toBe("horaemeta");
    expect(kindOf("minimal.toml", '[server]\n[analytic.wal]\ntype = "Local"\n')).toBe("horaedb");
    expect(kindOf("a.toml", "[cluster_deployment]\nmode = 'NoMeta'\n")).toBe("horaedb");
    expect(kindOf("config.yml", "oms_meta_host: 10.1.1.1\n")).toBe("oms");
    expect(kindOf("deploy/.env", "HORAEDB_SERVER_ADDR=db1\n")).toBe("env");
    expect(kindOf("p1.cfg", "mode = controller\n")).toBe("dolphindb-controller");
    expect(kindOf("p1.cfg", "# agent\nmode=agent\r\n")).toBe("dolphindb-agent");
    expect(kindOf("cluster.cfg", "dn1.volumes=/ssd\n")).toBe("dolphindb-cluster");
    expect(kindOf("cluster.cfg", "maxMemSzie=4\n")).toBe("dolphindb-cluster");
    expect(kindOf("agent.cfg", "")).toBe("dolphindb-agent");
    expect(kindOf("prod.nodes", "localSite,mode\n")).toBe("dolphindb-nodes");
    expect(kindOf("meta0.env", "export INITIAL_CLUSTER=a\n")).toBe("env");
  });

  it("of an environment file are told by its name, or by any variable that only these programs have", () => {
    expect(kindOf("horaemeta.env", "ETCD_MAX_TXN_OPS=5.0\n")).toBe("env");
    expect(kindOf("x.env", "ETCD_MAX_TXN_OPS=5.0\n")).toBe("env");
    for (const name of ["horaemeta.env", "ceresmeta-0.env", "config-horaedb.env", ".env.horaemeta"])
      expect(kindOf(name, "ADDRESS=1\n")).toBe("env");
    for (const name of ["meta0.env", "meta.env", "meta-2.env", ".env.meta1"]) {
      expect(kindOf(name, "LEASE_SEC=abc\n")).toBe("env");
      expect(kindOf(name, "ADDRESS=1\n")).toBeUndefined();
    }
    for (const name of ["metabase.env", "x.env"]) expect(kindOf(name, "LEASE_SEC=abc\n")).toBeUndefined();
    for (const name of ["horaemeta.environment", "horaemetaenv", "my-horaemeta.txt"])
      expect(kindOf(name, "ADDRESS=1\n")).toBeUndefined();
  });

  it("of an environment file beside another are told by any variable of theirs", () => {
    const names = [horaemeta, horaedbServer].flatMap(({ catalogue }) => [
      ...catalogue.keys.flatMap((entry) => entry.env ?? []),
      ...catalogue.environment,
    ]);
    expect(names.length).toBeGreaterThan(50);
    const told = ({ name }: { readonly name: string }) =>
      kindOf(".env", `${name}=1\n`) === "env" || mayBeEnvironment(".env", `${name}=1\n`);
    expect(names.filter((one) => !told(one))).toEqual([]);
  });

  it("are not made up for files of others", async () => {
    expect(kindOf("horaedb.toml", '[package]\nname = "horaedb"\n')).toBeUndefined();
    expect(
      kindOf("horaedb.toml", "port = 5000\n[metric_engine.threads]\nsst_thread_num = 2\n"),
    ).toBeUndefined();
    expect(kindOf("config.toml", "[server]\nport = 1\n")).toBeUndefined();
    expect(kindOf("agent.cfg", "[main]\nserverName=a\n")).toBeUndefined();
    expect(kindOf("cluster.cfg", "port 6379\ncluster-enabled yes\n")).toBeUndefined();
    expect(kindOf("controller.cfg", "<config/>\n")).toBeUndefined();
    expect(kindOf("etcd.yaml", "initial-cluster: a\n")).toBeUndefined();
    expect(kindOf(".env", "POSTGRES_PASSWORD=x\nLEVEL=info\nADDR=a\n")).toBeUndefined();
    expect(kindOf("docker-compose.yml", "services: {}\n")).toBeUndefined();
  });

  it("a comment says more than the name, if it names a kind", async () => {
    expect(detect({ path: "horaedb.toml", text: "# cfgc: ceresmeta@1.2.7\n" })).toEqual({
      kind: "horaemeta",
      version: "1.2.7",
    });
    expect(kindOf("horaedb.toml", "# cfgc: nonsense\n")).toBe("horaedb");
  });

  it("--as takes every kind, and names them when it does not", async () => {
    const { status, stderr } = await lint("--as nonsense x.toml");
    expect(status).toBe(2);
    for (const kind of ["cluster", "horaedb", "horaemeta", "ceresdb", "ceresmeta", "oms", "env"])
      expect(stderr).toContain(kind);
  });
});

describe("a version that nothing says", () => {
  it("is the newest, with a note of those that fit better", async () => {
    files({ "horaedb.toml": '[analytic.wal]\ntype = "RocksDB"\n[server.forward]\nenable = true\n' });
    const { findings } = await lint("horaedb.toml");
    const [note] = findings.filter(({ code }) => code === "version-assumed");
    expect(note?.message).toContain("HoraeDB 2.1.0, the newest; it fits CeresDB 1.0.0");
    files({ "horaedb.toml": '# cfgc: horaedb@2.1.0\n[analytic.wal]\ntype = "RocksDB"\n' });
    expect((await lint("horaedb.toml")).codes).toEqual(["horaedb.toml:3 wal-not-in-build"]);
  });

  it("is the same however many keys are there that no release knows, in tables that some have and some have not", async () => {
    const strange = Array.from({ length: 50 }, (_, index) => `quux_${index} = 1\n`).join("");
    const text = '[analytic.wal]\ntype = "RocksDB"\n[server.forward]\nenable = true\n';
    files({
      "few/horaedb.toml": text,
      "many/horaedb.toml": `${strange}${text}${strange}[server]\n${strange}`,
    });
    const [few, many] = await Promise.all(
      ["few", "many"].map(async (folder) => (await lint(folder)).findings),
    );
    const noteOf = (findings: typeof few) =>
      findings?.find(({ code }) => code === "version-assumed")?.message ?? "none";
    expect(noteOf(few)).toContain("fits CeresDB 1.0.0");
    expect(noteOf(many)).toBe(noteOf(few));
    expect(many?.filter(({ code }) => code === "unknown-key")).toHaveLength(150);
  });

  it("is not worth a word where no other fits better", async () => {
    files({
      "horaedb.toml":
        '[analytic]\nwal = { type = "Local", data_dir = "/a" }\nstorage.object_store = { type = "Local", data_dir = "/b" }\n[server]\ngrpc_prot = 1\n',
    });
    expect((await lint("horaedb.toml")).codes).toEqual(["horaedb.toml:5 unknown-key"]);
  });
});

describe("several cluster.yaml", () => {
  const site = (name: string) => `cfgc: 1
name: ${name}
hosts: { db1: { address: 10.1.1.1 } }
horaedb: { version: 2.1.0, nodes: { members: [ { name: ${name}, host: db1 } ] } }
`;
  const clashes = Array.from({ length: 4 }, () => "b/cluster.yaml:4 port-clash");

  it("that are named in one call are one deployment, as build has it", async () => {
    files({ "a/cluster.yaml": site("a"), "b/cluster.yaml": site("b") });
    expect((await lint("a/cluster.yaml b/cluster.yaml")).codes).toEqual(clashes);
    expect((await lint("a/cluster.yaml")).codes).toEqual([]);
  });

  it("of one set are, too", async () => {
    files({
      "a/cluster.yaml": site("a"),
      "b/cluster.yaml": site("b"),
      ".cfgc.yaml": "sets: { all: ['*/*.yaml'] }\n",
    });
    expect((await lint("")).codes).toEqual(clashes);
  });

  it("and the files of one call are compared as well", async () => {
    const toml = '# cfgc: horaedb@2.0.0\n[node]\naddr = "10.1.1.1"\n[server]\nbind_addr = "0.0.0.0"\n';
    files({ "a/cluster.yaml": site("a"), "b/horaedb.toml": toml });
    const alone = (await lint("b/horaedb.toml")).codes;
    const { findings, codes } = await lint("a/cluster.yaml b/horaedb.toml");
    expect(codes.filter((one) => !alone.includes(one))).toEqual(
      Array.from({ length: 4 }, () => "b/horaedb.toml:3 port-clash"),
    );
    for (const one of findings.filter(({ code }) => code === "port-clash"))
      expect(one.related.map(({ file }) => file)).toEqual(["a/cluster.yaml"]);
    const silenced = toml.replace("addr = ", "# cfgc-disable-next-line port-clash: it is replaced\naddr = ");
    files({ "b/horaedb.toml": silenced });
    expect((await lint("a/cluster.yaml b/horaedb.toml")).codes).toEqual(
      alone.map((one) => one.replace(/:(\d+)/, (_, line) => `:${Number(line) + (Number(line) > 2 ? 1 : 0)}`)),
    );
    expect((await lint(".")).codes.join()).not.toContain("port-clash");
  });

  it("are one deployment as folders that are named in one call, too", async () => {
    files({ "a/cluster.yaml": site("a"), "b/cluster.yaml": site("b") });
    for (const paths of ["a b", "a b/cluster.yaml"]) expect((await lint(paths)).codes).toEqual(clashes);
  });

  it("are environments in folders of their own below one that is named, each with its files", async () => {
    const node = (address: string) =>
      `# cfgc: horaedb@2.0.0\n[node]\naddr = "${address}"\n[server]\nbind_addr = "0.0.0.0"\n`;
    const other = site("b").replace("10.1.1.1", "10.1.1.2");
    files({ "e/a/cluster.yaml": site("a"), "e/b/cluster.yaml": other, "x.toml": node("10.1.1.9") });
    const across = async (paths: string) =>
      new Set((await lint(paths)).codes.filter((one) => /clash|shared|mismatch/.test(one)));
    files({ "e/b/horaedb.toml": node("10.1.1.1") });
    for (const paths of [".", "e", "e x.toml"]) expect([...(await across(paths))]).toEqual([]);
    files({ "e/b/horaedb.toml": node("10.1.1.2") });
    for (const paths of [".", "e", "e x.toml"])
      expect([...(await across(paths))]).toEqual(["e/b/horaedb.toml:3 port-clash"]);
  });

  it("of different folders may be alternatives, and a note says what they could not share", async () => {
    files({ "a/cluster.yaml": site("a"), "b/cluster.yaml": site("b"), "c/cluster.yaml": site("c") });
    const { status, findings, codes } = await lint(".");
    expect(codes).toEqual(["b/cluster.yaml:4 folders-clash", "c/cluster.yaml:4 folders-clash"]);
    expect(status).toBe(0);
    expect(findings[0]?.message).toContain("b/cluster.yaml and a/cluster.yaml are taken for two deployments");
    expect(findings[0]?.related.map(({ file }) => file)).toEqual(["a/cluster.yaml"]);
    files({ "b/cluster.yaml": site("a"), "c/cluster.yaml": site("c").replace("10.1.1.1", "10.1.1.3") });
    expect((await lint(".")).codes).toEqual(["b/cluster.yaml:4 folders-clash"]);
    files({ "b/cluster.yaml": site("b").replace("10.1.1.1", "10.1.1.2") });
    expect((await lint(".")).codes).toEqual([]);
    expect((await lint("--by-directory a/cluster.yaml b/cluster.yaml")).codes).toEqual([]);
  });
});

describe("a cluster.yaml and a file that names its members", () => {
  const site = `cfgc: 1
name: prod
hosts: { "db[1-5]": { address: "10.1.1.[1-5]" } }
horaedb:
  version: 2.0.0
  cluster_name: metrics
  topology: dynamic
  meta: { config: { initial-cluster-token: prod }, members: [ { name: "meta[0-2]", host: "db[1-3]" } ] }
  nodes: { members: [ { host: "db[4-5]" } ] }
  wal: { type: Kafka, brokers: [ 10.9.0.1:9092, 10.9.0.2:9092, 10.9.0.3:9092 ] }
  object_store: { type: S3, region: r, endpoint: "https://s3.example.net", bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }
`;
  const node = (cluster: string, root: string) => clusterNode(cluster, "10.1.1.9", root);
  const meta = (name: string, cluster: string) =>
    `# cfgc: horaemeta@2.0.0\n${member(name, "10.1.1.1").replaceAll(
      "meta0=",
      `${name}=`,
    )}initial-cluster-token = "prod"\ndefault-cluster-name = "${cluster}"\n`;
  const sets = { ".cfgc.yaml": "sets: { all: ['**/*.yaml', '**/*.toml'] }\n" };

  it.each([
    ["a node that agrees", node("metrics", "/horaedb"), []],
    ["another root path", node("metrics", "/other"), ["f/x.toml:27 cluster-identity-mismatch"]],
    [
      "another cluster, whose data lie in the same places",
      node("other", "/horaedb"),
      ["f/x.toml:9 backend-shared", "f/x.toml:19 backend-shared", "f/x.toml:23 cluster-identity-mismatch"],
    ],
    [
      "another member's host and ports",
      meta("other", "metrics"),
      [
        "f/x.toml:2 port-clash",
        "f/x.toml:4 meta-members-disagree",
        ...[5, 6].map((line) => `f/x.toml:${line} port-clash`),
        "f/x.toml:9 meta-members-disagree",
      ],
    ],
    [
      "a member once more, which agrees but for its name being there twice",
      meta("meta0", "metrics"),
      ["f/x.toml:2 meta-members-disagree"],
    ],
    [
      "the same of another cluster",
      meta("meta0", "other"),
      ["f/x.toml:2 meta-members-disagree", "f/x.toml:12 meta-members-disagree"],
    ],
  ])("%s", async (_, text, expected) => {
    files({ "s/cluster.yaml": site, "f/x.toml": text });
    const alone = (await lint("f/x.toml")).codes;
    const both = await lint("s/cluster.yaml f/x.toml");
    expect(both.codes.filter((one) => !alone.includes(one))).toEqual(expected);
    const closed = (await lint("f")).codes;
    for (const words of ["s/cluster.yaml f", "f s", "f/x.toml s"])
      expect((await lint(words)).codes.filter((one) => !closed.includes(one))).toEqual(expected);
    files({ "g/cluster.yaml": site, "g/x.toml": text });
    for (const words of ["g", "g/cluster.yaml g", "--by-directory g/x.toml"]) {
      const found = (await lint(words)).codes.map((one) => one.replace("g/", "f/"));
      expect(found.filter((one) => !closed.includes(one))).toEqual(expected);
    }
    rmSync(join(work, "g"), { recursive: true });
    files(sets);
    for (const words of ["", "f/x.toml s/cluster.yaml"]) {
      const found = await lint(words);
      expect(found.codes.filter((one) => !alone.includes(one))).toEqual(expected);
      expect(found.status).toBe(0);
    }
  });
});

describe("a folder", () => {
  it("is one deployment, with every file below it whose kind is known", async () => {
    files({
      "db1/meta.toml": member("meta0", "10.1.1.1"),
      "db2/meta.toml": member("meta1", "10.1.1.2"),
      "db3/meta.toml": member("meta2", "10.1.1.3", "initial-cluster-token = 'other'\n"),
      "db3/Cargo.toml": "[package]\n",
      "db3/notes.txt": "",
      ".git/meta.toml": "?",
    });
    const { status, findings } = await lint(".");
    expect(findings.map(({ code }) => code)).toEqual(["meta-members-disagree"]);
    expect(findings[0]?.related[0]?.file).not.toBe(findings[0]?.file);
    expect(status).toBe(1);
    expect((await lint("db1 db2 db3/meta.toml")).findings).toEqual(findings);
  });

  it("without a known file is nothing checked", async () => {
    files({ "a/notes.txt": "" });
    expect(await lint("a")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("nothing was checked"),
    });
    expect((await lint("a --ignore-unknown")).status).toBe(0);
  });

  it("closes the set: what is missing is missing", async () => {
    files(regions);
    expect((await lint("r/a.yaml r/b.yaml")).codes).toEqual([]);
    expect((await lint("r")).findings.map(({ code }) => code)).toEqual(["default-region-not-one"]);
  });
});

it("a controller without cluster.nodes says nothing of how many data nodes there are", async () => {
  const controller =
    "# cfgc: dolphindb-controller@2.00.12\nmode=controller\nlocalSite=10.1.1.1:8900:c1\ndfsReplicationFactor=2\ndfsReplicaReliabilityLevel=1\ndataSync=1\n";
  files({ "c/controller.cfg": controller });
  expect((await lint("c")).codes).toEqual([]);
  files({ "c/cluster.nodes": "localSite,mode\n10.1.1.1:8901:a1,agent\n10.1.1.1:8902:d1,datanode\n" });
  expect((await lint("c")).codes).toEqual([
    "c/controller.cfg:4 replication-factor-too-large",
    "c/controller.cfg:5 replication-hosts-too-few",
  ]);
});

describe(".cfgc.yaml", () => {
  const settings = `files:
  "meta*/*.conf": horaemeta@2.1.0
  "node/*": ceresdb@1.2.7
sets:
  production: [ "meta*/**" ]
ignore: [ "**/old-*" ]
`;
  const three = {
    "meta0/m.conf": member("meta0", "10.1.1.1"),
    "meta1/m.conf": member("meta1", "10.1.1.2", "http-prot = 1\n"),
    "meta2/m.conf": member("meta2", "10.1.1.3"),
  };

  it("says kinds and versions, from the folder above a file or from where cfgc runs", async () => {
    files({ ".cfgc.yaml": settings, ...three, "node/n.toml": '[analytic.wal]\ntype = "RocksDB"\n' });
    expect((await lint("meta1/m.conf")).codes).toEqual(["meta1/m.conf:10 unknown-key"]);
    expect((await lint("m.conf", join(work, "meta1"))).codes).toEqual(["m.conf:10 unknown-key"]);
    expect((await lint("node/n.toml")).codes).toEqual([]);
    expect((await lint("node/n.toml --as horaedb@2.1.0")).codes).toEqual(["node/n.toml:2 wal-not-in-build"]);
  });

  it("names what is linted without paths", async () => {
    files({ ".cfgc.yaml": 'files: { "*.toml": horaemeta@2.0.0 }\n', "deep/a.toml": "http-port = 'x'\n" });
    expect((await lint("")).codes).toEqual(["deep/a.toml:1 wrong-type"]);
    expect((await lint("", join(work, "deep"))).codes).toEqual(["a.toml:1 wrong-type"]);
    rmSync(join(work, ".cfgc.yaml"));
    expect(await lint("")).toMatchObject({ status: 2, stderr: expect.stringContaining("name the files") });
  });

  it("names files with any ending, for folders and without paths, too", async () => {
    files({ ".cfgc.yaml": settings, ...three, "meta1/notes.md": "" });
    for (const paths of ["", ".", "meta1"])
      expect((await lint(paths)).codes).toContain("meta1/m.conf:10 unknown-key");
  });

  it("has sets, which --by-directory takes for deployments", async () => {
    const other = member("meta2", "10.1.1.3").replace("10.1.1.2:2380", "10.1.1.9:2380");
    files({ ".cfgc.yaml": settings, ...three, "meta2/m.conf": other });
    const all = (await lint(".")).codes;
    expect(all).toEqual(["meta1/m.conf:10 unknown-key", "meta2/m.conf:3 meta-members-disagree"]);
    expect((await lint("--by-directory meta0/m.conf")).codes).toEqual(all);
    files({ ".cfgc.yaml": 'files: { "*.conf": horaemeta@2.1.0 }\n' });
    expect((await lint("--by-directory meta0/m.conf")).codes).toEqual([]);
  });

  it("has sets that are whole also with files of other programs among them", async () => {
    files({ ".cfgc.yaml": 'sets: { p: ["r/**"] }\n', ...regions });
    expect((await lint("r")).findings.map(({ code }) => code)).toEqual(["default-region-not-one"]);
    files({ "r/compose.yaml": "services: {}\n", "r/README.md": "" });
    expect((await lint("r")).findings.map(({ code }) => code)).toEqual(["default-region-not-one"]);
  });

  it("has findings of its own, with positions", async () => {
    files({
      ".cfgc.yaml": 'files:\n  "a.toml": horaedbb\n  "b.toml": 7\nfile: {}\nsets: { x: [] }\n',
      "a.toml": "",
    });
    expect((await lint("--ignore-unknown a.toml")).codes).toEqual([
      ".cfgc.yaml:2 unknown-kind",
      ".cfgc.yaml:3 wrong-type",
      ".cfgc.yaml:4 unknown-key",
      ".cfgc.yaml:5 wrong-type",
    ]);
    expect((await lint(".cfgc.yaml")).codes).toHaveLength(4);
    files({ ".cfgc.yaml": 'files: { "none/*.toml": horaedb }\n' });
    expect(await lint("")).toMatchObject({ status: 2, codes: [".cfgc.yaml:1 pattern-without-file"] });
    expect(await lint(".cfgc.yaml")).toMatchObject({ status: 0, codes: [], stderr: "" });
  });
});

describe("what only looks like one deployment", () => {
  const loopback = (name: string, cluster: string) =>
    member(name, "127.0.0.1").replace(/^initial-cluster = .*$/m, `initial-cluster = "${cluster}"`);

  it("a member alone, kept beside the cluster that has one of its name", async () => {
    const alone = loopback("meta0", "meta0=http://127.0.0.1:2380");
    const url = (index: number) => `http://127.0.0.1:${index}2380`;
    const cluster = `meta0=${url(1)},meta1=${url(2)},meta2=${url(3)}`;
    const one = (index: number) =>
      `${loopback(`meta${index - 1}`, cluster)}http-port = ${8079 + index}\n`
        .replaceAll(":2380", `:${index}2380`)
        .replaceAll(":2379", `:${index}2379`)
        .replace(/initial-cluster = .*/, `initial-cluster = "${cluster}"`);
    files({ "standalone.toml": alone, "m0.toml": one(1), "m1.toml": one(2), "m2.toml": one(3) });
    expect((await lint("m0.toml m1.toml m2.toml")).findings.map(({ code }) => code)).toEqual([
      "meta-http-ports-differ",
    ]);
    expect((await lint(".")).findings.map(({ code, file }) => `${file} ${code}`).sort()).toEqual([
      "m1.toml meta-http-ports-differ",
      "standalone.toml meta-quorum-too-small",
    ]);
  });

  it("one loopback address in two folders", async () => {
    const server = "localSite=localhost:8000:local8000\nmode=single\n";
    files({ "a/dolphindb.cfg": server, "b/dolphindb.cfg": server });
    expect((await lint(". --as dolphindb-standalone@2.00.12")).codes).toEqual([]);
  });
});

it("a bundle is checked by its manifest only", async () => {
  files({
    "cluster.yaml":
      "cfgc: 1\nname: m\nenvironment: development\nhosts: { db1: { address: 127.0.0.1 } }\nhoraedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }\n",
  });
  expect((await cfgc(["build", "cluster.yaml"], { cwd: work })).status).toBe(0);
  expect(await lint(".")).toMatchObject({ status: 0, findings: [] });
  expect(await lint("out")).toMatchObject({ status: 0, findings: [] });
  files({ "out/hosts/db1/horaedb/db1/horaedb.toml": "nonsense" });
  rmSync(join(work, "out/README.md"));
  const { findings, status } = await lint("out");
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ["bundle-edited", "README.md is missing, and the manifest lists it"],
    ["bundle-edited", "hosts/db1/horaedb/db1/horaedb.toml is not as cfgc wrote it"],
  ]);
  expect(status).toBe(1);
});

describe("a cluster.yaml and the files that are built from it", () => {
  const examples = readdirSync("examples").filter((name) => name !== "horaedb-two-sites");

  it.each(examples)("do not clash, in whatever folder the files are: %s", async (name) => {
    const text = readFileSync(join("examples", name, "cluster.yaml"), "utf8").replace(
      /from_file: \S+/g,
      "from_env: FROM_FILE",
    );
    const variables = [...text.matchAll(/from_env: (\w+)/g)].map(([, variable = ""]) => variable);
    const env = Object.fromEntries(variables.map((variable) => [variable, `value of ${variable}`]));
    files({ "cluster.yaml": text });
    const build = await cfgc(["build", "cluster.yaml", "--secrets", "resolve"], { cwd: work, env });
    expect(build.status, build.stderr).toBe(0);
    // Without the manifest nothing says that it is a bundle.
    rmSync(join(work, "out/manifest.json"));
    const found = async (paths: string) => (await lint(paths)).codes;
    const alone = await found("out");
    expect(alone).toEqual(await found("cluster.yaml out"));
    expect(alone).toEqual(await found("."));
  });
});

describe("a bundle that a build left unfinished", () => {
  const cluster = "cfgc: 1\nname: m\nenvironment: development\nhosts: { db1: { address: 127.0.0.1 } }\n";
  const run = (words: string) => cfgc(words.split(" "), { cwd: work });
  const toml = "out/hosts/db1/horaedb/db1/horaedb.toml";
  const stages = [".out.cfgc-stage", "out/.cfgc-stage"];
  const cases = stages.flatMap((stage) => [
    [stage, "half written: a build was interrupted or is at work; the next build finishes it"],
    [stage, "as it was before a build that was interrupted or is at work"],
  ]);

  it.each(cases)("in %s, %s, is said by every command that reads it", async (stage, words) => {
    files({
      "cluster.yaml": `${cluster}horaedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }\n`,
    });
    await run("build cluster.yaml");
    for (const path of [".", "out", toml])
      expect((await lint(path)).codes.join()).not.toContain("unfinished");
    mkdirSync(join(work, stage));
    const isHalf = words.startsWith("half");
    if (isHalf)
      files({ [join(stage, "journal.json")]: '{ "cfgc": 1, "moves": [], "modes": [], "removals": [] }' });
    for (const path of [".", "out", toml, "out/hosts"]) {
      const { findings, status } = await lint(path);
      const found = findings.filter(({ code }) => code === "bundle-unfinished");
      expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(`out is ${words}`)]);
      if (isHalf) expect(status).toBe(1);
    }
    for (const command of [`explain ${toml}:1`, "build cluster.yaml --dry-run"])
      expect((await run(command)).stderr).toContain(`out is ${words}`);
    const check = await run("build cluster.yaml --check");
    expect([check.status, check.stderr]).toEqual([1, expect.stringContaining(`is ${words}`)]);
    expect((await run("build cluster.yaml")).stderr).toContain("a write that had been interrupted");
    expect((await lint("out")).codes).toEqual([]);
  });
});

it("a file that cannot say its release is of the one that the files beside it say", async () => {
  files({
    "controller.cfg": "# cfgc: dolphindb-controller@1.30.20\nmode=controller\nlocalSite=10.1.1.1:8900:c1\n",
    "cluster.cfg": "maxMemSize=8\nnoSuchThing=1\nchunkCacheEngineMemSize=2\n",
    "cluster.nodes": "localSite,mode\n10.1.1.1:8901:a1,agent\n10.1.1.1:8902:d1,datanode\n",
  });
  expect((await lint(".")).findings.map(({ code }) => code)).not.toContain("version-assumed");
});

it("cfgc schema prints the schema of .cfgc.yaml", async () => {
  const { stdout, status } = await cfgc(["schema", ".cfgc.yaml"], { cwd: work });
  expect(status).toBe(0);
  expect(Object.keys(JSON.parse(stdout).properties)).toEqual(["files", "sets", "ignore"]);
});

describe("a feature of the build that nobody knows", () => {
  const toml = '[analytic.wal]\ntype = "RocksDB"\n';

  it("is said wherever it is written, and counts for nothing", async () => {
    files({
      "said/horaedb.toml": `# cfgc: horaedb@2.1.0+wal-rocksdv\n${toml}`,
      "horaedb.toml": toml,
      "set/.cfgc.yaml": 'files: { "*.toml": horaedb@2.1.0+wal-rocksdv }\n',
      "set/horaedb.toml": toml,
    });
    const kinds = [
      await lint("said"),
      await lint("--as horaedb@2.1.0+wal-rocksdv horaedb.toml"),
      await lint("set"),
    ];
    for (const { findings } of kinds)
      expect(findings.map(({ code }) => code).sort()).toEqual(["unknown-feature", "wal-not-in-build"]);
    expect((await lint("--as horaedb@2.1.0+wal-rocksdb horaedb.toml")).findings).toEqual([]);
  });
});

describe("a file of hosts for `include`", () => {
  const hosts = "hosts: { db1: { address: 10.1.1.1 } }\n";
  const site = (include: string) =>
    `cfgc: 1\nname: s\nenvironment: development\ninclude: ${include}\nhoraedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }\n`;

  it("is checked with the site that includes it, and alone is said to be what it is", async () => {
    files({ "hosts.yaml": hosts, "cluster.yaml": site("[ hosts.yaml ]") });
    const alone = await lint("hosts.yaml");
    expect(alone.status).toBe(2);
    expect(alone.stderr).toContain(
      "hosts.yaml: not checked, it seems to hold hosts for `include`; lint the cluster.yaml that includes it",
    );
    expect(await lint("cluster.yaml hosts.yaml")).toMatchObject({ status: 0, stderr: "" });
    for (const list of ['["hosts.yaml"]', "\n  - ./hosts.yaml", "\n- 'hosts.yaml'"]) {
      files({ "cluster.yaml": site(list) });
      expect([list, (await lint("cluster.yaml hosts.yaml")).status]).toEqual([list, 0]);
    }
    files({ "cluster.yaml": site("[ more/hosts.yaml ]"), "more/hosts.yaml": hosts });
    expect((await lint("cluster.yaml hosts.yaml")).status).toBe(2);
  });
});
