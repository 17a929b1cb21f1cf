/** Credentials within other texts: in front of the host of a URL, in its query, of a broker, behind a scheme of HTTP. */
import type { Range } from "./secret-detection.ts";
import { isSecretName } from "./secret-names.ts";

/** What stands for a secret wherever one would be shown. */
export const mask = "********" as const;

/**
 * Up to the last @ of the word, since passwords hold `/`, `?` and @ as they are. Without a colon only what stands
 * before the first slash: an @ in a path says nothing.
 */
const inUrl = /:\/\/((?:[^\s"'`,/?#@:]*:[^\s"'`]*|[^\s"'`,/?#]+))@/g;
/** `user:password@host` in a list of brokers; not the digest of an image. */
const beforeHost = /(?<![^\s"'`,=[({])([^\s"'`,=[({:/@]+:[^\s"'`,/@]+)@(?!sha\d)(?=[\w.[-])/g;
const inHeader = /\b(?:Bearer|Basic)[ \t]+([\w.~+/=-]{4,})/gi;

/** A parameter of a URL with its value, which ends where a text in quotes would. */
const parameter = /[?&]([\w.-]{1,100})=([^\s"'`&#]+)/g;
/** What signs a URL of a store, beside names that sound secret: all of it is one until it expires. */
const signature = /^sig$|(?:^|-)signature$/i;

const shortestHeader = "Basic abcd".length;

/** The ranges of credentials in a text. */
export function credentialsIn(text: string): Range[] {
  const ranges: Range[] = [];
  for (const pattern of patternsFor(text))
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].indexOf(match[1] ?? "", pattern === inHeader ? 5 : 0);
      ranges.push({ start, end: start + (match[1] ?? "").length });
    }
  if (text.includes("?"))
    for (const { index, 0: whole, 1: name = "", 2: value = "" } of text.matchAll(parameter))
      if (isSecretName(name) || signature.test(name)) {
        const end = index + whole.length;
        ranges.push({ start: end - value.length, end });
      }
  return ranges.sort((a, b) => a.start - b.start);
}

/** Asked for every part of every sentence, so the patterns are only tried where what they look for can be. */
function patternsFor(text: string): readonly RegExp[] {
  const hasBlank = text.includes(" ") || text.includes("\t");
  const mayHaveHeader = hasBlank && text.length >= shortestHeader && /bearer|basic/i.test(text);
  if (text.includes("@")) return mayHaveHeader ? [inUrl, beforeHost, inHeader] : [inUrl, beforeHost];
  return mayHaveHeader ? [inHeader] : [];
}

export function withoutCredentials(text: string): string {
  const ranges = credentialsIn(text);
  if (ranges.length === 0) return text;
  let told = "";
  let from = 0;
  for (const { start, end } of ranges) {
    if (start < from) continue;
    told += text.slice(from, start) + mask;
    from = end;
  }
  return told + text.slice(from);
}
