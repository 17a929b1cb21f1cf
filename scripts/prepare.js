// npm runs this after `npm ci`, and when somebody installs cfgc from git. `npm install --global git+...`, which is how
// pre-commit 4 installs a hook, hands its --global down to the npm that is to install the development dependencies of
// the clone, so they are not there (seen with npm 11.19). Then this gets them first. Silent when it works: npm shows
// the output of `prepare` to whoever packs.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
if (!existsSync(`${root}node_modules/rolldown`)) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_config_(?:global|location|omit|only|production)$/i.test(name),
    ),
  );
  const npm = process.env.npm_execpath;
  const words = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: root, env, stdio: /** @type {const} */ (["ignore", "ignore", "inherit"]) };
  const { status } =
    npm === undefined
      ? spawnSync("npm", words, options)
      : spawnSync(process.execPath, [npm, ...words], options);
  if (status !== 0) process.exit(status ?? 1);
}
await import("./build.js");
await import("./declare.js");
