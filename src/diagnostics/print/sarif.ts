/**
 * SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), for code scanning at GitHub and for editors.
 *
 * GitHub refuses a file that is beyond its limits and links to other places only where the message does, so both
 * are seen to here (github/docs: code-security/code-scanning/integrating-with-code-scanning,
 * sarif-support-for-code-scanning.md). It goes by a fingerprint `primaryLocationLineHash` that its upload action
 * computes; with another value under that name the action warns at every result, hence a name of our own.
 */
import type { Code, Diagnostic } from "../diagnostic.ts";
import type { Edit } from "../fix.ts";
import { type Location, positionAt } from "../location.ts";
import { type Severity, severityOf } from "../severity.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import { maxRelated, plain, type ReportOptions, regionOf, shortened } from "./report.ts";
import { reportPath, uriOf } from "./report-path.ts";

/** A run with more results is refused. */
export const maxResults = 25_000;
/** Of all results together: GitHub refuses a file of more than 10 MB after gzip. */
const maxLocations = 200_000;
/** Short and full description of a rule are cut there. */
const maxDescription = 1024;

const levels = { error: "error", warning: "warning", info: "note" } as const;

export function printSarif(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  const { version, files, directory } = options;
  const fingerprints = new Map(
    fingerprintsOf(diagnostics, directory).map((fingerprint, index) => [diagnostics[index], fingerprint]),
  );
  const kept = mostSevere(diagnostics, maxResults);
  const codes = [...new Set(kept.map((one) => one.code))].sort((a, b) => (a.name < b.name ? -1 : 1));
  const indexOf = new Map(codes.map((code, index) => [code, index]));
  const locationsEach = Math.max(maxRelated, Math.floor(maxLocations / Math.max(1, kept.length)));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "cfgc", semanticVersion: version, rules: codes.map(rule) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: {
          "%SRCROOT%": { description: { text: "The directory that cfgc was started in." } },
        },
        artifacts: files.map((path) => ({
          location: artifact(path, directory),
          roles: ["analysisTarget"],
        })),
        invocations: [{ executionSuccessful: true, ...leftOut(diagnostics.length - kept.length) }],
        results: kept.map((diagnostic) => ({
          ruleId: diagnostic.code.name,
          ruleIndex: indexOf.get(diagnostic.code),
          level: levels[diagnostic.severity],
          message: { text: messageText(diagnostic) },
          locations: [{ physicalLocation: physical(diagnostic.at, directory) }],
          ...related(diagnostic, directory, locationsEach),
          ...fixesOf(diagnostic, directory),
          partialFingerprints: { "cfgcFinding/v1": fingerprints.get(diagnostic) },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rule({ name, fault, summary, why, fix }: Code) {
  const level = levels[severityOf(fault, "cluster-in-production")];
  return {
    id: name,
    shortDescription: { text: shortened(summary, maxDescription) },
    fullDescription: { text: shortened(`${summary} ${why}`, maxDescription) },
    defaultConfiguration: { level },
    help: {
      text: `${why}\n\n${fix}\n\nMore, with examples: cfgc explain ${name}`,
      markdown: `**Why.** ${why}\n\n**What to do.** ${fix}\n\nMore, with examples: \`cfgc explain ${name}\``,
    },
    properties: {
      tags: ["configuration", fault],
      // What is doubtful was inferred or is taste; everything else was read in the program's source.
      precision: fault === "doubtful" ? "medium" : "high",
      "problem.severity": level === "note" ? "recommendation" : level,
    },
  };
}

/** Sentences, the first of which says what is wrong: short views show only that. */
function messageText({ message, related: others, help }: Diagnostic): string {
  const shown = others.slice(0, maxRelated);
  const links = shown.map((one, index) => `[${escapedLink(plain(one.message))}](${index + 1})`);
  const sentences = [
    withoutLinks(plain(message)),
    ...links,
    ...(others.length > shown.length ? [`And ${others.length - shown.length} more places`] : []),
    ...(help === undefined ? [] : [`Help: ${withoutLinks(plain(help))}`]),
  ];
  return withoutPlaceholders(sentences.map((one) => (one.endsWith("?") ? one : `${one}.`)).join(" "));
}

/** Section 3.11.6: a text of a link escapes brackets and backslashes. */
function escapedLink(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}

/** Elsewhere this is done only where something would be a link by mistake, since many readers show the backslash. */
function withoutLinks(text: string): string {
  return text.includes("](") ? escapedLink(text) : text;
}

/**
 * Section 3.11.5 has every brace doubled, and readers replace nothing but `{0}`: they would show `{{ from_env: A }}`
 * to somebody who is told to write `{ from_env: A }`. So only what looks like a placeholder is doubled.
 */
function withoutPlaceholders(text: string): string {
  return text.replace(/\{(\d+)\}/g, "{{$1}}");
}

function related({ related: others }: Diagnostic, directory: string, limit: number) {
  if (others.length === 0) return {};
  return {
    relatedLocations: others.slice(0, Math.min(limit, maxRelatedLocations)).map(({ at, message }, index) => ({
      id: index + 1,
      physicalLocation: physical(at, directory),
      message: { text: withoutPlaceholders(withoutLinks(plain(message))) },
    })),
  };
}

/** Section 3.55: each is one that can be made by itself. */
function fixesOf({ fixes = [] }: Diagnostic, directory: string) {
  if (fixes.length === 0) return {};
  return {
    fixes: fixes.map(({ title, edits }) => ({
      description: { text: withoutPlaceholders(plain(title)) },
      artifactChanges: [...new Set(edits.map(({ at }) => at.file))].map((file) => ({
        artifactLocation: artifact(file.path, directory),
        replacements: edits.filter(({ at }) => at.file === file).map(replacement),
      })),
    })),
  };
}

function replacement({ at: { file, start, end }, text }: Edit) {
  const from = positionAt(file, start);
  const to = positionAt(file, end);
  return {
    deletedRegion: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
    ...(text === "" ? {} : { insertedContent: { text } }),
  };
}

/** GitHub takes 1,000 locations of a result and keeps 100. */
const maxRelatedLocations = 100;

function physical(at: Location, directory: string) {
  return { artifactLocation: artifact(at.file.path, directory), region: regionOf(at) };
}

function artifact(path: string, directory: string) {
  const uri = uriOf(reportPath(path, directory));
  return uri.startsWith("file:") ? { uri } : { uri, uriBaseId: "%SRCROOT%" };
}

/** In the order given, but where there are too many, errors before warnings before notes. */
function mostSevere(diagnostics: readonly Diagnostic[], limit: number): readonly Diagnostic[] {
  if (diagnostics.length <= limit) return diagnostics;
  const order: readonly Severity[] = ["error", "warning", "info"];
  const kept = new Set(
    order.flatMap((severity) => diagnostics.filter((one) => one.severity === severity)).slice(0, limit),
  );
  return diagnostics.filter((one) => kept.has(one));
}

function leftOut(count: number) {
  if (count === 0) return {};
  const text = `${count} of the least severe findings were left out: GitHub refuses more than ${maxResults}.`;
  return { toolExecutionNotifications: [{ level: "warning", message: { text } }] };
}
