/** Finds out what somebody meant by an environment variable that no program reads. */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { deleteLine, renameKey } from "../../diagnostics/fix.ts";
import { advice, advising, certain, type Help, offer } from "../../diagnostics/help.ts";
import { joined, type Message, type Sayable, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import { type Catalogue, displayName, type KeyEntry } from "../../schema/catalogue.ts";
import {
  envNotExportable,
  unknownVariable,
  variableNotInVersion,
} from "../../schema/codes/variable-codes.ts";
import { inForce, isDead, stateAt } from "../../schema/key-state.ts";
import { distance } from "../../schema/nearest.ts";
import { isExportable, keysByRule, variablesReadAt } from "../../schema/variables.ts";
import type { EnvVariable } from "../../source/env/read-env.ts";
import type { Reader } from "./variable-readers.ts";

/** `taken` are the names that the file sets, so that none of them is offered; `alike` all of this name. */
export function reportUnread(
  variable: EnvVariable,
  all: readonly Reader[],
  { taken, alike }: { readonly taken: ReadonlySet<string>; readonly alike: readonly EnvVariable[] },
  bag: DiagnosticBag,
): void {
  const { name, nameAt: at } = variable;
  // Nobody can tell what a variable holds that no program reads.
  for (const { valueAt } of alike) redact(valueAt);
  const readers = addressed(name, all);
  for (const reader of readers) {
    const found =
      otherRelease(name, reader) ??
      byRule(name, reader) ??
      afterItsKey(name, reader) ??
      withPrefix(name, reader);
    if (found !== undefined) {
      const { code, message } = found;
      return bag.report(code, { at, message, help: helpOf(found, variable, taken, alike.length === 1) });
    }
  }
  const titles = readers.map(titleOf);
  const candidates = readers
    .flatMap(({ program, version }) => variablesReadAt(program.catalogue, version))
    .map((one) => ({ name: one.name, distance: distance(one.name, name, 3) }))
    .filter((one) => !taken.has(one.name) && one.distance <= Math.min(2, one.name.length / 4))
    .sort((a, b) => a.distance - b.distance);
  const near = candidates[0];
  const isOnly = new Set(candidates.map((one) => one.name)).size === 1;
  if (near === undefined && (ofOthers.test(name) || readers.length === 0)) return;
  bag.report(unknownVariable, {
    at,
    message: say`${joined(titles, " and ")} ${titles.length > 1 ? "do not read" : "does not read"} ${name}`,
    help:
      near === undefined
        ? advice`delete it, unless something else reads it`
        : (isOnly ? certain : offer)([{ at, text: near.name }], say`did you mean ${near.name}?`),
    ...(near === undefined ? { severity: "info" as const } : {}),
  });
}

/** Read by shells, by the runtimes of Go and Rust, by containers, or by libraries within these programs. */
const ofOthers =
  /^(?:PATH|HOME|USER|SHELL|PWD|HOSTNAME|TERM|TZ|LANG|LC_\w+|LD_\w+|TMPDIR|RUST_\w+|GO[A-Z]+|MALLOC_\w+|JE_MALLOC_\w*|_RJEM_\w+|AWS_\w+|ALIYUN_\w+|OTEL_\w+|(?:https?|no|all|ftp)_proxy|(?:HTTPS?|NO|ALL|FTP)_PROXY|COMPOSE_\w+|DOCKER_\w+|KUBERNETES_\w+|POD_\w+|SSL_CERT_\w+|DEBUG)$/;

interface Explained {
  readonly code: typeof unknownVariable;
  readonly message: Message;
  readonly help: Message;
  /** What the help says, as far as it can be made here. */
  readonly edit?: "delete" | Rename;
}

interface Rename {
  readonly to: Sayable;
  /** The value can stay as it is; under a name that another release reads it may have to be another one. */
  readonly keepsValue: boolean;
}

function helpOf(
  { help, edit }: Explained,
  { nameAt, valueAt }: EnvVariable,
  taken: ReadonlySet<string>,
  standsOnce: boolean,
): Help {
  if (edit === undefined) return advising(help);
  if (edit === "delete") return offer(standsOnce ? deleteLine(nameAt, valueAt) : undefined, help);
  const { to, keepsValue } = edit;
  return (keepsValue ? certain : offer)(taken.has(to) ? undefined : renameKey(nameAt, to), help);
}

function otherRelease(name: Message, { program, version }: Reader): Explained | undefined {
  const { catalogue } = program;
  const title = displayName(catalogue, version);
  for (const release of [...catalogue.releases].reverse()) {
    const known = variablesReadAt(catalogue, release.version).find((one) => one.name === name);
    if (known === undefined) continue;
    const now = variablesReadAt(catalogue, version).find(
      (one) =>
        (known.key !== undefined && one.key === known.key) ||
        (known.key !== undefined && isRenamed(catalogue, known.key, one.key)) ||
        (known.key === undefined && withoutFamily(one.name) === withoutFamily(name)),
    );
    return {
      code: variableNotInVersion,
      message: say`${title} does not read ${name}, which ${displayName(catalogue, release.version)} reads`,
      help: now === undefined ? say`delete it` : say`write ${now.name}`,
      edit: now === undefined ? "delete" : { to: now.name, keepsValue: false },
    };
  }
  return undefined;
}

function isRenamed(catalogue: Catalogue, from: string, to: string | undefined): boolean {
  return catalogue.keys.some(
    (entry) => entry.key === to && entry.renamedFrom?.some((old) => old.key === from) === true,
  );
}

function withoutFamily(name: string): string {
  return name.replace(/^(?:CERES|HORAE)/, "");
}

/** The name that the rule would give a key, where the program reads another or none. */
function byRule(name: Message, reader: Reader): Explained | undefined {
  const { program, version } = reader;
  const { catalogue } = program;
  const entry = keysByRule(catalogue, name).find((one) => stateAt(one, version) !== undefined);
  // Only where nearly all keys have a variable by the rule does its absence surprise.
  const own = variablesReadAt(catalogue, version).filter(({ key }) => key !== undefined);
  if (entry === undefined || own.length * 2 < catalogue.keys.length) return undefined;
  return explained(name, entry, reader);
}

/** A name that the program does not read, for a key of it. */
function explained(name: Message, entry: KeyEntry, { program, version }: Reader): Explained {
  const title = displayName(program.catalogue, version);
  const real = (entry.env ?? []).find((one) => inForce(one, version))?.name;
  if (real === undefined)
    return {
      code: unknownVariable,
      message: say`${title} reads no variable for "${entry.key}", so ${name} sets nothing`,
      help: say`write "${entry.key}" into its file`,
    };
  if (isDead(entry, version))
    return {
      code: unknownVariable,
      message: say`${title} does not read ${name}, and has no use for "${entry.key}" under any name`,
      help: say`delete it`,
      edit: "delete",
    };
  if (!isExportable(real))
    return {
      code: envNotExportable,
      message: say`${title} does not read ${name}; for "${entry.key}" it reads ${real}, which a shell cannot set`,
      help: say`set "${entry.key}" in its file, or ${real} by docker -e, Kubernetes or env(1)`,
    };
  return {
    code: unknownVariable,
    message: say`${title} does not read ${name}; for "${entry.key}" it reads ${real}`,
    help: say`write ${real}`,
    edit: { to: real, keepsValue: true },
  };
}

/** The program that the name itself names, if it is among them. */
function addressed(name: string, readers: readonly Reader[]): readonly Reader[] {
  const family = /^(?:HORAE|CERES)(DB|META)_/.exec(name)?.[1];
  const own = readers.filter(({ program }) => program.kind === `horae${family?.toLowerCase()}`);
  return own.length > 0 ? own : readers;
}

/** HORAEDB_SERVER_HTTP_PORT for "server.http_port", where only a few keys have a variable at all. */
function afterItsKey(name: Message, reader: Reader): Explained | undefined {
  const { program, version } = reader;
  const bare = /^(?:HORAE|CERES)DB_(.+)$/.exec(name)?.[1];
  const entry =
    bare === undefined || program.kind !== "horaedb"
      ? undefined
      : keysByRule(program.catalogue, bare).find((one) => stateAt(one, version) !== undefined);
  return entry && explained(name, entry, reader);
}

/** Names of HoraeMeta have no prefix, though those of its neighbour do. */
function withPrefix(name: Message, { program, version }: Reader): Explained | undefined {
  const bare = /^(?:HORAE|CERES)_?(?:META)?_(?:SERVER_)?(.+)$/.exec(name)?.[1];
  const known =
    bare === undefined
      ? undefined
      : variablesReadAt(program.catalogue, version).find((one) => one.name === bare && one.key !== undefined);
  if (known === undefined) return undefined;
  const title = displayName(program.catalogue, version);
  return {
    code: unknownVariable,
    message: say`${title} does not read ${name}; its variables have no prefix`,
    help: say`write ${known.name}`,
    edit: { to: known.name, keepsValue: true },
  };
}

function titleOf({ program, version }: Reader): Message {
  return displayName(program.catalogue, version);
}
