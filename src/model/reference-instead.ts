/** In the place of a secret that stands in cluster.yaml: a reference to a variable, which is read where the build runs. */
import { writeAt } from "../diagnostics/fix.ts";
import { type Help, offer } from "../diagnostics/help.ts";
import type { Location, SourceFile } from "../diagnostics/location.ts";
import { type Name, say } from "../diagnostics/message.ts";
import { once } from "../diagnostics/once.ts";

/** The edit says nothing of the secret: it takes out all of it. `key` is where the secret stands. */
export function referenceInstead(at: Location, key: Name): Help {
  const reference = say`{ from_env: ${variableFor(key, at.file)} }`;
  return offer(
    writeAt(withoutLineEnd(at), reference),
    say`write a reference: { from_env: NAME } or { from_file: PATH }`,
    say`write ${reference}, and set that variable where you build`,
  );
}

/** One that the file does not speak of yet: two secrets must not become one. */
function variableFor(key: Name, file: SourceFile): Name {
  const words = key.replaceAll(/[^A-Za-z0-9]+/g, "_").toUpperCase();
  const name = /^[0-9]/.test(words) ? say`_${words}` : words;
  const taken = variablesIn(file);
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number += 1;
  return say`${name}_${number}`;
}

const variablesIn = once(
  ({ text }: SourceFile): ReadonlySet<string> =>
    new Set([...text.matchAll(/from_env["']?[\t ]*:[\t ]*["']?(\w+)/g)].map((match) => match[1] ?? "")),
);

/** A text of several lines ends with the last of them. */
function withoutLineEnd({ file, start, end }: Location): Location {
  return { file, start, end: start + file.text.slice(start, end).trimEnd().length };
}
