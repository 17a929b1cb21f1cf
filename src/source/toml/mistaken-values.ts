import { advice, type Help } from "../../diagnostics/help.ts";
import { type Message, say } from "../../diagnostics/message.ts";
/**
 * What the author of an unreadable value probably meant. Neither message nor help repeats the value: it can be
 * a secret, and only the printers know how to mask it.
 */
export interface Mistake {
  readonly message: Message;
  readonly help: Help;
}

export function explainMistake(text: string): Mistake {
  const found = mistakes.find(({ pattern }) => pattern.test(text));
  return found ?? { message: say`a text needs quotes`, help: quote };
}

const quote = advice`put it in double quotes, or in single quotes if it has backslashes`;

/** The first match counts. Texts are at most 80 characters long. */
const mistakes: readonly (Mistake & { readonly pattern: RegExp })[] = [
  {
    pattern: /^=/,
    message: say`there is one = too many`,
    help: advice`write a single = between the key and its value`,
  },
  {
    pattern: /^[,;]/,
    message: say`a value is missing here`,
    help: advice`write a value, or delete the line if the default will do`,
  },
  {
    pattern: /^[\])}]/,
    message: say`there is no bracket open that this one closes`,
    help: advice`delete the bracket`,
  },
  {
    pattern: /^[\u2018-\u201f\u00ab\u00bb`\u00b4]/,
    message: say`TOML does not know these quotes`,
    help: advice`write the straight quotes " or '`,
  },
  {
    pattern: /^[\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]/,
    message: say`this character looks like a space but is none`,
    help: advice`write an ordinary space`,
  },
  {
    pattern: /^[\0-\x1f\x7f]/,
    message: say`a control character stands where a value should be`,
    help: advice`delete the character`,
  },
  {
    pattern: /^(true|false)$/i,
    message: say`true and false are written in lower case`,
    help: advice`write the word in lower case, or in quotes if it is a text`,
  },
  {
    pattern: /^(yes|no|on|off|y|n|t|f|enabled?|disabled?)$/i,
    message: say`the booleans of TOML are true and false`,
    help: advice`write true or false, or put the word in quotes if it is a text`,
  },
  {
    pattern: /^(null|nil|none|undefined|~)$/i,
    message: say`TOML has no null`,
    help: advice`delete the line to leave the key unset, or put the word in quotes if it is a text`,
  },
  {
    pattern: /^[+-]?(inf|nan|infinity)$/i,
    message: say`the special floats are written inf and nan`,
    help: advice`write inf, -inf or nan, or put the word in quotes if it is a text`,
  },
  {
    pattern: /^[+-]?0[\d_]+(\.\d+)?$/,
    message: say`a number has no zeros in front`,
    help: advice`delete the zeros, write an octal number with 0o, or put the value in quotes if it is a text`,
  },
  {
    pattern: /^[+-]0[xob]/i,
    message: say`a hexadecimal, octal or binary number has no sign`,
    help: advice`delete the sign, or write the number in decimal`,
  },
  {
    pattern: /^0[XOB][\dA-F_]*$/i,
    message: say`this is no hexadecimal, octal or binary number`,
    help: advice`write 0x, 0o or 0b in lower case, digits of that base, and single underscores between digits only`,
  },
  {
    pattern:
      /^[+-]?(\d[\d_]*)?\.([eE][+-]?\d+)?$|^[+-]?\.\d[\d_]*([eE][+-]?\d+)?$|^[+-]?\d[\d_]*\.[eE][+-]?\d+$/,
    message: say`a decimal point needs a digit on both sides`,
    help: advice`write the missing digit`,
  },
  {
    pattern: /^[+-]?[\d.]*_[\d._]*([eE][+-]?[\d_]*)?$/,
    message: say`an underscore in a number stands between two digits`,
    help: advice`delete the underscore, or put the value in quotes if it is a text`,
  },
  {
    pattern: /^[+-]{2}\d|^[+-]\s+\d|^[+-]?\d+[eE][+-]?$/,
    message: say`this is no number`,
    help: advice`write at most one sign, directly before the digits, and digits after e`,
  },
  {
    pattern: /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$|^\d{1,2}:\d{2}(:\d{2})?(\.\d*)?$/,
    message: say`this is no date or time of the calendar, or not complete`,
    help: advice`write 1979-05-27, 07:32:00, both joined by T, or both with an offset such as Z or +01:00`,
  },
  {
    pattern: /^[+-]?\d+(\.\d+)?\s*[A-Za-z\u00b5%]+$/,
    message: say`a number with a unit needs quotes`,
    help: advice`put number and unit in double quotes`,
  },
  {
    pattern: /^\d{1,3}(\.\d{1,3}){3}([:/]\d+)?$/,
    message: say`an address needs quotes`,
    help: advice`put it in double quotes`,
  },
];
