/** Texts for the fuzzer: files of this repository with faults in them, mixed with each other, or made of fragments. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

export interface FuzzFile {
  readonly name: string;
  readonly text: string;
}

export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** Every input file of the examples and fixtures that is not too long to be changed thousands of times a minute. */
export function corpus(): FuzzFile[] {
  return ["examples", "fixtures"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ya?ml|toml|cfg|nodes|env)$/.test(entry.name))
      .map((entry) => ({
        name: basename(entry.name),
        text: readFileSync(join(entry.parentPath, entry.name), "utf8"),
      }))
      .filter(({ text }) => text.length < 20_000),
  );
}

const fragments = [
  ..."{}[]()<>:,-#|&*!%@`\\=\"'?~\n\r\t \0\ufeff\u2028\u0085é表😀$",
  ..."\ud800",
  ...[
    "\n  ",
    "\n\n",
    "---\n",
    "...\n",
    "- ",
    ": ",
    "? ",
    "|\n",
    ">\n",
    "&a ",
    "*a",
    "!!map ",
    "<<: *a",
    "%YAML 1.1\n",
  ],
  ...[
    "[a.b]\n",
    "[[a]]\n",
    '"""',
    "'''",
    "1979-05-27",
    "0x",
    "1e999",
    "inf",
    "nan",
    "-0",
    "99999999999999999999",
  ],
  ...[
    "true",
    "null",
    "yes",
    "0123",
    "1_000",
    "10.1.1.1",
    "[::1]",
    "http://",
    "dn[1-3]",
    "[1-",
    "%",
    "${x}",
    "<ALIAS>",
  ],
  ...[
    "# cfgc: horaedb@1.2.0\n",
    "# cfgc-disable-file unknown-key: x\n",
    "cfgc: 1\n",
    "include: [ hosts.yaml ]\n",
  ],
  ...["__proto__", "constructor", "password = x\n", "{ from_env: A }", "{ from_file: a }", "export A='b"],
];

export function randomInput(random: Random, files: readonly FuzzFile[]): FuzzFile {
  const { name, text } = pick(random, files);
  const changes = 1 + Math.floor(random() ** 3 * 20);
  let now = random() < 0.1 ? pieces(random) : text;
  for (let change = 0; change < changes; change += 1) now = changed(now, random, files);
  return { name, text: now };
}

function pieces(random: Random): string {
  return Array.from({ length: Math.floor(random() ** 3 * 80) }, () => pick(random, fragments)).join("");
}

function changed(text: string, random: Random, files: readonly FuzzFile[]): string {
  const at = Math.floor(random() * (text.length + 1));
  const end = Math.min(text.length, at + Math.floor(random() ** 2 * 40));
  const lines = text.split("\n");
  const line = Math.floor(random() * lines.length);
  switch (Math.floor(random() * 9)) {
    case 0:
      return text.slice(0, at) + pick(random, fragments) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(end);
    case 2:
      return text.slice(0, at) + text.slice(at, end).repeat(2 + Math.floor(random() * 3)) + text.slice(end);
    case 3:
      return [...lines.slice(0, line), ...lines.slice(line + 1)].join("\n");
    case 4:
      return [...lines.slice(0, line), lines[line] ?? "", ...lines.slice(line)].join("\n");
    case 5: {
      const other = pick(random, files).text.split("\n");
      return [...lines.slice(0, line), pick(random, other), ...lines.slice(line)].join("\n");
    }
    case 6:
      return [...lines.slice(0, line), ` ${lines[line] ?? ""}`, ...lines.slice(line + 1)].join("\n");
    case 7: {
      const [word] = /[\w.-]+/.exec(text.slice(at)) ?? [""];
      return text.replace(word, () => pick(random, fragments));
    }
    default:
      // Rarely one thing very often.
      if (random() < 0.97) return text.slice(0, at);
      return text.slice(0, at) + pick(random, fragments).repeat(Math.floor(random() * 5000)) + text.slice(at);
  }
}
