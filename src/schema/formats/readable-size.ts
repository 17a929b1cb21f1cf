import { quoted, say } from "../../diagnostics/message.ts";
import { remembered } from "../../diagnostics/remembered.ts";
import { compareVersions } from "../versions.ts";
import { rustFloat, rustTrim, type TextFormat } from "./text-format.ts";

const powers = ["", "K", "M", "G", "T", "P"];
const beyondAll = 2 ** 64;

/**
 * HoraeDB's `ReadableSize` in bytes, or undefined where HoraeDB refuses the text.
 *
 * Follows apache/horaedb@v2.1.0:src/components/size_ext/src/lib.rs (FromStr): suffixes are case-sensitive and all
 * binary, and the cast to u64 turns a negative number into 0 and ends at 2^64 - 1.
 */
export const parseReadableSize = remembered((text: string): number | undefined => {
  const trimmed = rustTrim(text);
  if (trimmed === "" || !/^[\x00-\x7f]*$/.test(trimmed)) return undefined;
  const digits = /^[\d.eE+-]*/.exec(trimmed)?.[0] ?? "";
  const unit = /^(?:([KMGTP])(?:i?B)?|B|)$/.exec(trimmed.slice(digits.length).trim());
  const number = rustFloat(digits);
  if (unit === null || number === undefined) return undefined;
  return Math.min(Math.max(0, Math.floor(number * 1024 ** powers.indexOf(unit[1] ?? ""))), beyondAll);
});

export const readableSize: TextFormat = {
  description: say`a size such as "64MB" or "4G" (B, K, KB, KiB up to P, PB, PiB; capitals matter)`,
  unit: say`MB`,
  test: (text) => parseReadableSize(text) !== undefined,
  suggest: (text) => {
    const upper = text
      .trim()
      .toUpperCase()
      .replace(/I(B?)$/, "iB");
    return upper !== text && parseReadableSize(upper) !== undefined ? upper : undefined;
  },
  surprise: (text) => {
    if (parseReadableSize(text) !== 0 || !/^[^eE]*[1-9]/.test(text)) return undefined;
    return /^\s*-/.test(text)
      ? say`a negative size counts as 0`
      : say`${quoted(text)} is less than a byte and counts as 0`;
  },
  // The start writes the configuration back (apache/horaedb@v2.1.0:src/horaedb/src/setup.rs:231), a size that is no
  // multiple of 1 KiB as a number (apache/horaedb@v2.1.0:src/components/size_ext/src/lib.rs:97), and TOML's end at 2^63.
  unwritable: (text, version) =>
    compareVersions(version, "1.1.0") >= 0 && parseReadableSize(text) === beyondAll
      ? say`is 16384P or more`
      : undefined,
};
