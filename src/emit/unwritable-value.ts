/** Values that a format cannot carry. Whoever writes one says why, and nothing of the bundle is written. */
import { type Message, type Name, say } from "../diagnostics/message.ts";
import { isPlain } from "../diagnostics/plain.ts";
import type { Origin } from "../schema/value.ts";
import type { DocumentEntry } from "./output-file.ts";

/** Thrown where a text is quoted for a format that cannot carry it. The reason reads on after "the value", and never quotes it. */
export class UnwritableValue extends Error {
  override readonly name = "UnwritableValue";
  constructor(
    readonly reason: Message,
    /** Where the value comes from, if whoever quotes it knows. */
    readonly origin?: Origin,
  ) {
    super(reason);
  }
}

/** An entry of a document that its format cannot carry, and why: the reason reads on after "the value". */
export interface Unwritable {
  readonly entry: DocumentEntry;
  readonly reason: Message;
}

/** What is written for an entry; nothing for one that the format cannot carry, which is noted. */
export function writtenOrNoted(
  entry: DocumentEntry,
  unwritable: Unwritable[],
  write: (entry: DocumentEntry) => string,
): string {
  try {
    return write(entry);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    unwritable.push({ entry, reason: error.reason });
    return "";
  }
}

/** What no text file can hold: every file is UTF-8, which has no form for half of a pair of surrogates. */
export function refuseLoneSurrogate(text: string): void {
  if (!isPlain(text) && /\p{Cs}/u.test(text))
    throw new UnwritableValue(say`holds half of a character, which UTF-8 cannot carry`);
}

/** For variables and words of commands, which end at a NUL. */
export function refuseNul(text: string, format: Name): void {
  refuseLoneSurrogate(text);
  if (text.includes("\0")) throw new UnwritableValue(say`holds a NUL, which ${format} can hold`);
}

/** For formats of one value a line without escapes. A tab is left to the format. */
export function refuseControls(text: string, format: Name): void {
  if (isPlain(text)) return;
  refuseLoneSurrogate(text);
  if (/[\r\n\u0085\u2028\u2029]/.test(text))
    throw new UnwritableValue(say`holds a line break, which ${format} cannot carry`);
  if (/[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/.test(text))
    throw new UnwritableValue(say`holds a control character, which ${format} cannot carry`);
}
