import { quoted, say } from "../../diagnostics/message.ts";
import { remembered } from "../../diagnostics/remembered.ts";
import { rustFloat, rustTrim, type TextFormat } from "./text-format.ts";

const milliseconds = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

/**
 * HoraeDB's `ReadableDuration` in milliseconds, or undefined where HoraeDB refuses the text.
 *
 * Follows apache/horaedb@v2.1.0:src/components/time_ext/src/lib.rs (FromStr): each part is a float and a unit, the
 * units strictly descend, and an empty text is zero.
 */
export const parseReadableDuration = remembered((text: string): number | undefined => {
  let left = rustTrim(text);
  if (!/^[\x00-\x7f]*$/.test(left)) return undefined;
  let lastUnit = Number.POSITIVE_INFINITY;
  let total = 0;
  // A sum that is no number has a sign all the same: of the last NaN in it, or minus where infinities cancel out.
  let isNegativeNaN = false;
  for (let at = left.search(/[dhms]/); at !== -1; at = left.search(/[dhms]/)) {
    const name = left.startsWith("ms", at) ? "ms" : (left[at] as "d" | "h" | "m" | "s");
    const unit = milliseconds[name];
    const written = left.slice(0, at).trim();
    const number = rustFloat(written);
    if (unit >= lastUnit || number === undefined) return undefined;
    if (Number.isNaN(number)) isNegativeNaN = written.startsWith("-");
    else if (Number.isNaN(total + number) && !Number.isNaN(total)) isNegativeNaN = true;
    total += number * unit;
    lastUnit = unit;
    left = left.slice(at + name.length);
  }
  if (left !== "" || total < 0 || isNegativeNaN) return undefined;
  // Rust turns what is no number into 0.
  return Math.trunc(total) || 0;
});

export const readableDuration: TextFormat = {
  description: say`a duration text such as "10s" or "1h30m" (d, h, m, s, ms, largest first)`,
  unit: say`s`,
  test: (text) => parseReadableDuration(text) !== undefined,
  suggest: (text) => {
    const trimmed = rustTrim(text);
    if (/^\d+$/.test(trimmed)) return say`${trimmed}s`;
    const lower = trimmed.toLowerCase();
    return lower !== trimmed && parseReadableDuration(lower) !== undefined ? lower : undefined;
  },
  surprise: (text) => {
    if (rustTrim(text) === "") return say`an empty duration counts as 0s`;
    const isCut = parseReadableDuration(text) === 0 && /[1-9]|nan/i.test(text);
    return isCut ? say`${quoted(text)} is no whole millisecond and counts as 0s` : undefined;
  },
};

/** Obkv's namespaces keep their records in tables of a day each (apache/horaedb@v2.1.0:src/wal/src/table_kv_impl/model.rs:232). */
export const wholeDays: TextFormat = {
  description: say`a duration text of whole days such as "1d" or "365d"`,
  unit: say`d`,
  test: (text) => {
    const length = parseReadableDuration(text);
    return length !== undefined && length > 0 && length % milliseconds.d === 0;
  },
  within: readableDuration.test,
  suggest: (text) => {
    if (/^\s*[1-9]\d*\s*$/.test(text)) return say`${text.trim()}d`;
    const length = parseReadableDuration(text);
    return length === undefined || !Number.isFinite(length)
      ? undefined
      : say`${Math.max(1, Math.ceil(length / milliseconds.d))}d`;
  },
};
