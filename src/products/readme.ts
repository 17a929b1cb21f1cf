/** The README.md of a bundle: what every product says about its part, and what concerns all of them. */
import type { EmittedFile } from "../emit/emit.ts";
import { template } from "../emit/generated/templates/readme.md.ts";
import { code, inText, type Markdown, markdown, marked } from "../emit/markdown.ts";
import type { OutputFile } from "../emit/output-file.ts";
import { type Model, programOf, type Site } from "../model/model.ts";
import type { Product } from "./product.ts";

export function bundleReadme(
  model: Model,
  products: readonly Product[],
  files: readonly EmittedFile[],
): OutputFile {
  const from = model.sites.map((site) => site.at);
  return {
    kind: "text",
    place: { path: "README.md", product: "cfgc" },
    mode: 0o644,
    text: () => textOf(model, products, files),
    origin: { kind: "derived", how: "a template for every bundle", from },
  };
}

function textOf(model: Model, products: readonly Product[], files: readonly EmittedFile[]): string {
  const several = model.sites.length > 1;
  const sections = model.sites.flatMap((site) => [
    ...(several ? [inText(markdown`# Site ${site.name}\n\nIn the folder ${code(`${site.name}/`)}.\n`)] : []),
    ...products.flatMap((product) => product.readme(model, site) ?? []),
  ]);
  const content = template({
    title: model.sites.map((site) => site.name).join(", "),
    secrets: secretsOf(files),
    accepted: model.sites.flatMap(acceptedBy),
    treated: treatedIn(model),
    sections: sections.map(marked),
  });
  return `${content.replace(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

function secretsOf(files: readonly EmittedFile[]): { placeholder: string; from: Markdown }[] {
  const secrets = new Map<string, Markdown>();
  for (const { placeholder, from } of files.flatMap((file) => file.bundled.secrets ?? [])) {
    const text =
      "env" in from
        ? markdown`variable ${code(from.env)}`
        : "file" in from
          ? markdown`file ${code(from.file)}`
          : markdown`cluster.yaml itself`;
    secrets.set(placeholder, text);
  }
  return [...secrets].map(([placeholder, from]) => ({ placeholder, from }));
}

/** Releases that cfgc does not know, each with the one whose knowledge the bundle rests on. */
function treatedIn({ instances }: Model): { program: string; as: string }[] {
  const treated = new Map<string, string>();
  for (const instance of instances)
    if (instance.release !== undefined) treated.set(programOf(instance), instance.version);
  return [...treated].map(([program, as]) => ({ program, as }));
}

function acceptedBy(site: Site): { rule: string; reason: string }[] {
  return site.accepted.map(({ rule, reason }) => ({ rule, reason: reason.replace(/\s+/g, " ") }));
}
