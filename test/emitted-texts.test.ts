/** Lenses above members, and what they open. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { emittedOf } from "../src/editor/members/emitted.ts";
import { lensesIn } from "../src/editor/members/lenses.ts";
import { openFile } from "./support/asked-file.ts";
import { products } from "./support/run.ts";

const examples = ["horaedb-kafka-oss", "dolphindb-ha", "oms-one-region"] as const;

it.each(examples)("each file of a build of %s is opened by the lens of its process", (name) => {
  const text = readFileSync(`examples/${name}/cluster.yaml`, "utf8");
  const open = openFile(text, "cluster");
  const { bundle } = compile([open.source], { products });
  const lenses = lensesIn(open);
  for (const { range } of lenses) expect(text.slice(range.start, range.start + 20)).toMatch(/^[{"]/);
  const opened = new Map(
    lenses.flatMap(({ names }) => emittedOf(open, names).texts.map((one) => [one.path, one.text])),
  );
  const built = (bundle?.files ?? []).filter(({ instance }) => instance !== undefined);
  expect(opened).toEqual(new Map(built.map(({ path, content }) => [path, content])));
});

it("opens the controller's files of a node that has none", () => {
  const open = openFile(readFileSync("examples/dolphindb-ha/cluster.yaml", "utf8"), "cluster");
  const lens = lensesIn(open).find(({ title }) => title.includes("datanode1"));
  const { texts } = emittedOf(open, lens?.names ?? []);
  expect(texts.find(({ path }) => path.endsWith("cluster.nodes"))?.text).toContain("datanode1");
});

const site = (members: string) => `cfgc: 1
name: s
environment: development
hosts:
  "h[1-3]": { address: "10.0.0.[1-3]" }
horaedb:
  version: 2.1.0
  topology: dynamic
  meta: { members: [{ host: h1 }] }
  nodes:
    members:${members}
  wal: { type: Kafka, brokers: [k1:9092] }
  object_store: { type: S3, region: eu, endpoint: "https://s.example.net", bucket: b, prefix: p, key_id: { from_env: ID }, key_secret: hunter-two-and-three }
`;

it("shows placeholders of secrets, and of two processes of one name on a host the one that is asked for", () => {
  const open = openFile(site('\n      - host: "h[1-3]"\n'), "cluster");
  expect(lensesIn(open).map(({ title }) => title)).toEqual([
    "show the files of horaemeta h1",
    "show the files of horaedb h1 … h3 (3)",
  ]);
  const [ofMeta, ofNodes] = lensesIn(open).map(({ names }) => emittedOf(open, names).texts);
  expect(ofMeta?.every(({ path }) => path.includes("horaemeta"))).toBe(true);
  expect(ofNodes?.filter(({ path }) => path.endsWith(".toml"))).toHaveLength(3);
  const all = JSON.stringify([ofMeta, ofNodes]);
  expect(all).toContain("__CFGC_SECRET_");
  expect(all).not.toContain("hunter");
});

it("says why there is nothing to show", () => {
  const wrong = openFile(site(" [{ host: h1 }, { host: h7 }]"), "cluster");
  const names = [{ program: "horaedb", name: "h1" }];
  expect(emittedOf(wrong, names)).toEqual({
    texts: [],
    reason: expect.stringMatching(/^nothing is built while there are errors; line 11 of cluster\.yaml: .*h7/),
  });
  const right = openFile(site(" [{ host: h1 }]"), "cluster");
  expect(emittedOf(right, [{ program: "horaedb", name: "h2" }]).reason).toContain("no process of that name");
  expect(emittedOf({ ...right, isChecked: false }, names).reason).toContain("newer");
  expect(emittedOf(openFile("", "cluster"), names).texts).toEqual([]);
});
