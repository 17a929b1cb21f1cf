/**
 * The formats of the schemas as regular expressions, for editors, which know no format of ours. None is stricter than
 * the format itself, so that nothing right is marked; a few let through what only a computation tells. All keep to what
 * the dialects of JavaScript and Rust share: no look around, no flags.
 */
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;
/** Any number, infinity and what is none, as Rust reads them. */
const durationPart = (unit: string) => String.raw`(?:[\s\d.eE+AFINTYafinty-]+${unit})?`;
const duration = `^\\s*${["d", "h", "m", "s", "ms"].map(durationPart).join("")}\\s*$`;

const byte = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const ipv4 = String.raw`${byte}(?:\.${byte}){3}`;
/** Letters, digits and colons: which of them are an address is for whoever reads it. */
const ipv6 = String.raw`[\dA-Fa-f:]*:[\dA-Fa-f:.]*`;
const port = String.raw`(?:0\d{1,4}|[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])`;

/** A part of a name; one of digits alone is no name unless another part has a letter, a bracket or a hyphen. */
const part = String.raw`(?:[\w\[\]][\w\[\]-]*)?`;
const partWithLetter = String.raw`\d*(?:[A-Z_a-z\[\]]|\d-)[\w\[\]-]*`;
const host = String.raw`(?:${ipv4}|(?:${part}\.)*${partWithLetter}(?:\.${part})*|${ipv6})`;

const urlRest = '[^\\s{}<>"`^\\\\,]*';
const url = String.raw`(?:[A-Za-z][\w+.-]*:${urlRest}|[^\s{}<>"\x60^\\,:/]*(?:[/?#]${urlRest})?)`;
const member = String.raw`(?:[^=,]*=\s*(?:https?|unixs?)://[^\s/{}^\\\x60|,]+:\d+\s*)?`;

/** What begins with none of these: `http://` and `https://`, in any case. */
function notBefore(chain: readonly string[], rest: string): string {
  const [first, ...others] = chain;
  if (first === undefined) return rest;
  const both = first.toUpperCase() === first ? first : first + first.toUpperCase();
  return `(?:$|[^${both}]|[${both}]${notBefore(others, rest)})`;
}
const afterHttp = `(?:$|[^:sS]|:${notBefore(["/", "/"], "$^")}|[sS]${notBefore([":", "/", "/"], "$^")})`;

/** Undefined for those that take any text. */
export const formatPatterns: Readonly<Record<string, string | undefined>> = {
  "readable-duration": duration,
  "whole-days": duration,
  "readable-size": String.raw`^\s*${number}\s*(?:[KMGTP](?:i?B)?|B)?\s*$`,
  "go-duration": `^(?:\\d*|[+-]?(?:(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$`,
  "go-int32": String.raw`^[+-]?\d+$`,
  "go-uint32": String.raw`^\d+$`,
  "url-list": `^${url}(?:,${url})*$`,
  "initial-cluster": `^${member}(?:,${member})*$`,
  "byte-size": String.raw`^\d+(?:\.\d+)?\s*(?:[KMGTkmgt][Ii]?[Bb]?|[Bb])?$`,
  "absolute-path": String.raw`^/[^\n\r]*$`,
  path: undefined,
  "non-empty": String.raw`[\s\S]`,
  "path-list": undefined,
  site: undefined,
  "site-list": undefined,
  host: `^${host}$`,
  "host-or-port": String.raw`^(?:[\w.-]+:${port}|${host})$`,
  "advertised-host": undefined,
  "node-host": undefined,
  bucket: "^[^/]*$",
  "host-port": String.raw`^(?:[\w.-]+|\[[\dA-Fa-f:.]+(?:%[^\]]*)?\]):${port}$`,
  "s3-endpoint": `^${notBefore(["h", "t", "t", "p"], afterHttp)}`,
  ipv4: `^${ipv4}$`,
  ip: `^(?:${ipv4}|${ipv6}(?:%.*)?)$`,
  "ip-port": String.raw`^(?:[\d.]+|\[[\dA-Fa-f:.]+\]):\d{1,5}$`,
};
