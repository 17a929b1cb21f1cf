/** The pages take their severity lines from the examples, so these have to show whatever the code of a rule passes. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { allCodes } from "../src/codes.ts";
import { shownSeverities } from "../src/diagnostics/shown-severities.ts";
import { filesIn } from "./support/golden.ts";
import { products } from "./support/run.ts";

const rules = filesIn("src").flatMap((path) => {
  const text = readFileSync(path, "utf8");
  const name = /= defineRule\(\{\s*name: "([^"]+)"/.exec(text)?.[1];
  // What stands before it are the examples.
  const body = text.slice(text.indexOf("\n  check("));
  return name === undefined ? [] : [{ name, body }];
});

/** Where a severity that files show cannot come from cluster.yaml, and why. */
const ofFilesOnly: Readonly<Record<string, string>> = {
  "alias-characters": "only files are a warning",
  "backend-shared": "a warning in files, which may be alternatives",
  "cluster-identity-mismatch": "cfgc writes both sides",
  "cluster-without-shards": "`shards` is 1 at least",
  "cm-nodes-not-addresses": "an address of a host is refused before it gets here",
  "controllers-without-raft": "cfgc writes the mode",
  "default-cluster-not-created": "cfgc counts the nodes",
  "etcd-servers-unwritten": "cfgc writes them",
  "host-with-several-agents": "only files are a warning",
  "host-without-agent": "only files are a warning: their hosts may have two spellings",
  "meta-address-not-usable": "cfgc writes the URL",
  "meta-http-port-not-usable": "`ports` takes ports only",
  "meta-nobody-to-join": "only files are a warning: a replaced member says so rightly",
  "meta-password-empty": "a secret is not empty",
  "mode-mismatch": "cfgc writes the mode",
  "node-address-not-usable": "a warning in files of nodes that nobody is told of",
  "routing-shards-not-contiguous": "a warning in files with prefixes",
  "shard-lock-prefix-not-usable": "a warning in files, where a variable may say the name",
  "undocumented-form": "about the form of files",
  "zones-incomplete": "a warning in files, after the vendor's own example",
};

it("shows in cluster.yaml each severity that files show, unless it cannot come from there", () => {
  const lacking = rules.flatMap(({ name, body }) => {
    const code = allCodes(products).find((one) => one.name === name);
    if (code === undefined || !namesSite.test(body)) return [];
    const shown = shownSeverities(code);
    const inClusters = new Set([...shown["cluster-in-production"], ...shown["cluster-in-development"]]);
    return shown.file.some((severity) => !inClusters.has(severity)) ? [name] : [];
  });
  expect(lacking.sort()).toEqual(Object.keys(ofFilesOnly).sort());
});

/** What a rule reports of a site, not only of files. */
const namesSite = /^\s+(?:\.\.\.[^\n]*)?\bsite(?:,|: [\w.]+,)/m;

it.each(rules)("$name passes no severity that its examples do not show", ({ name, body }) => {
  const code = allCodes(products).find((one) => one.name === name);
  if (code === undefined) throw new Error(`no code is called ${name}`);
  const shown = Object.values(shownSeverities(code)).flat();
  const passed = [...body.matchAll(/"(error|warning|info)"/g)].map((match) => match[1]);
  expect(shown).toEqual(expect.arrayContaining(passed));
});
