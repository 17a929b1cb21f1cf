import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig } from "rolldown";
import { esmExternalRequirePlugin } from "rolldown/plugins";
import { lateBuiltins } from "./scripts/late-builtins.js";
import { lateTexts } from "./scripts/late-texts.js";
import { lazyModule } from "./scripts/lazy-module.js";
import { plainText } from "./scripts/plain-text.js";
import { withoutFacades } from "./scripts/without-facades.js";

/** Modules by their paths, which are parts of an expression. */
const modules = (...paths) => new RegExp(`/(?:${paths.join("|")})\\.[jt]s$`.replaceAll("/", "[\\\\/]"));

/**
 * With what they import, these are what nearly every command loads, or more than one product needs. Node takes about
 * half a millisecond for each further file, and as much for 15 KB of code: hence one file for all of them, without
 * the products and YAML.
 */
const shared = modules(
  "src/(?:detect|lint|cli/commands/lint|cli/lint/(?:check-deployment|plan)|source/toml/read-toml)",
  "src/cli/(?:include-reader|io|main|products-for|read-input|reporting|unfinished|bundle-directory/bundle-error)",
  "src/(?:diagnostics/print/human|emit/(?:markdown|shell))",
  "src/(?:model/settings|products/(?:folder-tie|tied-groups)|schema/(?:(?:(?:codes|documents|keys|secrets|values)/)?[\\w-]+|formats/format-tests))",
  "node_modules/ajv/.*",
);
/** Also for the settings of a lint. */
const yaml = modules("src/source/yaml");
/** What every product needs to make the files of a site. */
const sites = modules(
  "src/(?:compile|emit/(?:bundle|env-file|template)|model/(?:release-written|settings-draft))",
);
/** What the command has of its own. */
const build = modules("src/cli/commands/build");
/** All that `--version` needs, so not together with anything. */
const version = modules("src/cli/version");
/** Both sides of a product, files and sites, need how files are read and what is wrong with them. */
const products = ["horaedb", "dolphindb", "oms"].map((name) => ({
  name,
  test: modules(`src/products/${name}/(?:files|restart-remark)`),
}));

/** They print the prose of codes, and their examples. */
const readers = {
  prose: modules("src/(?:diagnostics/print/sarif|cli/commands/explain/code-page)"),
  examples: modules("src/cli/commands/explain/code-page"),
};
/** What is imported from for more than what it exports. */
const sideEffects = /[\\/]node_modules[\\/]|[\\/]src[\\/](?:index|cli[\\/]cfgc)\.ts$|\?(?:prose|examples)$/;

/**
 * The YAML package as ES modules, of which the bundler takes only what is used; for Node it offers CommonJS alone.
 * Both are built from one source, and the tests of the command run on what stands here.
 */
const yamlModules = fileURLToPath(new URL("node_modules/yaml/browser/index.js", import.meta.url));

/** What the package gives Node is made so that no bundler can look into it; this is the same. */
const jsoncModules = fileURLToPath(new URL("node_modules/jsonc-parser/lib/esm/main.js", import.meta.url));

/** Its expressions for emoji take longer to build than a file to lint, and plain text needs none of them. */
const unicode = modules("node_modules/(?:string-width|strip-ansi)/index");

export default defineConfig({
  input: { cfgc: "src/cli/cfgc.ts", index: "src/index.ts" },
  platform: "node",
  // Whether it is slow is for whoever waits for it: the tests of the package are about a silent build.
  checks: { pluginTimings: false },
  plugins: [
    lateTexts(readers),
    lazyModule(unicode),
    lateBuiltins(),
    withoutFacades(),
    plainText(),
    esmExternalRequirePlugin({ external: [/^node:/, ...builtinModules] }),
  ],
  treeshake: { moduleSideEffects: (id) => sideEffects.test(id) },
  resolve: { alias: { yaml: yamlModules, "jsonc-parser": jsoncModules } },
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
        { name: "yaml", test: yaml },
        ...products,
        { name: "sites", test: sites },
        { name: "build", test: build },
      ],
    },
  },
});
