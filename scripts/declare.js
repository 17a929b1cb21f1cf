// Writes the declarations of the library, those that index.d.ts leads to and no others, into the directory that is
// named, or dist/types. Silent when it works.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = resolve(process.argv[2] ?? join(root, "dist/types"));
mkdirSync(join(root, "node_modules/.cache"), { recursive: true });
const work = mkdtempSync(join(root, "node_modules/.cache/declare-"));
try {
  const all = join(work, "all");
  const settings = {
    extends: join(root, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: root,
      outDir: all,
    },
    include: [],
    files: [join(root, "src/index.ts")],
  };
  writeFileSync(join(work, "tsconfig.json"), JSON.stringify(settings));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [tsc, "--project", work], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the declarations cannot be made:\n${stdout}`);
  rmSync(target, { recursive: true, force: true });
  for (const path of reachedFrom(join(all, "src/index.d.ts"))) {
    const to = join(target, path.slice(join(all, "src/").length));
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(path, to);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @param {string} start */
function reachedFrom(start) {
  const reached = new Set([start]);
  // A set that grows while it is walked gives what was added, too.
  for (const path of reached)
    for (const [, from] of readFileSync(path, "utf8").matchAll(/(?:from |import\()"(\.[^"]+)\.ts"/g))
      reached.add(resolve(dirname(path), `${from}.d.ts`));
  return reached;
}
