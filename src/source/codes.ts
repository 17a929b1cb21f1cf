/** What can be wrong with a file before anybody knows what it is about. */
import type { Code } from "../diagnostics/diagnostic.ts";

export const tomlSyntax: Code = {
  name: "toml-syntax",
  fault: "refused",
  summary: "The file is not valid TOML.",
  why: "A program that reads TOML stops at the first such place, so none of its settings take effect.",
  fix: "Mend the text at the place shown; cfgc reads on after it and reports what follows as well.",
  examples: {
    invalid: [
      { as: "horaemeta@2.1.0", files: { "meta0.toml": 'log = { level = "info"\nhttp-port = 8080\n' } },
      { as: "horaemeta@2.1.0", files: { "meta0.toml": "http-port = 08080\n" } },
    ],
    valid: [{ as: "horaemeta@2.1.0", files: { "meta0.toml": 'log = { level = "info" }\n' } }],
  },
};

export const yamlSyntax: Code = {
  name: "yaml-syntax",
  fault: "refused",
  summary: "The file is not valid YAML.",
  why: "Whatever stands after the damaged place may be read as something else than its author meant.",
  fix: "Mend the text at the place shown.",
  examples: {
    invalid: [{ files: { "cluster.yaml": "cfgc: 1\nname: metrics\nhosts: { db1: { address: 10.1.1.1 }\n" } }],
    valid: [{ files: { "cluster.yaml": "cfgc: 1\nname: metrics\nhosts: { db1: { address: 10.1.1.1 } }\n" } }],
  },
};

export const duplicateKey: Code = {
  name: "duplicate-key",
  fault: "refused",
  summary: "A key or table stands twice in one place.",
  why: "TOML readers refuse the file, and a YAML reader keeps one of the two without saying which.",
  fix: "Keep the one that is meant and delete the other.",
  examples: {
    invalid: [{ as: "horaemeta@2.1.0", files: { "meta0.toml": "http-port = 8080\nhttp-port = 8081\n" } }],
    valid: [{ as: "horaemeta@2.1.0", files: { "meta0.toml": "http-port = 8080\n" } }],
  },
};

export const inputLimit: Code = {
  name: "input-limit",
  fault: "refused",
  summary: "The input is larger or deeper than cfgc reads.",
  why: "A limit that is said is better than a process that runs out of memory; no real configuration comes near.",
  fix: "Split the file, or write the repetition as a range such as `dn[01-40]`.",
  examples: {
    invalid: [{ files: { "cluster.yaml": `cfgc: 1\nname: ${"[".repeat(65)}${"]".repeat(65)}\n` } }],
    valid: [{ files: { "cluster.yaml": "cfgc: 1\nname: metrics\n" } }],
  },
};

export const encoding: Code = {
  name: "encoding",
  fault: "refused",
  summary: "The file is not UTF-8 text.",
  why: "The programs read UTF-8; other bytes are refused or change the meaning of the value they stand in.",
  fix: "Save the file as UTF-8 without NUL characters.",
  examples: { invalid: [], valid: [] },
};
