/** What editors make of the schemas of `cfgc schema` by servers that are not ours. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changed, type DocumentName, documents } from "./other-servers/documents.ts";
import { completions, hovers, mistakes } from "./other-servers/places.ts";
import { cfgc } from "./support/command.ts";
import { someOf } from "./support/effort.ts";
import { marked, OtherServer } from "./support/other-server.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-other-servers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The schema of a document, by the name of the file that it is for. */
const schemas = { "cluster.yaml": "cluster", "hosts.yaml": "hosts", ".cfgc.yaml": ".cfgc.yaml" } as const;

function fileOf(document: DocumentName): keyof typeof schemas {
  if (document === "hosts") return "hosts.yaml";
  return document === "settings" ? ".cfgc.yaml" : "cluster.yaml";
}

describe("yaml-language-server", { tags: ["series"] }, () => {
  let server: OtherServer;

  beforeAll(async () => {
    const files: Record<string, string> = {};
    for (const [file, name] of Object.entries(schemas)) {
      const path = join(folder, `${name}.schema.json`);
      writeFileSync(path, (await cfgc(["schema", name])).stdout);
      files[pathToFileURL(path).href] = file;
    }
    const program = resolve("node_modules/yaml-language-server/bin/yaml-language-server");
    server = await OtherServer.start({
      command: [process.execPath, program, "--stdio"],
      folder,
      language: "yaml",
      settings: {
        yaml: {
          schemas: files,
          schemaStore: { enable: false },
          completion: true,
          hover: true,
          validate: true,
        },
      },
    });
    await server.isReady("cluster.yaml", "cfgc: 2\n");
  });
  afterAll(() => server?.end());

  it("offers what may stand there", async () => {
    const found: string[] = [];
    const expected: string[] = [];
    for (const [document, find, write, offered, notOffered] of someOf(completions, 4)) {
      const { text, position } = marked(changed(document, find, write));
      const items = await server.completion(fileOf(document), text, position);
      const labels = items.map(({ label }) => label);
      const wanted = offered.split(",");
      const unwanted = notOffered.split(",").filter((label) => label !== "");
      expected.push(`${document} ${write}: ${wanted.join()} and none of ${unwanted.join()}`);
      const [has, lacks] = [
        wanted.filter((label) => labels.includes(label)),
        unwanted.filter((label) => !labels.includes(label)),
      ];
      found.push(`${document} ${write}: ${has.join()} and none of ${lacks.join()}`);
    }
    expect(found).toEqual(expected);
  });

  it("says of a key what cfgc knows", async () => {
    const found: string[] = [];
    const expected: string[] = [];
    for (const [document, find, write, says] of someOf(hovers, 4)) {
      const { text, position } = marked(changed(document, find, write));
      const hover = await server.hover(fileOf(document), text, position);
      expected.push(`${document} ${write}: ${says}`);
      const said = says.split(";;").filter((words) => hover.includes(words));
      found.push(`${document} ${write}: ${said.join(";;")}`);
      expect(hover).not.toMatch(/object\(|part\d|HostEntry|Section/);
    }
    expect(found).toEqual(expected);
  });

  it("marks mistakes", async () => {
    const found: string[] = [];
    const expected: string[] = [];
    for (const [document, find, write, says] of someOf(mistakes, 8)) {
      const diagnostics = await server.diagnostics(fileOf(document), changed(document, find, write));
      const messages = diagnostics.map(({ message }) => String(message));
      expected.push(`${document} ${write}: ${says}`);
      found.push(
        `${document} ${write}: ${messages.some((one) => one.includes(says)) ? says : messages.join("; ")}`,
      );
    }
    expect(found).toEqual(expected);
  });

  it("marks nothing in files without a fault", async () => {
    const examples = readdirSync("examples").flatMap((name) =>
      readdirSync(join("examples", name)).map((file) => join("examples", name, file)),
    );
    const files: (readonly [string, keyof typeof schemas, string])[] = [
      ...Object.entries(documents).map(([name, text]) => [name, fileOf(name as DocumentName), text] as const),
      ...someOf(examples, 5).map(
        (path) =>
          [
            path,
            path.endsWith("hosts.yaml") ? "hosts.yaml" : "cluster.yaml",
            readFileSync(path, "utf8"),
          ] as const,
      ),
    ];
    const found: string[] = [];
    for (const [name, file, text] of files)
      for (const { message, range } of await server.diagnostics(file, text))
        found.push(`${name}:${range.start.line + 1}: ${message}`);
    expect(found).toEqual([]);
  });
});
