/** Releases newer than cfgc knows: what is treated as an older one says so, wherever it is. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { detect } from "../src/detect.ts";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { say } from "../src/diagnostics/message.ts";
import { lint } from "../src/lint.ts";
import { kindOf, programOf } from "../src/model/model.ts";
import { keyWithoutEffect } from "../src/schema/codes/key-codes.ts";
import { parseVersionSpec, writeVersionSpec } from "../src/schema/versions.ts";
import { cfgc } from "./support/command.ts";
import { rightNode } from "./support/right-node.ts";
import { compileText, findingsOf, placed, products } from "./support/run.ts";

const sections = {
  horaedb: (release: string, more = "") => `horaedb:
  ${release}
  meta: { members: [ { host: "h[1-3]" } ] }
  nodes: { members: [ { host: h1 } ] }
${more}`,
  dolphindb: (release: string, more = "") => `dolphindb:
  ${release}
  controllers: [ { host: "h[1-3]" } ]
  data_nodes: [ { host: "h[1-2]" } ]
${more}`,
  oms: (release: string, more = "") => `oms:
  ${release}
  meta_database: { host: 10.9.9.9, port: 2883, user: "root@oms", password: { from_env: P } }
  databases: { rm: rm, cm: cm, heartbeat: heartbeat }
  regions: [ { name: east, label: east, location: 0, hosts: [h1] } ]
${more}`,
};
const site = (section: string) =>
  `cfgc: 1\nname: newest\nenvironment: development\nhosts: { "h[1-3]": { address: "10.1.1.[1-3]" } }\n${section}`;

/** A release that is not known yet, and what it is treated as. */
const releases = [
  { product: "horaedb", release: "2.9.0", as: "2.1.0" },
  { product: "dolphindb", release: "3.70.1", as: "3.00.5" },
  { product: "oms", release: "4.9.0", as: "4.2.2" },
] as const;

const errors = (found: readonly Diagnostic[]) => found.filter(({ severity }) => severity === "error");
const premises = ({ related }: Diagnostic) =>
  related.filter(({ message }) => message.includes("is treated as")).map(({ message }) => message);

describe.each(releases)("$product $release as $as", ({ product, release, as }) => {
  const section = sections[product];
  const text = site(section(`version: "${release}"\n  treat_as: "${as}"`));

  it("is known by both in the model", () => {
    const { model, diagnostics } = compileText(text);
    expect(errors(diagnostics)).toEqual([]);
    expect(model.instances.length).toBeGreaterThan(0);
    for (const instance of model.instances) {
      expect(instance).toMatchObject({ version: as, release });
      expect(programOf(instance)).toMatch(new RegExp(` ${release}$`));
      expect(kindOf(instance)).toBe(`${instance.program}@${release} as ${as}`);
    }
  });

  it("has files as the older one, but for its own number", () => {
    const [treated, known] = [text, site(section(`version: "${as}"`))].map(
      (one) => compileText(one).bundle?.files ?? [],
    );
    const plain = (content: string) =>
      content
        .replaceAll(`${release} as ${as}`, as)
        .replaceAll(release, as)
        .replace(/feature_\S+-ce/, "");
    const upstream = (treated ?? []).filter(({ path }) => path !== "README.md");
    expect(upstream.length).toBeGreaterThan(1);
    for (const { path, content } of upstream) {
      const other = known?.find((file) => file.path === path);
      expect(plain(content)).toBe(plain(other?.content ?? ""));
    }
    const readme = treated?.find(({ path }) => path === "README.md")?.content;
    expect(readme).toMatch(new RegExp(` ${release} is treated as ${as} \\(\`treat_as\`\\)`));
    expect(known?.find(({ path }) => path === "README.md")?.content).not.toContain("treat_as");
  });

  it("reads back as the same", () => {
    const { bundle, model } = compileText(text);
    const inputs = (bundle?.files ?? []).flatMap(({ path, content }) => {
      const source = { path, text: content };
      const found = /\.(?:toml|cfg|nodes|yaml)$/.test(path) ? detect(source) : undefined;
      return found === undefined ? [] : [{ source, ...found }];
    });
    const again = lint(inputs, products);
    expect(again.model.instances).toHaveLength(model.instances.length);
    for (const instance of again.model.instances) expect(instance).toMatchObject({ version: as, release });
    expect(errors(again.diagnostics)).toEqual([]);
    for (const one of again.diagnostics.filter(({ code }) => code.anyRelease !== true))
      expect(premises(one), one.message).toHaveLength(1);
  });

  it("says so with each finding that rests on it", () => {
    const wrong = {
      horaedb: text.replace("nodes: {", "nodes: { config: { server: { no_such_key: 1 } },"),
      dolphindb: `${text}  config: { cluster: { noSuchKey: 1 } }\n`,
      oms: `${text}  config: { no_such_key: 1 }\n`,
    }[product];
    const found = compileText(wrong).diagnostics;
    const one = found.find(({ code }) => code.name === "unknown-key");
    expect(one && premises(one)).toEqual([
      `${{ horaedb: "HoraeDB", dolphindb: "DolphinDB", oms: "OMS" }[product]} ${release} is treated as ${as}, since cfgc does not know it`,
    ]);
    expect(one?.related.at(-1)?.at).toMatchObject({ start: wrong.indexOf(`"${as}"`) });
    expect(one?.message).toContain(` ${as}, as which ${release} is treated, has no key `);
  });

  it("is no release without `treat_as`, and the help names it", () => {
    const [one, ...more] = compileText(site(section(`version: "${release}"`))).diagnostics;
    expect(more).toEqual([]);
    expect(one?.code.name).toBe("unknown-version");
    expect(one?.help).toMatch(new RegExp(`write \`treat_as: ${/^\d+\.\d+/.exec(as)?.[0]}\\S+\` beside it$`));
  });
});

describe("treat_as", () => {
  const codes = (text: string) => compileText(site(text)).diagnostics.map(placed);

  it("is said of nothing that holds at any release", () => {
    const wrong = site(
      sections
        .horaedb("version: 2.9.0\n  treat_as: 2.1.0")
        .replace("members: [ { host: h1 } ]", "members: [ { host: nowhere }, { host: h2, nam: x } ]"),
    );
    const found = compileText(wrong).diagnostics;
    expect(found.map(({ code }) => code.name)).toEqual(
      expect.arrayContaining(["unknown-host", "unknown-key"]),
    );
    for (const one of found.filter(({ code }) => ["unknown-host", "unknown-key"].includes(code.name)))
      expect(premises(one), one.message).toEqual([]);
  });

  it("counts for an instance of a release that needs one, and for no other", () => {
    const text = site(`horaedb:
  version: 2.9.0
  treat_as: 2.1.0
  upgrading_from: 2.1.0
  meta: { members: [ { host: h1, version: 2.1.0 }, { host: h2, version: 2.8.0 }, { host: h3 } ] }
  nodes:
    members:
      - { host: h1, version: 2.1.0, config: { server: { no_such_key: 1 } } }
      - { host: h2, config: { server: { no_such_key: 1 } } }
`);
    const { model, diagnostics } = compileText(text);
    expect(model.instances.map(({ version, release }) => [version, release])).toEqual([
      ["2.1.0", undefined],
      ["2.1.0", "2.8.0"],
      ["2.1.0", "2.9.0"],
      ["2.1.0", undefined],
      ["2.1.0", "2.9.0"],
    ]);
    const unknown = diagnostics.filter(({ code }) => code.name === "unknown-key");
    expect(unknown.map((one) => premises(one).length)).toEqual([0, 1]);
  });

  it("stands at an instance that is ahead of the others", () => {
    const section = (node: string) => `horaedb:
  version: 2.1.0
  meta: { members: [ { host: "h[1-3]" } ] }
  nodes: { members: [ ${node} ] }
`;
    const { model, diagnostics } = compileText(
      site(section("{ host: h1, version: 2.9.0, treat_as: 2.1.0 }")),
    );
    expect(errors(diagnostics)).toEqual([]);
    expect(model.instances.at(-1)).toMatchObject({ version: "2.1.0", release: "2.9.0" });
    expect(codes(section("{ host: h1, treat_as: 2.1.0 }"))).toContain("treat-as-not-usable@8:45");
    expect(codes(section("{ host: h1, version: 2.9.0 }"))).toContain("unknown-version@8:44");
  });

  it("lets an upgrade begin and go on at releases that nobody knows", () => {
    const upgrade = (from: string) =>
      compileText(site(sections.horaedb(`version: 2.9.0\n  treat_as: 2.1.0\n  upgrading_from: ${from}`)));
    const readme = ({ bundle }: ReturnType<typeof upgrade>) =>
      bundle?.files.find(({ path }) => path === "README.md")?.content;
    for (const from of ["2.1.0", "2.8.0"]) {
      expect(errors(upgrade(from).diagnostics)).toEqual([]);
      expect(readme(upgrade(from))).toContain(`### Upgrade from ${from} to 2.9.0`);
    }
    expect(errors(upgrade("2.9.1").diagnostics).map(({ code }) => code.name)).toEqual(["unknown-version"]);
    const oms = compileText(
      site(sections.oms('version: 4.9.0\n  treat_as: "4.2.2"\n  upgrading_from: 4.2.2')),
    );
    expect(errors(oms.diagnostics)).toEqual([]);
  });

  it("is said before the places that printers leave out", () => {
    const bag = new DiagnosticBag("file");
    const file = { path: "a", text: "abc" };
    const at = { file, start: 1, end: 2 };
    bag.restsOn(
      { file, start: 0, end: 3 },
      { at, release: say`9.0.0`, message: say`it is treated as another` },
    );
    const related = Array.from({ length: 9 }, (_, index) => ({ at, message: say`place ${index}` }));
    bag.report(keyWithoutEffect, { at, message: say`x`, related });
    expect(
      bag
        .all()[0]
        ?.related.map(({ message }) => message)
        .indexOf(say`it is treated as another`),
    ).toBe(5);
    expect(bag.all()[0]?.related).toHaveLength(10);
  });

  it("takes a member's release from HoraeMeta, and a node's from HoraeDB", () => {
    const section = (meta: string, node: string) => `horaedb:
  version: 1.0.0
  meta: { members: [ { host: h1${meta} }, { host: h2 }, { host: h3 } ] }
  nodes: { members: [ { host: h1${node} } ] }
`;
    const alpha = ", version: 1.0.0-alpha02";
    const message = (text: string) =>
      compileText(site(text)).diagnostics.find(({ code }) => code.name === "unknown-version")?.message;
    expect(message(section(alpha, ""))).toBeUndefined();
    expect(message(section("", alpha))).toBe('cfgc knows no HoraeDB release "1.0.0-alpha02"');
    expect(message(section(", version: 7.0.0", ""))).toBe('cfgc knows no HoraeMeta release "7.0.0"');
    // A section is of both.
    expect(message(section("", "").replace("1.0.0", "1.0.0-alpha02"))).toBe(
      'cfgc knows no HoraeDB release "1.0.0-alpha02"',
    );
  });

  it("that is no text is said once", () => {
    expect(codes(sections.horaedb("version: 2.9.0\n  treat_as: 2.1"))).toEqual(["wrong-type@7:13"]);
  });
});

it("a key that nobody knows may be one of the release that runs", () => {
  const found = findingsOf({
    files: { "horaedb.toml": "# cfgc: horaedb@2.9.0 as 2.1.0\n[server]\nfoo_new = 1\n" },
  }).find(({ code }) => code.name === "unknown-key");
  expect(found?.help).toBe("see whether 2.9.0 has it, and delete it if not");
  expect(found?.related[0]?.message).toBe("HoraeDB 2.9.0 is treated as 2.1.0, since cfgc does not know it");
});

describe("files", () => {
  const toml = '[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\nno_such_key = 1\n';
  const nodes = "localSite,mode,noSuchColumn\n10.1.1.1:8901:a1,agent,1\n";

  it("without a release of their own rest on that of the files beside them", () => {
    const found = findingsOf({
      files: {
        "controller.cfg":
          "# cfgc: dolphindb-controller@3.70.1 as 3.00.5\nmode=controller\nlocalSite=10.1.1.1:8900:c1\n",
        "cluster.nodes": nodes,
        "horaedb.toml": `# cfgc: horaedb@2.9.0 as 2.1.0\n${toml}`,
        ".env": "HORAEDB_NO_SUCH=1\n",
      },
    });
    const of = (path: string) =>
      found.filter(({ at }) => at.file.path === path && !at.file.text.startsWith("#"));
    for (const path of ["cluster.nodes", ".env"]) {
      const resting = of(path).filter(({ code }) => code.anyRelease !== true);
      expect(resting.length, path).toBeGreaterThan(0);
      for (const one of resting) expect(premises(one), one.message).toHaveLength(1);
    }
  });

  it("of a release that cfgc does not know say that once, and nothing of a release that nobody said", () => {
    const [one, ...more] = findingsOf({
      files: { "horaedb.toml": toml.replace(/no_such.*\n/, "") },
      as: "horaedb@9.9.9",
    });
    expect(more).toEqual([]);
    expect(one?.code.name).toBe("unknown-version");
  });

  it("are read at both places of the spelling", () => {
    const spec = { version: say`2.9.0`, features: ["wal-rocksdb", "x"], treatAs: say`2.1.0` };
    expect(writeVersionSpec(spec)).toBe("2.9.0+wal-rocksdb,x as 2.1.0");
    expect(parseVersionSpec("v2.9.0+wal-rocksdb,x  as v2.1.0")).toEqual(spec);
    expect(parseVersionSpec("2.1.0")).toEqual({ version: "2.1.0", features: [], treatAs: undefined });
  });
});

describe("the command line", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cfgc-treated-"));
    writeFileSync(join(folder, "horaedb.toml"), `${rightNode}[server]\nno_such_key = 1\n`);
    return () => rmSync(folder, { recursive: true });
  });

  it("takes the spelling in --as and in .cfgc.yaml, and JSON says what a finding rests on", async () => {
    const lintJson = async (...words: string[]) => {
      const { stdout } = await cfgc(["lint", "--format", "json", ...words], { cwd: folder });
      return (JSON.parse(stdout) as { findings: { code: string; related: { message: string }[] }[] })
        .findings;
    };
    const said = [{ message: "HoraeDB 2.9.0 is treated as 2.1.0, since cfgc does not know it" }];
    const [option, ...more] = await lintJson("--as", "horaedb@2.9.0 as 2.1.0", "horaedb.toml");
    expect(more).toEqual([]);
    expect(option).toMatchObject({ code: "unknown-key", related: said });
    writeFileSync(join(folder, ".cfgc.yaml"), 'files: { "*.toml": horaedb@2.9.0 as 2.1.0 }\n');
    expect(await lintJson()).toMatchObject([{ code: "unknown-key", related: said }]);
  });

  it("prints the schema of the older release under the name of the newer one", async () => {
    const schema = async (name: string) => cfgc(["schema", name], { cwd: folder });
    const [known, treated] = await Promise.all([schema("horaedb@2.1.0"), schema("horaedb@2.9.0 as 2.1.0")]);
    expect(JSON.parse(treated.stdout)).toEqual({
      ...(JSON.parse(known.stdout) as object),
      title: "HoraeDB 2.9.0 as 2.1.0",
    });
    const unknown = await schema("horaedb@2.9.0");
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain("write horaedb@2.9.0 as 2.1.0");
  });
});
