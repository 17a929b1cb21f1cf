/** The variables of one instance in the spellings of those who set them. Names and values are quoted for each. */
import { say } from "../../../diagnostics/message.ts";
import { commentLine } from "../../../emit/comment.ts";
import { quoteForEnvFile } from "../../../emit/env-file.ts";
import { quoteForShell } from "../../../emit/shell.ts";
import { refuseControls, refuseNul, UnwritableValue } from "../../../emit/unwritable-value.ts";
import { quoteForYaml } from "../../../emit/yaml-1-1.ts";
import type { Instance } from "../../../model/model.ts";
import type { EnvironmentEntry } from "../../../products/variables/environment.ts";
import { isExportable } from "../../../schema/variables.ts";
import { type Assignments, assignmentsOf } from "./assignments.ts";

type Writer = (entries: readonly EnvironmentEntry[], instances: readonly Instance[]) => string;

/** To be read by a POSIX shell: `eval "$(cfgc env cluster.yaml meta0 --format shell)"`. */
export const shell: Writer = (entries, instances) =>
  lines(
    assignmentsOf(entries, instances, "shell"),
    isExportable,
    "a shell cannot export this name",
    (name, value) => `export ${name}=${quoteForShell(value)}`,
  );

/** To be read by a shell with `set -a`, or by a program that knows such files. */
export const dotenv: Writer = (entries, instances) =>
  lines(
    assignmentsOf(entries, instances, "dotenv"),
    isExportable,
    "a shell cannot export this name",
    (name, value) => `${name}=${quoteForEnvFile(value)}`,
  );

/**
 * For `docker run --env-file`, which takes everything behind the first `=` as it stands and knows no quotes. A value
 * with a line break cannot be written there.
 */
export const docker: Writer = (entries, instances) =>
  lines(
    assignmentsOf(entries, instances, "docker"),
    isPlain,
    "docker cannot take this name",
    (name, value) => {
      refuseControls(value, say`a line of the file`);
      return `${name}=${value}`;
    },
  );

/** A drop-in for a unit. Of what systemd expands only `%` concerns Environment=. */
export const systemd: Writer = (entries, instances) => {
  const body = lines(
    assignmentsOf(entries, instances, "systemd"),
    isExportable,
    "systemd drops such a name",
    (name, value) => `Environment="${name}=${escapeForUnit(value)}"`,
  );
  return body.replace("\n", "\n[Service]\n");
};

/** The `env` of a container in a Kubernetes manifest. */
export const k8s: Writer = (entries, instances) => {
  const body = lines(
    assignmentsOf(entries, instances, "k8s"),
    isPlain,
    "Kubernetes does not take this name",
    (name, value) => `  - name: ${name}\n    value: ${quoteForManifest(value)}`,
  );
  const [head = "", ...rest] = body.split("\n");
  const hasAny = rest.some((line) => line.startsWith("  - "));
  return [head, hasAny ? "env:" : "env: []", ...rest].join("\n");
};

/** Hyphens and dots are fine where no shell stands between. */
function isPlain(name: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(name);
}

/** One variable after the other, and as comments those that cannot be carried; the first line is the title. */
function lines(
  { title, variables, without }: Assignments,
  takes: (name: string) => boolean,
  whyNot: string,
  write: (name: string, value: string) => string,
): string {
  const written = variables.map(({ name, value }) => {
    if (!takes(name)) return commentLine(`${name}: ${whyNot}`);
    try {
      return write(name, value);
    } catch (error) {
      if (!(error instanceof UnwritableValue)) throw error;
      return commentLine(`${name}: its value ${error.message}`);
    }
  });
  return `${[commentLine(title), ...written, ...without.map(commentLine)].join("\n")}\n`;
}

/** C escapes, as systemd.syntax(7) has them. */
function escapeForUnit(value: string): string {
  refuseNul(value, say`no variable`);
  return value
    .replace(/["\\]/g, "\\$&")
    .replaceAll("%", "%%")
    .replace(
      /[\x01-\x1f\x7f]/g,
      (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
    );
}

/** Kubernetes takes `$(NAME)` for another variable and makes one dollar of two. */
function quoteForManifest(value: string): string {
  refuseNul(value, say`no variable`);
  const kept = /\$[$(]/.test(value) ? value.replaceAll("$", () => "$$") : value;
  return quoteForYaml(kept);
}
