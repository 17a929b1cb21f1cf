/**
 * A misspelt name is one mistake: in a right deployment a finding stands at its line, and none stands anywhere else.
 * What it was to be is unknown to the rules, and to those about other files, too.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detect } from "../src/detect.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { positionAt } from "../src/diagnostics/location.ts";
import { someOf } from "./support/effort.ts";
import { type Planted, plantedIn } from "./support/innocent-lines.ts";
import { fileFaults } from "./support/line-faults.ts";
import { rightClusters, rightFiles } from "./support/right-deployment.ts";
import { compileText, findingsOf, placed } from "./support/run.ts";

type Files = Readonly<Record<string, string>>;

/** What cfgc writes of a cluster.yaml, as files that somebody wrote. */
function built(text: string): Files {
  const { bundle } = compileText(text);
  return Object.fromEntries(
    (bundle?.files ?? [])
      .filter(({ path, content }) => detect({ path, text: content }) !== undefined)
      .map(({ path, content }) => [path, content]),
  );
}

const deployments: Readonly<Record<string, Files>> = {
  "files by hand": rightFiles,
  ...Object.fromEntries(Object.entries(rightClusters).map(([path, text]) => [path, built(text)])),
  ...Object.fromEntries(
    readdirSync("examples").flatMap((folder) =>
      readdirSync(join("examples", folder))
        .filter((name) => name === "cluster.yaml")
        .map((name) => [folder, built(readFileSync(join("examples", folder, name), "utf8"))]),
    ),
  ),
};

const swapped = (word: string) =>
  /^.{4}/.test(word) && word[1] !== word[2]
    ? `${word.charAt(0)}${word.charAt(2)}${word.charAt(1)}${word.slice(3)}`
    : undefined;

/** The line with two letters of each part of the name that it gives swapped, one part at a time. */
function* misspelt(line: string): Generator<string> {
  const [, before = "", name = ""] = /^(\[{0,2})([\w.%-]+)(?=\]|\s*=)/.exec(line) ?? [];
  const parts = name.split(".");
  for (const [index, part] of parts.entries()) {
    const wrong = swapped(part);
    if (wrong === undefined) continue;
    yield before + parts.with(index, wrong).join(".") + line.slice(before.length + name.length);
  }
}

const isAt = ({ at }: Diagnostic, { path, line }: Planted) =>
  at.file.path === path && positionAt(at.file, at.start).line === line;

/** One file of each kind, and the others of the deployment beside it. */
function plantedInto(files: Files, kinds: RegExp, change: (line: string) => Iterable<string>): Planted[] {
  const paths = new Map(
    Object.entries(files).map(([path, text]) => [detect({ path, text })?.kind ?? "", path] as const),
  );
  return [...paths]
    .filter(([kind]) => kinds.test(kind))
    .flatMap(([, path]) => plantedIn(files, path, change))
    .map((one) => ({ ...one, files: { ...files, ...one.files } }));
}

const told = (one: Diagnostic) => `${placed(one)} ${one.severity} ${one.message}; ${one.help ?? ""}`;

/** What is found in a call that names all files, beyond hints. */
const faultsIn = (files: Files) =>
  findingsOf({ files, closed: true }).filter(({ severity }) => severity !== "info");

/** The deployments with a file of such kinds. */
const withKinds = (kinds: RegExp) =>
  Object.entries(deployments).filter(([, files]) =>
    Object.entries(files).some(([path, text]) => kinds.test(detect({ path, text })?.kind ?? "")),
  );

/** What is found with one of the lines planted, and not in the deployment as it is right. */
function newFindings(files: Files): (planted: Planted) => readonly Diagnostic[] {
  const right = new Set(faultsIn(files).map(told));
  return (planted) => faultsIn(planted.files).filter((one) => !right.has(told(one)));
}

const keyed = /^(?!env|oms)/;

it.each(withKinds(keyed))(
  "a misspelt name is told at its line and nowhere else, in %s",
  { tags: ["series"] },
  (title, files) => {
    const newIn = newFindings(files);
    const planted = plantedInto(files, keyed, misspelt);
    expect(planted).not.toEqual([]);
    for (const one of someOf(planted, 13, title.length)) {
      const found = newIn(one);
      const place = `${one.path}:${one.line} ${one.text}`;
      expect(
        found.some((each) => isAt(each, one)),
        place,
      ).toBe(true);
      // Without its first header an array of tables begins with a table of the second, which the program refuses.
      const elsewhere = found
        .filter(({ code }) => code.name !== "duplicate-key")
        .filter((each) => !isAt(each, one));
      expect(elsewhere.map(told), place).toEqual([]);
    }
  },
);

const toml = /^(?:horae|ceres)/;

describe.each(withKinds(toml))("in %s", (title, files) => {
  const lineFaults = ["no [", "no ]", "no last quote", "no equals sign", "half the line"] as const;

  it.each(lineFaults)("a line with %s takes no other along", { tags: ["series"] }, (fault) => {
    const newIn = newFindings(files);
    const planted = plantedInto(files, toml, fileFaults[fault]);
    expect(planted).not.toEqual([]);
    for (const one of someOf(planted, 23, title.length)) {
      const next = { ...one, line: one.line + 1 };
      // What lacks its end is noticed where the next thing begins.
      const elsewhere = newIn(one).filter(
        (each) => !isAt(each, one) && !(each.code.name === "toml-syntax" && isAt(each, next)),
      );
      expect(elsewhere.map(told), `${one.path}:${one.line} ${one.text}`).toEqual([]);
    }
  });
});

describe("what is said of a misspelt name", () => {
  const path = "n2/horaedb.toml";
  const said = (from: string, to: string) => {
    const text = rightFiles[path] ?? "";
    expect(text.split(from)).toHaveLength(2);
    return faultsIn({ ...rightFiles, [path]: text.replace(from, to) }).map(told);
  };

  it("a header is to be renamed, also where other tables of that name are right", () => {
    expect(said("[cluster_deployment]", "[clster_deployment]")).toEqual([
      `${path}:unknown-key@21:2 error HoraeDB 2.0.0 has no key "clster_deployment" and rejects the file for it; it demands "mode"; did you mean "cluster_deployment"?`,
    ]);
    expect(said("[analytic.wal]", "[anlytic.wal]")).toEqual([
      `${path}:unknown-key@10:2 error HoraeDB 2.0.0 has no key "anlytic" and rejects the file for it; did you mean "analytic"?`,
    ]);
  });

  it("a key that the program demands is as severe as if it were not there", () => {
    expect(said("mode =", "mdoe =")).toEqual([
      `${path}:unknown-key@22:1 error HoraeDB 2.0.0 has no key "cluster_deployment.mdoe" and ignores it in silence; it demands "mode"; did you mean "mode"?`,
    ]);
  });

  it("a key without a value is one finding, and so is a header without its end", () => {
    expect(said("http_port = 5440", "http_por")).toEqual([
      expect.stringMatching(/toml-syntax@7:1 error the key has no value/),
    ]);
    expect(said("[analytic.wal]", "[analytic.wal = 5")).toEqual([
      expect.stringMatching(/toml-syntax@10:1 error the header is not closed; write \] behind the name/),
    ]);
  });

  // HoraeMeta does not mind the case of its keys.
  const besideKey = (line: string, key: string) => {
    const text = `${line}\n${key}\nnode-name = "m0"\ninitial-cluster = "m0=http://10.1.1.1:2380"\n`;
    const found = findingsOf({ as: "horaemeta@2.1.0", files: { "m0.toml": text } });
    return found.map(({ code, help = "" }) => `${code.name}: ${help}`);
  };

  it.each(["data-dir", "Data-Dir"])("a key that is there already is not meant, nor is it lost: %s", (key) => {
    const beside = (line: string) => besideKey(line, `${key} = "/tmp/x"`);
    expect(beside('data-dirr = "/data/m0"')).toContain("unknown-key: delete it");
    expect(beside('data_dir = "/data/m0"')).toContain('unknown-key: delete it: "data-dir" is there already');
    for (const line of ['data-dirr = "/data/m0"', 'data_dir = "/data/m0"'])
      expect(beside(line)).toContainEqual(expect.stringMatching(/^meta-path-not-lasting:/));
  });

  it.each(["etcd-call-timeout-ms", "Etcd-Call-Timeout-Ms"])("an old name is not needed beside %s", (key) => {
    expect(besideKey("etcd-dial-timeout-ms = 5000", `${key} = 5000`)).toContain(
      'key-renamed: delete it: the file has "etcd-call-timeout-ms"',
    );
  });
});
