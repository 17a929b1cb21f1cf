/** Finds out what kind of file a text is: from the comment that says so, from its name, from what it holds. */
import type { SourceFile } from "./diagnostics/location.ts";

export interface Detected {
  /** `cluster`, or a kind that a product has. */
  readonly kind: string;
  readonly version: string | undefined;
}

/** `kinds` are the names that a comment may give. Undefined: nothing tells. */
export function detect({ path, text }: SourceFile, kinds: readonly string[]): Detected | undefined {
  const comment = /^[^\S\n]*(?:#|\/\/)[^\S\n]*cfgc:[^\S\n]*([a-z][a-z0-9-]*)(?:@(\S+))?[^\S\n]*\r?$/m.exec(
    text.slice(0, 4096),
  );
  if (comment?.[1] !== undefined && ["cluster", ...kinds].includes(comment[1])) {
    return { kind: comment[1], version: comment[2] };
  }
  const name = path.replaceAll("\\", "/").split("/").at(-1) ?? "";
  if (/\.ya?ml$/i.test(name) && /^["']?cfgc["']?\s*:/m.test(text))
    return { kind: "cluster", version: undefined };
  const kind = byName.find(([pattern]) => pattern.test(name))?.[1];
  return kind !== undefined && kinds.includes(kind) ? { kind, version: undefined } : undefined;
}

const byName: readonly (readonly [RegExp, string])[] = [
  [/^(?:horaemeta|ceresmeta)[\w.-]*\.toml$/i, "horaemeta"],
  [/^(?:horaedb|ceresdb)[\w.-]*\.toml$/i, "horaedb"],
];
