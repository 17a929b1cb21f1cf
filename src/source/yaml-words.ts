/** What is said of the mistakes of a YAML text, in our words and not in those of the package. */

import { advice, advising, type Help } from "../diagnostics/help.ts";
import type { SourceFile } from "../diagnostics/location.ts";
import { type Message, say } from "../diagnostics/message.ts";
import { anyKey, anyName, indentOf, isItem } from "./yaml-line-changes.ts";
import type { FaultChange } from "./yaml-mend.ts";
import type { ErrorCode, OpenerOf } from "./yaml-package.ts";

const quotes = say`put the value in quotes`;
const tabs = { message: say`tabs are not allowed as indentation`, help: advice`indent with blanks` };
const alike = advice`indent it alike`;
const oddLine = { message: say`this line is not indented like the lines it belongs to`, help: alike };
const oddItem = { message: say`this item is not indented like those above it`, help: alike };
const noColon = say`there is no colon behind this key`;

interface LineWords {
  readonly message: Message;
  readonly help: Help;
  /** The columns to point at. */
  readonly part: (line: string) => readonly [from: number, to: number];
  /** Better than what the parser says, even where it stumbled at this very line. */
  readonly always?: true;
  /** Whether lines beside it show how it was meant. */
  readonly isAlike?: true;
}

/** What is wrong with a line that one change cures; undefined where the parser says it better. */
export function changeWords({ kind, header }: FaultChange, line: string): LineWords | undefined {
  const indentation = () => [0, Math.max(1, indentOf(line))] as const;
  const content = () => [indentOf(line), line.trimEnd().length] as const;
  switch (kind) {
    case "tabs":
      return { ...tabs, part: indentation, always: true };
    case "indentation":
      return {
        ...(isItem(line) ? oddItem : oddLine),
        part: indentation,
        always: true,
        isAlike: true,
      };
    case "colon":
      return {
        message: noColon,
        help: advice`write a colon behind it`,
        part: content,
      };
    case "dash":
      return {
        message: say`there is no dash before this item`,
        help: advice`write a dash and a blank before it`,
        part: content,
      };
    case "closer":
      return {
        message: say`a bracket or a quote of this line has no other end`,
        help: advice`close what the line opens, and nothing else`,
        part: content,
      };
    case "header":
      return {
        message: say`nothing above says what this line and those below it belong to`,
        help:
          header === undefined || header === anyKey || header === anyName
            ? advice`write the name that they belong to, and a colon, on a line above`
            : advice`write \`${header}:\` on a line above, if that is what they belong to`,
        part: content,
        always: true,
      };
    case "value":
      return undefined;
  }
}

interface Problem {
  readonly code: ErrorCode;
  /** The package's own words: explanations and excerpts, which may be a secret. Nothing of it is quoted. */
  readonly said: string;
  readonly first: number;
  readonly file: SourceFile;
  readonly openerOf: OpenerOf;
}

interface Words {
  readonly message: Message;
  readonly help?: Help | undefined;
  /** Where to point, if not where the package does. */
  readonly start?: number;
}

/** What the package found at an offset. */
export function errorWords(problem: Problem): Words {
  const { code, said, first, file, openerOf } = problem;
  const opener = openerOf(first);
  switch (code) {
    case "TAG_RESOLVE_FAILED":
    case "BAD_COLLECTION_TYPE":
      return {
        message: say`an unquoted ! begins a tag, and this one is unknown or does not fit the value`,
        help: advising(quotes),
      };
    case "BAD_DQ_ESCAPE":
      return {
        message: say`this backslash begins no escape sequence of YAML`,
        help: advice`write two backslashes, or put the text in single quotes`,
      };
    case "BAD_DIRECTIVE":
      return { message: say`an unquoted % at the start of a line begins a directive, and this is none` };
    case "BAD_SCALAR_START":
      return {
        message: say`a value without quotes cannot begin with this character`,
        help: advising(quotes),
      };
    case "TAB_AS_INDENT":
      return tabs;
    case "BLOCK_AS_IMPLICIT_KEY":
      return mappingInLine(problem);
    case "MULTILINE_IMPLICIT_KEY":
      return {
        message: say`this line is no key with a colon and a value`,
        help: helpForLine(file.text, first),
      };
    case "BAD_INDENT":
    case "MISSING_CHAR":
      if (opener !== undefined) return notClosed(opener, file);
      if (code === "BAD_INDENT") return oddLine;
      if (said.includes("need to be followed by map values"))
        return { message: noColon, help: helpForLine(file.text, first) };
      break;
    case "UNEXPECTED_TOKEN":
      if (said.includes("block-seq-ind"))
        return {
          message: say`a list cannot begin in the line of its key`,
          help: advice`${quotes}, or begin the list in the next line`,
        };
      if (said.startsWith("Block scalar header"))
        return {
          message: say`an unquoted | or > begins a text of several lines, and this is none`,
          help: advising(quotes),
        };
      if (said.includes("at node end"))
        return {
          message: say`the value ended before this`,
          help: advice`put the whole value in quotes; a quote of the same kind inside is written '' or \\"`,
        };
      if (said.includes("in YAML stream")) return { message: say`this belongs to nothing that was begun` };
      break;
  }
  return { message: otherWords(code, said), help: helpForLine(file.text, first) };
}

/** What is rare, or follows from another mistake. */
function otherWords(code: ErrorCode, said: string): Message {
  const begun = missing.find(([beginning]) => said.startsWith(beginning));
  return (code === "MISSING_CHAR" && begun?.[1]) || rare[code] || say`this cannot stand here`;
}

/** By how the package begins to say it. */
const missing: readonly (readonly [beginning: string, words: Message])[] = [
  ["Missing , ", say`a comma is missing before this item`],
  ["Missing space after :", say`a blank is missing behind the colon`],
  ["Comments", say`a blank is missing before the #`],
  ["Tags and anchors", say`a blank is missing behind a tag or an anchor`],
  ["Sequence item", say`a dash is missing before this item`],
  ["Missing newline", say`a list cannot begin in the line of its tag or anchor`],
];

const rare: { readonly [Code in ErrorCode]?: Message } = {
  ALIAS_PROPS: say`an alias cannot have a tag or an anchor`,
  BAD_ALIAS: say`an unquoted & or * begins the name of an anchor, and this is none`,
  BAD_PROP_ORDER: say`a tag or an anchor has to stand directly before its value`,
  BLOCK_IN_FLOW: say`lists and mappings within brackets are written in brackets as well`,
  KEY_OVER_1024_CHARS: say`a key cannot be longer than 1024 characters`,
  MISSING_CHAR: say`something is missing before this`,
  MULTIPLE_ANCHORS: say`a value cannot have two anchors`,
  MULTIPLE_TAGS: say`a value cannot have two tags`,
  RESOURCE_EXHAUSTION: say`this is nested too deeply`,
};

/** `a: b: c`, or a line that is indented deeper although the key above it has a value already. */
function mappingInLine({ first, file: { text } }: Problem): Words {
  const line = text.slice(first, first + 1000).split("\n", 1)[0] ?? "";
  if (/^[ \t]*-(?:[ \t]|$)/.test(line)) return oddItem;
  if (/:(?:[ \t]|$)/.test(line))
    return {
      message: say`a mapping cannot begin in the line of its key`,
      help: advice`${quotes}, or begin the mapping in the next line`,
    };
  return {
    message: say`the next line is indented deeper and so belongs to this value, but has a key of its own`,
    help: advice`indent the next line like this one, or leave nothing behind the colon here`,
  };
}

const closers = { "{": "}", "[": "]", '"': '"', "'": "'" } as const;

function notClosed(start: number, { text }: SourceFile): Words {
  const opener = text.charAt(start) as keyof typeof closers;
  const closer = closers[opener];
  const isQuote = opener === closer;
  return {
    start,
    message: isQuote
      ? say`the quote that opens here is not closed`
      : say`the ${opener} that opens here is not closed`,
    help: isQuote
      ? advice`end the text with ${closer}`
      : advice`close it with ${closer}, or ${quotes} if it is a text`,
  };
}

/** A missing blank is the likeliest mistake, and a colon from a Chinese keyboard. */
function helpForLine(text: string, offset: number): Help | undefined {
  const from = text.lastIndexOf("\n", offset - 1) + 1;
  const line = text.slice(from, from + 200).split("\n", 1)[0] ?? "";
  if (/^\s*(?:- )?[A-Za-z_][\w-]*:[^\s:/]/.test(line)) return advice`put a blank after the colon`;
  if (/^\s*(?:- )?[A-Za-z_][\w-]*：/.test(line))
    return advice`write : and a blank where the full-width ： stands`;
  return undefined;
}
