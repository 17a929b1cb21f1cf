/** PyYAML, the reader that a program in Python uses: what it makes of YAML texts, values with their types. */
import { spawnSync } from "node:child_process";

/** A loaded value; `refused` holds what PyYAML says to a text that it does not take. */
export type Loaded =
  | { readonly type: "str"; readonly value: string }
  | { readonly type: "int"; readonly value: string }
  | { readonly type: "float"; readonly value: string }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "NoneType" }
  | { readonly type: "date" | "datetime"; readonly value: string }
  | { readonly type: "list"; readonly value: readonly Loaded[] }
  | { readonly type: "dict"; readonly value: Readonly<Record<string, Loaded>> }
  | { readonly refused: string };

/** Why PyYAML cannot be asked on this machine, or undefined. */
export const noPyYaml: string | undefined = reasonAgainst();

function reasonAgainst(): string | undefined {
  const { error, status } = spawnSync("python3", ["-c", "import yaml"], { encoding: "utf8" });
  if (error !== undefined) return "python3 is not installed";
  return status === 0 ? undefined : "PyYAML is not installed (Debian: python3-yaml)";
}

const program = `
import json, sys, yaml
def shown(value):
    kind = type(value).__name__
    if kind == "dict":
        return {"type": kind, "value": {str(key): shown(one) for key, one in value.items()}}
    if kind == "list":
        return {"type": kind, "value": [shown(one) for one in value]}
    if kind == "NoneType":
        return {"type": kind}
    if kind in ("str", "bool"):
        return {"type": kind, "value": value}
    return {"type": kind, "value": repr(value) if kind == "float" else str(value)}
def loaded(text):
    try:
        return shown(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError) as error:
        return {"refused": str(error)}
texts = json.load(sys.stdin)
json.dump([loaded(text) for text in texts], sys.stdout)
`;

/** What `yaml.safe_load` makes of each text, in one process. */
export function loadWithPyYaml(texts: readonly string[]): readonly Loaded[] {
  const { stdout, stderr, status } = spawnSync("python3", ["-c", program], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONIOENCODING: "utf-8" },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Loaded[];
}
