import { least } from "../../diagnostics/long-lists.ts";
import { differsInValueOnly } from "../../emit/as-written.ts";
import type { BundleFile } from "../../emit/bundle.ts";
import { withoutEnd } from "../../source/without-end.ts";

/** The text of a file that may be shown: with placeholders instead of values. */
export function shownForm(file: BundleFile): string {
  return file.hashedAs ?? file.content;
}

/** Whether a text differs from a file's form with placeholders in the values of secrets alone. */
export function differsInSecretsOnly(text: string, file: BundleFile): boolean {
  const lines = text.split("\n");
  const form = shownForm(file).split("\n");
  if (lines.length !== form.length) return false;
  const placeholders = (file.secrets ?? []).map(({ placeholder }) => placeholder);
  return form.every((line, index) => differsInValueOnly(lines[index] ?? "", line, placeholders));
}

/**
 * What may be shown of a text on the disk that somebody has edited and that may hold secrets; `file` is what will
 * replace it. In an edited file nobody knows which lines hold a value, as they may have moved: only what the new file
 * says too is shown.
 */
export function masked(text: string, file: BundleFile): string {
  const form = shownForm(file).split("\n");
  const known = new Set(form);
  const keys = new Set(form.map(keyOf));
  return withLikelyPlaceholders(text, file)
    .split("\n")
    .map((line) => {
      if (known.has(line)) return line;
      const key = keyOf(line);
      return key !== "" && keys.has(key) ? `${key} ${mask}` : mask;
    })
    .join("\n");
}

/** A text of which cfgc knows no secret, but which somebody has edited: values of keys that sound secret go. */
export function maskedByName(text: string, form: string): string {
  const known = new Set(form.split("\n"));
  return text
    .split("\n")
    .map((line) => {
      const key = keyOf(line);
      return !known.has(line) && secretNames.test(key || line) ? `${key} ${mask}`.trimStart() : line;
    })
    .join("\n");
}

const mask = "<secret>";
const secretNames = /pass|pwd|secret|token|credential|private|access.?key|key.?id/i;

/** Lines that look like one with a placeholder, replaced by it: the first such line by the first, and so on. */
function withLikelyPlaceholders(text: string, file: BundleFile): string {
  const byLead = new Map<string, string[]>();
  for (const line of shownForm(file).split("\n")) {
    const lead = holdsSecret(line, file) ? leadOf(line, file) : "";
    if (lead.trim() !== "") byLead.set(lead, [...(byLead.get(lead) ?? []), line]);
  }
  const leads = [...byLead.keys()].sort((a, b) => b.length - a.length);
  const restored = text.split("\n").map((line) => {
    const lines = byLead.get(leads.find((lead) => line.startsWith(lead)) ?? "");
    return (lines && lines.length > 1 ? lines.shift() : lines?.[0]) ?? line;
  });
  return restored.join("\n");
}

function holdsSecret(line: string, file: BundleFile): boolean {
  return (file.secrets ?? []).some(({ placeholder }) => line.includes(placeholder));
}

/** What stands before the first placeholder, without the quote, which may depend on the value. */
function leadOf(line: string, file: BundleFile): string {
  const starts = (file.secrets ?? []).map(({ placeholder }) => line.indexOf(placeholder));
  const first = least(starts.filter((start) => start !== -1));
  return withoutEnd(line.slice(0, first), /["'\s]/);
}

/** The key of a line and its separator; "" where there is none. */
function keyOf(line: string): string {
  return /^\s*(?:export\s+)?["']?[\w.-]+["']?\s*[=:]/.exec(line)?.[0] ?? "";
}
