import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";
import { esmExternalRequirePlugin } from "rolldown/plugins";
import { lateBuiltins } from "./scripts/late-builtins.js";
import { lazyExamples } from "./scripts/lazy-examples.js";
import { lazyModule } from "./scripts/lazy-module.js";
import { withoutFacades } from "./scripts/without-facades.js";

/**
 * With what they import, these are what nearly every command loads. Node takes about half a millisecond for each
 * further file, and as much for 15 KB of code: hence one file for all of them, without the products and YAML.
 */
const shared =
  /[\\/]src[\\/](?:lint|detect|diagnostics[\\/]print[\\/]human|schema[\\/](?:[^\\/]+|formats[\\/]format-tests)|cli[\\/](?:main|io|unfinished|products-for|read-input|reporting|include-reader|commands[\\/]lint|lint[\\/]plan|bundle-directory[\\/]bundle-error)|model[\\/]settings|products[\\/]tied-groups|source[\\/]toml[\\/]read-toml)\.ts$|[\\/]node_modules[\\/]ajv[\\/]/;
/** Both sides of HoraeDB, files and sites, and the catalogues of both its programs need these. */
const horaedb = /[\\/]src[\\/]products[\\/]horaedb[\\/](?:files|restart-remark)\.ts$/;
/** What every product needs to make the files of a site. */
const sites = /[\\/]src[\\/](?:compile|emit[\\/](?:bundle|env-file|template)|model[\\/]settings-draft)\.ts$/;
/** Also for the settings of a lint. */
const yaml = /[\\/]src[\\/]source[\\/]yaml\.ts$/;
/** What the command has of its own. */
const build = /[\\/]src[\\/]cli[\\/]commands[\\/]build\.ts$/;
/** All that `--version` needs, so not together with anything. */
const version = /[\\/]src[\\/]cli[\\/]version\.ts$/;

/**
 * The YAML package as ES modules, of which the bundler takes only what is used; for Node it offers CommonJS alone.
 * Both are built from one source, and the tests of the command run on what stands here.
 */
const yamlModules = fileURLToPath(new URL("node_modules/yaml/browser/index.js", import.meta.url));

/** Its expressions for emoji take longer to build than a file to lint, and plain text needs none of them. */
const unicode = /[\\/]node_modules[\\/](?:string-width|strip-ansi)[\\/]index\.js$/;

export default defineConfig({
  input: { cfgc: "src/cli/cfgc.ts", index: "src/index.ts" },
  platform: "node",
  // Whether it is slow is for whoever waits for it: the tests of the package are about a silent build.
  checks: { pluginTimings: false },
  plugins: [
    lazyExamples(),
    lazyModule(unicode),
    lateBuiltins(),
    withoutFacades(),
    esmExternalRequirePlugin({ external: [/^node:/, "buffer", "process"] }),
  ],
  resolve: { alias: { yaml: yamlModules } },
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    minify: true,
    cleanDir: true,
    codeSplitting: {
      groups: [
        { name: "version", test: version, priority: 1 },
        { name: "shared", test: shared },
        { name: "horaedb", test: horaedb },
        { name: "yaml", test: yaml },
        { name: "sites", test: sites },
        { name: "build", test: build },
      ],
    },
  },
});
