/** Addresses as configuration files write them. */
import { type Message, type Sayable, say } from "../diagnostics/message.ts";
import { remembered } from "../diagnostics/remembered.ts";

export interface HostPort {
  readonly host: Message;
  readonly port: number;
}

/** `host:port`, with brackets around an IPv6 address. */
export function hostPort(host: Message, port: number): Message {
  return host.includes(":") ? say`[${host}]:${port}` : say`${host}:${port}`;
}

export function httpUrl(host: Message, port: number): Message {
  return say`http://${hostPort(host, port)}`;
}

/** Host and port of a URL or of `host:port`; undefined where either is missing. */
export const parseHostPort = remembered((text: Sayable): HostPort | undefined => {
  const match = text.trim().match(written);
  const host = match?.[1] ?? match?.[2];
  return host === undefined ? undefined : { host: host.toLowerCase(), port: Number(match?.[3]) };
});

const written = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?(?:\[([^\]]+)\]|([^:/?#]+)):(\d{1,5})(?:[/?#].*)?$/;

/** The URLs of a comma-separated list, as HoraeMeta splits it: nothing is trimmed. */
export function splitUrls(list: Sayable): Sayable[] {
  return list.split(",").filter((url) => url !== "");
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

export function isUnspecified(host: string): boolean {
  return host === "0.0.0.0" || host === "::" || host === "";
}
