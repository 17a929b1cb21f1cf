/**
 * A throw-away product, as the next one will be: a schema, a product object, a rule. It goes both ways in
 * without a change to any file of the spine.
 */

import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { type ByName, type Name, type Sayable, say, writtenName } from "../src/diagnostics/message.ts";
import { writeToml } from "../src/emit/toml.ts";
import { lint } from "../src/lint.ts";
import { expandMembers, type MemberEntry } from "../src/model/members.ts";
import type { Instance } from "../src/model/model.ts";
import { Settings } from "../src/model/settings.ts";
import { opened, type Product, type ResolveContext } from "../src/products/product.ts";
import { defineRule } from "../src/rules/rule.ts";
import type { Catalogue } from "../src/schema/catalogue.ts";
import type { Validator } from "../src/schema/documents/check-document.ts";
import { field, items, type View } from "../src/schema/documents/view.ts";
import { checkKeys } from "../src/schema/keys/check-keys.ts";
import { derived, type Traced, type Value } from "../src/schema/value.ts";
import { readToml } from "../src/source/toml/read-toml.ts";
import { placed, products } from "./support/run.ts";

const catalogue: Catalogue = {
  program: say`toy`,
  unknownKeys: "ignore",
  keyCase: "exact",
  oldestCompared: say`1.0`,
  releases: [{ version: say`1.0`, name: say`Toy` }],
  environment: [],
  keys: [
    { key: say`port`, types: ["integer"], shape: 0, default: 7000, since: say`1.0` },
    { key: say`name`, types: ["string"], shape: 1, since: say`1.0` },
  ],
};

interface ToySection {
  members: MemberEntry[];
}

const tooManyToys = defineRule({
  name: "too-many-toys",
  fault: "doubtful",
  summary: "There are more than two toys.",
  why: "Nobody can play with them all.",
  fix: "Give some away.",
  examples: { invalid: [], valid: [] },
  check(model, report) {
    const toys = model.instances.filter((instance) => instance.product === "toy");
    const third = toys[2];
    if (third !== undefined)
      report({ at: third.at, site: third.site, message: say`a third toy is one too many` });
  },
});

const toy: Product = {
  name: say`toy`,
  section: {
    schema: { properties: { members: { type: "array" } } },
    validate: ((value: unknown) => typeof value === "object") as Validator,
  },
  programs: [
    {
      kind: say`toy`,
      aliases: [],
      catalogue,
      parse: (source, bag) => readToml(source, bag),
      hasRelease: (version) => version === "1.0",
      isValid: () => true,
    },
  ],
  rules: [tooManyToys],
  resolve(section, context) {
    const members = items(field(section as View<ToySection>, "members"));
    const instances = members.flatMap((entry) =>
      (expandMembers(entry, context.hosts, context.bag) ?? []).map((member) =>
        toyInstance(
          member.name,
          new Map<Name, Traced<Value>>([
            [say`name`, member.name],
            [say`port`, derived(7000, "toy", [entry.at])],
          ]),
          { ...member, at: entry.at, context },
        ),
      ),
    );
    return { instances, groups: [] };
  },
  *read(files, bag) {
    const instances = files.flatMap(opened).map(({ tree, source, version, program }) => {
      const reading = checkKeys(tree, {
        catalogue,
        version,
        program: say`Toy 1.0`,
        setIn: "file",
        bag,
        isValid: program.isValid,
      });
      const at = { file: source, start: 0, end: 0 };
      return toyInstance(derived(say`${writtenName(source.path)}`, "file", [at]), reading.settings, { at });
    });
    return { hosts: [], instances, groups: [] };
  },
  lower: (model, site) =>
    model.instances
      .filter((instance) => instance.product === "toy" && instance.site === site)
      .map((instance) => ({
        kind: "document",
        write: writeToml,
        mode: 0o644,
        place: { path: `hosts/${instance.hostName?.value}/toy/${instance.name.value}.toml`, product: "toy" },
        document: () => ({
          comment: ["cfgc: toy@1.0"],
          entries: [...instance.settings.explicit].map(([key, traced]) => ({ path: [key], ...traced })),
        }),
      })),
  reference: async () => [],
  editorSchemas: async () => ({}),
  derivedKeys: {},
  readme: () => "## Toys\n",
  starter: async ({ hosts }) => ({
    section: `toy: { members: [${hosts.map((host) => `{ host: ${host} }`)}] }\n`,
    errorsInProduction: [],
    accept: [],
  }),
};

function toyInstance(
  name: Traced<Sayable>,
  settings: ByName<Traced<Value>>,
  {
    at,
    context,
    host,
    hostName,
  }: Pick<Instance, "at"> & Partial<Pick<Instance, "host" | "hostName">> & { context?: ResolveContext },
): Instance {
  const all = new Settings(catalogue, say`1.0`, settings);
  const port = all.integer("port");
  return {
    product: "toy",
    program: say`toy`,
    catalogue,
    version: say`1.0`,
    buildFeatures: [],
    site: context?.site,
    name,
    hostName,
    host,
    at,
    settings: all,
    claims: {
      listeners: port
        ? [{ port: port.value, bind: say`0.0.0.0`, purpose: say`toy port`, origin: port.origin }]
        : [],
      directories: [],
      advertised: [],
      memory: [],
    },
  };
}

const site = (toys: string, rest = "") => `cfgc: 1
name: nursery
hosts: { "h[1-3]": { address: "10.1.1.[1-3]" } }
toy: { members: [ ${toys} ] }
${rest}`;

describe("a product that only this test knows", () => {
  const all = [...products, toy];

  it("compiles into the bundle beside the others", () => {
    const { bundle, diagnostics } = compile([{ path: "cluster.yaml", text: site('{ host: "h[1-2]" }') }], {
      products: all,
    });
    expect(diagnostics).toEqual([]);
    expect(bundle?.files.map((file) => file.path)).toEqual([
      "hosts/h1/toy/h1.toml",
      "hosts/h2/toy/h2.toml",
      "README.md",
    ]);
    expect(bundle?.files[0]?.content).toBe('# cfgc: toy@1.0\n\nname = "h1"\nport = 7000\n');
    expect(bundle?.files[2]?.content).toContain("## Toys");
  });

  it("gets the rules about any product, across products, and its own", () => {
    const horaedb =
      "horaedb: { version: 2.1.0, nodes: { members: [ { host: h1, ports: { http: 7000 } } ] } }\n";
    const { diagnostics } = compile(
      [{ path: "cluster.yaml", text: site('{ host: "h[1-3]" }, { host: h9 }', horaedb) }],
      { products: all },
    );
    expect(diagnostics.map((one) => one.code.name).sort()).toEqual([
      "port-clash",
      "too-many-toys",
      "unknown-host",
    ]);
  });

  it("lints its files by its catalogue", () => {
    const source = { path: "toy.toml", text: 'prot = 7001\nname = "a"\n' };
    expect(lint([{ source, kind: say`toy`, version: undefined }], all).diagnostics.map(placed)).toEqual([
      "toy.toml:unknown-key@1:1",
    ]);
  });
});
