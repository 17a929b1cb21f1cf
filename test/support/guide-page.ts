/** A page of the guide: its blocks in order, and each example as the deployment that the page means by it. */
import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";

export interface Block {
  readonly language: string;
  readonly text: string;
  /** The line that it begins at. */
  readonly line: number;
}

export interface GuideExample extends Block {
  /** What cfgc reads: a cluster.yaml or a file of a program. */
  readonly name: string;
  readonly content: string;
  /** Other files that the page has shown before, by name. */
  readonly beside: ReadonlyMap<string, string>;
  /** The findings that the page shows behind it: `error[code]: message`. */
  readonly findings: readonly string[];
}

export function blocksOf(path: string): Block[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/^( *)```(\w+)\n(.*?)^ *```$/gms)].map((match) => {
    const [, indent = "", language = "", content = ""] = match;
    const line = text.slice(0, match.index).split("\n").length;
    return { language, text: content.replaceAll(new RegExp(`^${indent}`, "gm"), ""), line };
  });
}

/**
 * The examples of a page. The first whole cluster.yaml is what the parts that follow change: their tables are merged
 * into it, their lists and values take the place of those there, and so does a table with a `type` and a reference to a secret.
 */
export function examplesOf(path: string): GuideExample[] {
  const blocks = blocksOf(path);
  const beside = new Map<string, string>();
  let base: string | undefined;
  return blocks.flatMap((block, index): GuideExample[] => {
    const next = blocks[index + 1];
    const findings = (next?.language === "text" ? next.text : "")
      .split("\n")
      .filter((line) => /^(?:error|warning|info)\[/.test(line));
    const example = (name: string, content: string) => [
      { ...block, name, content, beside: new Map(beside), findings },
    ];
    if (block.language === "toml") return example("horaedb.toml", block.text);
    if (block.language !== "yaml") return [];
    const named = /^# (\S+\.yaml)\n/.exec(block.text)?.[1];
    if (named !== undefined) {
      beside.set(named, block.text);
      return named === ".cfgc.yaml" ? example(named, block.text) : [];
    }
    if (block.text.startsWith("cfgc: 1")) {
      base ??= block.text;
      return example("cluster.yaml", block.text);
    }
    if (base === undefined) throw new Error(`${path}:${block.line}: there is no cluster.yaml to change`);
    return example("cluster.yaml", stringify(merged(parse(base), parse(block.text))));
  });
}

function merged(base: unknown, part: unknown): unknown {
  if (!isTable(base) || !isTable(part) || ["type", "from_env", "from_file"].some((tag) => tag in part))
    return part;
  const result = { ...base };
  for (const [name, value] of Object.entries(part)) result[name] = merged(base[name], value);
  return result;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
