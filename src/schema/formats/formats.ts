/**
 * The syntaxes that the schemas name with `format`. The generated validators call `test`, messages use the rest.
 */
import { joined, quoted, type Sayable, say } from "../../diagnostics/message.ts";
import { isIP, isIPv4, isIPv6 } from "../../source/ip.ts";
import { withoutEnd } from "../../source/without-end.ts";
import { holdsPlaceholder } from "../values/placeholders.ts";
import { readableDuration, wholeDays } from "./readable-duration.ts";
import { readableSize } from "./readable-size.ts";
import type { TextFormat } from "./text-format.ts";

// Go's time.ParseDuration; etcd also takes a bare number, as hours or as revisions, and the empty text as 0
// (etcd-io/etcd@v3.5.12:server/embed/config.go, parseCompactionRetention).
const goDuration: TextFormat = {
  description: say`a Go duration such as "5m" or "1h", or a bare number`,
  takesNumber: true,
  test: (text) =>
    /^\d*$/.test(text) || /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text),
};

// apache/horaedb@v2.1.0:horaemeta/server/config/util.go splits at commas and trims nothing, and Go's url.Parse takes
// the rest. What passes there and is refused by etcd later is the business of rules.
const urlList: TextFormat = {
  description: say`URLs such as http://10.1.1.1:2380, separated by commas without blanks`,
  isList: true,
  test: (text) => text.split(",").every((url) => url === "" || isGoUrl(url)),
  suggest: (text) => {
    const urls = text
      .split(",")
      .map((url) => url.trim())
      .filter((url) => url !== "");
    // HoraeMeta cannot be given a certificate, so no URL of it is https.
    const repaired = joined(
      urls.map((url) => (/^[\w.-]+:\d+$/.test(url) ? say`http://${url}` : url.replace(/^https:/i, "http:"))),
      ",",
    );
    return repaired !== text && repaired !== "" && repaired.split(",").every(isGoUrl) ? repaired : undefined;
  },
};

/** What Go's `url.Parse` lets through, as far as it matters for a scheme://host:port text. */
function isGoUrl(url: string): boolean {
  if (/[\s{}<>"`^\\]/.test(url)) return false;
  // In a host only %25, which begins the zone of an IPv6 address, and bytes beyond ASCII are escaped.
  if (/^[a-z][a-z\d+.-]*:\/\/[^/?#%]*%(?!25|[89a-f][\da-f])/i.test(url)) return false;
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(url)) return true;
  // A first path segment with a colon, such as 127.0.0.1:2379, is refused; a bare word is a relative path.
  return !(url.split("/", 1)[0] ?? "").includes(":");
}

// etcd-io/etcd@v3.5.12:client/pkg/types/urlsmap.go and urls.go: empty pairs are dropped, URLs are trimmed, each is
// scheme://host:port without a path. The braces of a placeholder are none of the characters that Go's url.Parse
// takes in a host.
const initialCluster: TextFormat = {
  description: say`name=http://host:port pairs separated by commas, without a path`,
  isList: true,
  test: (text) =>
    text
      .split(",")
      .filter((pair) => pair !== "")
      .every((pair) => /^[^=]*=\s*(?:https?|unixs?):\/\/[^\s/{}^\\`|]+:\d+\s*$/.test(pair)),
};

const hostPort: TextFormat = {
  description: say`host:port with a port from 1 to 65535`,
  test: (text) => {
    const [, host = "", port] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
    const isNameOrAddress =
      (/^[A-Za-z0-9_.-]+$/.test(host) && !isBrokenIPv4(host)) || isIPv6(/^\[(.*)\]$/.exec(host)?.[1] ?? "");
    return isNameOrAddress && Number(port) >= 1 && Number(port) <= 65_535;
  },
  suggest: (text) => {
    const bare = text
      .trim()
      .replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, "")
      .replace(/\/$/, "");
    return bare !== text && hostPort.test(bare) ? bare : undefined;
  },
};

// A String of any content (apache/horaedb@v2.1.0:src/cluster/src/config.rs and src/router/src/endpoint.rs); the port of
// its own is put behind it when others are told (inferred).
const advertisedHost: TextFormat = {
  description: say`a host name or an IP address without a port`,
  test: () => true,
  surprise: (text) => {
    if (isHost(text)) return undefined;
    return isBrokenIPv4(text)
      ? say`${quoted(text)} is no IPv4 address (four numbers from 0 to 255 without leading zeros)`
      : say`${quoted(text)} is taken whole and gets a port behind it (inferred)`;
  },
};

/** What no URL can be made of is the business of a rule, which knows whether anybody is told. */
const nodeHost: TextFormat = {
  description: advertisedHost.description,
  test: () => true,
  ofVariable: (text) => {
    if (holdsPlaceholder(text)) return undefined;
    if (hostPort.test(text)) return say`${quoted(text)} is taken whole and gets a port behind it`;
    return isIPv6(/^\[(.*)\]$/.exec(text)?.[1] ?? "") ? undefined : advertisedHost.surprise?.(text);
  },
};

/** No store takes a slash in the name of a bucket; other characters are up to the store. */
const bucket: TextFormat = {
  description: say`the name of a bucket, without a scheme or a folder`,
  test: (text) => !text.includes("/"),
  within: () => true,
  suggest: (text) =>
    /^(?:[a-z0-9]+:\/\/)?[^/]+(?=\/|$)/i.test(text)
      ? text.replace(/^[a-z0-9]+:\/\//i, "").split("/", 1)[0]
      : undefined,
};

// Variables of HoraeMeta: caarlos0/env v6.10.1, env.go, reads Go's int and uint with ParseInt and ParseUint and 32 bits,
// whatever the file may hold, and ParseUint takes no sign.
const goInt32: TextFormat = {
  description: say`a whole number from -2147483648 to 2147483647`,
  test: (text) => /^[+-]?\d+$/.test(text) && Math.abs(Number(text) + 0.5) < 2 ** 31,
};
const goUint32: TextFormat = {
  description: say`a whole number from 0 to 4294967295 without a sign`,
  test: (text) => /^\d+$/.test(text) && Number(text) < 2 ** 32,
};

const described = (description: Sayable): TextFormat => ({ description, test: () => true });

export const formats: Readonly<Record<string, TextFormat>> = {
  "readable-duration": readableDuration,
  "whole-days": wholeDays,
  "readable-size": readableSize,
  "go-duration": goDuration,
  "go-int32": goInt32,
  "go-uint32": goUint32,
  "url-list": urlList,
  "initial-cluster": initialCluster,
  "byte-size": {
    description: say`a size such as "128GB" or "512MB"`,
    unit: say`GB`,
    test: (text) => /^\d+(?:\.\d+)?\s*(?:[KMGT]i?B?|B)?$/i.test(text),
  },
  "absolute-path": { description: say`an absolute path such as /var/lib/horaedb`, test: isAbsolutePath },
  path: described(say`a path`),
  "non-empty": { description: say`a text that is not empty`, test: (text) => text !== "" },
  "path-list": described(say`paths separated by commas`),
  site: described(say`a site host:port:alias`),
  "site-list": described(say`sites host:port:alias:kind separated by commas`),
  host: {
    description: say`a host name or the IP address of one machine, without a port`,
    test: isHost,
    suggest: withoutZeros,
  },
  "host-or-port": {
    description: say`a host or host:port without a scheme`,
    test: (text) => !/[[\]]|:.*:/.test(text) && (text.includes(":") ? hostPort.test(text) : isHost(text)),
    suggest: (text) => hostPort.suggest?.(text) ?? withoutZeros(text),
  },
  "advertised-host": advertisedHost,
  "node-host": nodeHost,
  bucket,
  "host-port": hostPort,
  // tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:975
  "s3-endpoint": {
    description: say`a host with its port and without http:// or https:// before it`,
    test: (text) => !/^https?:\/\//i.test(text),
    suggest: (text) => {
      const [written = text] = text.replace(/^https?:\/\//i, "").split(",", 1);
      const host = withoutEnd(written, /\//);
      if (host.includes("/")) return text;
      return text.toLowerCase().startsWith("http:") ? say`${host},true` : host;
    },
  },
  ipv4: {
    description: say`an IPv4 address such as 0.0.0.0`,
    test: isIPv4,
    suggest: (text) => localAddresses.get(text) ?? withoutZeros(text),
  },
  ip: {
    description: say`an IP address without a port`,
    test: (text) => isIP(text) !== 0,
    suggest: withoutZeros,
  },
  "ip-port": {
    description: say`an IP address and a port, such as 10.1.1.1:8831`,
    test: (text) => {
      const [, v4 = "", v6 = "", port] = /^(?:([\d.]+)|\[([\da-fA-F:.]+)\]):(\d{1,5})$/.exec(text) ?? [];
      return (isIPv4(v4) || isIPv6(v6)) && Number(port) <= 65_535;
    },
  },
};

const localAddresses: ReadonlyMap<string, Sayable> = new Map([
  ["localhost", say`127.0.0.1`],
  ["::1", say`127.0.0.1`],
  ["::", say`0.0.0.0`],
  ["*", say`0.0.0.0`],
]);

function isAbsolutePath(text: string): boolean {
  return text.startsWith("/") && !/[\0\n\r]/.test(text);
}

/** A name or an address, or a range of them. */
export function isHost(text: string): boolean {
  if (isIPv4(text)) return !isOfManyMachines(text);
  // A part of a name never begins with a hyphen, and a program takes a text that does for one of its options.
  return (
    (/^[A-Za-z0-9_.[\]-]+$/.test(text) && !/(?:^|\.)-/.test(text) && !isBrokenIPv4(text)) ||
    // The zone of an address is known on its own machine only, and no URL takes it as it stands.
    (isIPv6(text) && !text.includes("%"))
  );
}

/** Multicast, 224.0.0.0 to 239.255.255.255, and broadcast: addresses that no machine has for itself. */
function isOfManyMachines(ipv4: string): boolean {
  return /^2(?:2[4-9]|3\d)\./.test(ipv4) || ipv4 === "255.255.255.255";
}

/**
 * Numbers and dots alone are an address or nothing: no name ends in a number alone, and what is shorter or has leading
 * zeros or in hexadecimal digits is another address to each reader (C takes 10.1.1 for 10.1.0.1, 010 for 8 and 0x0a for
 * 10; Go and Rust refuse all of them).
 */
function isBrokenIPv4(text: string): boolean {
  return /^(?:[\d.]|(?<=^|\.)0x[\da-f]+(?=\.|$))+$/i.test(text) && !isIPv4(text);
}

function withoutZeros(text: Sayable): Sayable | undefined {
  const plain = joined(
    text.split(".").map((part) => part.replace(/^0+(?=\d)/, "")),
    ".",
  );
  return plain !== text && isIPv4(plain) ? plain : undefined;
}

/** Bytes of a `byte-size` text or of a number of bytes; every suffix is binary, as in the programs themselves. */
export function bytesOf(size: string | number): number | undefined {
  if (typeof size === "number") return size;
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?$/i.exec(size.trim());
  if (match === null) return undefined;
  return Math.floor(Number(match[1]) * 1024 ** " KMGT".indexOf((match[2] ?? "").toUpperCase() || " "));
}
