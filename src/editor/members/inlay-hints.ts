/** What follows from the rest of a cluster.yaml, beside each member that does not say it: names, ports, directories. */
import type { Origin } from "../../schema/value.ts";
import { ofInstance } from "../hover/help-of-name.ts";
import type { OpenFile, Range } from "../open-file.ts";
import { firstToLast, type Member, membersIn } from "./members.ts";

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  /** Markdown. */
  readonly help: string;
}

export function inlayHintsIn(open: OpenFile, { start, end }: Range): readonly InlayHint[] {
  return membersIn(open).flatMap((member) => {
    const offset = placeOf(member);
    if (offset < start || offset > end) return [];
    const label = [namesIn(member), portsIn(member), directoryIn(member)]
      .filter((part) => part !== undefined)
      .join(" · ");
    return label === "" ? [] : [{ offset, label, help: helpOf(member) }];
  });
}

/** Behind an entry in one line; in lines of their own behind the host, which says most of what follows. */
function placeOf({ at, instances: [{ hostName }] }: Member): number {
  const text = at.file.text.slice(at.start, at.end).trimEnd();
  const host = hostName?.origin;
  const firstLine = text.search(/[\r\n]/);
  if (firstLine === -1 || /^[{[]/.test(text)) return at.start + text.length;
  const isHere = host?.kind === "source" && at.start <= host.at.start && host.at.end <= at.end;
  return isHere ? host.at.end : at.start + firstLine;
}

function namesIn({ instances }: Member): string | undefined {
  if (instances.some(({ name: { origin } }) => origin.kind === "source")) return undefined;
  const names = firstToLast(instances.map(({ name }) => name.value));
  return `${instances[0].nameKey ?? "name"} ${names}`;
}

/** More are in the help. */
const mostPorts = 4;

function portsIn({ instances }: Member): string | undefined {
  const [first] = instances;
  const shown = first.claims.listeners.flatMap(({ port, lastPort, origin }, index) => {
    if (lastPort !== undefined || !isUnwritten(origin, String(port))) return [];
    return firstToLast(instances.map(({ claims }) => String(claims.listeners[index]?.port ?? port)));
  });
  const ports = [...new Set(shown)];
  if (ports.length === 0) return undefined;
  const rest = ports.length > mostPorts ? ", …" : "";
  return `${ports.length === 1 ? "port" : "ports"} ${ports.slice(0, mostPorts).join(", ")}${rest}`;
}

/** The folder that all of them are in, where they have one. */
function directoryIn({ instances }: Member): string | undefined {
  const [first] = instances;
  const indices = first.claims.directories.flatMap(({ path, origin }, index) =>
    isUnwritten(origin, path) ? [index] : [],
  );
  if (indices.length === 0) return undefined;
  const folders = instances.map(({ claims }) =>
    commonFolder(indices.flatMap((index) => claims.directories[index]?.path ?? [])),
  );
  return folders.includes("") ? undefined : firstToLast(folders);
}

/** Empty where they have nothing in common. */
function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split("/"));
  const differs = first.findIndex((name, index) => others.some((other) => other[index] !== name));
  return (differs === -1 ? first : first.slice(0, differs)).join("/");
}

/** Whether it stands nowhere as it is: what somebody wrote needs no hint. */
function isUnwritten(origin: Origin, value: string): boolean {
  if (origin.kind !== "derived") return origin.kind === "default";
  return !origin.from.some(({ file, start, end }) => {
    const text = file.text.slice(start, end).trim();
    return text.replace(/^["']|["']$/g, "") === value;
  });
}

/** More processes are no help. */
const mostHelped = 5;

function helpOf({ instances }: Member): string {
  const left = instances.length - mostHelped;
  const shown = instances.slice(0, mostHelped).map(ofInstance);
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join("\n\n");
}
