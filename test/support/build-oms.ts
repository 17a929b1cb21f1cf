/** Builds sites with OMS for the tests, with secrets that stand in no variable. */
import { compile } from "../../src/compile.ts";
import type { Model } from "../../src/model/model.ts";
import { products } from "./run.ts";

export interface Built {
  readonly model: Model;
  /** Contents of the files by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Throws what is found if there is an error. */
export function build(text: string, secrets?: Readonly<Record<string, string>>): Built {
  const readSecret =
    secrets && ((source: object) => secrets["env" in source ? String(source.env) : ""] ?? "");
  const { model, bundle, diagnostics } = compile([{ path: "cluster.yaml", text }], {
    products,
    ...(readSecret ? { readSecret } : {}),
  });
  if (bundle === undefined) throw new Error(`${diagnostics.map((one) => one.message).join("\n")}\n${text}`);
  return { model, files: new Map(bundle.files.map((file) => [file.path, file.content])) };
}
