import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";
import { esmExternalRequirePlugin } from "rolldown/plugins";
import { lazyExamples } from "./scripts/lazy-examples.js";
import { lazyModule } from "./scripts/lazy-module.js";

/**
 * With what they import, these are what nearly every command loads. Node takes about half a millisecond for each
 * further file, and as much for 15 KB of code: hence one file for all of them, without the products and YAML.
 */
const shared =
  /[\\/]src[\\/](?:lint|detect|emit[\\/](?:env-file|template)|schema[\\/][^\\/]+|cli[\\/](?:products-for|read-input|reporting|include-reader|lint[\\/]plan|bundle-directory[\\/]bundle-error)|model[\\/]settings|source[\\/]toml[\\/]read-toml)\.ts$/;
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
  plugins: [
    lazyExamples(),
    lazyModule(unicode),
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
      ],
    },
  },
});
