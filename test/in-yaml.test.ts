/** What editing writes into a cluster.yaml is read alike by readers of YAML 1.1 and 1.2. */
import { expect, it } from "vitest";
import { parse } from "yaml";
import { inYaml } from "../src/editor/in-yaml.ts";

const texts = ["no", "on", "Yes", "y", "null", "1e3", "0x1", "0o17", "2.00", "1:30", "2026-11-22", "a#b", ""];

it.each([...texts, "db1", "2.1.0", "10.1.1.1", "db[1-3]", "kafka:9092"])("%j", (text) => {
  for (const version of ["1.1", "1.2"] as const)
    for (const value of [text, [text, text], { [text === "" ? "a" : "b"]: text }])
      expect(parse(inYaml(value), { version })).toEqual(value);
});

it.each(["db1", "horaedb.io", "2.1.0", "10.1.1.1", "/data"])("%s needs no quotes", (text) => {
  expect(inYaml(text)).toBe(text);
});
