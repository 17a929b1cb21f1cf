/** Texts that a document leaves for its reader to fill in. */
import type { Node } from "../../source/tree.ts";

/** `{{ name }}`, with whatever a template may do to it: no text of a program holds that. */
const inTwoBraces = /\{\{-? *[.$A-Za-z_][^{}\n]*\}\}/;
/** `{name}`, or `${name}` as shells have it, with a default perhaps. */
const inBraces = /\$?\{[A-Za-z_]\w*\}|\$\{[A-Za-z_][\w.]*(?::?[-=?+][^{}\n]*)?\}/;
/** `<name>`; `<ALIAS>` is a macro that DolphinDB expands. */
const inAngles = /<(?!ALIAS>)[A-Za-z][\w -]*>/;
const blank = `(?:${inBraces.source}|${inTwoBraces.source}|${inAngles.source})`;
/** As the whole value or the first folder of a path that documents write in angle brackets, or where a host belongs. */
const withBlank = new RegExp(`^${blank}$|://${blank}|^${blank}:\\d+$|(?:^|,\\s*)${inAngles.source}/`);

/** Keys that everybody fills in; elsewhere such a word may be a name that somebody gave. */
const filledIn = /(?:endpoint|bucket|cluster[-_]?name|addr|addrs|address|brokers?|region|_host)$/i;
/** The whole text: no bucket, cluster or host is called so. */
const stopgap =
  /^(?:change[-_]?me|replace[-_]?me|fill[-_]?me[-_]?in|x{3,32})$|^\$[A-Z][A-Z0-9_]*$|^([%@])[A-Z][A-Z0-9_]*\1$|^(?:\[[A-Z_]+\]|\[\[[A-Z_]+\]\])$|^\.{3}$/i;
/** In capitals only, as a cluster may be called so in small letters. */
const capitals = /^(?:TODO|FIXME|TBD|__[A-Z][A-Z0-9_]*__)$/;
/** 10.1.1.x and the like: the numbers of an address, and crosses for those that are missing. */
const crossedAddress = /^(?=.*x)(?:(?:\d{1,3}|x{1,3})(?:\.(?!$)|$)){4}$/i;
/** your-bucket-name, your_endpoint: only before a word for what belongs there, since "your-day" may be a name. */
const yours =
  /^your[-_](?:[a-z0-9]+[-_])?(?:access|addr|address|broker|bucket|cluster|company|domain|endpoint|host|hostname|ip|name|node|region|server|url)(?:[-_](?:name|address|addr|id|here))?$/i;
/** The end of a label of a host that only stands for one. */
const crossed = /^x{3,32}$/i;

/** Within the name of a region, a bucket or a host no brace and no angle bracket can stand. */
const blanksInside = [
  inBraces,
  inAngles,
  /-\$[A-Z][A-Z0-9_]*(?=[.:/-]|$)/,
  /\$\([A-Za-z_][\w.]*\)/,
  /<%[^%\n]*%>/,
];

/** Whether a value is one that its document left open; `key` is where it stands. A secret may hold anything. */
export function hasPlaceholder(node: Node, key: string, isSecret: boolean): boolean {
  if (node.kind === "list") return node.items.some((item) => hasPlaceholder(item, key, isSecret));
  if (node.kind !== "scalar" || typeof node.value !== "string") return false;
  if (holdsPlaceholder(node.value)) return true;
  if (isSecret) return false;
  return (
    (node.value.includes("{{") && inTwoBraces.test(node.value)) ||
    (filledIn.test(key) && holdsStopgap(node.value))
  );
}

/** Asked for every text of every file, and hardly any has a bracket. */
export function holdsPlaceholder(text: string): boolean {
  return (text.includes("{") || text.includes("<")) && withBlank.test(text.trim());
}

/** Something of what each stopgap has, so that a text without it need not be taken apart. */
const mayBeStopgap = /[{<$%@[]|__|\.\.|x\.|\.x|xxx|your|change|replace|fill|todo|fixme|tbd/i;

function holdsStopgap(text: string): boolean {
  if (!mayBeStopgap.test(text)) return false;
  if (blanksInside.some((pattern) => pattern.test(text))) return true;
  const [host = ""] = text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .split(/[/:]/, 1);
  if (stopgap.test(host) || capitals.test(host) || crossedAddress.test(host)) return true;
  const labels = host.split(".");
  // The last label may be .xxx, a domain that there is.
  return (
    labels.some((label) => yours.test(label)) ||
    labels.slice(0, -1).some((label) => crossed.test(label.split("-").at(-1) ?? ""))
  );
}
