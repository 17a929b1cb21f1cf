/** What an editor shows of a key: what it does, and what `cfgc explain` says of it but for the evidence. */
import { stateAt } from "../../schema/key-state.ts";
import { entriesAt } from "../known/keys-at.ts";
import type { DocumentSubject, ProgramSubject, Subject } from "../known/subject.ts";
import type { Library } from "../library.ts";
import { clusterKeyFacts } from "./cluster-key-facts.ts";
import { type Facts, keyFacts } from "./key-facts.ts";
import { markdownText } from "./markdown-text.ts";

/** Markdown; undefined where nothing is known. */
export function keyHelp(subject: Subject, library: Library): string | undefined {
  return subject.of === "document" ? documentHelp(subject) : programHelp(subject, library);
}

function documentHelp({ key, keys, schema }: DocumentSubject): string | undefined {
  const own = key.replace(/\[\]$/, "");
  const known = keys.filter((one) => one.key === own);
  const [first] = known;
  if (first === undefined) return schema.description;
  // One entry for each branch that has the key in its own way.
  const meant = known.find(({ description }) => description === schema.description) ?? first;
  return page(`\`${meant.key}\``, schema.description ?? meant.description, clusterKeyFacts(meant, keys));
}

function programHelp(subject: ProgramSubject, { clusterKeys }: Library): string | undefined {
  const { file } = subject;
  const { reference, version } = file;
  const key = subject.key.replace(/\[\]$/, "");
  const [entry] = entriesAt({ ...subject, key });
  const index = entry === undefined ? -1 : reference.catalogue.keys.indexOf(entry);
  const prose = reference.prose[index]?.[2];
  if (entry === undefined || prose === undefined) return undefined;
  const state = stateAt(entry, version);
  const facts = keyFacts(entry, prose, reference, clusterKeys);
  const now: Facts =
    state === undefined || entry.table || entry.secret || state.default === undefined
      ? []
      : [[`default at ${version}`, JSON.stringify(state.default)]];
  return page(`\`${entry.key}\` of ${reference.catalogue.program}`, prose.description, [...now, ...facts]);
}

/** Whole pages are for `cfgc explain`. */
const hidden = new Set([
  "program",
  "keys",
  "evidence",
  "inferred",
  "in cluster.yaml",
  "if misspelt",
  "unknown keys",
]);

function page(title: string, description: string, facts: Facts): string {
  const shown = facts.filter(
    ([name, text]) =>
      text !== undefined && text !== "" && text !== "none" && text !== "no" && !hidden.has(name),
  );
  const lines = shown.map(([name, text]) => `- ${name}: ${markdownText(text ?? "").replaceAll("\n", " ")}`);
  return [`**${title}**`, markdownText(description), lines.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n");
}
