/** Which programs an environment file speaks to, and which of their files it belongs to. */

import { dirname } from "node:path/posix";
import type { SourceFile } from "../../diagnostics/location.ts";
import { type Message, type Sayable, say } from "../../diagnostics/message.ts";
import type { EnvVariable } from "../../source/env/read-env.ts";
import type { Program, UpstreamFile } from "../product.ts";

export interface EnvironmentFile {
  readonly source: SourceFile;
  /** As the user said it; undefined stands for the release of the file beside it, else for the newest. */
  readonly version: Sayable | undefined;
  readonly variables: readonly EnvVariable[];
}

/** A program that may read the variables, at the release in question. */
export interface Reader {
  readonly program: Program;
  readonly version: Message;
  /** Its file, if it is known. */
  readonly file: UpstreamFile | undefined;
}

/** Those that read at least one of the variables at some release; with none of them, any may be meant. */
export function readersOf(
  environment: EnvironmentFile,
  files: readonly UpstreamFile[],
  environments: number,
  programs: readonly Program[],
): Reader[] {
  const readers = programs.map((program): Reader => {
    const file = fileBeside(environment.source.path, files, program, environments);
    const newest = program.catalogue.releases.at(-1)?.version ?? say``;
    const given = environment.version;
    const version = given !== undefined && program.hasRelease(given) ? given : (file?.version ?? newest);
    return { program, version, file };
  });
  const names = new Set(environment.variables.map(({ name }) => name));
  const meant = readers.filter(({ program: { catalogue } }) =>
    [...catalogue.keys.flatMap((entry) => entry.env ?? []), ...catalogue.environment].some(({ name }) =>
      names.has(name),
    ),
  );
  return meant.length > 0 ? meant : readers;
}

/** The file of the program with the same name, or the only one in the folder, or the only one at all. */
function fileBeside(
  path: string,
  files: readonly UpstreamFile[],
  program: Program,
  environments: number,
): UpstreamFile | undefined {
  const own = files.filter((file) => file.program === program);
  const inFolder = own.filter((file) => dirname(file.source.path) === dirname(path));
  const sameName = inFolder.find((file) => stem(file.source.path) === stem(path));
  if (sameName !== undefined) return sameName;
  if (inFolder.length > 0) return inFolder.length === 1 ? inFolder[0] : undefined;
  return own.length === 1 && environments === 1 ? own[0] : undefined;
}

function stem(path: string): string {
  return path.replace(/\.[^./]+$/, "");
}

/** Whether variables stand for keys of the program's file. */
export function readsVariables({ catalogue }: Program): boolean {
  return catalogue.keys.some((entry) => entry.env !== undefined);
}
