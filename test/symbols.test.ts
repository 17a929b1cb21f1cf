/** What an editor lists of a file. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FileSymbol, symbolsIn } from "../src/editor/symbols.ts";
import { library, openFile } from "./support/asked-file.ts";
import { rightClusters, rightFiles } from "./support/right-deployment.ts";
import { series } from "./support/series.ts";

/** One line for each, indented by its level: its kind, its name and what it is of. */
function listed(symbols: readonly FileSymbol[], indent = ""): string[] {
  return symbols.flatMap(({ name, kind, detail, children }) => [
    `${indent}${kind} ${name}${detail === undefined ? "" : ` (${detail})`}`,
    ...listed(children, `${indent}  `),
  ]);
}

const cases: readonly (readonly [what: string, kind: string, text: string, ...lines: string[]])[] = [
  [
    "a site",
    "cluster",
    `cfgc: 1
hosts:
  h1: { address: 10.0.0.1 }
  "h[2-3]": { address: "10.0.0.[2-3]" }
horaedb:
  meta:
    members:
      - { name: m1, host: h1 }
      - host: "h[2-3]"
oms:
  regions: [{ hosts: [h1], name: cn }, { location: 2 }]
`,
    "key cfgc",
    "table hosts",
    "  host h1",
    "    key address",
    "  host h[2-3]",
    "    key address",
    "table horaedb",
    "  table meta",
    "    list members",
    "      instance m1 (horaemeta)",
    "        key name",
    "        key host",
    "      instance h[2-3] (horaemeta)",
    "        key host",
    "table oms",
    "  list regions",
    "    region cn",
    "      list hosts",
    "      key name",
    "    table 2",
    "      key location",
  ],
  [
    "a site with broken lines",
    "cluster",
    "hosts:\n  h1: { address: 10.0.0.1\nhoraedb:\n  nodes:\n    mem\n",
    "table hosts",
    "  host h1",
    "    key address",
    "table horaedb",
    "  table nodes",
  ],
  ["hosts to include", "hosts", "hosts:\n  h1:\n    zone: a\n", "table hosts", "  host h1", "    key zone"],
  [
    "TOML",
    "horaedb",
    '[node]\naddr = "a"\n[analytic.wal]\ntype = "Local"\n',
    "table node",
    "  key addr",
    "table analytic",
    "  table wal",
    "    key type",
  ],
  [
    "lines of pairs",
    "dolphindb-cluster",
    "# c\nmaxMemSize=4\ndn1.volumes=/data\nhalf\n",
    "key maxMemSize",
    "key dn1.volumes",
  ],
  [
    "nodes",
    "dolphindb-nodes",
    "localSite,mode\n10.0.0.1:8902:dn1,datanode\n10.0.0.1:8903:cn1,computenode\n",
    "instance dn1",
    "instance cn1",
  ],
  ["variables", "env", "A=1\nexport B=2\n", "key A", "key B"],
  ["nothing", "cluster", ""],
];

describe("of", () => {
  it.each(cases)("%s", (_what, kind, text, ...lines) => {
    expect(listed(symbolsIn(openFile(text, kind), library))).toEqual(lines);
  });
});

it("shows no value, and each name where it stands", () => {
  const text = 'horaedb: { object_store: { key_secret: hunter2 }, nodes: { members: [{ host: "h1" }] } }\n';
  const symbols = symbolsIn(openFile(text, "cluster"), library);
  expect(listed(symbols).join("\n")).not.toContain("hunter");
  const visit = ({ name, selection, children }: FileSymbol): void => {
    expect(text.slice(selection.start, selection.end).replaceAll('"', "")).toBe(name);
    for (const child of children) visit(child);
  };
  for (const symbol of symbols) visit(symbol);
});

const texts: readonly (readonly [kind: string, text: string])[] = [
  ...readdirSync("examples").flatMap((example) =>
    readdirSync(`examples/${example}`).map(
      (name) =>
        [
          name === "hosts.yaml" ? "hosts" : "cluster",
          readFileSync(`examples/${example}/${name}`, "utf8"),
        ] as const,
    ),
  ),
  ...Object.values(rightClusters).map((text) => ["cluster", text] as const),
  ...Object.values(rightFiles).flatMap((text) => {
    const kind = /^# cfgc: ([\w-]+)/.exec(text)?.[1];
    return [[kind ?? "dolphindb-nodes", text] as const];
  }),
];

series(
  "of any text each has a name, and stands within the one that it belongs to",
  60,
  fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(), ([kind, whole], cut, gap) => {
    const from = cut % (whole.length + 1);
    const text = whole.slice(0, from) + whole.slice(from + (gap % 9));
    const source = { path: "a", text };
    const check = { diagnostics: [], sites: [], written: undefined };
    const open = { source, kind, version: undefined, files: [], check, isChecked: false };
    const visit = ({ name, range, selection, children }: FileSymbol): void => {
      expect(name).not.toBe("");
      expect(selection.start).toBeGreaterThanOrEqual(range.start);
      expect(selection.end).toBeLessThanOrEqual(range.end);
      expect(range.end).toBeLessThanOrEqual(text.length);
      for (const child of children) {
        expect(child.range.start).toBeGreaterThanOrEqual(range.start);
        expect(child.range.end).toBeLessThanOrEqual(range.end);
        visit(child);
      }
    };
    for (const symbol of symbolsIn(open, library)) visit(symbol);
  }),
);
