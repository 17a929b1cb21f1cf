/**
 * What a node makes of the addresses of HoraeMeta and of its etcd. Both keys end in http 0.2's Uri and tonic 0.8's
 * transport; etcd-client 0.10.4 puts http:// before what begins with neither http:// nor https://. Run with those.
 */
import { type Message, type Sayable, say } from "../../../diagnostics/message.ts";
import { remembered } from "../../../diagnostics/remembered.ts";
import { compareVersions } from "../../../schema/versions.ts";

export interface ClientAddress {
  readonly text: Sayable;
  /** meta_addr needs a scheme, an item of server_addrs does not. */
  readonly key: "meta_addr" | "server_addrs";
  readonly version: Sayable;
}

export interface AddressFlaw {
  /** Reads on after the address. */
  readonly problem: Message;
  /**
   * `refused`: it is no URL that the client takes. `unreachable`: nobody can be there. `odd`: it works where somebody
   * is at port 80, or where the scheme does not matter.
   */
  readonly kind: "refused" | "unreachable" | "odd";
  /** The host, where port 80 is asked for want of another. */
  readonly hostWithoutPort?: string;
}

/** What is wrong with an address; undefined if nothing is. */
export function flawOfAddress({ text, key, version }: ClientAddress): AddressFlaw | undefined {
  return flaws[key][compareVersions(version, "2.0.0") >= 0 ? "withTls" : "withoutTls"](text);
}

/** All nodes of a cluster have a few addresses between them. */
const flawsOf = (key: ClientAddress["key"]) => ({
  withTls: remembered((text: Sayable) => flawIn(text, key, true)),
  withoutTls: remembered((text: Sayable) => flawIn(text, key, false)),
});

const flaws = { meta_addr: flawsOf("meta_addr"), server_addrs: flawsOf("server_addrs") };

function flawIn(text: Sayable, key: ClientAddress["key"], hasTls: boolean): AddressFlaw | undefined {
  if (text.trim() === "") return refused(say`is empty`);
  if (text.includes(",")) {
    // With two ports or a blank it is no URL; without, it is a host that nobody has.
    const isUrl = !/\s/.test(text) && authorityOf(text).split(":").length <= 2;
    return (isUrl ? unreachable : refused)(say`holds several addresses where one is allowed`);
  }
  if (/\s/.test(text)) return refused(say`holds a blank`);
  const scheme = text.match(/^([A-Za-z][A-Za-z0-9+.-]*):\/\//)?.[1];
  // An empty one is a scheme as well to the client.
  const isEmpty = key === "meta_addr" && text.startsWith("://");
  if (key === "meta_addr" && scheme === undefined && !isEmpty) return refused(say`has no scheme`);
  if (key === "meta_addr" && scheme?.toLowerCase() === "https" && hasTls)
    return refused(say`asks for TLS, which the client is not set up for`);
  if (key === "server_addrs" && scheme === "https" && !hasTls)
    return refused(say`asks for TLS, which the client is not built with`);
  if (key === "server_addrs" && scheme !== undefined && !/^https?$/.test(scheme))
    return unreachable(say`gets http:// before it, so that "${scheme}" is taken for the host`);
  if (key === "server_addrs" && /^https?:\/(?:[^/]|\/https?:)/.test(text))
    return unreachable(say`begins in a way that "http" is taken for the host`);
  return (
    flawOfAuthority(authorityOf(isEmpty ? text.slice("://".length) : text)) ??
    (isEmpty ? schemeIsIgnored(say`has nothing before ://`) : flawOfScheme(scheme))
  );
}

/** Neither of a name nor of an address, and refused as no URL; `%` and brackets at the wrong place are as well. */
const noHost = /[^\w.:~!$&'()*+;=-]/;

function flawOfAuthority(authority: string): AddressFlaw | undefined {
  if (noHost.test(authority.replace(/^\[[\da-f:.]*\](?=:|$)/i, "")))
    return refused(
      authority.includes("：")
        ? say`holds the full-width colon ：`
        : say`holds a character that no host or address has`,
    );
  const [, bracketed, plain = "", port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(authority) ?? [];
  if (bracketed === undefined && port?.includes(":")) {
    return refused(
      isBareIPv6(authority)
        ? say`has an IPv6 address without brackets`
        : say`holds more colons than the one before the port`,
    );
  }
  const host = bracketed ?? plain;
  if (host === "") return refused(say`names no host`);
  if (port === undefined || port === "") {
    const problem = say`names no port, and the client takes 80 then`;
    return { kind: "odd", problem, hostWithoutPort: host.toLowerCase() };
  }
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    return unreachable(say`has a port that is no number up to 65535, and the client takes 80 then`);
  return Number(port) === 0 ? unreachable(say`has the port 0, at which nobody listens`) : undefined;
}

/** Any scheme but https is spoken in the clear. */
function flawOfScheme(scheme: Sayable | undefined): AddressFlaw | undefined {
  if (scheme === undefined || /^https?$/i.test(scheme)) return undefined;
  return schemeIsIgnored(say`has the scheme "${scheme}"`);
}

function schemeIsIgnored(what: Message): AddressFlaw {
  return { kind: "odd", problem: say`${what}, and gRPC over plain HTTP/2 is spoken whatever it says` };
}

const refused = (problem: Message): AddressFlaw => ({ kind: "refused", problem });
const unreachable = (problem: Message): AddressFlaw => ({ kind: "unreachable", problem });

/** Host and port, without a user. */
function authorityOf(url: Sayable): Sayable {
  const [authority = url] = url.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, "").split(/[/?#]/, 1);
  return authority.slice(authority.lastIndexOf("@") + 1);
}

/** What to write instead: what can be kept of the address, with HoraeMeta's own port. */
export function repairedAddress(address: ClientAddress): Message {
  const [first = address.text] = address.text.split(",", 1);
  const slips = first
    .replace(/\s+/g, "")
    .replaceAll("：", ":")
    .replace(/;(?=\d+$)/, ":");
  const bare = authorityOf(slips.replace(/^(?:(?:https?)?:?\/+)+/i, ""));
  const scheme = address.key === "meta_addr" ? say`http://` : say``;
  const portAt = bare.lastIndexOf(":");
  const candidates = [bare, say`${bare.slice(0, portAt < 0 ? undefined : portAt)}:2379`, say`${bare}:2379`];
  const right = candidates
    .map((text) => say`${scheme}${text}`)
    .find((text) => flawOfAddress({ ...address, text }) === undefined);
  if (right !== undefined) return right;
  // Which of the numbers is the port cannot be told.
  return isBareIPv6(bare) ? say`${scheme}[address]:2379` : say`${scheme}host:2379`;
}

/** Alone, or with a port behind it. */
function isBareIPv6(authority: string): boolean {
  return /^[\da-f:]+$/i.test(authority) && (authority.includes("::") || authority.split(":").length > 3);
}
