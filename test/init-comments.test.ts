/** What the comments of a new cluster.yaml say is so. */
import { expect, it } from "vitest";
import { newClusterYaml } from "../src/cli/commands/init/cluster-yaml.ts";
import { hostsNamed } from "../src/cli/commands/init/hosts.ts";
import { compileText, products } from "./support/run.ts";

it.each([
  [
    "horaedb",
    /fewer than three HoraeMeta members/,
    (text: string) => without(text, /^ {6}- .*db[23].*\n/gm, 2),
  ],
  ["dolphindb", /two controllers/, (text: string) => without(text, /^ {4}- .*db3.*\n/m, 1)],
  [
    "dolphindb",
    /one copy of the data beside three/,
    (text: string) => text.replace("factor: 2", "factor: 1"),
  ],
  ["oms", /behind the address of one/, (text: string) => text.replace(/vip: \S+/, "vip: 10.1.1.1")],
  [
    "dolphindb",
    undefined,
    (text: string) => without(text, /^ {4}- .*db[23].*\n/gm, 2).replace("factor: 2", "factor: 1"),
  ],
])("the comment on environment says what is so for %s: %s", async (name, says, change) => {
  const some = products.filter((product) => product.name === name);
  const text = await newClusterYaml({
    name: "site",
    hosts: hostsNamed("db[1-3]"),
    products: some,
    schema: undefined,
  });
  expect(text).toMatch(says ?? /one controller, with one copy or more, is taken as it is/);
  const changed = change(text);
  expect(changed).not.toBe(text);
  const severities = ["production", "development"].map((environment) => {
    const own = changed.replace("environment: production", `environment: ${environment}`);
    return [...new Set(compileText(own).diagnostics.map(({ severity }) => severity))];
  });
  expect(severities).toEqual(says === undefined ? [[], []] : [["error"], ["warning"]]);
});

/** The text without the first lines that fit. */
function without(text: string, line: RegExp, most: number): string {
  let left = most;
  return text.replace(line, (found) => (left-- > 0 ? "" : found));
}

it("with two hosts it says that DolphinDB writes nothing while either is away", async () => {
  const some = products.filter(({ name }) => name === "dolphindb");
  for (const number of [1, 2, 3]) {
    const hosts = hostsNamed(`db[1-${number}]`);
    const text = await newClusterYaml({ name: "site", hosts, products: some, schema: undefined });
    expect(text.includes("While either host is away, writes fail.")).toBe(number === 2);
  }
});
