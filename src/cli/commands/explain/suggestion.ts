import { nearest } from "../../../schema/nearest.ts";
import { asked } from "./asked.ts";

/** What `explain` knows: names that stand for themselves, and those that may follow `PROGRAM:`. */
export interface Known {
  readonly names: readonly string[];
  readonly byProgram: ReadonlyMap<string, readonly string[]>;
}

/** What somebody most likely meant who asked for `what`, as it can be asked for; undefined if nothing is near. */
export function suggestion(what: string, { names, byProgram }: Known): string | undefined {
  // A release, as other commands take it behind the name of a kind.
  const { program, name } = asked(what.split("@", 1)[0] ?? "");
  if (program === undefined) return nearestName(name, [...names, ...[...byProgram.values()].flat()]);
  const meant = byProgram.has(program) ? program : nearest(program, byProgram.keys());
  if (meant === undefined) return undefined;
  const key = nearestName(name, byProgram.get(meant) ?? []);
  return key === undefined ? undefined : `${meant}:${key}`;
}

/** A whole name goes before the end of a longer one with as many parts as were asked for. */
function nearestName(what: string, names: readonly string[]): string | undefined {
  const like = [...new Set(names)].map((name) => likeAsked(name, what));
  const depth = what.split(".").length;
  const ends = like.map((name) => lastSegments(name, depth));
  // The names of all programs are more than a file may have.
  return nearest(what, like, like.length) ?? nearest(what, ends, ends.length);
}

/** `hosts.<name>.address` with the name that was asked for, so that the answer can be typed. */
function likeAsked(name: string, what: string): string {
  const [segments, given] = [name.split("."), what.split(".")];
  if (segments.length !== given.length) return name;
  return segments.map((segment, index) => (/^<.*>$/.test(segment) ? given[index] : segment)).join(".");
}

function lastSegments(name: string, count: number): string {
  return name.split(".").slice(-count).join(".");
}
