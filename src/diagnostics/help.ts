/**
 * What to do about a finding. Rules cannot write a help that is neither: an advice leaves the choice to people, an offer
 * says in words and as edits what makes the finding go away. `test/rules.test.ts` makes each offer of each example, so
 * the words of an offer and its edits come from the same values.
 */
import type { Fix } from "./fix.ts";
import { type Message, type PartsOf, sentence } from "./message.ts";

export type Help = Advice | Offer;

/** Where somebody has to choose, or has to change something that is not in the file. */
export interface Advice {
  readonly kind: "advice";
  readonly text: Message;
}

export interface Offer {
  readonly kind: "offer";
  readonly text: Message;
  /** Each is enough by itself. */
  readonly fixes: readonly [OfferedFix, ...OfferedFix[]];
}

export interface OfferedFix {
  /** What an editor calls it. */
  readonly title: Message;
  readonly edits: Fix;
  /** It is the one right answer, so `--fix` makes it. */
  readonly isCertain: boolean;
}

/** Words without an edit: advice`give one of them another port` */
export function advice<const Parts extends readonly (string | number | bigint)[]>(
  strings: TemplateStringsArray,
  ...parts: PartsOf<Parts>
): Advice {
  return { kind: "advice", text: sentence<Parts>(strings, parts) };
}

/** The same of a sentence that is there already. */
export function advising(text: Message): Advice {
  return { kind: "advice", text };
}

/** An edit that is one of several answers; where the text allows none it is advice. */
export function offer(edits: Fix | undefined, text: Message, title = text): Help {
  return helpWith(text, title, edits, false);
}

/** The edit that is the one right answer. */
export function certain(edits: Fix | undefined, text: Message, title = text): Help {
  return helpWith(text, title, edits, true);
}

/** Several edits, of which somebody chooses. */
export function choice(text: Message, fixes: readonly OfferedFix[]): Help {
  const [first, ...others] = fixes;
  return first === undefined ? { kind: "advice", text } : { kind: "offer", text, fixes: [first, ...others] };
}

/** As a finding carries it. */
export function carried(help: Help | undefined): { help?: Message; fixes?: readonly OfferedFix[] } {
  if (help === undefined) return {};
  return help.kind === "advice" ? { help: help.text } : { help: help.text, fixes: help.fixes };
}

function helpWith(text: Message, title: Message, edits: Fix | undefined, isCertain: boolean): Help {
  return edits === undefined || edits.length === 0
    ? { kind: "advice", text }
    : { kind: "offer", text, fixes: [{ title, edits, isCertain }] };
}
