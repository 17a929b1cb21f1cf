/**
 * `include`: hosts that several sites share stand in a file of their own. What is brought in keeps its position, so
 * findings point into the file that holds it.
 */

import { posix } from "node:path";
import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import type { SourceFile } from "../diagnostics/location.ts";
import {
  joined,
  type Message,
  type Name,
  nameOfFile,
  quoted,
  say,
  shownPath,
  writtenName,
} from "../diagnostics/message.ts";
import { wrongType } from "../schema/codes/value-codes.ts";
import { textOf, viewOf } from "../schema/documents/view.ts";
import { nearest } from "../schema/nearest.ts";
import { inputLimit } from "../source/codes.ts";
import { limits } from "../source/limits.ts";
import type { Entry, MapNode, Node } from "../source/tree.ts";
import { readYaml } from "../source/yaml.ts";
import type { Form } from "../source/yaml-form.ts";
import { duplicateHost } from "./codes.ts";
import { includeContent, includeCycle, includeMissing, includePath } from "./included-codes.ts";

/**
 * Reads a file that is named relative to the working directory, or says why it cannot. `site` is the `cluster.yaml`
 * that it is brought into: links may not lead out of its folder.
 */
export type IncludeReader = (
  path: string,
  bag: DiagnosticBag,
  site: string,
) => SourceFile | { readonly unreadable: string };

export interface WithIncludes {
  readonly document: MapNode;
  /** False if a file could not be brought in, so that hosts may be missing. */
  readonly whole: boolean;
}

/** The document with the hosts of the files that it includes, and of those that they include. */
export function withIncludes(
  document: MapNode,
  { readInclude, form }: { readonly readInclude?: IncludeReader | undefined; readonly form?: Form },
  bag: DiagnosticBag,
): WithIncludes {
  if (!document.entries.has("include")) return { document, whole: true };
  const root = nameOfFile(document.at.file);
  const gathering: Gathering = { hosts: new Map(), done: new Set(), bytes: 0, readInclude, form, bag };
  const whole = gather(document, [root], gathering);
  const own = document.entries.get("hosts");
  if (own !== undefined && own.value.kind !== "map") return { document, whole };
  for (const host of own?.value.kind === "map" ? own.value.entries.values() : []) add(host, gathering);
  const at = own?.value.at ?? document.entries.get("include")?.value.at ?? document.at;
  const hosts: Entry = {
    key: say`hosts`,
    keyAt: own?.keyAt ?? at,
    value: { kind: "map", at, entries: gathering.hosts },
  };
  const entries = new Map([...document.entries, ["hosts", hosts]]);
  return { document: { ...document, entries }, whole };
}

interface Gathering {
  readonly hosts: Map<string, Entry>;
  /** Files that are in already: two ways to one file are no mistake. */
  readonly done: Set<string>;
  /** Of all their texts. */
  bytes: number;
  readonly readInclude: IncludeReader | undefined;
  readonly form: Form | undefined;
  readonly bag: DiagnosticBag;
}

/** Adds what a document includes. `trail` are the files on the way to it, itself last. */
function gather(document: MapNode, trail: readonly Name[], gathering: Gathering): boolean {
  const list = document.entries.get("include")?.value;
  if (list === undefined) return true;
  // The check against the language reports anything else.
  if (list.kind !== "list") return false;
  let whole = true;
  for (const item of list.items) {
    const name = textOf(viewOf<string>(item))?.value;
    if (name === undefined || !bringIn(item, name, trail, gathering)) whole = false;
  }
  return whole;
}

function bringIn(item: Node, name: Message, trail: readonly Name[], gathering: Gathering): boolean {
  const { bag, done, readInclude } = gathering;
  const problem = problemOf(name);
  if (problem !== undefined) {
    const help = advice`name a file in the same folder or below it, with forward slashes`;
    bag.report(includePath, { at: item.at, message: say`the include ${quoted(name)} ${problem}`, help });
    return false;
  }
  // Two paths, of which one leads to the other.
  const path = shownPath(posix.join(posix.dirname(trail.at(-1) ?? ""), name));
  if (trail.some((one) => posix.normalize(one) === path)) {
    const way = joined(
      [...trail.slice(trail.findIndex((one) => posix.normalize(one) === path)), path],
      " -> ",
    );
    bag.report(includeCycle, {
      at: item.at,
      message: say`this file includes itself: ${way}`,
      help: advice`delete the entry`,
    });
    return false;
  }
  if (done.has(path)) return true;
  // One finding says so, however many files would follow.
  if (gathering.bytes > limits.bytes) return false;
  const excess = excessOf(trail, gathering);
  if (excess !== undefined) {
    bag.report(inputLimit, { at: item.at, message: excess });
    return false;
  }
  done.add(path);
  const file = readInclude?.(path, bag, trail[0] ?? "") ?? { unreadable: "there is no such file" };
  if ("unreadable" in file) {
    // Whoever reads files for us says why it could not, and has read nothing.
    const reason = writtenName(file.unreadable);
    bag.report(includeMissing, {
      at: item.at,
      message: say`cannot read the include ${path}: ${reason}`,
    });
    return false;
  }
  gathering.bytes += Buffer.byteLength(file.text);
  if (gathering.bytes > limits.bytes) {
    bag.report(inputLimit, {
      at: item.at,
      message: say`the included files have more than ${limits.bytes} bytes together`,
    });
    return false;
  }
  const document = readYaml(file, bag, gathering.form === undefined ? {} : { form: gathering.form });
  return document !== undefined && takeIn(document, [...trail, path], gathering);
}

/** What would be too much, if it is. All of it is held at once, as one file would be. */
function excessOf(trail: readonly Name[], { done }: Gathering): Message | undefined {
  const { includeLevels, includedFiles } = limits;
  if (trail.length > includeLevels)
    return say`includes lead through more than ${includeLevels} files to this one`;
  return done.size >= includedFiles ? say`the site includes more than ${includedFiles} files` : undefined;
}

function problemOf(name: string): Message | undefined {
  if (name === "") return say`names no file`;
  if (/^(?:[/\\~]|[A-Za-z]:)/.test(name)) return say`is no path relative to this file`;
  if (name.includes("\\")) return say`has backslashes, which are no separators on other systems`;
  return name.split("/").includes("..") ? say`leaves the folder with ".."` : undefined;
}

const allowed = ["cfgc", "include", "hosts"] as const;

function takeIn(document: MapNode, trail: readonly Name[], gathering: Gathering): boolean {
  const { bag } = gathering;
  for (const { key, keyAt } of document.entries.values()) {
    if (allowed.some((one) => one === key)) continue;
    const meant = nearest(key, allowed);
    bag.report(includeContent, {
      at: keyAt,
      key,
      message: say`an included file holds hosts only, and "${key}" belongs to a site`,
      help:
        meant === undefined
          ? advice`move it to the cluster.yaml that includes this file`
          : advice`did you mean "${meant}"?`,
    });
  }
  const whole = gather(document, trail, gathering);
  const hosts = document.entries.get("hosts")?.value;
  if (hosts === undefined) return whole;
  if (hosts.kind !== "map") {
    if (hosts.kind !== "unread")
      bag.report(wrongType, {
        at: hosts.at,
        key: "hosts",
        message: say`"hosts" must be a table of machines`,
      });
    return false;
  }
  for (const host of hosts.entries.values()) add(host, gathering);
  return whole;
}

function add(host: Entry, { hosts, bag }: Gathering): void {
  const known = hosts.get(host.key);
  if (known === undefined) hosts.set(host.key, host);
  else {
    bag.report(duplicateHost, {
      at: host.keyAt,
      message: say`the host "${host.key}" is described twice`,
      related: [{ at: known.keyAt, message: say`first described here` }],
      help: advice`describe each host once`,
    });
  }
}
