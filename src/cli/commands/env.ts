import { compile } from "../../compile.ts";
import { displayWidth } from "../../diagnostics/print/text-width.ts";
import { quoteForEnvFile } from "../../emit/env-file.ts";
import { type Instance, titleOf } from "../../model/model.ts";
import { type EnvironmentEntry, environmentOf, isExportable } from "../../products/environment.ts";
import { plainOf } from "../../schema/value.ts";
import { print } from "../formats.ts";
import { productsNamedIn } from "../products-for.ts";
import { readInput } from "../read-input.ts";
import { exitStatus, UserError } from "../user-error.ts";

/** `cfgc env`: the variables that each program reads, with what its file says, and which are set right now. */
export async function envCommand(
  path: string,
  name: string | undefined,
  options: { format: string },
): Promise<number> {
  const writer = writers[options.format];
  if (writer === undefined)
    throw new UserError(
      `there is no format "${options.format}"; there are ${Object.keys(writers).join(", ")}`,
    );
  const { source, diagnostics } = readInput(path);
  const {
    diagnostics: found,
    model,
    bundle,
  } = diagnostics.length > 0
    ? { diagnostics, model: undefined, bundle: undefined }
    : compile([source], { products: await productsNamedIn([source.text]) });
  process.stderr.write(
    await print(
      found.filter((one) => one.severity === "error"),
      "human",
      [path],
      process.stderr,
    ),
  );
  if (model === undefined || bundle === undefined) return exitStatus.findings;
  const instances = model.instances.filter((instance) => name === undefined || instance.name.value === name);
  if (instances.length === 0) {
    throw new UserError(
      `there is no instance "${name}"; there are ${model.instances.map((one) => one.name.value).join(", ")}`,
    );
  }
  const entries = instances.flatMap(environmentOf);
  process.stdout.write(writer(entries, instances));
  warnOfOverrides(entries);
  return exitStatus.ok;
}

type Writer = (entries: readonly EnvironmentEntry[], instances: readonly Instance[]) => string;

const writers: Readonly<Record<string, Writer>> = { table, dotenv, json };

function table(entries: readonly EnvironmentEntry[]): string {
  const rows = entries.map((entry) => [
    titleOf(entry.instance),
    entry.name,
    entry.key ?? "-",
    textOf(entry) + (entry.setting?.origin.kind === "default" ? " (default)" : ""),
    entry.note ?? "",
  ]);
  const head = ["INSTANCE", "VARIABLE", "KEY", "IN THE FILE", "NOTE"];
  const widths = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? "")].map(displayWidth)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
      .join("  ")
      .trimEnd();
  return `${[head, ...rows].map(line).join("\n")}\n`;
}

/** What the file sets, as variables. Only for one instance: the names of two would be the same. */
function dotenv(entries: readonly EnvironmentEntry[], instances: readonly Instance[]): string {
  if (instances.length > 1) {
    throw new UserError(
      `dotenv is for one instance; name one of ${instances.map((one) => one.name.value).join(", ")}`,
    );
  }
  const seen = new Set<string>();
  const lines = entries.flatMap((entry) => {
    if (entry.setting === undefined || entry.setting.origin.kind === "default" || seen.has(entry.name))
      return [];
    seen.add(entry.name);
    const line = `${entry.name}=${quoteForEnvFile(textOf(entry))}`;
    return [isExportable(entry.name) ? line : `# ${line}  (${entry.note})`];
  });
  return `# ${instances.map(titleOf).join("")}\n${lines.join("\n")}\n`;
}

function json(entries: readonly EnvironmentEntry[]): string {
  const report = entries.map(({ instance, name, key, setting, note }) => ({
    instance: instance.name.value,
    program: instance.program,
    variable: name,
    ...(key === undefined ? {} : { key }),
    ...(setting === undefined
      ? {}
      : { value: plainOf(setting.value), isDefault: setting.origin.kind === "default" }),
    exportable: isExportable(name),
    set: process.env[name] !== undefined && process.env[name] !== "",
    ...(note === undefined ? {} : { note }),
  }));
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** Lists are one text in the environment: `split(',')` in apache/horaedb@v2.1.0:src/horaedb/src/config.rs. */
function textOf({ setting }: EnvironmentEntry): string {
  const plain = setting === undefined ? "" : plainOf(setting.value);
  return Array.isArray(plain) ? plain.join(",") : String(plain);
}

/** An inherited variable wins over the file; its value stays unsaid, it may be anything. */
function warnOfOverrides(entries: readonly EnvironmentEntry[]): void {
  const names = new Set(entries.map((entry) => entry.name).filter((name) => process.env[name]));
  for (const name of names) {
    const keys = [
      ...new Set(
        entries.filter((entry) => entry.name === name).map((entry) => entry.key ?? "a variable of its own"),
      ),
    ];
    process.stderr.write(
      `warning: ${name} is set here and would override ${keys.join(" and ")} in a process that inherits it\n`,
    );
  }
}
