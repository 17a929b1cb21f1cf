/** Named files of no known kind: what each may be, and what to do. */
import { dirname, resolve } from "node:path";
import type { Io } from "../io.ts";
import { kindBesides } from "../lsp/other-kinds.ts";
import type { LintPlan } from "./plan.ts";
import { includesIn } from "./ties.ts";

export interface NotChecked {
  readonly path: string;
  readonly why: string;
}

/** Without the hosts that one of the sites includes: they are checked with it. */
export function notChecked({ unknown, deployments }: LintPlan, { cwd }: Io): NotChecked[] {
  const included = new Set<string>();
  for (const { kind, source } of deployments.flatMap(({ files }) => files)) {
    if (kind !== "cluster") continue;
    for (const path of includesIn(source)) included.add(resolve(cwd, dirname(source.path), path));
  }
  return unknown.flatMap(({ path, text }) => {
    if (kindBesides(path, text) !== "hosts")
      return [{ path, why: "its kind is not known; say it with --as KIND" }];
    if (included.has(resolve(cwd, path))) return [];
    return [
      {
        path,
        why: "it seems to hold hosts for `include`; lint the cluster.yaml that includes it, or say its kind with --as KIND",
      },
    ];
  });
}
