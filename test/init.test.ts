/** `cfgc init`: what it writes builds as it is, and nothing that is there is lost. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { newClusterYaml } from "../src/cli/commands/init/cluster-yaml.ts";
import { hostsNamed } from "../src/cli/commands/init/hosts.ts";
import { processIo } from "../src/cli/io.ts";
import { maxBytes } from "../src/cli/read-input.ts";
import { writePlanned } from "../src/cli/set-up/write-planned.ts";
import { cfgc, cfgcProcess } from "./support/command.ts";
import { someOf } from "./support/effort.ts";
import { compileText, products } from "./support/run.ts";

const base = mkdtempSync(join(tmpdir(), "cfgc-init-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(base, `site${++count}`);
  mkdirSync(folder);
});

const put = (path: string, text: string) => writeFileSync(join(folder, path), text);
const read = (path: string) => readFileSync(join(folder, path), "utf8");
const io = () => ({ ...processIo(), cwd: folder });
/** Without editors, whose schemas take long; `test/schema-install.test.ts` has those. */
const init = (...words: string[]) => cfgc(["init", ...words, "--editor", "none"], { cwd: folder });

/** Each product alone, each two, and all together. */
const subsets = [1, 2, 3, 4, 5, 6, 7].map((bits) => products.filter((_, index) => bits & (1 << index)));

const cases = subsets.flatMap((some) => [1, 2, 3, 4, 5, 6, 7].map((number) => [some, number] as const));

it.each(
  someOf(cases, 5).map(([some, number]) => [some.map(({ name }) => name).join(), number, some] as const),
)("%s builds without a finding on %i hosts", { tags: ["series"] }, async (_, number, some) => {
  const hosts = hostsNamed(number === 1 ? "db1" : `db[1-${number}]`);
  const text = await newClusterYaml({ name: "site", hosts, products: some, schema: undefined });
  const { diagnostics, bundle } = compileText(text);
  expect(diagnostics.map(({ code, severity, message }) => `${severity} ${code.name}: ${message}`)).toEqual(
    [],
  );
  // Every host has a part in it, and what elects a leader can lose one of three.
  const used = new Set(bundle?.files.map(({ path }) => path.split("/")[1]));
  for (const { name } of hosts) expect(used).toContain(name);
  const { horaedb, dolphindb, accept } = parse(text);
  const electors = [horaedb?.meta?.members, dolphindb?.controllers].filter((list) => list !== undefined);
  for (const list of electors) expect(list).toHaveLength(number < 3 ? 1 : 3);
  expect(accept === undefined).toBe(number !== 2 || horaedb === undefined);
});

it("the example of a virtual address is none of the hosts", async () => {
  const all = hostsNamed("n[1-120]");
  for (const hosts of [all, hostsNamed("a=10.1.1.100,b=10.1.1.101")]) {
    const text = await newClusterYaml({ name: "site", hosts, products, schema: undefined });
    expect(compileText(text).diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(hosts.map(({ address }) => address)).not.toContain(parse(text).oms.regions[0].vip);
  }
});

it("a folder that is empty has all that it needs afterwards", async () => {
  const { status, stdout, stderr } = await init("--product", "horaedb", "--product", "dolphindb,oms");
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: "wrote cluster.yaml\nwrote .cfgc.yaml\nwrote .pre-commit-config.yaml\n",
  });
  expect(stderr).toBe("next: write your hosts into cluster.yaml, then `cfgc build cluster.yaml`\n");
  expect(parse(read("cluster.yaml")).name).toBe(`site${count}`);
  expect(await cfgc(["lint"], { cwd: folder })).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(await cfgc(["lint", "."], { cwd: folder })).toEqual({ status: 0, stdout: "", stderr: "" });
  expect((await cfgc(["build", "cluster.yaml"], { cwd: folder })).status).toBe(0);
  expect(existsSync(join(folder, "out/README.md"))).toBe(true);
  // What a comment names can be asked for.
  const [, asked = ""] = /cfgc explain (\S+)/.exec(read("cluster.yaml")) ?? [];
  expect((await cfgc(["explain", asked])).status).toBe(0);
});

it.each([
  ["dolphindb", "a=fd00::1,b=fd00::2"],
  ["horaedb", "fd00::1"],
  ["horaedb", "127.0.0.1,127.0.0.2"],
  ["dolphindb", "a=127.0.0.1,b,c"],
  ["oms", "a=0.0.0.0,b,c"],
])("%s on hosts that it cannot run on is refused with the reason: %s", async (product, hosts) => {
  const { status, stderr } = await init("--product", product, "--hosts", hosts);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^cfgc: --hosts: nothing can be built of these: .{20,}; nothing was written\n$/);
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['files:\n  "*.toml": horaedb@2.1.0\n', true],
  ["", true],
  ["files: { cluster.yaml: env }\n", true],
  ["files:\n  cluster.yaml: cluster\n", false],
  ['files: { "*.yaml": cluster }\n', false],
])(
  "beside the settings %j it shows what to add, and then lint checks cluster.yaml",
  async (text, isShown) => {
    put(".cfgc.yaml", text);
    const { status, stdout } = await init();
    expect(status).toBe(0);
    expect(read(".cfgc.yaml")).toBe(text);
    const [, added] = /its files should begin with\n\n((?: {4}.*\n)+)/.exec(stdout) ?? [];
    expect(added !== undefined).toBe(isShown);
    if (added !== undefined) put(".cfgc.yaml", added.replaceAll(/^ {4}/gm, ""));
    put("cluster.yaml", read("cluster.yaml").replace("topology:", "topolgy:"));
    expect((await cfgc(["lint"], { cwd: folder })).stdout).toContain("topolgy");
  },
);

it("its settings still fit when one site becomes two", async () => {
  await init("--product", "dolphindb");
  for (const name of ["east", "west"])
    put(`${name}.cluster.yaml`, read("cluster.yaml").replace(/^name: .*/m, `name: ${name}`));
  rmSync(join(folder, "cluster.yaml"));
  const { stdout } = await cfgc(["lint"], { cwd: folder });
  expect(stdout).toContain("west.cluster.yaml");
  expect(stdout).not.toContain("pattern-without-file");
});

it("says what is next, and that there are warnings", async () => {
  const { status, stderr } = await init("--product", "oms", "--hosts", "n1.example.net", "n2.example.net");
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr:
      "`cfgc lint` has 2 warnings about it\n" +
      "next: see that cluster.yaml says what is so with you, then `cfgc build cluster.yaml`\n",
  });
});

it("without a product it is for the first, and says that there are others", async () => {
  const { stderr } = await init();
  expect(Object.keys(parse(read("cluster.yaml")))).toContain("horaedb");
  expect(stderr).toContain("it is for horaedb; --product takes dolphindb and oms as well\n");
});

it("a second time it changes nothing", async () => {
  await init();
  const before = Object.fromEntries(readdirSync(folder).map((name) => [name, read(name)]));
  const { status, stdout, stderr } = await init();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).not.toContain("wrote");
  expect(Object.fromEntries(readdirSync(folder).map((name) => [name, read(name)]))).toEqual(before);
});

it("what is there stays, and what is not there is written", async () => {
  put("cluster.yaml", "mine: 1\n");
  put("real.yaml", "files: {}\n");
  symlinkSync("real.yaml", join(folder, ".cfgc.yaml"));
  const { status, stdout } = await init();
  expect(status).toBe(0);
  expect(stdout).toContain("cluster.yaml is there already, and stays as it is\n");
  expect(read("cluster.yaml")).toBe("mine: 1\n");
  expect(readlinkSync(join(folder, ".cfgc.yaml"))).toBe("real.yaml");
  expect(read(".cfgc.yaml")).toBe("files: {}\n");
  expect(existsSync(join(folder, ".pre-commit-config.yaml"))).toBe(true);
});

it.each(["--product", "--hosts", "--name"])(
  "%s for a cluster.yaml that is there is an error",
  async (option) => {
    put("cluster.yaml", "mine: 1\n");
    expect(await init(option, "oms")).toEqual({
      status: 2,
      stdout: "",
      stderr: `cfgc: cluster.yaml is there already, so ${option} has no effect; nothing was written\n`,
    });
    expect(readdirSync(folder)).toEqual(["cluster.yaml"]);
  },
);

it("--dry-run shows the file and writes nothing", async () => {
  const { stdout } = await init("--dry-run", "--name", "metrics");
  expect(stdout).toContain("would write cluster.yaml\nwould write .cfgc.yaml\n");
  expect(stdout).toContain("name: metrics\n");
  expect(readdirSync(folder)).toEqual([]);
});

describe("--hosts", () => {
  it.each([
    ["db1,db2", { db1: "10.1.1.1", db2: "10.1.1.2" }],
    ["a=10.9.0.7,b=b.example.net", { a: "10.9.0.7", b: "b.example.net" }],
    ["10.9.0.7,10.9.0.8", { db1: "10.9.0.7", db2: "10.9.0.8" }],
    ["n1.example.net,n2.example.net", { n1: "n1.example.net", n2: "n2.example.net" }],
    ["db[01-02]=10.9.0.[1-2]", { db01: "10.9.0.1", db02: "10.9.0.2" }],
    // What is made up is nothing that is said: the second host would be 10.1.1.2, and the first db1 or db2.
    ["10.1.1.2,b", { db1: "10.1.1.2", b: "10.1.1.3" }],
    ["a,b=10.1.1.1", { a: "10.1.1.2", b: "10.1.1.1" }],
    ["db2,10.1.1.1", { db2: "10.1.1.2", db3: "10.1.1.1" }],
    ["yes=fe80::1, no=10.1.1.1", { yes: "fe80::1", no: "10.1.1.1" }],
  ])("%s", async (words, addresses) => {
    // HoraeDB and DolphinDB take no address of IPv6.
    await init("--product", "oms", "--hosts", words);
    const { hosts } = parse(read("cluster.yaml"), { version: "1.1" });
    expect(Object.fromEntries(Object.keys(addresses).map((name) => [name, hosts[name]?.address]))).toEqual(
      addresses,
    );
    expect(read("cluster.yaml").includes("addresses are examples")).toBe(
      words.split(",").some((word) => /^[a-z]+\d?$/.test(word)),
    );
  });

  it.each([
    ["", "takes names"],
    ["a,,b", "takes names"],
    ["a=b=c", "takes names"],
    ["a=", "takes names"],
    ["a b", "cannot carry"],
    ["../x", '"..'],
    ["a,A", "there twice"],
    ["a=10.1.1.2,b=10.1.1.2", "--hosts: 10.1.1.2 is there twice"],
    ["n.example.net,n.example.net", "--hosts: n.example.net is there twice"],
    [
      "n.example.net,n.example.org",
      "--hosts: n.example.net and n.example.org would both be called n; name them, as in na=n.example.org",
    ],
    ["n,n.example.net", "--hosts: n and n.example.net would both be called n"],
    ["a=http://x", "no host name"],
    ["db[3-1]", "does not ascend"],
    ["db[1-3]=10.1.1.[1-2]", "different numbers"],
    ["db[1-300]", "200 hosts"],
    [`a${"b".repeat(70)}`, "longer than 63"],
  ])("%j is an error", async (words, says) => {
    const { status, stderr } = await init("--hosts", words);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
    expect(readdirSync(folder)).toEqual([]);
  });
});

it.each([
  [["--product", "mysql"], 'there is no product "mysql"; there are horaedb, dolphindb, oms'],
  [["--name", "a b"], "cannot carry"],
  [["--name", ""], "is empty"],
  [["now"], "too many arguments"],
])("%j is an error", async (words, says) => {
  const { status, stderr } = await init(...words);
  expect(status).toBe(2);
  expect(stderr).toContain(says);
  expect(readdirSync(folder)).toEqual([]);
});

it("a folder whose name no site can have gets another name", async () => {
  const odd = join(folder, "my site");
  mkdirSync(odd);
  await cfgc(["init", "--editor", "none"], { cwd: odd });
  expect(parse(readFileSync(join(odd, "cluster.yaml"), "utf8")).name).toBe("site");
});

describe("all or nothing", () => {
  it.each(["cluster.yaml", ".cfgc.yaml"])(
    "where %s is a link to nothing, nothing is written",
    async (name) => {
      symlinkSync("nowhere", join(folder, name));
      const { status, stderr } = await init();
      expect(status).toBe(2);
      expect(stderr).toBe(`cfgc: cannot read ${name}: its links lead nowhere; nothing was written\n`);
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it.each(["cluster.yaml", ".cfgc.yaml", ".pre-commit-config.yaml"])(
    "where %s is a folder, nothing is written",
    async (name) => {
      mkdirSync(join(folder, name));
      const { status, stderr } = await init();
      expect(status).toBe(2);
      expect(stderr).toBe(`cfgc: cannot read ${name}: it is a directory; nothing was written\n`);
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it("a link to itself and a file that is too long are said as of any file", async () => {
    symlinkSync("cluster.yaml", join(folder, "cluster.yaml"));
    expect((await init()).stderr).toContain("cluster.yaml: its symbolic links go in circles; nothing");
    rmSync(join(folder, "cluster.yaml"));
    put(".pre-commit-config.yaml", "#".repeat(maxBytes + 1));
    expect((await init()).stderr).toContain(".pre-commit-config.yaml: it is too long; nothing");
  });

  it.each([".zed", ".vscode/settings.json/x", ".cfgc"])(
    "where %s is in the way, nothing is written",
    async (path) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      put(path, "");
      const { status, stderr } = await cfgc(["init", "--editor", "vscode", "zed"], { cwd: folder });
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /^cfgc: cannot read \S+: (?:its folder is a file|it is a directory); nothing was written\n$/,
      );
      expect(readdirSync(folder)).toEqual([path.split("/")[0]]);
    },
  );

  it("what was written before the last file failed is taken back, and folders with it", () => {
    put("settings.json", "{}");
    const plan = [
      { path: "a/b/new", text: "1" },
      { path: "settings.json", before: "{}", text: "{1}" },
      { path: "taken", text: "2" },
    ];
    put("taken", "mine");
    expect(() => writePlanned(plan, io())).toThrow("taken appeared while this ran; nothing was written");
    expect(() =>
      writePlanned([...plan.slice(0, 1), { path: "settings.json", before: "{0}", text: "" }], io()),
    ).toThrow("settings.json changed while this ran; nothing was written");
    expect(readdirSync(folder, { recursive: true })).toEqual(["settings.json", "taken"]);
    expect([read("settings.json"), read("taken")]).toEqual(["{}", "mine"]);
  });

  it("a link to settings stays a link, and modes stay", () => {
    put("real.json", "{}");
    chmodSync(join(folder, "real.json"), 0o640);
    symlinkSync("real.json", join(folder, "link.json"));
    writePlanned([{ path: "link.json", before: "{}", text: "{1}" }], io());
    expect(readlinkSync(join(folder, "link.json"))).toBe("real.json");
    expect(read("real.json")).toBe("{1}");
    expect(statSync(join(folder, "real.json")).mode & 0o777).toBe(0o640);
  });

  it("in a folder that nobody may write to, nothing is written", async () => {
    chmodSync(base, 0o755);
    chmodSync(folder, 0o555);
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const { status, stderr } = await cfgcProcess(["init", "--editor", "none"], { cwd: folder, ...nobody });
    chmodSync(folder, 0o755);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "cfgc: cannot write cluster.yaml: permission denied; nothing was written\n",
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});
