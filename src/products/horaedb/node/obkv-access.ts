/**
 * How the client of OceanBase reads the two texts that lead to the log
 * (oceanbase/obkv-table-client-rs@81cee5d:src/client/table_client.rs:2205). A text
 * instead of the parts says what is missing, and reads on after the key.
 */
import { type Message, type Sayable, say } from "../../../diagnostics/message.ts";

export interface ObkvUser {
  readonly user: Sayable;
  readonly tenant: Sayable;
  readonly cluster: Sayable;
}

/** `user@tenant#cluster`, or `cluster:tenant:user` with one of three separators. */
export function parseObkvUser(text: Sayable): ObkvUser | Message {
  return /[@#]/.test(text) ? standardUser(text) : otherUser(text);
}

function standardUser(text: Sayable): ObkvUser | Message {
  const at = text.indexOf("@");
  const hash = text.indexOf("#");
  if (at === -1) return say`names no tenant behind @`;
  if (hash === -1) return say`names no cluster behind #`;
  if (hash < at) return say`has its cluster before its tenant`;
  return complete({
    user: text.slice(0, at),
    tenant: text.slice(at + 1, hash),
    cluster: text.slice(hash + 1),
  });
}

function otherUser(text: Sayable): ObkvUser | Message {
  for (const separator of [":", "-", "."]) {
    const first = text.indexOf(separator);
    const last = text.lastIndexOf(separator);
    if (first === last) continue;
    return complete({
      cluster: text.slice(0, first),
      tenant: text.slice(first + 1, last),
      user: text.slice(last + 1),
    });
  }
  return say`names no tenant and no cluster`;
}

function complete(parts: ObkvUser): ObkvUser | Message {
  const empty = (["user", "tenant", "cluster"] as const).find((part) => parts[part] === "");
  return empty === undefined ? parts : say`has an empty ${empty}`;
}

export interface ObkvUrl {
  /** What stands before the parameters. */
  readonly place: Sayable;
  readonly database: Sayable;
}

export function parseObkvUrl(text: Sayable): ObkvUrl | Message {
  const mark = text.indexOf("?");
  if (mark === -1 || mark === text.length - 1) return say`has no parameters`;
  const pairs = text
    .slice(mark + 1)
    .split("&")
    .map((pair) => pair.split("="));
  if (pairs.some((pair) => pair.length !== 2)) return say`has a parameter that is no name=value`;
  const database = pairs.findLast(([name]) => name?.toLowerCase() === "database")?.[1];
  return database ? { place: text.slice(0, mark), database } : say`names no database`;
}
