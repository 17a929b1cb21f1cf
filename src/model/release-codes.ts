/** What can be wrong with the release that a program or a file is said to be of. */
import type { Code } from "../diagnostics/diagnostic.ts";
import { site } from "./code-examples.ts";

const released = (version: string) =>
  site(
    `hosts: { db1: { address: 10.1.1.1 } }\nhoraedb: { version: ${version}, nodes: { members: [ { host: db1 } ] } }\n`,
  );

const file = (kind: string) => ({
  files: { "horaedb.toml": `# cfgc: ${kind}\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\n` },
});

export const unknownVersion: Code = {
  name: "unknown-version",
  fault: "refused",
  anyRelease: true,
  summary: "There is no such release of the program, or cfgc does not know it.",
  why: "What a key means depends on the release; for one that cfgc does not know it could only guess.",
  fix: "Write one of the releases named, as a text. For a newer release, name the older one as which it is to be treated: `treat_as` in cluster.yaml, `# cfgc: horaedb@2.2.0 as 2.1.0` in a file.",
  examples: {
    invalid: [
      released("1.2.3"),
      { title: "newer than cfgc knows", ...released("2.9.0") },
      { title: "in a file", ...file("horaedb@2.9.0") },
    ],
    valid: [
      released("1.2.2"),
      {
        title: "newer than cfgc knows, treated as one that it knows",
        ...released("2.9.0, treat_as: 2.1.0"),
      },
      { title: "the same in a file", ...file("horaedb@2.9.0 as 2.1.0") },
    ],
    boundary: [
      {
        title: "older than a release of its line that cfgc knows, so it is none",
        ...released("1.2.3, treat_as: 1.2.2"),
        fires: true,
      },
      { title: "of a major line that cfgc does not know", ...released("9.0.0"), fires: true },
      {
        title: "fewer parts than a release has",
        ...released("'2.9', treat_as: 2.1.0"),
        fires: true,
      },
    ],
  },
};

export const treatAsNotUsable: Code = {
  name: "treat-as-not-usable",
  fault: "refused",
  anyRelease: true,
  summary: "A release cannot be treated as the one that is named.",
  why: "What is said of the newer release rests on what cfgc knows of the older one. So that has to be a release that cfgc knows, older, and of the same major line, in which programs keep their keys. A release that cfgc knows needs no other.",
  fix: "Treat it as the newest release of its major line that cfgc knows, or leave it out.",
  examples: {
    invalid: [
      { title: "another major line", ...released("2.9.0, treat_as: 1.2.7") },
      { title: "a release that nobody knows", ...released("2.9.0, treat_as: 2.0.9") },
      { title: "in a file", ...file("horaedb@2.9.0 as 1.2.7") },
    ],
    valid: [released("2.9.0, treat_as: 2.1.0"), released("2.1.0")],
    boundary: [
      { title: "a release that cfgc knows", ...released("2.1.0, treat_as: 2.0.0"), fires: true },
      { title: "itself", ...released("2.9.0, treat_as: 2.9.0"), fires: true },
      { title: "a newer one", ...released("2.0.1, treat_as: 2.1.0"), fires: true },
      { title: "an older one of its line", ...released("2.0.1, treat_as: 2.0.0"), fires: false },
      {
        title: "a file of a release that cfgc knows",
        ...file("horaedb@2.1.0 as 2.0.0"),
        fires: true,
      },
    ],
  },
};

export const unknownFeature: Code = {
  name: "unknown-feature",
  fault: "doubtful",
  summary: "Builds of the program have no such feature, or cfgc does not know it.",
  why: "What a build has decides what some keys may be. A feature that cfgc does not know changes nothing, so a misspelt one leaves the file checked as if the official build read it.",
  fix: "Write one of the features named, or leave it out.",
  examples: {
    invalid: [
      { title: "misspelt, in a file", ...file("horaedb@2.1.0+wal-rocksdv") },
      { title: "misspelt, in cluster.yaml", ...released("2.1.0, build_features: [ wal_rokcsdb ]") },
    ],
    valid: [
      file("horaedb@2.1.0+wal-rocksdb,tokio_unstable"),
      released("2.1.0, build_features: [ wal-rocksdb ]"),
    ],
    boundary: [
      { title: "a build with a feature of its own", ...file("horaedb@2.1.0+our-own"), fires: true },
      { title: "the second of two", ...file("horaedb@2.1.0+wal-rocksdb,nonsense"), fires: true },
    ],
  },
};

export const versionAssumed: Code = {
  name: "version-assumed",
  fault: "note",
  anyRelease: true,
  summary: "Nothing says the release of the program, and another one fits the file better.",
  why: "The file is checked against the newest release. What an older one reads may be unknown to that, so findings may be about an upgrade that nobody plans.",
  fix: "Say the release: in the file with a comment such as `# cfgc: horaedb@1.2.7`, for many files in `.cfgc.yaml`, or with `--as`.",
  examples: {
    invalid: [],
    valid: [
      { files: { "horaedb.toml": '# cfgc: horaedb@1.2.0\n[analytic.wal]\ntype = "RocksDB"\n' } },
      { files: { "horaedb.toml": '[analytic.wal]\ntype = "Local"\ndata_dir = "/data/wal"\n' } },
    ],
  },
};
