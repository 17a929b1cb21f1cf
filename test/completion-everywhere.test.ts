/** At every offset of every example: nothing throws, and what is taken leaves no new error of syntax. */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detect } from "../src/detect.ts";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import { completionsAt } from "../src/editor/completion/complete.ts";
import type { Completion } from "../src/editor/completion/completion.ts";
import { hoverAt } from "../src/editor/hover/hover.ts";
import { readYaml } from "../src/source/yaml.ts";
import { library, openFile } from "./support/asked-file.ts";
import { series } from "./support/series.ts";

interface File {
  readonly path: string;
  readonly text: string;
  readonly kind: string;
}

const files: readonly File[] = ["examples", "fixtures/lint"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ya?ml|toml|cfg|nodes|env)$/.test(name))
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      const text = readFileSync(path, "utf8");
      const kind = detect({ path, text })?.kind;
      return kind === undefined ? [] : [{ path, text, kind }];
    }),
);

/** How many errors of syntax a text has. */
function syntaxErrors(path: string, text: string, kind: string): number {
  const bag = new DiagnosticBag("file");
  const source = { path, text };
  const program = library.products.flatMap(({ programs }) => programs).find((one) => one.kind === kind);
  if (program !== undefined) program.parse(source, bag, "2.1.0" as never);
  else if (kind === "cluster") readYaml(source, bag);
  return bag.all().filter(({ code }) => /-syntax$|^duplicate-key$/.test(code.name)).length;
}

function taken(text: string, { range, text: inserted }: Completion): string {
  return text.slice(0, range.start) + inserted + text.slice(range.end);
}

/** What a snippet leaves when nothing is filled in. */
function filled(one: Completion): Completion {
  const text = one.snippet
    ?.replaceAll(/\$\{\d+\|([^|]*?)(?<!\\)[,|][^}]*\}/g, "$1")
    .replaceAll(/\$\{\d+:?((?:\\.|[^}\\])*)\}|\$\d+/g, "$1")
    .replaceAll(/\\([\\$},|])/g, "$1");
  return text === undefined ? one : { ...one, text };
}

/** As the text is, with the word cut off, and with a new line in the column of the one before. */
function variantsAt(text: string, offset: number): { text: string; offset: number }[] {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const indent = /^[\t ]*(?:- )?/.exec(line)?.[0].replace("-", " ") ?? "";
  const end = text.indexOf("\n", offset) === -1 ? text.length : text.indexOf("\n", offset);
  const below = `${text.slice(0, end)}\n${indent}${text.slice(end)}`;
  const rest = /^[\w.-]*/.exec(text.slice(offset))?.[0] ?? "";
  return [
    { text, offset },
    { text: text.slice(0, offset) + text.slice(offset + rest.length), offset },
    { text: below, offset: end + 1 + indent.length },
    {
      text: `${below.slice(0, end + 1 + indent.length)}  ${below.slice(end + 1 + indent.length)}`,
      offset: end + 3 + indent.length,
    },
  ];
}

describe("anywhere", () => {
  it("has files of every kind of syntax", () => {
    const kinds = new Set(files.map(({ kind }) => kind));
    for (const kind of ["cluster", "horaedb", "horaemeta", "oms", "dolphindb-controller", "env"])
      expect(kinds).toContain(kind);
  });

  series(
    "a completion leaves no new error of syntax",
    80,
    fc.property(
      fc.nat(files.length - 1),
      fc.nat(100_000),
      fc.nat(3),
      fc.nat(1000),
      (file, at, variant, pick) => {
        const { path, text: whole, kind } = files[file] as File;
        const { text, offset } = variantsAt(whole, at % (whole.length + 1))[variant] ?? {
          text: whole,
          offset: 0,
        };
        const offered = completionsAt({ ...openFile(text, kind, path), isChecked: false }, offset, library);
        // As editors do.
        const fitting = offered.filter(({ label, filter = label, range }) =>
          filter.toLowerCase().startsWith(text.slice(range.start, offset).toLowerCase()),
        );
        const one = fitting[pick % fitting.length];
        if (one === undefined) return;
        expect(one.documentation?.()).not.toBe("");
        const before = syntaxErrors(path, text, kind);
        for (const way of [one, filled(one)]) {
          const after = taken(text, way);
          const line = after.slice(0, offset).split("\n").length;
          expect(
            syntaxErrors(path, after, kind),
            `${path}:${line} ${way.label} in\n${after}`,
          ).toBeLessThanOrEqual(before);
        }
      },
    ),
  );

  series(
    "no text makes it throw",
    40,
    fc.property(
      fc.nat(files.length - 1),
      fc.nat(100_000),
      fc.nat(100_000),
      fc.string(),
      (file, from, to, inserted) => {
        const { path, text, kind } = files[file] as File;
        const [start, end] = [from % text.length, to % text.length];
        const broken = text.slice(0, start) + inserted + text.slice(end);
        const open = openFile(text, kind, path);
        const source = { path, text: broken };
        for (const offset of [start, start + inserted.length, -1, broken.length + 9]) {
          completionsAt({ ...open, source, isChecked: false }, offset, library);
          hoverAt({ ...open, source, isChecked: false }, offset, library);
        }
      },
    ),
  );

  it("begins a table of TOML with its header, and puts one among keys in braces", () => {
    const write = (text: string, offset: number) => {
      const one = completionsAt(openFile(text, "horaedb"), offset, library).find(
        ({ label }) => label === "wal",
      );
      return one && taken(text, one);
    };
    expect(write("[analytic]\n", 11)).toBe("[analytic]\n[analytic.wal]");
    expect(write("[analytic]\n\nspace_write_buffer_size = 0\n", 11)).toBe(
      "[analytic]\nwal = {}\nspace_write_buffer_size = 0\n",
    );
  });

  it("shows no secret", () => {
    const secret = "hunter-two-and-three";
    const texts = [
      [
        "cluster",
        `horaedb:\n  version: 2.1.0\n  object_store: { type: S3, key_id: ${secret}, key_secret: "${secret}" }\n  nodes:\n    members: [{ host: a, config: { analytic: { storage: { object_store: { key_secret: "${secret}" } } } } }]\n`,
      ],
      ["horaedb", `[analytic.storage.object_store]\ntype = "S3"\nkey_secret = "${secret}"\n`],
      ["oms", `oms_meta_password: ${secret}\ntsdb_password: "${secret}"\n`],
      ["env", `HORAEDB_ANALYTIC_SECRET=${secret}\nFILE=${secret}\n`],
    ] as const;
    for (const [kind, text] of texts) {
      const open = openFile(
        kind === "cluster" ? `cfgc: 1\nname: a\nhosts: { a: { address: 10.0.0.1 } }\n${text}` : text,
        kind,
      );
      for (let offset = 0; offset <= open.source.text.length; offset += 1) {
        expect(hoverAt(open, offset, library)?.text ?? "").not.toContain(secret);
        const offered = completionsAt(open, offset, library);
        expect(
          offered.map(({ label, text, snippet, detail }) => [label, text, snippet, detail].join()).join(),
        ).not.toContain(secret);
      }
    }
  });
});
