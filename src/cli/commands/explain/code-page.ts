import type { Code, Example } from "../../../diagnostics/diagnostic.ts";
import { append } from "../../../diagnostics/long-lists.ts";
import { type Severity, type SourceKind, severityOf } from "../../../diagnostics/severity.ts";
import { shownSeverities } from "../../../diagnostics/shown-severities.ts";
import { markdownText } from "../../../editor/reference/markdown-text.ts";

/** The documentation page of a code, as Markdown. */
export function codePage(code: Code): string {
  const lines = [
    `# ${code.name}`,
    "",
    markdownText(code.summary),
    "",
    `**Why.** ${markdownText(code.why)}`,
    "",
    `**What to do.** ${markdownText(code.fix)}`,
    "",
    `**Severity.** ${severityLine(code)}`,
    ...(code.fault === "availability"
      ? [`Can be accepted with a reason: \`accept: [ { rule: ${code.name}, reason: ... } ]\`.`]
      : []),
  ];
  for (const [title, examples] of [
    ["Reported", code.examples.invalid],
    ["Silent", code.examples.valid],
  ] as const) {
    for (const example of examples.slice(0, 1))
      append(lines, ["", `**${title}.**`, ...exampleLines(example)]);
  }
  return `${lines.join("\n")}\n`;
}

/** What the examples show; a code that only the command line reports has none there, and its kind of fault decides. */
function severityLine(code: Code): string {
  const shown = shownSeverities(code);
  const of = (sourceKind: SourceKind) =>
    hasExamples(code) ? shown[sourceKind] : [severityOf(code.fault, sourceKind)];
  const [production, development, file] = [
    of("cluster-in-production"),
    of("cluster-in-development"),
    of("file"),
  ].map(inWords);
  const cluster =
    development === "" || development === production || production === ""
      ? production || development
      : `${production} (${development} in development)`;
  const parts = [
    ...(cluster ? [`in cluster.yaml ${cluster}`] : []),
    ...(file ? [`in a program's own file ${file}`] : []),
    ...(code.across ? ["between cluster.yaml and such a file warning"] : []),
  ];
  const sentence = `${parts.join(", ")}.`;
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}`;
}

function hasExamples({ examples }: Code): boolean {
  return examples.invalid.length > 0;
}

function inWords(severities: readonly Severity[]): string {
  return severities.join(" or ");
}

const languages: Readonly<Record<string, string>> = { ".toml": "toml", ".yaml": "yaml", ".cfg": "ini" };

function exampleLines(example: Example): string[] {
  return Object.entries(example.files).flatMap(([name, text]) => {
    const language = languages[name.slice(name.lastIndexOf("."))] ?? "text";
    const kind = example.as === undefined ? "" : ` as ${example.as}`;
    return ["", `\`${name}\`${kind}:`, "", `\`\`\`${language}`, text.trimEnd(), "```"];
  });
}
