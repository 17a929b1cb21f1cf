/** URLs as etcd takes them apart. */

export interface UrlParts {
  readonly scheme: string;
  /** Host and port. */
  readonly authority: string;
  readonly host: string;
  readonly port: string | undefined;
}

/** Undefined without a scheme. */
export function urlParts(url: string): UrlParts | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/((\[[^\]]*\]|[^:/?#]*)(?::(\d+))?)/.exec(url);
  if (match === null) return undefined;
  const [, scheme = "", authority = "", host = "", port] = match;
  return { scheme: scheme.toLowerCase(), authority, host, port };
}

/** Whether others can be told to come to this URL: it has a host and a port. */
export function canBeAdvertised(url: string): boolean {
  const parts = urlParts(url);
  return parts !== undefined && parts.host !== "" && parts.port !== undefined;
}
