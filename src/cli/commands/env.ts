import { analyse } from "../../compile.ts";
import { greatest } from "../../diagnostics/long-lists.ts";
import { displayWidth } from "../../diagnostics/print/display-width.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import { type Instance, titleOf } from "../../model/model.ts";
import { type EnvironmentEntry, environmentOf } from "../../products/variables/environment.ts";
import { productName } from "../../schema/catalogue.ts";
import { plainOf } from "../../schema/value.ts";
import { isExportable } from "../../schema/variables.ts";
import { print } from "../formats.ts";
import { includeReader } from "../include-reader.ts";
import type { Io } from "../io.ts";
import { withProductsOf } from "../products-for.ts";
import { readInput } from "../read-input.ts";
import { exitStatus, UserError } from "../user-error.ts";
import { fullNameOf } from "./env/assignments.ts";
import { docker, dotenv, k8s, shell, systemd } from "./env/formats.ts";

/** `cfgc env`: the variables that each program reads, with what its file says, and which are set right now. */
export async function envCommand(
  path: string,
  name: string | undefined,
  options: { format: string },
  io: Io,
): Promise<number> {
  const writer = writers[options.format];
  if (writer === undefined)
    throw new UserError(
      `there is no format "${options.format}"; there are ${Object.keys(writers).join(", ")}`,
    );
  const { source, diagnostics } = readInput(path, io);
  const readInclude = includeReader(io);
  const {
    diagnostics: found,
    model,
    hasErrors,
  } = diagnostics.length > 0
    ? { diagnostics, model: undefined, hasErrors: true }
    : await withProductsOf([source], (products) => analyse([source], { products, readInclude }));
  io.stderr.write(
    await print(
      found.filter((one) => one.severity === "error"),
      "human",
      [path],
      io.stderr,
      io,
    ),
  );
  if (model === undefined || hasErrors) return exitStatus.findings;
  const instances = model.instances.filter((instance) => name === undefined || isNamed(instance, name));
  if (instances.length === 0) {
    throw new UserError(
      `there is no instance "${name}"; there are ${model.instances.map(fullNameOf).join(", ")}`,
    );
  }
  const entries = instances.flatMap(environmentOf);
  io.stdout.write(writer(entries, instances, io.env));
  warnOfOverrides(entries, io);
  warnOfUnread(entries, io);
  return exitStatus.ok;
}

/** A member and a node on one host are called alike unless somebody names them, so the program may stand before. */
function isNamed(instance: Instance, name: string): boolean {
  return [instance.name.value, fullNameOf(instance), `${instance.program}/${instance.name.value}`].includes(
    name,
  );
}

type Writer = (
  entries: readonly EnvironmentEntry[],
  instances: readonly Instance[],
  env: Io["env"],
) => string;

const writers: Readonly<Record<string, Writer>> = {
  table,
  dotenv,
  shell,
  docker,
  systemd,
  k8s,
  json,
};

function table(entries: readonly EnvironmentEntry[]): string {
  const rows = entries.map((entry) =>
    [
      titleOf(entry.instance),
      entry.name ?? "-",
      entry.key ?? "-",
      textOf(entry) + (entry.setting?.origin.kind === "default" ? " (default)" : ""),
      entry.note ?? "",
    ].map(tidy),
  );
  const head = ["INSTANCE", "VARIABLE", "KEY", "IN THE FILE", "NOTE"];
  const widths = head.map((title, column) =>
    greatest([title, ...rows.map((row) => row[column] ?? "")].map(displayWidth)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
      .join("  ")
      .trimEnd();
  return `${[head, ...rows].map(line).join("\n")}\n`;
}

function json(entries: readonly EnvironmentEntry[], _: readonly Instance[], env: Io["env"]): string {
  const report = entries.map(({ instance, name, key, setting, note }) => ({
    instance: instance.name.value,
    program: instance.program,
    variable: name ?? null,
    ...(key === undefined ? {} : { key }),
    ...(setting === undefined
      ? {}
      : { value: plainOf(setting.value), isDefault: setting.origin.kind === "default" }),
    ...(name === undefined ? {} : { exportable: isExportable(name), set: isSet(name, env) }),
    ...(note === undefined ? {} : { note }),
  }));
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** Lists are one text in the environment: `split(',')` in apache/horaedb@v2.1.0:src/horaedb/src/config.rs. */
function textOf({ setting }: EnvironmentEntry): string {
  const plain = setting === undefined ? "" : plainOf(setting.value);
  return Array.isArray(plain) ? plain.join(",") : String(plain);
}

/** Empty is the same as unset for every program here that reads variables for its keys. */
function isSet(name: string | undefined, env: Io["env"]): name is string {
  return name !== undefined && env[name] !== undefined && env[name] !== "";
}

/** An inherited variable wins over the file; its value stays unsaid, it may be anything. */
function warnOfOverrides(entries: readonly EnvironmentEntry[], io: Io): void {
  const names = new Set(entries.map((entry) => entry.name).filter((name) => isSet(name, io.env)));
  for (const name of names) {
    const ofName = entries.filter((entry) => entry.name === name);
    const keys = new Set(ofName.flatMap((entry) => entry.key ?? []));
    const effect = ofName.find((entry) => entry.key === undefined)?.note;
    io.stderr.write(
      keys.size > 0
        ? `warning: ${name} is set here and would override ${[...keys].join(" and ")} in a process that inherits it\n`
        : `warning: ${name} is set here, and a process may inherit it. ${effect}\n`,
    );
  }
}

/** Somebody meant to set a key by a name that the program does not read. */
function warnOfUnread(entries: readonly EnvironmentEntry[], io: Io): void {
  const unread = new Map(
    entries.flatMap((entry) => (isSet(entry.notRead, io.env) ? [[entry.notRead, entry] as const] : [])),
  );
  for (const [notRead, { key, name, instance }] of unread) {
    const program = productName(instance.catalogue, instance.version);
    const instead = name === undefined ? "no variable sets it" : `${name} sets it`;
    io.stderr.write(
      `warning: ${notRead} is set here, but ${program} does not read it for ${key}: ${instead}\n`,
    );
  }
}
