import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import { type Message, say } from "../diagnostics/message.ts";
import { redact } from "../diagnostics/redact.ts";
import { secretInPlainText, wrongType } from "../schema/codes/value-codes.ts";
import { field, textOf, type View } from "../schema/documents/view.ts";
import { placeholderMark, Secret, type SecretSource, type Traced } from "../schema/value.ts";
import { isExportable } from "../schema/variables.ts";
import type { Site } from "./model.ts";
import { referenceInstead } from "./reference-instead.ts";

export type SecretEntry = string | { from_env: string } | { from_file: string };

/** A secret of cluster.yaml. A literal is taken, hidden from everything that quotes the file, and reported. */
export function secretOf(
  view: View<SecretEntry> | undefined,
  path: Message,
  site: Site,
  bag: DiagnosticBag,
): Traced<Secret> | undefined {
  if (view === undefined) return undefined;
  const source = sourceOf(view, path, bag);
  if (source === undefined) return undefined;
  const origin = view.keyAt
    ? { kind: "source" as const, at: view.at, keyAt: view.keyAt }
    : { kind: "source" as const, at: view.at };
  return { value: new Secret(placeholderOf(site, path), source), origin };
}

function sourceOf(view: View<SecretEntry>, path: Message, bag: DiagnosticBag): SecretSource | undefined {
  const { node } = view;
  // Not by textOf, whose texts may be said.
  if (node.kind === "scalar" && typeof node.value === "string") {
    // Refused by the schema already.
    if (node.value === "") return undefined;
    redact(view.at);
    bag.report(secretInPlainText, {
      at: view.at,
      key: path,
      message: say`the secret "${path}" stands in plain text`,
      help: referenceInstead(view.at, path),
    });
    return { literal: node.value };
  }
  const env = textOf(field(view as View<{ from_env: string }>, "from_env"));
  if (env !== undefined) {
    if (isExportable(env.value)) return { env: env.value };
    redact(view.at);
    bag.report(wrongType, {
      at: view.at,
      key: path,
      // The text may be the secret itself.
      message: say`"${path}.from_env" must be the name of a variable: letters, digits and underscores, with no digit first`,
      help: advice`name the variable that holds the secret, such as { from_env: STORE_KEY }`,
    });
    return undefined;
  }
  const file = textOf(field(view as View<{ from_file: string }>, "from_file"));
  return file === undefined ? undefined : { file: file.value };
}

/** Letters, digits and underscores only, so that no format and no shell has to quote it. */
function placeholderOf(site: Site, path: string): string {
  const words = `${distinct(site.name)}_${path}`.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return `${placeholderMark}${words}__`;
}

/** The sites `my-site` and `my_site` may stand in one bundle, so any but the plainest spelling gets a number. */
function distinct(name: string): string {
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return name;
  let number = 0x811c9dc5;
  for (const character of name) number = Math.imul(number ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return `${name}_${(number >>> 0).toString(36)}`;
}
