import { append } from "../../../diagnostics/long-lists.ts";
import { type Instance, titleOf } from "../../../model/model.ts";
import type { EnvironmentEntry } from "../../../products/variables/environment.ts";
import { productName } from "../../../schema/catalogue.ts";
import { plainOf } from "../../../schema/value.ts";
import { UserError } from "../../user-error.ts";

/** A variable that says the same as the file of an instance. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

export interface Assignments {
  readonly title: string;
  readonly variables: readonly Assignment[];
  /** What the file says and no variable can, each as a line of text. */
  readonly without: readonly string[];
}

/**
 * What the file of one instance sets, as variables. Throws a {@link UserError} for several: the names of two would be
 * the same.
 */
export function assignmentsOf(
  entries: readonly EnvironmentEntry[],
  instances: readonly Instance[],
  format: string,
): Assignments {
  if (instances.length > 1) {
    throw new UserError(`${format} is for one instance; name one of ${instances.map(fullNameOf).join(", ")}`);
  }
  const written = entries.filter(({ setting }) => setting !== undefined && setting.origin.kind !== "default");
  const names = new Set(written.map((entry) => entry.name));
  const variables: Assignment[] = [];
  const without: string[] = [];
  for (const name of names) {
    const ofName = written.filter((entry) => entry.name === name);
    if (name === undefined) {
      append(
        without,
        ofName.map(({ key, note }) => `${key}: ${note ?? "has no variable"}`),
      );
      continue;
    }
    const all = entries.filter((entry) => entry.name === name);
    const values = new Set(all.map(textOf));
    const [value = ""] = values;
    const unfit = all.find((entry) => entry.unfit !== undefined)?.unfit;
    // Set, it would give all of its keys one value, and the file gives them several.
    if (values.size > 1)
      without.push(`${name}: sets ${all.map(({ key }) => key).join(" and ")}, which differ`);
    else if (unfit !== undefined) without.push(`${name}: ${unfit}`);
    else variables.push({ name, value });
  }
  return { title: instances.map(titleOf).join(""), variables, without };
}

/** The name that tells an instance from others of the same name: `horaemeta/db1`. */
export function fullNameOf({ catalogue, version, name }: Instance): string {
  return `${productName(catalogue, version).toLowerCase()}/${name.value}`;
}

/** Lists are one text in the environment: `split(',')` in apache/horaedb@v2.1.0:src/horaedb/src/config.rs. */
function textOf({ setting }: EnvironmentEntry): string {
  const plain = setting === undefined ? "" : plainOf(setting.value);
  return Array.isArray(plain) ? plain.join(",") : String(plain);
}
