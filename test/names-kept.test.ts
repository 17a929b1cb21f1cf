/** A name added to a member leaves everything else as it is. */
import { describe, expect, it } from "vitest";
import { applyEdits } from "../src/diagnostics/fix.ts";
import { actionsAt } from "../src/editor/actions.ts";
import { openFile } from "./support/asked-file.ts";

const site = (members: string) => `cfgc: 1
name: s
environment: development
hosts:
  "h[1-3]": { address: "10.0.0.[1-3]" }
  "7": { address: 10.0.0.7 }
horaedb:
  version: 2.1.0
  nodes:
    members:${members}
`;

/** With what is to be added between `«»`; the place is the first one. */
const members: readonly (readonly [what: string, text: string])[] = [
  ["in braces", " [{ «name: h1, »host: h1 }, { host: h2 }]"],
  ["in tight braces", " [{«name: h1, »host: h1}]"],
  ["in lines", "\n      - «name: h1\n        »host: h1\n        ports: { http: 5999 }\n"],
  ["behind a lone dash", "\n      -\n        «name: h1\n        »host: h1\n"],
  ["of a range", '\n      - { «name: "h[1-3]", »host: "h[1-3]" }'],
  ["of a word that YAML takes for a number", ' [{ «name: "7", »host: "7" }]'],
  ["of a host in quotes", ' [{ «name: h1, »"host": "h1" }]'],
];

function names(text: string): readonly string[] {
  const { sites } = openFile(text, "cluster").check;
  return sites.flatMap(({ model }) => model.instances.map(({ name }) => name.value));
}

function offered(text: string, offset: number) {
  const open = openFile(text, "cluster");
  return actionsAt(open, { start: offset, end: offset }).filter(({ finding }) => finding === undefined);
}

describe("add name", () => {
  it("is not offered where the name is taken", () => {
    const text = site(" [{ host: h1 }, { host: h1, ports: { http: 5999 } }]");
    for (const place of ["{ host: h1 }", "{ host: h1, p"])
      expect(offered(text, text.indexOf(place) + 3)).toEqual([]);
  });

  it.each(members)("%s", (_, marked) => {
    const after = site(marked.replaceAll(/[«»]/g, ""));
    const before = site(marked.replace(/«[^»]*»/, ""));
    const offset = site(marked).indexOf("«") + 1;
    const [action, ...others] = offered(before, offset);
    expect(others).toEqual([]);
    expect(action?.title).toMatch(/^add name: \S+ to keep /);
    expect(applyEdits({ path: "cluster.yaml", text: before }, action?.edits ?? []).text).toBe(after);
    expect(names(after)).toEqual(names(before));
    expect(offered(after, offset)).toEqual([]);
  });

  it("calls the key as the product does", () => {
    const text =
      "cfgc: 1\nname: s\nhosts: { h1: { address: 10.0.0.1 } }\ndolphindb:\n  version: 2.00.12\n  controllers: [{ host: h1 }]\n";
    const [name = ""] = names(text);
    expect(offered(text, text.lastIndexOf("h1")).map(({ edits }) => edits[0]?.text)).toEqual([
      `alias: ${name}, `,
    ]);
  });

  it("nothing for a member that has a name, and where no key can stand", () => {
    const named = site(" [{ name: a, host: h1 }]");
    expect(offered(named, named.indexOf("host: h1"))).toEqual([]);
    const oms =
      "cfgc: 1\nname: s\nhosts: { h1: { address: 10.0.0.1 } }\noms:\n  version: 3.3.1\n  regions: [{ location: 1, hosts: [h1] }]\n";
    expect(names(oms)).toEqual(["h1"]);
    expect(offered(oms, oms.lastIndexOf("h1"))).toEqual([]);
  });
});
