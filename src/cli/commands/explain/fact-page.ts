import type { Facts } from "../../../editor/reference/key-facts.ts";
import { markdownText } from "../../../editor/reference/markdown-text.ts";

/** A page of `explain` that consists of facts, as Markdown. */
export interface FactPage {
  readonly title: string;
  readonly description: string;
  readonly facts: Facts;
  /** A part of a cluster.yaml. */
  readonly example?: string | undefined;
}

export function factPage({ title, description, facts, example }: FactPage): string {
  const rows = facts.flatMap(([name, text]) =>
    text === undefined || text === "" ? [] : [`| ${name.padEnd(nameWidth)} | ${cell(text)} |`],
  );
  // The first fact is the head of the table, since a table of Markdown has one.
  const [head = "", ...others] = rows;
  const lines = [
    `# ${title}`,
    "",
    markdownText(description),
    "",
    head,
    `| ${"-".repeat(nameWidth)} | --- |`,
    ...others,
  ];
  if (example !== undefined) lines.push("", "**Example.**", "", "```yaml", example.trimEnd(), "```");
  return `${lines.join("\n")}\n`;
}

/** So that the page reads well as it is, too. */
const nameWidth = 20;

function cell(text: string): string {
  return markdownText(text).replaceAll("|", "\\|").replaceAll("\n", "<br>");
}
