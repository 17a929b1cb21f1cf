/** URLs as etcd takes them apart. */
import { type Sayable, say } from "../../../diagnostics/message.ts";

export interface UrlParts {
  readonly scheme: Sayable;
  /** Host and port. */
  readonly authority: Sayable;
  readonly host: Sayable;
  readonly port: Sayable | undefined;
}

/** Undefined without a scheme. */
export function urlParts(url: Sayable): UrlParts | undefined {
  const match = url.match(/^([A-Za-z][A-Za-z0-9+.-]*):\/\/((\[[^\]]*\]|[^:/?#]*)(?::(\d+))?)/);
  if (match === null) return undefined;
  const [, scheme = say``, authority = say``, host = say``, port] = match;
  return { scheme: scheme.toLowerCase(), authority, host, port };
}

/** Whether others can be told to come to this URL: it has a host and a port. */
export function canBeAdvertised(url: Sayable): boolean {
  const parts = urlParts(url);
  return parts !== undefined && parts.host !== "" && parts.port !== undefined;
}
