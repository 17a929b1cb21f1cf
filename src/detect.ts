/** Finds out what kind of file a text is: from the comment that says so, from its name, from what it holds. */
import type { SourceFile } from "./diagnostics/location.ts";
import { kindNames, kindOfFile } from "./products/registry.ts";

export interface Detected {
  /** `cluster`, or a name of a kind that a product has. */
  readonly kind: string;
  readonly version: string | undefined;
}

/** How much of a file is searched for the comment. */
const head = 4096;

/** Undefined: nothing tells. */
export function detect({ path, text }: SourceFile): Detected | undefined {
  const comment = /^[^\S\n]*(?:#|\/\/)[^\S\n]*cfgc:[^\S\n]*([a-z][a-z0-9-]*)(?:@(\S+))?[^\S\n]*\r?$/m.exec(
    text.slice(0, head),
  );
  if (comment?.[1] !== undefined && ["cluster", ...kindNames()].includes(comment[1])) {
    return { kind: comment[1], version: comment[2] };
  }
  const name = path.replaceAll("\\", "/").split("/").at(-1) ?? "";
  if (/\.ya?ml$/i.test(name) && /^["']?cfgc["']?\s*:/m.test(text))
    return { kind: "cluster", version: undefined };
  const kind = kindOfFile(name, text);
  return kind === undefined ? undefined : { kind, version: undefined };
}
