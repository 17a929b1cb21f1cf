import type { Code, Example } from "../../../diagnostics/diagnostic.ts";
import { type Door, severityOf } from "../../../diagnostics/severity.ts";

/** The documentation page of a code, as Markdown. */
export function codePage(code: Code): string {
  const severity = (door: Door) => severityOf(code.fault, door);
  const lines = [
    `# ${code.name}`,
    "",
    code.summary,
    "",
    `**Why.** ${code.why}`,
    "",
    `**What to do.** ${code.fix}`,
    "",
    `**Severity.** In cluster.yaml ${severity("cluster-in-production")} (${severity("cluster-in-development")} in development), in a program's own file ${severity("file")}.`,
    ...(code.fault === "availability"
      ? [`Can be accepted with a reason: \`accept: [ { rule: ${code.name}, reason: ... } ]\`.`]
      : []),
  ];
  for (const [title, examples] of [
    ["Reported", code.examples.invalid],
    ["Silent", code.examples.valid],
  ] as const) {
    for (const example of examples.slice(0, 1)) lines.push("", `**${title}.**`, ...exampleLines(example));
  }
  return `${lines.join("\n")}\n`;
}

const languages: Readonly<Record<string, string>> = { ".toml": "toml", ".yaml": "yaml", ".cfg": "ini" };

function exampleLines(example: Example): string[] {
  return Object.entries(example.files).flatMap(([name, text]) => {
    const language = languages[name.slice(name.lastIndexOf("."))] ?? "text";
    const kind = example.as === undefined ? "" : ` as ${example.as}`;
    return ["", `\`${name}\`${kind}:`, "", `\`\`\`${language}`, text.trimEnd(), "```"];
  });
}
