/** Finds out what kind of file a text is: from the comment that says so, from its name, from what it holds. */
import type { Location, SourceFile } from "./diagnostics/location.ts";
import { kindNamed, kindNames, kindOfFile } from "./products/registry.ts";

export interface Detected {
  /** `cluster`, `env`, or a name of a kind that a product has. */
  readonly kind: string;
  /** As `parseVersionSpec` takes it. */
  readonly version: string | undefined;
}

/** How much of a file is searched for the comment. */
const head = 4096;

/** Undefined: nothing tells. */
export function detect(source: SourceFile): Detected | undefined {
  return kindInComment(source) ?? kindByNameAndContent(source);
}

/** What a comment such as `# cfgc: horaemeta@2.1.0` or `# cfgc: horaedb@2.2.0 as 2.1.0` says the file is. */
export function kindInComment({ text }: SourceFile): Detected | undefined {
  const comment = kindComment.exec(text.slice(0, head));
  return comment?.[1] === undefined ? undefined : kindIn(comment[1], comment[2]);
}

const kindComment =
  /^[\t \ufeff]*(?:#|\/\/)[\t ]*cfgc:[\t ]*([a-z][a-z0-9-]*)(?:@(\S+(?:[\t ]+as[\t ]+\S+)?))?[\t ]*\r?$/m;

/** Where a file says what it is, else its beginning: something else says it, such as an option of the command line. */
export function placeOfKind(source: SourceFile): Location {
  const comment = kindComment.exec(source.text.slice(0, head));
  const start = comment === null ? 0 : comment.index + comment[0].search(/\S/);
  return { file: source, start, end: comment === null ? 0 : comment.index + comment[0].trimEnd().length };
}

/** `horaemeta@2.1.0` as `--as` takes it; undefined if there is no such kind. */
export function parseKind(text: string): Detected | undefined {
  const at = text.indexOf("@");
  return at === -1 ? kindIn(text, undefined) : kindIn(text.slice(0, at), text.slice(at + 1) || undefined);
}

function kindIn(name: string, version: string | undefined): Detected | undefined {
  return kindNames().some((one) => one === name)
    ? { kind: kindNamed(name)?.kind ?? name, version }
    : undefined;
}

function kindByNameAndContent({ path, text }: SourceFile): Detected | undefined {
  const name = path.replaceAll("\\", "/").split("/").at(-1) ?? "";
  if (/\.ya?ml$/i.test(name) && /^["']?cfgc["']?\s*:/m.test(text))
    return { kind: "cluster", version: undefined };
  const kind = kindOfFile(name, text);
  return kind === undefined ? undefined : { kind, version: undefined };
}
