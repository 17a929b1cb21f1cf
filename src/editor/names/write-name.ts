/** How a name is written in the place of another one. */
import type { Name } from "../../diagnostics/message.ts";
import { inYaml } from "../in-yaml.ts";
import type { NamePlace } from "./name-place.ts";

/** Between quotes, in a part of a text and outside YAML it stands as it is. */
export function nameInPlace({ at: { file, start, end }, text, isPart }: NamePlace, name: Name): string {
  const [before = "", behind = "", next = ""] = [file.text[start - 1], file.text[end], file.text[end + 1]];
  const isQuoted = /["']/.test(before) && before === behind;
  if (file.syntax !== "yaml" || isPart || isQuoted || (behind === ":" && /\S/.test(next))) return name;
  // A range without quotes stands where brackets need none.
  return /\[/.test(text) && /^[a-z]/i.test(name) ? name : inYaml(name);
}
