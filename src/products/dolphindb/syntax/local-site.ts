/** How DolphinDB names a process: `host:port:alias`, in lists of sites with its kind behind it. */
import { type Message, quoted, type Sayable, say } from "../../../diagnostics/message.ts";
import { isCarried, isWord } from "../../../model/names.ts";

export interface LocalSite {
  readonly host: Message;
  readonly port: number;
  readonly alias: Message;
  /** The fourth part, in the `sites` of an agent. */
  readonly kind: Message | undefined;
}

export interface SiteProblem {
  /** Reads on after "the site ...": `has no alias`. */
  readonly problem: Message;
}

const partNames = ["a host", "a port", "an alias", "a kind"] as const;

/** `withKind`: whether the text stands in a list of sites, where the kind is a part of it. */
export function parseSite(text: Sayable, withKind: boolean): LocalSite | SiteProblem {
  const parts = text.split(":");
  const wanted = withKind ? 4 : 3;
  if (isIpv6(parts, wanted))
    return { problem: say`holds an IPv6 address, whose colons the server takes for its own` };
  const [host = say``, port = say``, alias = say``, kind] = parts;
  if (parts.length < wanted) return { problem: say`lacks ${partNames[parts.length] ?? "a part"}` };
  if (parts.length > wanted)
    return { problem: say`has ${parts.length} parts between colons, and ${wanted} are read` };
  // Nothing takes quotes away: they would be a part of the name.
  if (host === "" || /[\s/"']/.test(host))
    return { problem: say`has no host that can be used: ${quoted(host)}` };
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
    return { problem: say`has the port ${quoted(port)}, which is none` };
  if (alias === "" || /[\s"']/.test(alias))
    return { problem: say`has no alias that can be used: ${quoted(alias)}` };
  return { host, port: Number(port), alias, kind };
}

/** What some working files have behind the alias of a localSite: a row's second cell, which does not belong there. */
export function strayKind(text: Sayable): Message | undefined {
  const start = text.search(/,\s*(?:controller|agent|datanode|computenode)\s*$/);
  return start === -1 ? undefined : text.slice(start);
}

export function isSite(result: LocalSite | SiteProblem): result is LocalSite {
  return !("problem" in result);
}

export function writeSite({ host, port, alias }: Omit<LocalSite, "kind">): Message {
  return say`${host}:${port}:${alias}`;
}

/** The sites of a list, trimmed, without empty ones. */
export function splitSites(list: Sayable): Sayable[];
export function splitSites(list: string): string[];
export function splitSites(list: string): string[] {
  return list
    .split(",")
    .map((site) => site.trim())
    .filter((site) => site !== "");
}

/** The server compares the three parts; names of hosts do not depend on case, aliases do. */
export function sameSite(a: Omit<LocalSite, "kind">, b: Omit<LocalSite, "kind">): boolean {
  return a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port && a.alias === b.alias;
}

function isIpv6(parts: readonly string[], wanted: number): boolean {
  return (
    parts[0]?.startsWith("[") === true ||
    (parts.length > wanted &&
      /^[0-9a-f]{0,4}$/i.test(parts[0] ?? "") &&
      /^[0-9a-f]{0,4}$/i.test(parts[1] ?? "") &&
      parts.includes(""))
  );
}

/** Whether other values may be derived from an alias; one that nothing carries will be another. */
export function isAlias(name: string): boolean {
  return isCarried(name) || isWord(name);
}
