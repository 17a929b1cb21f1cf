/** What stands beside members that do not say it, between `«»`. */
import { expect, it } from "vitest";
import { inlayHintsIn } from "../src/editor/members/inlay-hints.ts";
import { openFile } from "./support/asked-file.ts";

const hosts = `cfgc: 1
name: s
environment: development
hosts:
  h1: { address: 10.0.0.1 }
  h2: { address: 10.0.0.2 }
  "dn[01-03]": { address: "10.0.1.[1-3]" }
`;

function hinted(text: string): string {
  const open = openFile(text, "cluster");
  return inlayHintsIn(open, { start: 0, end: text.length }).reduceRight(
    (all, { offset, label }) => `${all.slice(0, offset)} «${label}»${all.slice(offset)}`,
    text,
  );
}

const ports = "ports 5440, 8831, 3307, 5433";
const node = (name: string) => `${ports} · /var/lib/horaedb/${name}`;
const texts: readonly (readonly [what: string, text: string])[] = [
  [
    "a member in braces",
    `horaedb:\n  version: 2.1.0\n  nodes:\n    members: [{ host: h1 } «name h1 · ${node("h1")}», { name: b, host: h2 } «${node("b")}»]\n`,
  ],
  [
    "a member in lines",
    `horaedb:
  version: 2.1.0
  nodes:
    members:
      - host: "h1" «name h1 · ports 8831, 3307, 5433 · /var/lib/horaedb/h1» # the first
        ports: { http: 5999 }
`,
  ],
  [
    "a range",
    `horaedb:\n  version: 2.1.0\n  nodes:\n    members:\n      - { host: "dn[01-03]" } «name dn01 … dn03 · ${node("dn01")} … /var/lib/horaedb/dn03»\n`,
  ],
  [
    "what somebody wrote, and what nobody did",
    `horaedb:
  version: 2.1.0
  topology: dynamic
  meta:
    members: [{ host: h1, data_dir: /data } «name h1 · ports 2379, 2380, 8080»]
  nodes: { members: [{ host: h2, ports: { http: 5440, grpc: 8831, mysql: 3307, postgresql: 5433 } } «name h2 · /var/lib/horaedb/h2»] }
`,
  ],
  [
    "a text with a mistake",
    `horaedb:\n  version: 2.1.0\n  nodes:\n    members: [{ host: h1 } «name h1 · ${node("h1")}»]\n    membrs: 1\n`,
  ],
];

it.each(texts)("hints at %s", (_, marked) => {
  expect(hinted(hosts + marked.replaceAll(/ «.*?»/g, ""))).toBe(hosts + marked);
});

it("hints at nothing outside the lines that are asked for, in an older text or none", () => {
  const text = `${hosts}horaedb:\n  version: 2.1.0\n  nodes: { members: [{ host: h1 }] }\n`;
  const open = openFile(text, "cluster");
  expect(inlayHintsIn(open, { start: 0, end: 20 })).toEqual([]);
  expect(inlayHintsIn({ ...open, isChecked: false }, { start: 0, end: text.length })).toEqual([]);
  expect(inlayHintsIn(openFile("", "cluster"), { start: 0, end: 0 })).toEqual([]);
});
