/** What cfgc writes, read again: by itself into an equal model, and by an independent TOML reader. */
import fc from "fast-check";
import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { detect } from "../src/detect.ts";
import { lint } from "../src/lint.ts";
import type { Instance, Model } from "../src/model/model.ts";
import { entriesOf } from "../src/schema/catalogue.ts";
import { isDead, stateAt } from "../src/schema/key-state.ts";
import { Float, plainOf, Secret, type Value } from "../src/schema/value.ts";
import { randomCluster } from "./support/random-cluster.ts";
import { compileText, products } from "./support/run.ts";
import { series } from "./support/series.ts";

/** The part of a model that the files of its instances can show. */
function observable(model: Model): Map<string, unknown> {
  return new Map(
    model.instances.map((instance) => [
      `${instance.program} ${identityOf(instance)}`,
      {
        version: instance.version,
        settings: new Map([...instance.settings.explicit].map(([key, { value }]) => [key, shape(value)])),
        claims: {
          listeners: instance.claims.listeners.map(({ port, bind, purpose }) => ({ port, bind, purpose })),
          directories: instance.claims.directories.map(({ path, purpose }) => ({ path, purpose })),
          advertised: instance.claims.advertised.map(({ address, purpose }) => ({ address, purpose })),
          memory: instance.claims.memory.map(({ bytes, purpose }) => ({ bytes, purpose })),
        },
      },
    ]),
  );
}

function identityOf({ settings }: Instance): string {
  return (
    settings.text("node-name")?.value ??
    `${settings.text("node.addr")?.value}:${settings.integer("server.grpc_port")?.value}`
  );
}

/** A secret is seen as its placeholder, and numbers keep their kind. */
function shape(value: Value): unknown {
  if (value instanceof Secret) return value.placeholder;
  if (value instanceof Float) return { float: value.number };
  return plainOf(value);
}

/** A whole number under a key of type float is written as a float, which is the same to the program. */
function asFloat(key: string, instance: Instance, value: unknown): unknown {
  const types = entriesOf(instance.catalogue, key)[0]?.types ?? [];
  return types.includes("number") && typeof value === "number" ? { float: value } : value;
}

function tomlFiles(text: string) {
  const { bundle, model, diagnostics } = compileText(text);
  if (bundle === undefined) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  const files = bundle.files.filter((file) => file.path.endsWith(".toml"));
  return { model, files, codes: diagnostics.map((one) => one.code.name) };
}

describe("read(emit(model))", () => {
  series(
    "is what the model shows, over random clusters",
    20,
    fc.property(randomCluster, (text) => {
      const { model, files } = tomlFiles(text);
      const inputs = files.map(({ path, content }) => {
        const source = { path, text: content };
        const found = detect(source);
        if (found === undefined) throw new Error(`${path} is not detected`);
        return { source, ...found };
      });
      const again = lint(inputs, products).model;
      const before = observable(model);
      for (const instance of model.instances) {
        const own = before.get(`${instance.program} ${identityOf(instance)}`) as {
          settings: Map<string, unknown>;
        };
        for (const [key, value] of own.settings) own.settings.set(key, asFloat(key, instance, value));
      }
      expect(observable(again)).toEqual(before);
    }),
  );

  series(
    "gives no finding that the model did not give",
    15,
    fc.property(randomCluster, (text) => {
      const { files, codes } = tomlFiles(text);
      const inputs = files.map(({ path, content }) => ({
        source: { path, text: content },
        kind: path.includes("meta.toml") ? "horaemeta" : "horaedb",
        version: /cfgc: \w+@(\S+)/.exec(content)?.[1],
      }));
      const found = lint(inputs, products).diagnostics;
      // One or two members, and one broker, are acceptable in development, which a file cannot say; placeholders are
      // secrets to a reader.
      const expected = [...codes, "meta-quorum-too-small", "kafka-log-unreplicated", "secret-in-plain-text"];
      expect(found.filter((one) => !expected.includes(one.code.name)).map((one) => one.message)).toEqual([]);
    }),
  );
});

describe("an independent reader", () => {
  series(
    "finds every setting with its type",
    15,
    fc.property(randomCluster, (text) => {
      const { model, files } = tomlFiles(text);
      for (const file of files) {
        const instance = model.instances.find(
          (one) =>
            file.host === one.hostName?.value && file.instance === one.name.value && isFileOf(file.path, one),
        );
        if (instance === undefined) throw new Error(`whose is ${file.path}?`);
        const tree = parse(file.content, { integersAsBigInt: "asNeeded" }) as Record<string, unknown>;
        for (const [key, { value }] of instance.settings.explicit) {
          const found = key
            .split(".")
            .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], tree);
          expect(found, key).toEqual(value instanceof Secret ? value.placeholder : plainOf(value));
        }
      }
    }),
  );

  it("sees floats as floats", () => {
    const { files } = tomlFiles(`cfgc: 1
name: floats
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  nodes: { config: { analytic: { preflush_write_buffer_size_ratio: 1 } }, members: [ { host: db1 } ] }
`);
    expect(files[0]?.content).toContain("preflush_write_buffer_size_ratio = 1.0\n");
  });
});

function isFileOf(path: string, instance: Instance): boolean {
  return /meta\/[^/]+\/[^/]+$/.test(path) === (instance.program === "horaemeta");
}

describe("emitted files", () => {
  series(
    "name no key that is unknown, removed or without effect at their version, and every entry has an origin",
    25,
    fc.property(randomCluster, (text) => {
      const result = compileText(text);
      expect(result.files.length).toBeGreaterThan(0);
      for (const { output } of result.files) {
        if (output.kind === "text") {
          expect(output.origin.kind).toBe("derived");
          continue;
        }
        for (const entry of output.document().entries) {
          const { origin } = entry;
          if (origin.kind === "source") expect(origin.at.file.path).toBe("cluster.yaml");
          else if (origin.kind === "derived") {
            expect(origin.how).not.toBe("");
            expect(origin.from, entry.path.join(".")).not.toHaveLength(0);
          } else expect.fail(`${entry.path.join(".")} is a default, which need not be written`);
          if (!output.place.path.endsWith(".toml")) continue;
          const instance = result.model.instances.find(
            (one) => one.name.value === output.place.instance && isFileOf(output.place.path, one),
          );
          const states = entriesOf(instance!.catalogue, entry.path.join(".")).filter(
            (one) => stateAt(one, instance!.version) !== undefined,
          );
          expect(states, entry.path.join(".")).not.toHaveLength(0);
          expect(states.every((one) => isDead(one, instance!.version))).toBe(false);
        }
      }
    }),
  );
});
